var T,Qn,hn,me,un,kt,Jn,xt,Zn,pn,fn,eo,Qe=Symbol.for("pv"),St={},At=[],ir=/^m(i|n|o|s|text|space)$/,mn=Array.isArray,gn=At.slice,Oe=Object.assign;function Ae(t){
t&&t.parentNode&&t.remove()}function to(t,e,n){var o,i,r,s={},l=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?i=e[r]:s[r]=e[r];return l>
2&&(s.children=l>3?gn.call(arguments,2):n),Ye(t,s,o,i,null)}function Ye(t,e,n,o,i){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Qe,__v:i||++Qn,__i:-1,__u:0};return!i&&T.vnode&&T.
vnode(r),r}function M(t){return t.children}function ge(t,e){this.props=t,this.context=e,this.__g=0}function ve(t,e){if(e==null)return t.__&&ve(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:ve(t)}function rr(t){var e,n=t.__v,o=n.__e,i=[],r=[],s=t.__P;
s&&((e=Oe({constructor:Qe},n)).__v=n.__v+1,T.vnode&&T.vnode(e),vn(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,i,o||ve(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,lo(i,e,r),n.__=n.__e=null,e.__e!=o&&no(e))}function no(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
no(t)}function dn(t){(8&t.__g||(t.__g|=8,me.push(t),kt++))&&un==T.debounceRendering||((un=T.debounceRendering)||queueMicrotask)(oo)}function oo(){try{for(var t,
e=1;me.length;)me.length>e&&me.sort(Jn),t=me.shift(),e=me.length,8&t.__g&&rr(t)}finally{(kt=me.length)&&(un||queueMicrotask)(oo)}}function io(t,e,n,o,i,r,s,l,c,d,f){
var h,p,u,m,b,_,w=o.__k||At,y=e.length;for(c=sr(n,e,w,c,y),h=0;h<y;h++)(u=n.__k[h])!=null&&(p=~u.__i&&w[u.__i]||St,u.__i=h,_=vn(t,u,p,i,r,s,l,c,d,f),m=u.__e,(p.
ref!=u.ref||8&p.__u)&&(p.ref&&yn(p.ref,null,u,p),u.ref&&f.push(u.ref,u.__c||m,u)),b=b||m,4&u.__u?(c=ro(u,c,t,!p.__v),p.__e&&(p.__e=null)):typeof u.type=="functi\
on"&&_!==void 0?c=_:m&&(c=m.nextSibling),u.__u&=-21);return n.__e=b,c}function sr(t,e,n,o,i){var r,s,l,c,d,f,h,p,u,m=n.length,b=m,_=0,w=0,y=t.__k=Array(i);for(r=
0;r<i;r++)(s=e[r])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=y[r]=Ye(null,s):mn(s)?s=y[r]=Ye(M,{children:s}):
s.constructor===Qe&&s.__b?s=y[r]=Ye(s.type,s.props,s.key,s.ref,s.__v):y[r]=s,c=r+_,s.__=t,s.__b=t.__b+1,l=null,~(d=s.__i=lr(s,n,c,b))&&(b--,(l=n[d])&&(l.__u|=2)),
l&&l.__v?(s.__u|=16,d==c-1?_--:d==c+1?_++:d!=c&&(d>c?_--:_++,w=1)):(~d||(i>m?_--:i<m&&_++),typeof s.type!="function"&&(s.__u|=4))):y[r]=null;if(w){for(f=[],h=[],
r=0;r<i;r++)if((s=y[r])&&16&s.__u){for(_=0,p=f.length;_<p;)f[u=_+p>>1]<s.__i?_=u+1:p=u;f[_]=s.__i,h[r]=_+1}for(_=f.length;r--;)h[r]&&(h[r]==_?_--:y[r].__u|=4)}if(b)
for(r=0;r<m;r++)!(l=n[r])||2&l.__u||(l.__e==o&&(o=ve(l)),bn(l,l));return o}function ro(t,e,n,o){var i,r,s,l;if(typeof t.type=="function"){if(t.props.__P)return e;
if(i=t.__k)for(r=0;r<i.length;r++)i[r]&&(i[r].__=t,e=ro(i[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=ve(t))&&!e.parentNode&&(e=null),s=t.__e,l=e;l&&l.nodeType==
8;)l=l.nextSibling;for(s!=l&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function lr(t,e,n,o){var i,r=t.key,s=t.type,l=e[n],c=l&&!(2&l.__u);if(l===null&&r==null||c&&r==l.key&&s==l.type)return n;if(o>(c?1:0)){for(i=n-1;i>=0;i--)if((l=
e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i;for(i=n+1;i<e.length;i++)if((l=e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i}return-1}function Yn(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function _t(t,e,n,o,i){var r,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Yn(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Yn(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=fn[e]||(fn[e]=ar(e)),(t.__a||(t.__a={}))[e]=pn,r=e!=(e=e.replace(Zn,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,r):t.removeEventListener(e,s,r));else{if(i=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function ar(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[xt]==null)e[xt]=pn++;else if(e[xt]<this.__a[t])return;return n(T.event?T.event(e):e)}}}function vn(t,e,n,o,i,r,s,l,c,d){
var f,h,p,u,m,b,_,w,y,x,S,g,v,A,k,O,E,$,I=e.type;if(e.constructor!==Qe)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,h=r=[],f.nodeType==8?l=wt(f,r):
r.push(f),l=r[0]||l),(f=T.__b)&&f(e);e:if(typeof I=="function"){p=s.length;try{if(w=e.props,y=(f=I.prototype)&&f.render,x=(f=I.contextType)&&o[f.__c],S=f?x?x.props.
value:f.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(y?e.__c=u=new I(w,S):(e.__c=u=new ge(w,S),u.constructor=I,u.render=ur),x&&x.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),y&&(u.__s||(u.__s=u.state),I.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Oe({},u.__s)),Oe(u.__s,I.getDerivedStateFromProps(
w,u.__s)))),m=u.props,b=u.state,u.__v=e,n.__c){if(w!==m&&y&&!I.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(w,S),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(w,u.__s,S)===!1){e.__v!=n.__v&&(u.props=w,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(z){z&&(z.__=e)}),At.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),l=ve(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
w,u.__s,S),y&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,b,_)})}else y&&!I.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
y&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=S,u.props=w,u.__P=t,u.__g&=-5,g=T.__r,v=y?25:0;do u.__g&=-9,g&&g(e),f=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++v<25);y&&(At.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Oe({},o,u.getChildContext())),y&&n.__c&&u.getSnapshotBeforeUpdate&&
(_=u.getSnapshotBeforeUpdate(m,b)),A=f&&f.type===M&&f.key==null?f.props.children:f,w.__P&&(f=l,i=(t=w.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(z){z&&bn(z,z)}),n.__k=null),l=n.__k?ve(n,0):null),l=io(t,mn(A)?A:[A],e,n,o,i,r,s,l,c,d),w.__P&&(e.__e=null,l=f),e.__u&=-161,h&&h.some(Ae),u.__h.length&&
s.push(u),1&u.__g&&(u.__g&=-4)}catch(z){if(s.length=p,e.__v=null,c||r)if(z&&z.then){if(e.__u|=128|c,r){for(~(E=r.indexOf(l||void 0))||(E=r.length);($=r[E-1])&&$.
nodeType==8;)E--;for(;E<r.length;E++)if($=r[E])if(r[E]=null,k){if($==O)break}else{if($.nodeType!=8)break;$.data.startsWith("$s")&&(O=wt(k=$))}}if(!k){for(;l&&l.
nodeType==8&&l.nextSibling;)l=l.nextSibling;k=l}(f=wt(k=e.__c.__z||(e.__c.__z=k)))?(e.__e=k,l=f):e.__e=l,l=l&&l.nextSibling}else r&&r.some(Ae);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),z&&z.then||so(e),T.__e(z,e,n)}}else l=e.__e=cr(n.__e,e,n,o,i,r,s,c,d,t);return(f=T.diffed)&&f(e),l}function wt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function so(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(so))}function lo(t,e,n){for(var o=0;o<n.length;)yn(n[o++],n[o++],n[o++]);T.__c&&T.__c(e,t),t.some(
function(i){try{t=i.__h,i.__h=[],t.some(function(r){r.call(i)})}catch(r){T.__e(r,i.__v)}})}function cr(t,e,n,o,i,r,s,l,c,d){var f,h,p,u,m,b,_,w,y=n.props||St,x=e.
props,S=e.type;if(S=="svg"?i="http://www.w3.org/2000/svg":S=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),r){for(f=0;f<r.
length;f++)if((m=r[f])&&(S?m.localName==S:m.nodeType==3)){t=m,r[f]=null;break}}if(!t){if(w=d.ownerDocument||document,!S)return w.createTextNode(x);t=w.createElementNS(
i,S,x.is?x:d),l&&(T.__m&&T.__m(e,r),l=!1),r=null}if(S){if(d=S=="template"&&t.content||t,r=S=="textarea"&&x.defaultValue!=null?null:r&&gn.call(d.childNodes),!l&&
r)for(y={},f=0;f<t.attributes.length;f++)y[(m=t.attributes[f]).name]=m.value;for(f in y)m=y[f],f=="dangerouslySetInnerHTML"?p=m:f=="children"||f in x||f=="value"&&
"defaultValue"in x||f=="checked"&&"defaultChecked"in x||_t(t,f,null,m,i);for(f in x)m=x[f],f=="children"?u=m:f=="dangerouslySetInnerHTML"?h=m:f=="value"?b=m:f==
"checked"?_=m:l&&typeof m!="function"||y[f]===m||_t(t,f,m,y[f],i);h?(l||p&&(h.__html==p.__html||h.__html==t.a)||(t.a=h.__html),e.__k=[]):(p&&(t.textContent=""),
(S=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&ir.test(S))&&(i="http://www.w3.org/1999/xhtml"),io(d,mn(u)?u:[u],e,n,o,i,r,s,r?r[0]:n.__k&&ve(n,0),
l,c),r&&r.some(Ae)),l&&S!="textarea"||(f="value",S=="progress"&&b==null?t.removeAttribute(f):b==null||b===t[f]&&(S!="progress"||b)||_t(t,f,b,y[f],i),f="checked",
_!=null&&_!=t[f]&&_t(t,f,_,y[f],i))}else y===x||l&&t.data==x||(t.data=x);return t}function yn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(i){T.__e(i,n)}}function bn(t,e,n){var o,i,r,s;if(T.unmount&&T.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||yn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){T.__e(l,e)}o.__P=o.__n=null}if(o=t.__k)for(s=
0;s<o.length;s++)o[s]&&bn(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(i=wt(o,r=[]))&&(o==t.__e&&r.some(Ae),Ae(i),Ae(o)),n||Ae(
t.__e),t.__e=t.__c=t.__=null}function ur(t,e,n){return this.constructor(t,n)}function _n(t,e){var n,o,i,r;T.__&&T.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Ye(M,{children:[t]}),i=[],r=[],vn(e,e.__k,o||St,St,e.namespaceURI,o?null:e.firstChild?gn.call(e.childNodes):null,i,o?o.__e:e.firstChild,
n,r),lo(i,e.__k,r),e.__k.props.children=null}function ao(t){function e(n){var o,i;return this.getChildContext||(o=new Set,(i={})[e.__c]=this,this.getChildContext=function(){return i},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(s){s.__g|=4,dn(s)})},this.sub=function(r){o.add(r);var s=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),s&&s.call(r)}}),n.children}return e.__c="__cC"+eo++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}T={__e:function(t,e,n,o){for(var i,r,s;e=e.__;)if((i=e.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(r=i.constructor)&&r.getDerivedStateFromError)&&i.setState(r.getDerivedStateFromError(
t)),i.componentDidCatch&&(i.componentDidCatch(t,o||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(l){t=l}}throw kt=0,t}},Qn=0,hn=function(t){return t!=null&&t.
constructor===Qe},ge.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Oe({},this.state)),typeof t=="function"&&(t=t(Oe({},n),this.props)),
t&&(Oe(n,t),this.__v&&(e&&this.__k.push(e),dn(this)))},ge.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),dn(this))},ge.prototype.render=
M,me=[],kt=0,Jn=function(t,e){return t.__v.__b-e.__v.__b},xt=Symbol(),Zn=/(PointerCapture)$|Capture$/i,pn=0,fn={},eo=0;var ze,W,xn,co,wn=Object.is,Ot=0,bo=[],kn=[],N=T,uo=N.__b,fo=N.__r,ho=N.diffed,po=N.__c,mo=N.unmount,go=N.__;function Ct(t,e){N.__h&&N.__h(W,t,Ot||e),Ot=0;var n=W.
__H||(W.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function _o(t){return Ot=1,fr(ko,t)}function fr(t,e,n){var o=Ct(ze++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):ko(void 0,e),function(r){var s=(o.__N||o.__)[0],l=o.t(s,r);wn(s,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=W,!W.__f)){W.__f=!0;var i=W.shouldComponentUpdate;
W.shouldComponentUpdate=function(r,s,l){var c=this.__H;if(!c)return!0;var d=!1,f=this.props!=r;if(c.__.some(function(p){p.__N&&(d=!0,wn(p.__[0],p.__N[0])||(f=!0))}),
i){var h=i.call(this,r,s,l);return d?h||f:h}return!d||f}}return o.__}function H(t,e){var n=Ct(ze++,4);!N.__s&&wo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,W.__h.push(n))}function P(t){return Ot=5,Y(function(){return{current:t}},[])}function Y(t,e){var n=Ct(ze++,7);return wo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function xo(t){var e=W.context[t.__c],n=Ct(ze++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(W)),e.props.value):t.__}function dr(){var t;do{for(;t=kn.shift();)try{Je(t)}catch(n){N.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=bo.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Je),e.__h.
some(Sn),e.__h=[]}catch(n){e.__h=[],N.__e(n,t.__v)}}}while(kn.length)}N.__b=function(t){W=null,uo&&uo(t)},N.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
go&&go(t,e)},N.__r=function(t){fo&&fo(t),ze=0;var e=(W=t.__c).__H;e&&(xn==W?W.__h=[]:(e.__h.some(Je),e.__h.some(Sn),ze=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),xn=W},N.diffed=function(t){ho&&ho(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&yo(bo.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),xn=W=null},N.__c=function(t,e){e.some(function(n){try{n.__h.some(Je),n.__h=n.__h.filter(function(o){return!o.__||Sn(o)})}catch(o){n.__h=[function(){
throw o}]}}),po&&po(t,e)},N.unmount=function(t){mo&&mo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,yo(kn.push(i))}else Je(i)}catch(r){e=r}}),o.__H=void 0,e&&N.__e(e,o.__v))};var vo=typeof requestAnimationFrame==
"function";function hr(t){var e,n=function(){clearTimeout(o),vo&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);vo&&(e=requestAnimationFrame(n))}function yo(t){
t!=1&&co==N.requestAnimationFrame||((co=N.requestAnimationFrame)||hr)(dr)}function Je(t){var e=W,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),W=e}function Sn(t){
var e=W;t.__c=t.__(),W=e}function wo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!wn(n,t[o])})}function ko(t,e){return typeof e=="function"?e(
t):e}var pr=Symbol.for("preact-signals");function Rt(){if(re>1)re--;else{var t,e=!1;for((function(){var i=Mt;for(Mt=void 0;i!==void 0;){var r=i.S;if(r.v===i.v)for(var s=r.
t;s!==void 0;s=s.x)s.i===i.i&&(s.i=r.i);i=i.o}})();et!==void 0;){var n=et;for(et=void 0,Et++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Ao(n))try{n.
c()}catch(i){e||(t=i,e=!0)}n=o}}if(Et=0,re--,e)throw t}}function B(t){if(re>0)return t();An=++mr,re++;try{return t()}finally{Rt()}}var Ze,F=void 0;function tt(t){
var e=F,n=Ze;F=void 0,Ze=void 0;try{return t()}finally{F=e,Ze=n}}var et=void 0,re=0,Et=0,mr=0,An=0,Mt=void 0,Tt=0;function So(t){if(F!==void 0){var e=t.n;if(e===
void 0||e.t!==F)return e={i:0,S:t,p:F.s,n:void 0,t:F,e:void 0,x:void 0,r:e},F.s!==void 0&&(F.s.n=e),F.s=e,t.n=e,32&F.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=F.s,e.n=void 0,F.s.n=e,F.s=e),e}}function q(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}q.prototype.brand=pr;q.prototype.h=function(){return!0};q.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:tt(function(){var o;(o=e.W)==null||o.call(e)}))};q.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&tt(function(){var i;(i=e.Z)==null||i.call(e)}))}};q.prototype.
subscribe=function(t){var e=this;return X(function(){var n=e.value;tt(function(){return t(n)})},{name:"sub"})};q.prototype.valueOf=function(){return this.value};
q.prototype.toString=function(){return this.value+""};q.prototype.toJSON=function(){return this.value};q.prototype.peek=function(){var t=this;return tt(function(){
return t.value})};Object.defineProperty(q.prototype,"value",{get:function(){var t=So(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Et>100)throw new Error("Cycle detected");(function(n){re!==0&&Et===0&&n.l!==An&&(n.l=An,Mt={S:n,v:n.v,i:n.i,o:Mt})})(this),this.v=t,this.i++,Tt++,re++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Rt()}}}});function R(t,e){return new q(t,e)}function Ao(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function Oo(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function Co(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ce(t,e){q.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Tt-1,this.f=4}Ce.prototype=new q;Ce.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===Tt))return!0;if(this.g=Tt,this.f|=1,this.i>0&&!Ao(this))return this.f&=-2,!0;var t=F;try{Oo(this),F=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return F=t,Co(this),this.f&=-2,!0};Ce.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}q.prototype.S.call(this,t)};Ce.prototype.U=function(t){if(this.t!==void 0&&(q.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ce.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ce.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=So(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function ye(t,e){return new Ce(t,e)}function Eo(t){var e=t.j;if(t.j=void 0,typeof e=="function"){re++;var n=F;
F=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,On(t),o}finally{F=n,Rt()}}}function On(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,Eo(t)}function gr(t){
if(F!==this)throw new Error("Out-of-order effect");Co(this),F=t,this.f&=-2;try{8&this.f&&On(this)}finally{Rt()}}function We(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,Ze&&Ze.push(this)}We.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};We.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,Eo(this),Oo(this),re++;var t=F;
return F=this,gr.bind(this,t)};We.prototype.N=function(){2&this.f||(this.f|=2,this.u=et,et=this)};We.prototype.d=function(){this.f|=8,1&this.f||On(this)};We.prototype.
dispose=function(){this.d()};function X(t,e){var n=new We(t,e);try{n.c()}catch(i){throw n.d(),i}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var Mo,$t,Lt,vr=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var To=[];X(function(){Mo=this.N})();function De(t,e){T[t]=e.bind(null,T[t]||function(){})}function nt(t){if(Lt){var e=Lt;Lt=void 0,e()}Lt=t&&t.S()}function Ro(t){
var e=this,n=t.data,o=K(n);o.name="ReactiveDom",o.value=n;var i=Y(function(){for(var l=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var d=ye(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),f=ye(function(){return!Array.isArray(d.value)&&!hn(d.value)}),h=X(function(){if(this.N=Lo,f.value){var u=d.value;l.
__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=u)}}),p=e.__$u.d;return e.__$u.d=function(){h(),p.call(this)},[f,d]},[]),r=i[0],s=i[1];return r.value?s.
peek():s.value}Ro.displayName="ReactiveTextNode";Object.defineProperties(q.prototype,{constructor:{configurable:!0,value:to(M,null).constructor},type:{configurable:!0,
value:Ro},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});De("__b",function(t,e){if(nt(),
$t=void 0,typeof e.type=="string"){var n,o=e.props;for(var i in o)if(i!=="children"){var r=o[i];r instanceof q&&(n||(e.__np=n={}),n[i]=r,o[i]=r.peek())}}t(e)});
De("__r",function(t,e){if(t(e),e.type!==M){nt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(i,r){var s;return X(function(){s=this},{name:r}),
s.c=i,s})((function(i){return function(){var r;vr&&((r=this.y)==null||r.call(this)),i.__$f|=1,i.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),$t=o,nt(n)}});De("__e",function(t,e,n,o){nt(),$t=void 0,t(e,n,o)});De("diffed",function(t,e){nt(),$t=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,i=e.props,r=n.U;if(r)for(var s in r){var l=r[s];l===void 0||o&&s in o||(l.d(),r[s]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var d=r[c],
f=o[c];d===void 0?(d=yr(n,c,f,i),r[c]=d):d.o(f,i)}}}t(e)});function yr(t,e,n,o){var i=e in t&&t.ownerSVGElement===void 0,r=R(n);return{o:function(s,l){r.value=s,
o=l},d:X(function(){this.N=Lo;var s=r.value.value;o[e]!==s&&(o[e]=s,i?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}De("unmo\
unt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var i in o){var r=o[i];r&&r.d()}}}var s=e.__np;if(s){var l=e.props;
for(var c in s)l[c]=s[c]}e.__np=void 0}else{var d=e.__c;if(d){d.__$f|=8;var f=d.__$u;f&&(d.__$u=void 0,f.d())}}t(e)});De("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});ge.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var i in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var l in this.props)if(!(l in t))return!0;return!1};function K(t,e){return Y(function(){return R(t,e)},[])}var br=function(t){queueMicrotask(function(){queueMicrotask(t)})};function _r(){B(function(){for(var t;t=To.shift();)Mo.call(t)})}function Lo(){To.push(this)===1&&(T.requestAnimationFrame||br)(_r)}var U="not finite",Ne="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function D({confidence:t}){return t!==null}function be(t,e="\
nothing"){return D(t)?t.text.trim()||e:U}function se(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function _e(t,e){return e===""?t.excess??t.confidence??0:se(t,e)}
function Pt(t){return t.some(({excess:e})=>e!==null)}function le({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function It(t,e,n){let o=e===""&&Pt(t),
i=t.filter(l=>D(l)&&!le(l,n)&&!(o&&l.excess===null)),[r]=i;return r?{answer:i.reduce((l,c)=>_e(c,e)>_e(l,e)?c:l,r),of:i.length}:null}var Cn=ao(null);function C(){let t=xo(Cn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var xr=Symbol.for("pv"),wr=0;function a(t,e,n,o,i,r){e||(e={});var s,l,c=e;if("ref"in c&&typeof t!="function")for(l in c={},e)l=="ref"?s=e[l]:c[l]=e[l];var d={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:xr,__v:--wr,__i:-1,__u:0};return(i||r)&&(d.__source=i,d.__self=r),T.vnode&&T.vnode(d),d}function $o({target:t,...e}){let n=t.slots??e.positions;return a("div",{class:"ll-flow",children:[a(zt,{...e}),a(Ft,{name:"Writes",where:En(t),children:a(ot,{tokens:t.
tokens,marked:n,chip:Wt(n,"slot")})})]})}function ot({tokens:t,marked:e,chip:n,more:o={}}){let[i,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[s,l]=[Math.max(
0,i-14),Math.min(t.length,r+14+1)],c=d=>d>0&&a("span",{class:"ll-quiet",title:`${d} more tokens`,children:"…"});return a("span",{class:"ll-tokens",...o,children:[
c(s),t.slice(s,l).map((d,f)=>n(d,s+f)),c(t.length-l)]})}function Ft({name:t,where:e,children:n}){return a("div",{class:"ll-flow-row",children:[a("span",{class:"\
ll-label",children:t}),a("span",{class:"ll-quiet ll-at",children:e}),n]})}function zt({tokens:t,layer:e,positions:n,name:o}){return a(Ft,{name:"Reads",where:`la\
yer ${e}`,children:o===void 0?a(ot,{tokens:t,marked:n,chip:Wt(n,"source")}):a("span",{class:"ll-token ll-mono ll-source",title:o,children:o})})}function Wt(t,e){
return(n,o)=>a("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,title:`position ${o}`,children:n},o)}function En({layer:t}){return t===null?"":`la\
yer ${t}`}function L(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ee(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var kr={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Me(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Mn(n,o.length),controls:o}))}function Mn(t,e){let[n,o]=kr[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Sr(t,e){return(e===""?
void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function He(t,e=""){if(t.length===0)return null;let n=t.map(o=>Sr(o,e));return[Math.min(...n),
Math.max(...n)]}function it(t,e){return Me(t.controls).map(({name:n,controls:o})=>{let i=[...new Set((He(o,e)??[]).map(L))];return[n.toLowerCase(),i.join(" to ")]})}function Po({answer:t}){let{confidence:e,excess:n}=t;return e===null?a("div",{class:"ll-scale"}):a("div",{class:"ll-scale",children:[a(Tn,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&a(M,{children:[a("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${L(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Me(t.controls).map(o=>a(Ar,{...o},o.kind)),
n!==null&&a("div",{class:"ll-measure ll-excess",children:[a("span",{class:"ll-label",children:"Over controls"}),a("span",{}),a("span",{class:"ll-num",children:Ee(
n)}),a("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),a(Or,{answer:t})]})}function Tn({kind:t,label:e,value:n,low:o,title:i,
children:r}){let s=o!==void 0;return a("div",{class:`ll-measure ll-${t}`,title:i,children:[a("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",title:t===
"option"?e:void 0,children:e}),a("span",{class:s?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":s?`${e} ${L(o)} to ${L(n)}`:`${e} ${L(n)}`,style:{"--p":String(
n),...s&&{"--low":String(o)}}}),a("span",{class:"ll-num",children:L(n)}),a("span",{class:"ll-quiet ll-cut",children:r})]})}function Ar({name:t,controls:e}){let[
n,o]=He(e)??[0,0],i=e.length>1,r=[...new Set(e.map(({text:l})=>l.trim()||"nothing"))].join(", "),s=`In place of the activation, ${i?"they give":"it gives"} this\
 answer ${e.map(({support:l})=>L(l)).join(", ")}.
`+e.map(({text:l,confidence:c})=>`“${l}” with confidence ${L(c)}`).join(`
`);return a(Tn,{kind:"control",label:t,value:o,low:i?n:void 0,title:s,children:[i?`${L(n)} to ${L(o)}; own answers: `:"own answer: ",a("span",{class:"ll-mono",children:r}),
e[0]&&!i?`, ${L(e[0].confidence)}`:""]})}function Or({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:i})=>({text:o,
p:i??0})).sort((o,i)=>i.p-o.p);return a(M,{children:[a("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option mass is ${L(
e)}`]}),n.map(({text:o,p:i})=>a(Tn,{kind:"option",label:o,value:i},o))]})}function Te({sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([i])=>i===e).map(([,i])=>i);return o.length>0?o:[n]}function Dt(t,e){return t<e?`\
positions ${t} to ${e}`:`position ${e}`}function Rn(t,e,n){let o=t.slice(e,n+1).join("");return[o,o.length>60?`${o.slice(0,60)}…`:o]}function xe(t,e){if(t.vector)
return["Vector",t.token];let n=Te(t),[o=-1,i=o]=[n[0],n.at(-1)];return o===i?[`Position ${i}`,t.token]:[`Positions ${o} to ${i}`,Rn(e,o,i)[1]]}function Io(){let{store:t}=C(),e=t.view.answer.value,n=e&&t.targetOf(e),[o,i]=e?xe(e,t.synced.tokens):["",""],r=e?[...e.flags.map(({message:s})=>s),...Cr(t,e)]:
[];return a("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&a(Er,{answer:e},e.id),a("output",{"aria-live":"polite",children:e&&a(Mr,{answer:e})}),
e&&a(M,{children:[a(Po,{answer:e}),n&&n.tokens.length>0&&a($o,{tokens:t.synced.tokens,layer:e.layer,positions:Te(e),target:n,name:e.vector&&i}),r.length>0&&a("u\
l",{class:"ll-flags",children:r.map(s=>a("li",{children:s},s))}),a("dl",{class:"ll-facts",children:[a(Nt,{name:"Layer",children:e.layer}),a(Nt,{name:o,children:a(
"span",{class:"ll-mono",children:i})}),a(Nt,{name:"Into layer",children:e.target_layer}),a(Nt,{name:"Reader",children:a("span",{class:"ll-mono ll-reader",title:e.
reader,children:e.reader})})]})]})]})}function Cr({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>It(o,"",t.constants)).find(o=>o?.answer.id===e);return n&&
n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Er({answer:{question:t,code:e}}){let n=K(!1),o=K(!1),i=P(null);H(()=>{o.
value&&(i.current?.focus({preventScroll:!0}),i.current?.select())},[o.value]);let r=async()=>{try{await navigator.clipboard.writeText(e)}catch{o.value=!0;return}
n.value=!0,setTimeout(()=>{n.value=!1},1600)};return a(M,{children:[a("header",{children:[a("span",{class:"ll-asked ll-mono ll-cut",title:t,children:t}),a("butt\
on",{type:"button",class:"ll-link",hidden:e==="",onClick:()=>{r()},children:n.value?"Copied":"Copy as code"})]}),a("textarea",{class:"ll-field ll-mono ll-code",
readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,e.split(`
`).length),ref:i,value:e})]})}function Mr({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,i=!o.includes("·");return a("div",{class:"ll-words ll-mono",children:[
e.length===0&&(D(t)?o:a("i",{class:"ll-quiet",children:U})),e.map((r,s)=>{let l=n[s],c=l===void 0?void 0:Math.exp(l),d=i?r.replaceAll("·"," "):r;return a("span",
{class:"ll-word",title:c===void 0?void 0:`probability ${L(c)}`,style:{"--p":String(c??0)},children:s===0&&d.trimStart()||d},s)})]})}function Nt({name:t,children:e}){
return a("div",{children:[a("dt",{children:t})," ",a("dd",{children:e})]})}var Fo=t=>t.replaceAll(`
`,"\\n"),zo=t=>t.replaceAll("\\n",`
`);function rt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Fo(String(n))).join(" "):e.join(", "):Fo(String(e))}function Wo(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(zo):zo(e)}function Do({field:t,id:e,value:n,wrong:o,describedBy:i,onFocus:r,onBlur:s}){let{store:l}=C(),c=K(null),d=u=>l.edit(m=>m.set(t.name,u)),f={id:e,"data-setting":t.
name,"aria-describedby":i,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let u=({currentTarget:m})=>d(m.value||null);return a("select",{...f,class:"ll-\
field",value:rt(t,n),onInput:u,onChange:u,onBlur:s,children:t.choices.map(([m,b])=>a("option",{value:m??"",children:b},m??""))})}if(t.kind==="yes"){let u=({currentTarget:m})=>d(
m.checked);return a("input",{...f,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:s})}let h=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,d(Wo(t,u.value))},p=()=>{c.value=null};return a("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",autocomplete:"off",spellcheck:!1,
inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??rt(t,n),onInput:h,onChange:p,onBlur:()=>{p(),s()}})}var No=0;function Q(){let[t]=_o(()=>(No+=1,`ll-${Math.random().toString(36).slice(2,8)}-${No}`));return t}function je(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ht({groups:t,beside:e}){let{draft:n}=C().store;return a(M,{children:t.map(({group:o,fields:i})=>({group:o,fields:i.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:i})=>a("div",{class:"ll-group",role:"group","aria-label":o,children:[a("h5",{children:o}),i.map(r=>a(Tr,{field:r,
children:e?.(r)},r.name))]},o))})}function Tr({field:t,children:e}){let{store:n,view:o}=C(),{draft:i,preview:r}=n,[s,l,c]=[Q(),Q(),Q()],d=i.value(t.name),f=r.problem.
value,h=f?.setting===t.name,p=t.when!==void 0&&!t.when[1].includes(i.value(t.when[0]))||t.needs!==void 0&&i.value(t.needs)===null,u=({currentTarget:_})=>{let w=_.
closest(".ll-setting")??_;o.show({anchor:w,content:()=>a("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),b=P(!1);return a("div",{class:`\
ll-setting${t.name in i.changed()?" ll-set":""}`,hidden:p,onPointerDown:()=>{b.current=!0},onFocusIn:()=>{b.current=!1},children:[a("span",{class:"ll-named",children:[
a("label",{class:"ll-label",for:s,children:t.label}),t.help!==""&&a("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:u,
onPointerEnter:u,onPointerLeave:_=>{_.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),a(Do,{field:t,id:s,value:d,wrong:h,describedBy:t.help===""?l:`${c} ${l}`,
onFocus:_=>{t.help!==""&&!b.current&&u(_)},onBlur:m}),a("span",{class:"ll-unseen",id:c,children:t.help}),e,a("p",{class:"ll-error",id:l,hidden:!h,role:h?"alert":
void 0,children:h?f.message:""})]})}function Ho(){let{store:t}=C(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return a("div",{class:"ll-from",hidden:n,children:!n&&
a(Ht,{groups:[e]})})}function st({layer:t,position:e,start:n,source:o={}}){let{vector:i,minus:r}=o;if(typeof i=="string"&&i!=="difference")return i.slice(i.indexOf(
":")+1);let s=e??-1;return`layer ${t}, ${Dt(n??s,s)}${i?` minus ${r}`:""}`}function jo(){let{store:t}=C(),{draft:e,synced:n}=t,o=n.selection.value,{fit:i}=e.entry,{vector:r}=e,s=r!==null&&r!=="difference",l=!t.asking(),c=o?o.position-o.
start+1:0,d=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return a("div",{class:"ll-line ll-actions",children:[a("span",{class:"ll\
-where",children:s?a("b",{children:st(e.asking())}):a(Rr,{})}),a("button",{type:"button",class:"ll-link",hidden:!o||i===!0||s,onClick:d,children:c>1?"Subtract t\
he last token":"Subtract this token"}),a("button",{type:"button",class:"ll-button",disabled:l||!e.has("layer")||r!==null,title:r?"A vector belongs to one layer,\
 so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),a("button",{type:"b\
utton",class:"ll-button",disabled:l,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are select\
ed",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),a("button",{type:"submit",class:"ll-button ll-primary",disabled:i?
!e.ready:l,children:i?"Fit":"Ask"})]})}function Rr(){let{draft:t,synced:e,preview:n}=C().store,o=e.selection.value;if(!o)return a(M,{children:"Choose a cell of \
the grid."});let{layer:i,position:r}=o,s=t.vector==="difference",l=s?r:o.start,[c,d]=Rn(e.tokens,l,r);return a(M,{children:[`Layer ${i}, ${Dt(l,r)} `,a("b",{class:"\
ll-mono",title:c,children:d}),l<r&&Lr(r-l+1,r,n.target.value),s&&a(M,{children:[" minus ",a("b",{class:"ll-mono",children:e.tokens[Number(t.value("minus")??Number.
NaN)]??"…"})]})]})}function Lr(t,e,n){let{positions:o=[]}=n??{};return o.at(-1)!==e?"":o.length===t?`; this reader reads all ${t} tokens for one answer`:`; th\
is reader does not take ${t} tokens at once: it reads the last`}function Vo(){let{store:t}=C(),{draft:e,synced:n}=t,[o,i]=[Q(),Q()],r=P(null),{entry:s}=e,l=n.selection.value,c=l?n.entityTypes[l.position]??null:null,[d,f]=$r(
n.entries.value,c),h=[s.help,s.held_out?.[l?.layer??""]].filter(Boolean).join(" ");return a(M,{children:[a("div",{class:"ll-line",children:[a("label",{class:"ll\
-label",for:o,children:"Question"}),a("select",{class:"ll-field",id:o,"aria-describedby":i,value:s.name,onChange:p=>{let u=p.currentTarget.value;t.edit(()=>{e.change(
{preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})},children:[d.map(qo),f.map(([p,u])=>a("optgroup",{label:p,children:u.
map(qo)},p))]}),a("input",{type:"text",class:"ll-field ll-mono",autocomplete:"off",spellcheck:!1,"aria-label":s.takes==="corpus"?"Text file":"Question","aria-de\
scribedby":i,hidden:s.takes==="",placeholder:s.sample,value:e.text,ref:r,onInput:p=>{let{value:u}=p.currentTarget;t.edit(()=>{e.text=u,e.set("position",void 0)})}})]}),
a("p",{class:"ll-help",id:i,children:h})]})}function qo({name:t,label:e}){return a("option",{value:t,children:e},t)}function $r(t,e){let n=new Map,o=t.filter(({
subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":i=[]}=Object.
fromEntries(n);return n.delete(""),[i,[...n]]}function Bo(){let{store:t}=C(),{draft:e,synced:n}=t,o=Q(),i=P(null),{open:r}=e.state.value,s=e.changed(),l=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
s).map(c=>`${c.label.toLowerCase()} ${Ir(c,s[c.name]??null)}`);return a("div",{class:"ll-options",children:[a("div",{class:"ll-line",children:[a("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:i,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),a("span",{class:"\
ll-changed ll-cut",title:l.join(`
`),children:l.join(", ")}),a("button",{type:"button",class:"ll-link",hidden:l.length===0,onClick:()=>{t.edit(()=>e.reset()),i.current?.focus({preventScroll:!0})},
children:"Reset"})]}),a("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:a(Ht,{groups:n.fields,beside:({name:c})=>c==="noise"&&
a(Pr,{})})})]})}function Pr(){let{store:t}=C(),{draft:e}=t,{start:n,position:o}=t.synced.selection.value??{start:0,position:-1},i=o-n+1,r=i===0||e.entry.takes!==
""||e.value("position")!==null;return a("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{let l=Array.from({length:i},(c,d)=>n+d);t.edit(()=>e.set("\
noise",l))},children:i>1?`the ${i} selected tokens`:"the selected token"})}function Ir(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===e)?.[1]??
(rt(t,e)||t.empty||"none")}function Ko(){let{store:t}=C(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:i}=t.synced,r=n?e?.positions??[n.position]:
[];return a("div",{class:"ll-flow",hidden:o,children:!o&&a(M,{children:[e.reads?a(zt,{tokens:i,layer:e.reads.layer,positions:[],name:e.reads.name}):n&&a(zt,{tokens:i,
layer:n.layer,positions:r}),a(Ft,{name:"Writes",where:En(e),children:a(Fr,{target:e,slots:e.slots??r})})]})})}function Fr({target:t,slots:e}){let{store:n}=C(),o=P(
null),i=P(!1);if(H(()=>{i.current&&(i.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({preventScroll:!0}))}),!t.movable)return a(ot,{tokens:t.
tokens,marked:e,chip:Wt(e,"slot")});let r=c=>{i.current=!0,n.preview.put(c),n.edit(d=>d.set("position",c))},s=(c,d)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==
void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,d+f))))},l=(c,d)=>{let f=e.includes(d);return a("button",{type:"button",class:`ll-token ll-m\
ono${f?" ll-slot":""}`,role:"radio","aria-checked":f,"data-slot":d,tabIndex:f||e.length===0&&d===0?0:-1,title:`position ${d}`,onClick:()=>r(d),onKeyDown:h=>s(h,
d),children:c},d)};return a(ot,{tokens:t.tokens,marked:e,chip:l,more:{ref:o,role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click \
the token that takes the vector"}})}function Uo(){let{store:t}=C(),{draft:e}=t;return a("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[a(Vo,{}),a(zr,{}),a(Bo,{}),a(Ko,{}),a(Ho,{}),a(Dr,{}),a(jo,{})]})}function zr(){let{store:t}=C(),{draft:e,synced:n}=t,[o,i]=[Q(),Q()],r=e.entry.
settings.layer??null,{layer:s}=e.changed();return a("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[a("label",{class:"ll-label",for:o,children:"Answers"}),
a("input",{type:"text",class:"ll-field ll-mono",id:o,autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.value.options,onInput:({
currentTarget:{value:l}})=>t.edit(()=>e.change({options:l}))}),a("span",{class:"ll-pair",hidden:!e.has("layer"),children:[a("label",{class:"ll-label",for:i,children:"\
Into layer"}),a("select",{class:"ll-field",id:i,value:s===void 0?"":s===null?"same":String(s),onChange:({currentTarget:{value:l}})=>t.edit(()=>e.set("layer",l===
""?void 0:l==="same"?null:Number(l))),children:[a("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),a("option",{value:"same",hidden:r===
null,children:"same as source"}),Array.from({length:n.targetLayers},(l,c)=>a("option",{value:c,children:c},c))]})]})]})}var Wr=["question","layer","position"];function Dr(){
let{draft:t,preview:e,synced:n}=C().store,o=e.problem.value,i=o!==null&&Wr.includes(o.setting),r=o!==null&&(t.state.value.open||t.isSource(o.setting)),s=o!==null&&
(i||!r),l=n.fields.flatMap(({fields:f})=>f).find(({name:f})=>f===o?.setting),c=l&&!i?`${l.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corpus"&&t.text!==
"";return a("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!s,children:s?`${c}${o.message}`:""})}function Go(t){return typeof t=="object"?t.key:t}function Xo(t,e){let n=t.length;return new Proxy(t,{get(o,i,r){if(typeof i=="string"){let s=i.charCodeAt(0);if(s>=
48&&s<=57){let l=+i;if(Number.isInteger(l)&&l>=0&&l<n){let c=o[l];if(typeof c!="object"){let d=e[l*2];c=o[l]={index:l,key:c,start:d,size:e[l*2+1],end:d+e[l*2+1],
lane:0}}return c}}if(i==="length")return n}return Reflect.get(o,i,r)}})}function Re(t,e,n){let o=n.initialDeps??[],i,r=!0;function s(){var l;let d=0,f=t();if(!(f.length!==o.length||f.some((u,m)=>o[m]!==u)))return i;o=f;let p=0;return i=
e(...f),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(i),r=!1,i}return s.updateDeps=l=>{o=l},s}function Ln(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var ae=(t,e)=>Math.abs(t-e)<1.01,Yo=(t,e,n)=>{let o;return Object.assign(function(...i){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,i),n)},{cancel:()=>{t.clearTimeout(o)}})};function Qo({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:i,pendingWrite:r,clampedMaxAtWrite:s}){var l;return e&&r===null&&t===i?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((l=r.lowMaxes)!=null&&l.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":s!==null&&Math.abs(t-s)<1.5?"clampedEcho":"external"}var Nr=t=>t==="smooth"||t==="smoothFinishing";function Jo({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Nr(n.phase)&&!ae(e,n.lastTargetOffset)&&
!ae(e,o())&&t!=="clampedEcho"}var $n=40;function Zo(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<$n;)n--;if(n<0)return!1;
let o=t[n],i=n-1;for(;i>=0&&o.t-t[i].t<$n;)i--;if(i<0)return!1;let r=t[i],s=(e.offset-o.offset)/(e.t-o.t),l=(o.offset-r.offset)/(o.t-r.t);return s*l>=0&&Math.abs(
s)>=2*Math.abs(l)&&Math.abs(s)-Math.abs(l)>=.8}function ei(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<$n;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var lt,at=()=>{if(lt!==void 0)return lt;if(typeof navigator>"u")return lt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return lt=!0;let t=navigator.maxTouchPoints;
return lt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Pn,Hr=()=>Pn!==void 0?Pn:Pn=at()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),ti=()=>!at()||Hr();var qe={capture:!0,passive:!0},jt=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:i,external:r})=>{var s,l,c;return n&&((s=this._touch)==null?void 0:s.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((l=this._touch)==null?void 0:l.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
i&&this._openTail(!0,!1)),!o&&n&&i&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),i=()=>this.touchEnd();return n.addEventListener("touchstart",o,qe),n.addEventListener("touchend",i,qe),n.addEventListener("touchcanc\
el",i,qe),()=>{n.removeEventListener("touchstart",o,qe),n.removeEventListener("touchend",i,qe),n.removeEventListener("touchcancel",i,qe),this.end()}},this._openTail=
(n,o)=>{let i=this.host.getWindow();if(i==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:i.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var jr=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},qr=t=>t,Vr=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),i=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(i);for(let s=0;s<
i;s++)r[s]=n+s;return r};var ni={passive:!0};var Br=typeof window>"u"?!0:"onscrollend"in window,Kr=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let i=t.targetWindow;if(!i)return;let r=t.options.useScrollendEvent&&
Br,s=0,l=r?null:Yo(i,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=h=>()=>{s=n(o),l?.(),e(s,h)},d=c(!0),f=c(!1);return o.addEventListener("scroll",d,ni),r&&
o.addEventListener("scrollend",f,ni),()=>{o.removeEventListener("scroll",d),r&&o.removeEventListener("scrollend",f),l?.cancel()}},ii=(t,e)=>Kr(t,e,n=>{let{horizontal:o,
isRtl:i}=t.options;return o?n.scrollLeft*(i&&-1||1):n.scrollTop});var Ur=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),i=n.options.getItemKey(o);return n.itemSizeCache.get(i)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),i=n.
options.getItemKey(o),r=n.itemSizeCache.get(i);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Gr=(t,{adjustments:e=0,behavior:n},o)=>{
var i;let{scrollElement:r,options:s}=o,l=t+e,c=s.horizontal&&s.isRtl&&r!==null&&"ownerDocument"in r;(i=r?.scrollTo)==null||i.call(r,{[s.horizontal?"left":"top"]:c?
-l:l,behavior:n})};var ri=Gr,oi=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",ct=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Xr(t,e,n,o){if(e===0)return!1;
let i=o(0),r=new Set,s=0;for(;s<t;){let c=n(s);if(c===i)break;r.add(c),s++}let l=t-s;if(l===0||l>=e)return!1;for(let c=0;c<l;c++)if(o(c)!==n(s+c))return!1;for(let c=l;c<
e;c++)if(r.has(o(c)))return!1;return!0}var qt=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new jt({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&ei(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,i;return((i=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:i.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,i=!1,r=!1,s=new Set,l=()=>{if(n)return n;
let d=this.targetWindow;if(!d||!d.ResizeObserver)return null;let f=o=jr(d);return n=new d.ResizeObserver(h=>{let p=()=>{let u={sync:!1};this._resizeBatch=u;try{
h.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(p);else{i=!0;try{p()}finally{i=!1}}})},c=d=>{let f=d.target,h=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[p,u]of this.elementsCache)if(u===f){this.elementsCache.delete(p);break}return}this.isIndexInRange(h)&&this.shouldMeasureDuringScroll(
h)&&this.resizeItem(h,this.options.measureElement(f,d,this))};return{disconnect:()=>{var d;(d=l())==null||d.disconnect(),o?.cancel(),s.clear(),r=!1,n=null,o=null},
observe:d=>{let f=l();if(f){if(!i){f.observe(d,{box:"border-box"});return}s.add(d),r||(r=!0,o?.schedule(()=>{r=!1,s.forEach(h=>{h.isConnected&&n?.observe(h,{box:"\
border-box"})}),s.clear()}))}},unobserve:d=>{var f;s.delete(d),(f=l())==null||f.unobserve(d)}}})(),this.range=null,this.setOptions=n=>{var o;let i={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:qr,rangeExtractor:Vr,onChange:()=>{},measureElement:Ur,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let h=n[f];
h!==void 0&&(i[f]=h)}let r=this.options,s=null,l=null,c=!1;if(r!==void 0&&r.enabled&&i.enabled&&i.anchorTo==="end"&&this.scrollElement!==null){let f=r.count,h=i.
count,p=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??p,m=x=>Go(u[x]),b=f>0?m(0):null,_=f>0?m(f-1):null;if(h!==f||f>0&&h>0&&
(i.getItemKey(0)!==b||i.getItemKey(h-1)!==_)){c=!0;let x=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??p[0]:null;x&&(s=[x.key,this.getScrollOffset()-
x.start]);let S=i.followOnAppend===!0?"auto":i.followOnAppend||null;S&&h>0&&this.isAtEnd(r.scrollEndThreshold)&&(f===0||i.getItemKey(h-1)!==_)&&(h>f||Xr(f,h,m,i.
getItemKey))&&(l=S)}}this.options=i,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let d=null;if(s&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,h]=s,p=this.getMeasurements(),{count:u,getItemKey:m}=this.options,b=0;for(;b<u&&m(b)!==f;)b++;if(b<u){let _=p[b];if(_){let w=Math.max(0,_.start+h);!l&&w!==
this.scrollOffset&&(d=w-this.scrollOffset,this.scrollOffset=w)}}}l?this.pendingScrollAnchor={kind:"follow",behavior:l}:d!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:d}:(this._holdOffset+=d,this._followOffsetTarget(d)))},this.notify=n=>{var o,i;(i=(o=this.options).onChange)==null||i.call(o,this,n)},this.
maybeNotify=Re(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,s)=>{var l,c,d,f;let h=s?this._elementMaxScrollOffset():
null,p=this._reportedOverscroll;this._reportedOverscroll=r<0||h!==null&&r>h+1;let u=r;this._lastElementOffset=u,r=this._toLayoutOffset(r);let m=this._classifyScrollEvent(
r,s,h);if(m==="spurious")return;m==="readBack"?r=this.pendingWrite.target:m==="clampedReadBack"&&((l=this.scrollState)==null?void 0:l.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:Jo({kind:m,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let b=this.getScrollOffset(),
_=this.scrollDirection;this.scrollDirection=s?b===r?this.scrollDirection:b<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=s;let w=this.scrollState;
if(w?.phase==="queued"&&m==="external"&&s)if(p||this._reportedOverscroll)w.samples=[];else{let y=this.now();w.samples=[...(w.samples??[]).filter(x=>y-x.t<=200),
{t:y,offset:u}],(_!==null&&this.scrollDirection!==_||Zo(w.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:s,ownReadBack:m==="readBack",
moved:r!==b,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((d=this.scrollState)==null?void 0:d.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let i=this.pendingScrollAnchor;this.pendingScrollAnchor=null,i&&this.scrollElement&&this.options.enabled&&(i.kind==="anchor"?this._canWriteScroll()?
ct(this.scrollState)&&!ae(this.getScrollOffset()-i.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(i.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=i.delta,this._followOffsetTarget(i.delta),this.notify(!1)):this.scrollToEnd({behavior:i.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,i)=>{var r;return Qo({offset:n,isScrolling:o,elementMax:i,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,i=this.getMaxScrollOffset();i>o+.5&&
(this._clampedAdjustment=n>i+.5?{target:n,maxAtWrite:i}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let i=this.getScrollStateTarget(n);n.lastTargetOffset=i,this._clampedAdjustment=null,n.phase=oi(o,n.index!=
null&&ae(i,this.getScrollOffset())),this._scrollToOffset(i,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:i}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(i&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(at()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let i=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
i),this._scrollToOffset(i)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Re(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,i,r,s,l,c,d)=>(this.prevLanes!==void 0&&this.prevLanes!==l&&(this.lanesChangedFlag=!0),this.prevLanes=l,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:d}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Re(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:d},f)=>{
var h;let p=this.itemSizeCache;if(!s)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let y of this.laneAssignments.keys())y>=n&&this.laneAssignments.delete(y);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(y=>{this.itemSizeCache.
set(y.key,y.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),l===1){let y=n*2,x=(h=this._singleLaneMeasurements)==null?void 0:h.flat;if(!x||x.length<y){let A=new Float64Array(y);x&&u>0&&A.set(x.subarray(0,u*2)),x=A}let S=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),g;if(u===0)g=o+i;else{let A=u-1;g=x[A*2]+x[A*2+1]+d}for(let A=u;A<n;A++){let k=r(A);S[A]=k;let O=p.get(
k),E=typeof O=="number"?O:this.options.estimateSize(A);x[A*2]=g,x[A*2+1]=E,g+=E+d}this._singleLaneMeasurements={flat:x,items:S};let v=Xo(S,x);return this.measurementsCache=
v,v}let m=this.measurementsCache.slice(0,u),b=new Array(l).fill(void 0),_=new Float64Array(l),w=0;for(let y=0;y<u;y++){let x=m[y];x&&(b[x.lane]===void 0&&w++,b[x.
lane]=y,_[x.lane]=x.end)}for(let y=u;y<n;y++){let x=r(y),S=this.laneAssignments.get(y),g,v,A=c==="estimate"||p.has(x);if(S!==void 0&&this.options.lanes>1){g=S;let $=b[g],
I=$!==void 0?m[$]:void 0;v=I?I.end+d:o+i}else if(w===l){let $=0,I=_[0],z=b[0];for(let j=1;j<l;j++){let oe=_[j];(oe<I||oe===I&&b[j]<z)&&($=j,I=oe,z=b[j])}g=$,v=I+
d,A&&this.laneAssignments.set(y,g)}else g=y%this.options.lanes,v=o+i,A&&this.laneAssignments.set(y,g);let k=p.get(x),O=typeof k=="number"?k:this.options.estimateSize(
y),E=v+O;m[y]={index:y,start:v,size:O,end:E,key:x,lane:g},b[g]===void 0&&w++,b[g]=y,_[g]=E}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Re(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,i,r,s)=>{if(n.length===0||o===0)return this.range=null,null;let l=Math.max(s-o,0);return this.range=Qr(n,o,Math.min(i,l),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Re(()=>{let n=null,o=null,i=this.calculateRange();
return i&&(n=i.startIndex,o=i.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,i,r,s,l)=>r===null||s===null?[]:n({startIndex:r,endIndex:s,overscan:o,count:i,lanes:l}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,i=n.getAttribute(o);return i?parseInt(i,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!ct(this.scrollState))return!0;let i=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(i!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),s=Math.max(0,i-r),l=Math.min(this.options.count-1,i+r);return n>=s&&n<=l}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((s,l)=>{s.isConnected||
(this.observer.unobserve(s),this.elementsCache.delete(l))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let i=this.options.getItemKey(
o),r=this.elementsCache.get(i);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(i,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var i,r,s;if(!this.isIndexInRange(
n))return;(i=this._resizeBatch)!=null&&i.sync&&this.getMeasurements();let l,c,d,f=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
f!=null)d=this.options.getItemKey(n),c=f[n*2],l=f[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;d=u.key,c=u.start,l=u.size}let h=this.itemSizeCache.get(
d)??l,p=o-h;if(p!==0){let u=this.options.anchorTo==="end"&&!ct(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=u?this._getLayoutTotalSize():
0,b=this.getScrollOffset(),w=!this.itemSizeCache.has(d)?c<b:c+h<=b&&this.scrollDirection!=="backward",y=!ct(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:d,start:c,size:l,end:c+l,lane:0},p,this):w);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(d,o),this.itemSizeCacheVersion++;let x=!1;if(this._awaitingCommandReadBack()||(u?x=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):y&&(x=this.applyScrollAdjustment(p))),this._resizeBatch){this._resizeBatch.notify=!0,(s=this._resizeBatch).sync||(s.sync=x);return}
this.notify(x),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=Re(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,i)=>{let r=[];for(let s=0,l=n.length;s<l;s++){let c=n[s],d=o[c];r.push(i===0?d:{...d,start:d.start-i,end:d.end-i})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let i=this.getMeasurements();if(i.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,s=this.options.lanes===1&&r!=null,l=si(0,i.length-1,s?c=>r[c*2]:c=>Ln(i[c]).start,n);return Ln(i[l])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,i=Math.max(n,0)+this._holdOffset;if(i>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==i&&r.push(i)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let i=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(i+=this.pendingScrollAnchor.delta),i},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,i=this.targetWindow;if(o===null||i===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:s}=r,l=this.options.horizontal?"overflow-x":"overflow-y",c=s.getPropertyValue(l),
d=s.getPropertyPriority(l),f=()=>this.options.horizontal?r.clientHeight:r.clientWidth,h=f();if(s.setProperty(l,"hidden","important"),f()!==h){s.setProperty(l,c,
d);return}let p={restore:()=>s.getPropertyValue(l)!=="hidden"||s.getPropertyPriority(l)!=="important"?!1:(s.setProperty(l,c,d),!0),done:n};this._momentumStop=p,
i.requestAnimationFrame(()=>i.requestAnimationFrame(()=>{this._momentumStop===p&&(this._momentumStop=null,p.restore()&&p.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let i=o+this._holdOffset;return n>i+.5?{target:n,maxAtWrite:i}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,i=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),s=this.getScrollOffset();o==="auto"&&(o=n>=s+r?"end":"start"),o==="center"?n+=(i-r)/2:o==="end"&&(n-=r);let l=this.getMaxScrollOffset();
return Math.max(Math.min(l,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let i=this.getSize(),r=this.getScrollOffset(),
s=this.getMeasurements()[n];if(!s)return;if(o==="auto")if(s.end>=r+i-this.options.scrollPaddingEnd)o="end";else if(s.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),d=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(d,c),0),o]}let l=o==="end"?s.end+this.options.scrollPaddingEnd:s.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(l,o,s.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:i="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),i,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:i="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getOffsetForIndex(n,o);if(!r)return;let[
s,l]=r;this._startScroll({index:n,align:l},s,i,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let i=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},i,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let i=this.
getMeasurements(),r;if(i.length===0)r=this.options.paddingStart;else if(this.options.lanes===1){let s=i.length-1,l=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;l!=null?r=l[s*2]+l[s*2+1]:r=((o=i[s])==null?void 0:o.end)??0}else{let s=Array(this.options.lanes).fill(null),l=i.length-1;for(;l>=0&&s.some(c=>c===null);){
let c=i[l];s[c.lane]===null&&(s[c.lane]=c.end),l--}r=Math.max(...s.filter(c=>c!==null))}return Math.max(r-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let i of o)i&&this.itemSizeCache.has(i.key)&&n.push({index:i.
index,key:i.key,start:i.start,size:i.size,end:i.end,lane:i.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:i}={})=>{let r={target:n+(o??0),smooth:i===
"smooth"};return this.pendingWrite=r,this.options.scrollToFn(n-this._holdOffset,{behavior:i,adjustments:o},this),r},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!(at()&&this._iosGesture.dragging())&&n!==null&&!ae(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let i=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===i&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),i=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&ae(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=i){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let s=this.getSize()||600,l=Math.abs(o-this.getScrollOffset()),c=ct(this.scrollState)&&l>s;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,i){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(i==="absolute"&&r!==null){if(r==="fling"&&ti()){this._stopMomentum(()=>{let s=this.scrollState;
s?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:oi(o,e.index!=null&&ae(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},si=(t,e,n,o)=>{for(;t<=e;){let i=(t+e)/2|0,r=n(i);if(r<o)t=i+1;else if(r>o)e=i-1;else return i}return t>0?t-1:0};
function Yr(t,e,n){let o=0;for(;o<=e;){let i=(o+e)/2|0,r=t[i*2];if(r<n)o=i+1;else if(r>n)e=i-1;else return i}return o>0?o-1:0}function Qr(t,e,n,o,i){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&i!==null){let d=Yr(i,r,n),f=d,h=n+e;for(;f<r&&i[f*2]+i[f*2+1]<h;)f++;return{startIndex:d,endIndex:f}}
let l=si(0,r,d=>t[d].start,n),c=l;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let d=Array(o).fill(0);for(;c<r&&d.some(h=>h<n+e);){let h=t[c];d[h.lane]=h.end,
c++}let f=Array(o).fill(n+e);for(;l>=0&&f.some(h=>h>=n);){let h=t[l];f[h.lane]=h.start,l--}l=Math.max(0,l-l%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:l,endIndex:c}}var Ve=24,Be=38,J=44,In=18,li=760;function Jr(t,e,n,o=68,i=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(i,r))*10)/10}function Zr(t,e,n={}){
return new qt({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:ii,scrollToFn:ri,...n})}var Ke=class{constructor(e,n,o,i,r){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.cursor=R(i),this.width.value=this.fitting(),this.rows=this.axis(e,()=>Ve,!1),this.columns=this.
axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;cursor;width=R(80);version=R(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;axis(e,n,o){
let i=()=>({width:(this.scroller?.clientWidth||li)-J,height:(this.scroller?.clientHeight||In*Ve+Be)-Be});return Zr(e,n,{horizontal:o,initialRect:i(),getScrollElement:()=>this.
scroller,observeElementRect:(r,s)=>{let l=()=>s(i());return this.resized.add(l),l(),()=>this.resized.delete(l)},onChange:()=>{this.version.value=this.version.peek()+
1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(
()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.scroller=null}}fitting(){return Jr(this.scroller?.clientWidth||li,
J,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=
n,this.columns.measure());for(let i of this.resized)i();!e&&!o||(this.placed||=e,this.marked()&&this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),
this.columns.getVirtualItems()],[o,i]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[this.rowCount-i,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([
e,n],o){let i=(r,s)=>Math.max(0,Math.min(s-1,r));this.wantsFocus||=o,this.cursor.value=[i(e,this.rowCount),i(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([
e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),this.columns.scrollToIndex(n))}},ai={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[
t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var Vt=10,Wn=112,Dn=Vt+Wn+6,we=t=>Vt+(1-t)*Wn;function Nn(t,e){let n=He(t.controls,e);return n!==null&&se(t,e)<=n[1]}function ci(t,e=({position:n})=>n??-1){let n=[
...t].sort((i,r)=>e(i)-e(r)),o=[];for(let i of n){let r=o.at(-1),s=r?.at(-1);r&&s&&e(s)===e(i)-1?r.push(i):o.push([i])}return o}function ui({points:t,at:e,option:n,
column:o,width:i,marked:r,constants:s}){let l=u=>Fn(e(u),o),c=t.filter(D),d=(u,m)=>u.flatMap(b=>[-o/2,o/2].map(_=>`${l(b)+_},${we(m(b))}`)),f=(u,m)=>b=>He(zn(b,
u),n)?.[m]??0,h=u=>{let m=b=>[...d(u,f("random",1)),...d(u,b).reverse()].join(" ");return a("g",{class:"ll-bands",children:[a("polygon",{class:"ll-band",points:m(
()=>0)}),u.some(b=>zn(b,"random").length>1)&&a("polygon",{class:"ll-band ll-between",points:m(f("random",0))})]})},p=Me(c.flatMap(({controls:u})=>u)).map(({kind:u})=>u);
return a("svg",{class:"ll-chart",width:i,height:Dn,"aria-hidden":"true",children:[[0,.5,1].map(u=>a("line",{class:"ll-rule",x1:J,x2:i,y1:we(u),y2:we(u)},u)),r!==
void 0&&a("line",{class:"ll-guide",x1:Fn(r,o),x2:Fn(r,o),y1:Vt,y2:Vt+Wn}),[...new Set(["random",...p])].flatMap(u=>ci(c.filter(m=>zn(m,u).length>0),e).map(m=>u===
"random"?h(m):a("polyline",{class:`ll-control ll-${u}`,points:d(m,f(u,1)).join(" ")}))),ci(c,e).map(u=>a("polyline",{class:"ll-own",points:u.map(m=>`${l(m)},${we(
se(m,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!D(u)).map(u=>a("path",{class:"ll-cross",d:`M${l(u)-4} ${we(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>a("circle",{class:`\
ll-dot${le(u,s)?" ll-hollow":""}${Nn(u,n)?" ll-within":""}`,"data-position":e(u),cx:l(u),cy:we(se(u,n)),r:4},u.id))]})}function Fn(t,e){return J+(t+.5)*e}function zn(t,e){
return t.controls.filter(n=>n.kind===e)}var ft=Math.min,ke=Math.max,dt=Math.round;var ne=t=>({x:t,y:t}),es={left:"right",right:"left",bottom:"top",top:"bottom"};function hi(t,e,n){return ke(t,ft(e,n))}function ht(t,e){return typeof t=="functi\
on"?t(e):t}function Le(t){return t.split("-")[0]}function pt(t){return t.split("-")[1]}function Hn(t){return t==="x"?"y":"x"}function jn(t){return t==="y"?"heig\
ht":"width"}function ce(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function qn(t){return Hn(ce(t))}function pi(t,e,n){n===void 0&&(n=!1);let o=pt(t),i=qn(t),
r=jn(i),s=i==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(s=ut(s)),[s,ut(s)]}function mi(t){let e=ut(
t);return[Bt(t),e,Bt(e)]}function Bt(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var fi=["left","right"],di=["right","left"],
ts=["top","bottom"],ns=["bottom","top"];function os(t,e,n){switch(t){case"top":case"bottom":return n?e?di:fi:e?fi:di;case"left":case"right":return e?ts:ns;default:
return[]}}function gi(t,e,n,o){let i=pt(t),r=os(Le(t),n==="start",o);return i&&(r=r.map(s=>s+"-"+i),e&&(r=r.concat(r.map(Bt)))),r}function ut(t){let e=Le(t);return es[e]+
t.slice(e.length)}function is(t){var e,n,o,i;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(i=t.left)!=null?i:0}}
function vi(t){return typeof t!="number"?is(t):{top:t,right:t,bottom:t,left:t}}function $e(t){let{x:e,y:n,width:o,height:i}=t;return{width:o,height:i,top:n,left:e,
right:e+o,bottom:n+i,x:e,y:n}}function yi(t,e,n){let{reference:o,floating:i}=t,r=ce(e),s=qn(e),l=jn(s),c=Le(e),d=r==="y",f=o.x+o.width/2-i.width/2,h=o.y+o.height/2-i.height/2,p=o[l]/2-i[l]/2,
u;switch(c){case"top":u={x:f,y:o.y-i.height};break;case"bottom":u={x:f,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:h};break;case"left":u={x:o.x-i.width,
y:h};break;default:u={x:o.x,y:o.y}}let m=pt(e);return m&&(u[s]+=p*(m==="end"?1:-1)*(n&&d?-1:1)),u}async function bi(t,e){var n;e===void 0&&(e={});let{x:o,y:i,platform:r,
rects:s,elements:l,strategy:c}=t,{boundary:d="clippingAncestors",rootBoundary:f="viewport",elementContext:h="floating",altBoundary:p=!1,padding:u=0}=ht(e,t),m=vi(
u),_=l[p?h==="floating"?"reference":"floating":h],w=$e(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(_)))==null||n?_:_.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(l.floating)),boundary:d,rootBoundary:f,strategy:c})),y=h==="floating"?{x:o,y:i,width:s.floating.width,
height:s.floating.height}:s.reference,x=await(r.getOffsetParent==null?void 0:r.getOffsetParent(l.floating)),S=await(r.isElement==null?void 0:r.isElement(x))&&await(r.
getScale==null?void 0:r.getScale(x))||{x:1,y:1},g=$e(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:l,rect:y,offsetParent:x,strategy:c}):y);return{top:(w.top-g.top+m.top)/S.y,bottom:(g.bottom-w.bottom+m.bottom)/S.y,left:(w.left-g.left+m.left)/S.x,right:(g.
right-w.right+m.right)/S.x}}var rs=50,_i=async(t,e,n)=>{let{placement:o="bottom",strategy:i="absolute",middleware:r=[],platform:s}=n,l=s.detectOverflow?s:{...s,
detectOverflow:bi},c=await(s.isRTL==null?void 0:s.isRTL(e)),d=await s.getElementRects({reference:t,floating:e,strategy:i}),{x:f,y:h}=yi(d,o,c),p=o,u=0,m={};for(let b=0;b<
r.length;b++){let _=r[b];if(!_)continue;let{name:w,fn:y}=_,{x,y:S,data:g,reset:v}=await y({x:f,y:h,initialPlacement:o,placement:p,strategy:i,middlewareData:m,rects:d,
platform:l,elements:{reference:t,floating:e}});f=x??f,h=S??h,m[w]={...m[w],...g},v&&u<rs&&(u++,typeof v=="object"&&(v.placement&&(p=v.placement),v.rects&&(d=v.rects===
!0?await s.getElementRects({reference:t,floating:e,strategy:i}):v.rects),{x:f,y:h}=yi(d,p,c)),b=-1)}return{x:f,y:h,placement:p,strategy:i,middlewareData:m}};var xi=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:i,middlewareData:r,rects:s,initialPlacement:l,platform:c,elements:d}=e,
{mainAxis:f=!0,crossAxis:h=!0,fallbackPlacements:p,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:b=!0,..._}=ht(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let w=Le(i),y=ce(l),x=Le(l)===l,S=await(c.isRTL==null?void 0:c.isRTL(d.floating)),g=p||(x||!b?[ut(l)]:mi(l)),v=m!=="none";!p&&v&&
g.push(...gi(l,b,m,S));let A=[l,...g],k=await c.detectOverflow(e,_),O=[],E=((o=r.flip)==null?void 0:o.overflows)||[];if(f&&O.push(k[w]),h){let j=pi(i,s,S);O.push(
k[j[0]],k[j[1]])}if(E=[...E,{placement:i,overflows:O}],!O.every(j=>j<=0)){var $,I;let j=((($=r.flip)==null?void 0:$.index)||0)+1,oe=A[j];if(oe&&(!(h==="alignmen\
t"?y!==ce(oe):!1)||E.every(V=>ce(V.placement)===y?V.overflows[0]>0:!0)))return{data:{index:j,overflows:E},reset:{placement:oe}};let ie=(I=E.filter(Z=>Z.overflows[0]<=
0).sort((Z,V)=>Z.overflows[1]-V.overflows[1])[0])==null?void 0:I.placement;if(!ie)switch(u){case"bestFit":{var z;let Z=(z=E.filter(V=>{if(v){let pe=ce(V.placement);
return pe===y||pe==="y"}return!0}).map(V=>[V.placement,V.overflows.filter(pe=>pe>0).reduce((pe,or)=>pe+or,0)]).sort((V,pe)=>V[1]-pe[1])[0])==null?void 0:z[0];Z&&
(ie=Z);break}case"initialPlacement":ie=l;break}if(i!==ie)return{reset:{placement:ie}}}return{}}}};var ss=new Set(["left","top"]);async function ls(t,e){let{placement:n,platform:o,elements:i}=t,r=await(o.isRTL==null?void 0:o.isRTL(i.floating)),s=Le(n),l=pt(n),
c=ce(n)==="y",d=ss.has(s)?-1:1,f=r&&c?-1:1,h=ht(e,t),{mainAxis:p,crossAxis:u,alignmentAxis:m}=typeof h=="number"?{mainAxis:h,crossAxis:0,alignmentAxis:null}:{mainAxis:h.
mainAxis||0,crossAxis:h.crossAxis||0,alignmentAxis:h.alignmentAxis};return l&&typeof m=="number"&&(u=l==="end"?m*-1:m),c?{x:u*f,y:p*d}:{x:p*d,y:u*f}}var wi=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:i,y:r,placement:s,middlewareData:l}=e,c=await ls(e,t);return s===((n=l.offset)==null?
void 0:n.placement)&&(o=l.arrow)!=null&&o.alignmentOffset?{}:{x:i+c.x,y:r+c.y,data:{...c,placement:s}}}}},ki=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:i,platform:r}=e,{mainAxis:s=!0,crossAxis:l=!1,limiter:c={fn:y=>{let{x,y:S}=y;return{x,y:S}}},...d}=ht(t,e),f={x:n,y:o},
h=await r.detectOverflow(e,d),p=ce(i),u=Hn(p),m=f[u],b=f[p],_=(y,x)=>hi(x+h[y==="y"?"top":"left"],x,x-h[y==="y"?"bottom":"right"]);s&&(m=_(u,m)),l&&(b=_(p,b));let w=c.
fn({...e,[u]:m,[p]:b});return{...w,data:{x:w.x-n,y:w.y-o,enabled:{[u]:s,[p]:l}}}}}};function Ut(){return typeof window<"u"}function Ie(t){return Ai(t)?(t.nodeName||"").toLowerCase():"#document"}function G(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function ue(t){var e;return(e=(Ai(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Ai(t){
return Ut()?t instanceof Node||t instanceof G(t).Node:!1}function ee(t){return Ut()?t instanceof Element||t instanceof G(t).Element:!1}function fe(t){return Ut()?
t instanceof HTMLElement||t instanceof G(t).HTMLElement:!1}function Si(t){return!Ut()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof G(t).ShadowRoot}
function mt(t){let{overflow:e,overflowX:n,overflowY:o,display:i}=te(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&i!=="inline"&&i!=="contents"}function Oi(t){
return/^(table|td|th)$/.test(Ie(t))}function gt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var as=/transform|translate|scale|rotate|perspective|filter/,
cs=/paint|layout|strict|content/,Pe=t=>!!t&&t!=="none",Vn;function Gt(t){let e=ee(t)?te(t):t;return Pe(e.transform)||Pe(e.translate)||Pe(e.scale)||Pe(e.rotate)||
Pe(e.perspective)||!Xt()&&(Pe(e.backdropFilter)||Pe(e.filter))||as.test(e.willChange||"")||cs.test(e.contain||"")}function Ci(t){let e=Se(t);for(;fe(e)&&!Ue(e);){
if(Gt(e))return e;if(gt(e))return null;e=Se(e)}return null}function Xt(){return Vn==null&&(Vn=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Vn}function Ue(t){return/^(html|body|#document)$/.test(Ie(t))}function te(t){return G(t).getComputedStyle(t)}function vt(t){return ee(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Se(t){if(Ie(t)==="html")return t;let e=t.assignedSlot||t.parentNode||Si(t)&&
t.host||ue(t);return Si(e)?e.host:e}function Ei(t){let e=Se(t);return Ue(e)?(t.ownerDocument||t).body:fe(e)&&mt(e)?e:Ei(e)}function Kt(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let i=Ei(t),r=i===((o=t.ownerDocument)==null?void 0:o.body),s=G(i);if(r){let l=Yt(s);return e.concat(s,s.visualViewport||[],mt(i)?i:[],
l&&n?Kt(l):[])}else return e.concat(i,Kt(i,[],n))}function Yt(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Ri(t){let e=te(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,i=fe(t),r=i?t.offsetWidth:n,s=i?t.offsetHeight:o,l=dt(n)!==r||dt(o)!==s;return l&&
(n=r,o=s),{width:n,height:o,$:l}}function Li(t){return ee(t)?t:t.contextElement}function Ge(t){let e=Li(t);if(!fe(e))return ne(1);let n=e.getBoundingClientRect(),
{width:o,height:i,$:r}=Ri(e),s=(r?dt(n.width):n.width)/o,l=(r?dt(n.height):n.height)/i;return(!s||!Number.isFinite(s))&&(s=1),(!l||!Number.isFinite(l))&&(l=1),{
x:s,y:l}}var us=ne(0);function $i(t){let e=G(t);return!Xt()||!e.visualViewport?us:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function fs(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===G(t)}function yt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let i=t.getBoundingClientRect(),r=Li(t),s=ne(1);e&&(o?ee(o)&&
(s=Ge(o)):s=Ge(t));let l=fs(r,n,o)?$i(r):ne(0),c=(i.left+l.x)/s.x,d=(i.top+l.y)/s.y,f=i.width/s.x,h=i.height/s.y;if(r&&o){let p=G(r),u=ee(o)?G(o):o,m=p,b=Yt(m);
for(;b&&u!==m;){let _=Ge(b),w=b.getBoundingClientRect(),y=te(b),x=w.left+(b.clientLeft+parseFloat(y.paddingLeft))*_.x,S=w.top+(b.clientTop+parseFloat(y.paddingTop))*
_.y;c*=_.x,d*=_.y,f*=_.x,h*=_.y,c+=x,d+=S,m=G(b),b=Yt(m)}}return $e({width:f,height:h,x:c,y:d})}function Qt(t,e){let n=vt(t).scrollLeft;return e?e.left+n:yt(ue(
t)).left+n}function Pi(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-Qt(t,n),i=n.top+e.scrollTop;return{x:o,y:i}}function ds(t){let{elements:e,rect:n,
offsetParent:o,strategy:i}=t,r=i==="fixed",s=ue(o),l=e?gt(e.floating):!1;if(o===s||l&&r)return n;let c={scrollLeft:0,scrollTop:0},d=ne(1),f=ne(0),h=fe(o);if((h||
!r)&&((Ie(o)!=="body"||mt(s))&&(c=vt(o)),h)){let u=yt(o);d=Ge(o),f.x=u.x+o.clientLeft,f.y=u.y+o.clientTop}let p=s&&!h&&!r?Pi(s,c):ne(0);return{width:n.width*d.x,
height:n.height*d.y,x:n.x*d.x-c.scrollLeft*d.x+f.x+p.x,y:n.y*d.y-c.scrollTop*d.y+f.y+p.y}}function hs(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function ps(t){let e=vt(t),n=t.ownerDocument.body,o=ke(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),i=ke(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+Qt(t),s=-e.scrollTop;return te(n).direction==="rtl"&&(r+=ke(t.clientWidth,n.clientWidth)-o),{width:o,height:i,x:r,y:s}}var ms=25;
function gs(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",i=G(t),r=ue(t),s=i.visualViewport,l=r.clientWidth,c=r.clientHeight,d=0,f=0;if(s){let p=!Xt()||
e==="fixed";o?p||(d=-s.offsetLeft,f=-s.offsetTop):(l=s.width,c=s.height,p&&(d=s.offsetLeft,f=s.offsetTop))}if(Qt(r)<=0){let p=r.ownerDocument,u=p.body,m=getComputedStyle(
u),b=p.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,_=Math.abs(r.clientWidth-u.clientWidth-b),w=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?_/2:_;w<=ms&&(l-=w)}return{width:l,height:c,x:d,y:f}}function vs(t,e){let n=yt(t,!0,e==="fixed"),o=n.top+t.clientTop,i=n.left+t.clientLeft,r=Ge(
t),s=t.clientWidth*r.x,l=t.clientHeight*r.y,c=i*r.x,d=o*r.y;return{width:s,height:l,x:c,y:d}}function Mi(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
gs(t,n,e);else if(e==="document")o=ps(ue(t));else if(ee(e))o=vs(e,n);else{let i=$i(t);o={x:e.x-i.x,y:e.y-i.y,width:e.width,height:e.height}}return $e(o)}function ys(t,e){
let n=e.get(t);if(n)return n;let o=Kt(t,[],!1).filter(l=>ee(l)&&Ie(l)!=="body"),i=null,r=te(t).position==="fixed",s=r?Se(t):t;for(;ee(s)&&!Ue(s);){let l=te(s),c=Gt(
s),d=i?i.position:r?"fixed":"";!c&&(d==="fixed"||d==="absolute"&&l.position==="static")?o=o.filter(h=>h!==s):i=l,s=Se(s)}return e.set(t,o),o}function bs(t){let{
element:e,boundary:n,rootBoundary:o,strategy:i}=t,s=[...n==="clippingAncestors"?gt(e)?[]:ys(e,this._c):[].concat(n),o],l=Mi(e,s[0],i),c=l.top,d=l.right,f=l.bottom,
h=l.left;for(let p=1;p<s.length;p++){let u=Mi(e,s[p],i);c=ke(u.top,c),d=ft(u.right,d),f=ft(u.bottom,f),h=ke(u.left,h)}return{width:d-h,height:f-c,x:h,y:c}}function _s(t){
let{width:e,height:n}=Ri(t);return{width:e,height:n}}function xs(t,e,n){let o=fe(e),i=ue(e),r=n==="fixed",s=yt(t,!0,r,e),l={scrollLeft:0,scrollTop:0},c=ne(0);if((o||
!r)&&((Ie(e)!=="body"||mt(i))&&(l=vt(e)),o)){let p=yt(e,!0,r,e);c.x=p.x+e.clientLeft,c.y=p.y+e.clientTop}!o&&i&&(c.x=Qt(i));let d=i&&!o&&!r?Pi(i,l):ne(0),f=s.left+
l.scrollLeft-c.x-d.x,h=s.top+l.scrollTop-c.y-d.y;return{x:f,y:h,width:s.width,height:s.height}}function Bn(t){return te(t).position==="static"}function Ti(t,e){
if(!fe(t)||te(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return ue(t)===n&&(n=n.ownerDocument.body),n}function Ii(t,e){let n=G(t);if(gt(
t))return n;if(!fe(t)){let i=Se(t);for(;i&&!Ue(i);){if(ee(i)&&!Bn(i))return i;i=Se(i)}return n}let o=Ti(t,e);for(;o&&Oi(o)&&Bn(o);)o=Ti(o,e);return o&&Ue(o)&&Bn(
o)&&!Gt(o)?n:o||Ci(t)||n}var ws=async function(t){let e=this.getOffsetParent||Ii,n=this.getDimensions,o=await n(t.floating);return{reference:xs(t.reference,await e(
t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function ks(t){return te(t).direction==="rtl"}var Ss={convertOffsetParentRelativeRectToViewportRelativeRect:ds,
getDocumentElement:ue,getClippingRect:bs,getOffsetParent:Ii,getElementRects:ws,getClientRects:hs,getDimensions:_s,getScale:Ge,isElement:ee,isRTL:ks};var Fi=wi;var zi=ki,Wi=xi;var Di=(t,e,n)=>{let o=new Map,i=n??{},r={...Ss,...i.platform,_c:o};return _i(t,e,{...i,platform:r})};function Ni(t){try{return t.matches(":popover-open")}catch{return!1}}function Hi(){let{view:t}=C(),e=P(null),n=t.hint.value,o=t.open.value;return H(()=>{let i=e.
current;if(!(!i||!n)){if(!o){Ni(i)&&i.hidePopover();return}Ni(i)||i.showPopover?.(),Di(n.anchor,i,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
Fi(6),Wi({padding:8}),zi({padding:8})]}).then(({x:r,y:s})=>Object.assign(i.style,{left:`${Math.round(r)}px`,top:`${Math.round(s)}px`}))}}),H(()=>{let i=new AbortController,
{signal:r}=i;return document.addEventListener("pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:s})=>s==="Escape"&&t.hide(),
{signal:r,capture:!0}),()=>i.abort()},[t]),a("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function de({
name:t,value:e}){return a("div",{class:"ll-pop-pair",children:[a("span",{children:t}),a("span",{class:"ll-num",children:e})]})}function ji({curve:t,scales:e,heads:n,option:o,column:i}){let{store:r,view:s}=C(),l=P(null),c=K(-1),d=P(!1),f=({position:g,scale:v=1})=>e?e.indexOf(v):g??-1,h=new Map(
t.points.map(g=>[f(g),g])),p=h.has(c.value)?c.value:t.points[0]?f(t.points[0]):-1;H(()=>{d.current&&(d.current=!1,l.current?.querySelector(".ll-tick[tabindex='0\
']")?.focus())});let u=r.synced.selection.value,m=t.points.find(({id:g})=>g===r.view.answer.value?.id),b=e?m&&f(m):u?.position,_=e!==null||u?.layer===t.layer,w=J+
n.length*i,y=g=>{let v=g instanceof Element?g.closest(".ll-tick"):null,A=v&&h.get(Number(v.dataset.position));return A?[v,A]:void 0},x=g=>{if(g.altKey||g.ctrlKey||
g.metaKey)return;let v=[...h.keys()].sort((E,$)=>E-$),A=v.indexOf(p),O={ArrowLeft:A-1,ArrowRight:A+1,Home:0,End:v.length-1}[g.key];O!==void 0&&(g.preventDefault(),
d.current=!0,c.value=v[Math.max(0,Math.min(v.length-1,O))]??p)},S=({target:g})=>{let v=y(g);v&&s.show({anchor:v[0],content:()=>a(Os,{answer:v[1],option:o})})};return a(
"div",{class:"ll-plane",role:"presentation",ref:l,style:{width:`${w}px`},onKeyDown:x,onClick:({target:g})=>{let v=y(g);v&&(c.value=f(v[1]),r.show(v[1]))},onPointerOver:S,
onFocusIn:S,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[a(ui,{points:t.points,at:f,option:o,column:i,width:w,marked:b,constants:r.synced.constants}),
a("div",{class:"ll-axis","aria-hidden":"true",children:[1,.5,0].map(g=>a("span",{style:{top:`${we(g)}px`},children:g},g))}),n.map((g,v)=>a(As,{head:g,column:v,answer:h.
get(v),stop:v===p,on:_&&v===b,width:i},v))]})}function As({head:t,column:e,answer:n,stop:o,on:i,width:r}){let{tokens:s}=C().store.synced;return a("button",{type:"\
button",class:i?"ll-tick ll-on":"ll-tick","data-position":e,disabled:!n,tabIndex:o?0:-1,"aria-label":n?Cs(n,s):`Position ${e} ${t}`,style:{left:`${J+e*r}px`,width:`${r}\
px`,paddingTop:`${Dn}px`},children:[a("span",{class:"ll-mono ll-cut",children:t}),a("span",{class:"ll-mono ll-cut ll-said",children:n?be(n,""):""})]})}function Os({
answer:t,option:e}){let{tokens:n}=C().store.synced,[o,i]=xe(t,n),r=D(t);return a(M,{children:[a("div",{class:"ll-pop-head",children:[a("span",{children:o}),a("b",
{class:"ll-mono",children:i})]}),a("div",{class:"ll-mono ll-pop-text",children:be(t,"")}),!r&&a("div",{class:"ll-quiet",children:Ne}),r&&a(de,{name:e||"confiden\
ce",value:L(se(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&a(de,{name:"calibrated",value:L(t.calibrated_confidence)}),it(t,e).map(([s,l])=>a(de,{name:s,
value:l},s)),t.option_mass!==null&&a(de,{name:"option mass",value:L(t.option_mass)})]})}function Cs(t,e){let n=xe(t,e).join(" ");if(t.confidence===null)return`${n}\
: ${U}`;let o=it(t,"").map(([i,r])=>`, ${i} ${r}`);return`${n}: ${t.text}, confidence ${L(t.confidence)}${o.join("")}`}function Jt({keys:t}){return a("span",{class:"ll-legend",children:t.map(e=>e&&a("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Xe({
label:t,value:e,options:n,least:o,choose:i}){return a("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>i(r.currentTarget.value),children:n.
map(([r,s])=>a("option",{value:r,children:s},r))})}function Vi({scroller:t}){let{store:e,view:n}=C(),{curves:o,constants:i,tokens:r}=e.synced,s=e.view.curve.value,l=K(""),c=s?.points[0]?.options.map(({text:u})=>u)??
[],d=c.includes(l.value)?l.value:"",f=s?.vector?s.points.map(({scale:u=1})=>u).sort((u,m)=>u-m):null,h=f?f.map(u=>`× ${u}`):r,p=f?"scales":"positions";return a(
"section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[a("header",{children:[s&&a("span",{class:"ll-title",children:[`${qi(s)}: `,
a("span",{class:"ll-mono",children:s.question}),!s.complete&&s.points.length>0&&a("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||h.length}\
 ${p}`})]}),a(Xe,{label:"Sweep",least:2,value:s?.id??"",options:o.value.map(u=>[u.id,`${qi(u)}: ${u.question}`]),choose:u=>{e.view.curveId.value=u}}),a(Xe,{label:"\
What is drawn",least:2,value:d,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{l.value=u}}),s&&a(Jt,{keys:Es(s,d,i)})]}),a("div",{class:f?"ll-\
strip ll-free":"ll-strip",ref:t,children:s&&a(ji,{curve:s,scales:f,heads:h,option:d,column:n.columnWidth.value})})]})}function Es({points:t},e,n){let o=Me(t.find(
D)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:i,controls:r})=>({sign:i,text:Mn(i,r.length).toLowerCase()})),t.some(
i=>D(i)&&Nn(i,e))&&{sign:"within",text:"does not exceed its controls"},t.some(i=>le(i,n))&&{sign:"hollow",text:"low option mass"},!t.every(D)&&{sign:"cross",text:`${U}\
: no answer`}]}function qi({layer:t,vector:e}){return`Layer ${t}${e?`, ${e}`:""}`}function Bi(){let{store:t}=C(),{tokens:e}=t.synced,n=t.synced.answers.value,o=t.view.answer.value?.id;return a("nav",{class:"ll-history","aria-label":"Answers s\
o far",hidden:n.length<2,children:[a("h4",{children:"Answers so far"}),a("ol",{children:n.toReversed().map(i=>a("li",{children:a("button",{type:"button","data-i\
d":i.id,"aria-current":i.id===o?"true":void 0,title:`Layer ${i.layer}: ${xe(i,e).join(" ")}
${i.question}
${be(i)}`,onClick:()=>t.show(i),children:[a("span",{class:"ll-quiet ll-num",children:i.layer}),a("span",{class:"ll-mono ll-cut ll-quiet",children:xe(i,e)[1]}),a(
"span",{class:"ll-mono ll-cut",children:be(i)}),a("span",{class:"ll-bar",style:{"--p":String(i.confidence??0)}}),a("span",{class:"ll-num",children:i.confidence===
null?"":L(i.confidence)})]})},i.id))})]})}function Ki(t,[e,n],o){let{option:i,over:r,found:s,here:l,constants:c}=o,d=t!==void 0&&!D(t),f=i===""&&t?.excess===null&&r,h=t&&!f?_e(t,i):0,p=t?be(t,""):"",u=d?
U:t?`${p||"nothing"}, ${Ms(t,i)}`:"not asked yet";return{text:p,share:Math.max(0,h),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==void 0&&
l?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!d&&!f&&h<=0&&i==="","ll-not-finite":d,"ll-low":t!==void 0&&le(t,c),"ll-same":e===n,"ll-best":t!==
void 0&&t===s?.answer}}}function Ms(t,e){return e!==""?`P(${e}) ${L(_e(t,e))}`:t.excess===null?`confidence ${L(_e(t,""))}`:`over controls ${Ee(t.excess)}`}function Ui({
cell:[t,e],answer:n,option:o}){return a(M,{children:[a("div",{class:"ll-pop-head",children:a("span",{children:`Layer ${t} into layer ${e}`})}),!n&&a("div",{class:"\
ll-quiet",children:"Not asked yet."}),n&&!D(n)&&a("div",{class:"ll-quiet",children:Ne}),n&&D(n)&&a(M,{children:[a("div",{class:"ll-mono ll-pop-text",children:n.
text.trim()||"nothing"}),a(de,{name:o||"confidence",value:L(se(n,o))}),it(n,o).map(([i,r])=>a(de,{name:i,value:r},i)),n.excess!==null&&a(de,{name:"over controls",
value:Ee(n.excess)})]})]})}function Gi({text:t,share:e,label:n,selected:o,classes:i,data:r,column:s,left:l,stop:c}){let d=Object.keys(i).filter(f=>i[f]);return a("div",{...r,class:["ll-ce\
ll ll-mono",...d].join(" "),role:"gridcell",tabIndex:c?0:-1,"aria-colindex":s+2,"aria-selected":o,"aria-label":n,style:{left:`${l}px`,"--p":String(e)},children:t})}function Zt(t){let{grid:e,names:n,scroller:o,marked:i}=t,{view:r}=C(),s=P(null);H(()=>o.current?e.attach(o.current):void 0,[e,o]),e.version.value;let l=e.width.
value,[c,d]=e.cursor.value;H(()=>{e.wantsFocus&&(e.wantsFocus=!1,s.current?.querySelector(".ll-cell[tabindex='0']")?.focus({preventScroll:!0}))});let[f,h,p,u]=e.
seen(),m=new Set([c]);for(let g=f;g<h;g+=1)m.add(g);let b=g=>{let v=new Set(g===c?[d]:[]);if(g>=f&&g<h)for(let A=p;A<u;A+=1)v.add(A);return[...v].sort((A,k)=>A-
k)},_=g=>{let v=g instanceof Element?g.closest(".ll-cell"):null;return v?[Number(v.dataset[n[0]]),Number(v.dataset[n[1]])]:void 0},w=({target:g})=>{let v=_(g),A=g.
closest(".ll-cell");v&&A&&r.show({anchor:A,content:()=>t.hint(v)})},y=g=>{if(g.altKey||g.ctrlKey||g.metaKey)return;let v=e.cursor.peek(),A=ai[g.key];if(A){e.move(
A(v,e),!0);let k=e.cursor.peek();g.shiftKey&&k[0]===v[0]&&t.extend?.(k)}else if(g.key===" "||g.key==="Enter")t.choose(v,!1),g.key==="Enter"&&t.enter?.();else return;
g.preventDefault()},x=g=>i!==null&&i[1]<=g&&g<=i[2],S=[];for(let g=p;g<u;g+=1)S.push(g);return a("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria\
-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${Be+Math.min(e.rowCount,In)*Ve+14}px`,"--w":`${l}px`},onScroll:()=>r.hide(),children:a(
"div",{class:"ll-canvas",role:"presentation",ref:s,style:{width:`${J+e.columnCount*l}px`,height:`${Be+e.rowCount*Ve}px`},onClick:g=>{let v=_(g.target);v&&(e.move(
v,!0),t.choose(v,g.shiftKey))},onKeyDown:y,onPointerDown:g=>{let v=_(g.target);v&&t.press?.(v,g)},onPointerOver:g=>{w(g);let v=_(g.target);v&&t.over?.(v,g)},onFocusIn:w,
onPointerOut:()=>r.hide(),onFocusOut:()=>r.hide(),children:[a("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[a("div",{class:"ll-corner",role:"co\
lumnheader",children:t.corner}),S.map(g=>a("div",{class:`ll-head${x(g)?" ll-on":""}`,role:"columnheader","aria-colindex":g+2,title:t.headTitle(g),style:{left:`${J+
g*l}px`},children:t.head(g)},g))]}),[...m].sort((g,v)=>v-g).map(g=>a("div",{class:`ll-row${i?.[0]===g?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-g+1,style:{
top:`${Be+(e.rowCount-1-g)*Ve}px`},children:[a("div",{class:"ll-side",role:"rowheader",children:g}),b(g).map(v=>a(Gi,{...t.look(g,v),data:{[`data-${n[0]}`]:g,[`\
data-${n[1]}`]:v},column:v,left:J+v*l,stop:g===c&&v===d},v))]},g))]})})}function Xi(){let t=C().store.view.heatMap.value;return a("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&a(Ts,{map:t})})}
function Ts({map:t}){let{store:e}=C(),{heatMaps:n,layers:o,targetLayers:i,tokens:r,constants:s}=e.synced,l=K(""),c=P(null),d=t.points.find(D)??t.points[0],f=d?.
options.map(({text:v})=>v)??[],h=f.includes(l.value)?l.value:"",p=d?.excess===null?"confidence":"over controls",u=Pt(t.points),m=It(t.points,h,s),b=new Map(t.points.
map(v=>[`${v.layer}:${v.target_layer}`,v])),_=(v,A)=>b.get(`${v}:${A}`),w=e.view.answer.value,y=w&&_(w.layer,w.target_layer)?.id===w.id?w:null,x=P(!1);x.current=
y!==null;let S=Y(()=>new Ke(o,i,[46,168],[0,0],()=>x.current),[]),g=o*i;return a(M,{children:[a("header",{children:[a("span",{class:"ll-title",children:[`Positi\
on ${t.position} `,a("b",{class:"ll-mono",children:r[t.position]}),", every layer into every layer: ",a("span",{class:"ll-mono",children:t.question}),!t.complete&&
a("span",{class:"ll-quiet",children:` ${t.points.length} of ${g} cells`})]}),a(Xe,{label:"Grid",least:2,value:t.id,options:n.value.map(({id:v,position:A,question:k})=>[
v,`position ${A}: ${k}`]),choose:v=>{e.view.heatMapId.value=v}}),a(Xe,{label:"What the cells show",least:2,value:h,options:[["",p],...f.map(v=>[v,`P(${v})`])],choose:v=>{
l.value=v}})]}),a("div",{class:"ll-under",children:[a(Rs,{found:m,option:h,choose:v=>{e.show(v),S.move([v.layer,v.target_layer],!0)}}),a(Jt,{keys:Ls(t.points,h,
m,s)})]}),a(Zt,{grid:S,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:v=>a(M,{children:[a("small",{children:v===0?"\
written":""}),a("span",{children:v})]}),headTitle:v=>`written at layer ${v}`,look:(v,A)=>Ki(_(v,A),[v,A],{option:h,over:u,found:m,here:y,constants:s}),marked:y&&
[y.layer,y.target_layer,y.target_layer],choose:([v,A])=>{let k=_(v,A);k&&e.show(k)},hint:([v,A])=>a(Ui,{cell:[v,A],answer:_(v,A),option:h})})]})}function Rs({found:t,
option:e,choose:n}){if(!t)return null;let{answer:o,of:i}=t,r=e===""&&o.excess!==null?Ee(o.excess):L(_e(o,e));return a("button",{type:"button",class:"ll-link ll-\
best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best of ${i}: layer ${o.layer} into ${o.target_layer}\
, ${r} `,a("span",{class:"ll-mono",children:o.text.trim()})]})}function Ls(t,e,n,o){let i=e===""&&Pt(t);return[{sign:"shade",text:i?"over its controls, 0 to 1":
"0 to 1"},i&&{sign:"under",text:"does not exceed its controls"},t.some(r=>le(r,o))&&{sign:"low",text:"low option mass"},!t.every(D)&&{sign:"not-finite",text:`${U}\
: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}function Yi({title:t,token:e,reading:n}){let o=n?.probs[0]===null;return a(M,{children:[a("div",{class:"ll-pop-head",children:[a("span",{children:t}),a("b",{class:"\
ll-mono",children:e})]}),!n&&a("div",{class:"ll-quiet",children:"The lens has not been read here yet."}),o&&a("div",{class:"ll-quiet",children:Ne}),!o&&n?.tokens.
map((i,r)=>a("div",{class:"ll-pop-row",children:[a("span",{class:"ll-mono ll-cut",children:i}),a("span",{class:"ll-bar",style:{"--p":String(n.probs[r]??0)}}),a(
"span",{class:"ll-num",children:L(n.probs[r]??0)})]},r))]})}function Qi({scroller:t}){let{store:e,view:n}=C(),{synced:o,lens:i}=e,{tokens:r,layers:s,special:l,selection:c}=o,d=P(null),f=P(null),h=K(null),p=Y(()=>{let{layer:k,
position:O}=c.peek()??{layer:s-1,position:r.length-1};return new Ke(s,r.length,[68,168],[k,O],()=>c.peek()!==null)},[]),u=Y(()=>ye(()=>new Set(o.answers.value.filter(
({vector:k})=>!k).flatMap(k=>Te(k).map(O=>`${k.layer}:${O}`)))),[]);H(()=>{let k=new AbortController,O=()=>{let E=h.peek();h.value=null,E&&o.select(E[0],E[2],E[1])};
return document.addEventListener("pointerup",O,{signal:k.signal}),()=>k.abort()},[]),H(()=>{let k=!0;return X(()=>{let O=c.value;if(k||!O){k=!1;return}let{layer:E,
position:$,start:I}=O,[z,j]=p.cursor.peek();I===$&&(f.current=[E,$]),!(z===E&&I<=j&&j<=$)&&p.move([E,$],d.current?.contains(document.activeElement)??!1)})},[]);
let[m,b,_,w]=p.seen();p.version.value;let y=p.width.value,x=i.error;H(()=>{o.frozen||i.look(e.link,m,b,_,w)},[m,b,_,w,x]),H(()=>{n.columnWidth.value=y},[y]);let S=c.
value,g=h.value??(S&&[S.layer,S.start,S.position]),v=(k,O)=>{let E=i.at(k,O),$=E?.probs[0]===null,I=$?U:E?.tokens[0],z=E?.probs[0]??0,j=$?U:E?`lens reads ${I}, \
probability ${L(z)}`:"not read yet",[oe,ie,Z]=g??[-1,0,-1],V=oe===k&&ie<=O&&O<=Z;return{text:I??"",share:z,label:`Layer ${k}, position ${O} ${r[O]}: ${j}`,selected:V,
classes:{"ll-among":V&&ie<Z,"ll-first":V&&O===ie,"ll-last":V&&O===Z,"ll-empty":!E,"ll-not-finite":$,"ll-dim":l.has(O),"ll-answered":u.value.has(`${k}:${O}`)}}},
A=([k,O])=>{f.current??=S?[S.layer,S.position]:[k,O];let[,E]=f.current;o.select(k,Math.max(E,O),Math.min(E,O))};return a("div",{class:"ll-grid",ref:d,children:[
a(Zt,{grid:p,scroller:t,label:"Lens: layers by tokens",corner:"layer",names:["layer","position"],head:k=>a(M,{children:[a("small",{children:k}),a("span",{class:"\
ll-mono ll-cut",children:r[k]})]}),headTitle:k=>`${k}: ${r[k]??""}`,look:v,marked:g,choose:(k,O)=>{if(O)return A(k);f.current=k,o.select(...k)},enter:()=>e.ask(),
extend:A,hint:([k,O])=>a(Yi,{title:`Layer ${k}, position ${O}`,token:r[O]??"",reading:i.at(k,O)}),press:(k,O)=>{O.button===0&&O.pointerType!=="touch"&&!O.shiftKey&&
(f.current=k)},over:([,k],O)=>{if(!f.current||(O.buttons&1)===0)return;let[E,$]=f.current;!h.peek()&&k===$||(h.value=[E,Math.min($,k),Math.max($,k)])}}),a("div",
{class:"ll-note",role:"status",children:x!==void 0&&a(M,{children:[a("span",{class:"ll-error",children:`The lens could not be read: ${x} `}),a("button",{type:"b\
utton",class:"ll-link",onClick:()=>i.retry(),children:"Try again"})]})})]})}var en=class{answer;curveId;heatMapId;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o}){this.answer=R(e.peek().at(-1)??null),this.curveId=R(n.peek().at(
-1)?.id??""),this.heatMapId=R(o.peek().at(-1)?.id??""),this.curve=Ji(n,this.curveId),this.heatMap=Ji(o,this.heatMapId)}};function Ji(t,e){return ye(()=>t.value.
find(n=>n.id===e.value)??t.value.at(-1)??null)}var tn=class{hint=R(null);open=R(!1);columnWidth=R(80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.
open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var Fe={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},he={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function $s(t){try{return t.widget_manager?.kernel?.status}catch{return}}var nn=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=R("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?Fe.ping:Fe.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=Fe.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<Fe.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=$s(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,Fe.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function Zi(){let{store:t}=C(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:i})=>i==="sent"||i==="failed");return a(
"div",{class:"ll-work",children:[n.map(i=>a(Ps,{work:i},i.id)),o&&a("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:a("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":he.gone})})]})}function Ps({work:t}){let{store:e}=C(),{done:n,total:o,state:i}=t,r=i==="f\
ailed",s=o>0;return a("div",{class:"ll-job","data-state":i,children:[a("span",{class:r?"ll-message ll-error":"ll-message",role:r?"alert":void 0,children:Is(e,t)}),
i==="running"&&a("span",{class:s?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","aria-valuemin":0,"aria-valuema\
x":s?o:void 0,"aria-valuenow":s?n:void 0,style:{"--p":String(s?n/o:1)}}),i==="running"&&s&&a("span",{class:"ll-num",children:`${n} of ${o}`}),a("button",{type:"\
button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function Is(t,e){if(e.state==="failed")return e.message;if(e.state===
"sent"&&t.link.kernel.value==="busy")return he.busy;let n=Fs(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function Fs({synced:t},{
what:e,args:n}){let{layer:o,position:i,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:s})=>s===r?.preset)?.label}`;case"sweep":
return`Sweeping layer ${o}`;case"scales":return`Sweeping the scales of ${st(n)}`;case"layers":return`Asking position ${i} at every layer, into every layer`;default:
return`Asking ${st(n)}`}}var zs={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},er=(t,e)=>JSON.stringify(t)===JSON.stringify(e),on=class{constructor(e,n={},o={}){
this.entries=e;this.sources=o;this.state=R({preset:"",texts:{},options:"",settings:{},open:!1,...n})}entries;sources;state;change(e){this.state.value={...this.state.
peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??zs}get text(){return this.state.value.texts[this.
entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===""||e==="corpus"||
this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources}}has(e){return e in this.own}isSource(e){return e in this.sources}get vector(){return this.
value("vector")}value(e){let{settings:n}=this.state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...i}=this.state.peek().settings,r=n===void 0||
er(n,this.own[e]);this.change({settings:r?i:{...i,[e]:n}})}changed(){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([e,n])=>this.has(
e)&&!er(n,this.own[e])))}reset(){this.change({settings:this.part(this.state.peek().settings,!0)})}part(e,n){return Object.fromEntries(Object.entries(e).filter(([
o])=>this.isSource(o)===n))}asking(){let e=this.changed();return{question:this.question(),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),
settings:this.part(e,!1),source:this.vector?this.part(e,!0):{}}}question(){let{name:e,takes:n}=this.entry;return e===""?{text:this.text.trim()}:n===""?{preset:e}:
{preset:e,text:this.text.trim()}}};var rn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:i,settings:r}=e.asking(),s=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:i,settings:r,layer:s}))}done(e,{args:n},{preset:o=""}){let{draft:i}=this.store;!this.begun.delete(e)||
i.entry.name!==n.question?.preset||this.store.edit(()=>i.change({preset:o}))}};var sn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:i}){this.layers=e;this.positions=n;this.high=o,this.wide=i}layers;positions;readings=new Map;asked=new Map;failed=new Map;version=R(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let n=0;
for(let o of e.layers)for(let i=e.start;i<e.stop;i+=1){let r=n*e.k;this.readings.set(o*this.positions+i,{tokens:e.index.slice(r,r+e.k).map(s=>e.words[s]??""),probs:e.
probs.slice(r,r+e.k)}),n+=1}this.changed()}look(e,n,o,i,r){for(let s of this.strayed(n,o,i,r))e.send({kind:"cancel",id:s});for(let[s,l]of this.missing(n,o,i,r)){
let c=je();this.began(s,c),e.send({kind:"query",id:c,what:"lens",args:l},!0)||this.ended(c,he.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,i){
let r=new Map;for(let s=Math.floor(e/this.high)*this.high;s<n;s+=this.high)for(let l=Math.floor(o/this.wide)*this.wide;l<i;l+=this.wide){let c=`${s}:${l}`;if(this.
asked.has(c)||this.failed.has(c))continue;let d=[];for(let h=s;h<Math.min(s+this.high,this.layers);h+=1)d.push(h);let f=Math.min(l+this.wide,this.positions);this.
covered(d,l,f)||r.set(c,{layers:d,start:l,stop:f})}return r}strayed(e,n,o,i){return[...this.asked].filter(([r])=>{let[s=0,l=0]=r.split(":").map(Number);return s>=
n||s+this.high<=e||l>=i||l+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.set(e,n)}ended(e,n){for(let[o,i]of this.asked)i===e&&(this.asked.delete(o),n!==void 0&&
this.failed.set(o,n),this.changed())}covered(e,n,o){return e.every(i=>{for(let r=n;r<o;r+=1)if(!this.readings.has(i*this.positions+r))return!1;return!0})}changed(){
this.version.value=this.version.peek()+1}};function Kn(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Un(t,e,n,o){let i=t.peek().find(
s=>s.id===e)??o(),r=new Set(i.points.map(s=>s.id));return Kn(t,{...i,points:[...i.points,...n.filter(s=>!r.has(s.id))]})}function tr(t,e){let{link:n,preview:o,requests:i}=t;B(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)i.adopt(r);break;case"que\
ued":i.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":i.progress(e.id,e.done,e.total);break;case"partial":Ns(t,e);break;case"result":case"\
error":case"cancelled":Ws(t,e)}})}function Ws(t,e){let{requests:n,preview:o,lens:i}=t,{id:r}=e,s=e.kind==="error"?e.message||e.type:void 0,l=n.get(r);i.ended(r,
s),l&&s!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,s),n.fail(r,s)):n.drop(r),e.kind==="result"&&Ds(t,r,l,e.value)}function Ds(t,e,n,o){let{synced:i,
view:r}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="ask"){let s=o;i.answers.value=[...i.answers.peek().filter(l=>l.id!==s.id),s],r.answer.value=s}else
n?.what==="sweep"||n?.what==="scales"?Kn(i.curves,o)&&(r.curveId.value=e):Hs(o)&&t.lens.add(o)}function Ns({requests:t,synced:e,view:n},{id:o,answers:i,target:r}){
let[s]=i;if(!s)return;let l=t.get(o),c={id:o,question:s.question,total:l?.total??0,complete:!1,points:[],...r&&{target:r}};l?.what==="layers"?Un(e.heatMaps,o,i,
()=>({...c,position:s.position??-1}))&&(n.heatMapId.value=o):Un(e.curves,o,i,()=>({...c,layer:s.layer,...s.vector!==void 0&&{vector:s.vector}}))&&(n.curveId.value=
o)}function Hs(t){return typeof t=="object"&&t!==null&&"words"in t}function nr(t,e,n){let{link:o,synced:i,requests:r,lens:s}=t,l=h=>r.work.peek().has(h),d=[["msg:custom",h=>tr(t,h)],...Object.entries({selection:()=>i.echoed(),span:()=>i.
echoed(),source:()=>{i.source.value=e.get("source")},presets:()=>{i.entries.value=e.get("presets")},history:()=>js(t,e.get("history")),curves:()=>i.replace("cur\
ves",l),heat_maps:()=>i.replace("heat_maps",l),pages:()=>{for(let h of e.get("pages"))s.add(h)}}).map(([h,p])=>[`change:${h}`,p]),...["selection","draft","sourc\
e","pages"].map(h=>[`change:${h}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[h,p]of d)e.on(h,p);let f=setInterval(()=>{r.work.peek().size>0&&o.beat()},
2e3);n?.addEventListener("abort",()=>{clearInterval(f);for(let[h,p]of d)e.off(h,p)}),o.ping(),o.route(Fe.subshell)}function js({synced:t,view:e},n){let{answers:o}=t,
i=o.peek().at(-1)?.id,r=n.at(-1)??null;B(()=>{o.value=n,(r?.id!==i||!n.some(({id:s})=>s===e.answer.peek()?.id))&&(e.answer.value=r)})}var qs=250,ln=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=R(null);problem=R(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},qs))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){B(()=>{this.target.value=e,this.problem.value=n})}};var an=class{constructor(e){this.link=e}link;work=R(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=je(),i=[...this.work.peek()].filter(([,{state:s}])=>s!==
"failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,message:""};return this.work.value=new Map([...i,[o,r]]),this.link.send({kind:"query",id:o,what:e,
args:n},!0)||this.fail(o,he.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:i,
done:r,total:s},l=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,message:"",state:i,ahead:l,done:r,total:s})}progress(e,n,o){this.
change(e,{state:"running",done:n,total:o})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.fail(n,e)}drop(e){
let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,...n})}put(e){this.
work.value=new Map(this.work.peek()).set(e.id,e)}};var Vs=3e3,Gn=(t,e)=>t?.layer===e?.layer&&t?.position===e?.position&&t?.start===e?.start,cn=class{constructor(e,n){this.model=e;this.link=n;this.title=e.get("ti\
tle"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.special=new Set(e.get("special")??[]),this.layers=e.get("n_layers")+1,this.targetLayers=e.get("\
target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],
this.entries=R(e.get("presets")??[]),this.source=R(e.get("source")),this.selection=R(this.toldSelection()),this.answers=R(e.get("history")??[]),this.curves=R(e.
get("curves")??[]),this.heatMaps=R(e.get("heat_maps")??[])}model;link;title;key;tokens;special;layers;targetLayers;frozen;constants;fields;entityTypes;entries;source;selection;answers;curves;heatMaps;ours=[];select(e,n,o=n){
let i={layer:e,position:n,start:o},r=this.selection.peek();this.selection.value=i,!(this.frozen||Gn(i,r))&&this.link.tell({kind:"select",...i})&&this.ours.push(
{told:i,at:Date.now()})}echoed(){let e=this.toldSelection();this.ours=this.ours.filter(({at:o})=>Date.now()-o<Vs);let n=this.ours.findIndex(o=>Gn(o.told,e));this.
ours.splice(0,n+1),!(this.ours.length>0)&&(Gn(this.selection.peek(),e)||(this.selection.value=e))}replace(e,n){let o=(i,r)=>{let s=i.peek().filter(({id:l})=>n(l)&&
!r.some(c=>c.id===l));i.value=[...r,...s]};B(()=>{e==="curves"?o(this.curves,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.
model.get("selection");if(!e)return null;let[n,o]=e,i=this.model.get("span");return{layer:n,position:o,start:i&&i[1]-1===o?i[0]:o}}};var Bs=400,bt=class{link;synced;requests;view;lens;draft;preview;fits;resting;constructor(e,n){this.link=new nn(e,d=>{d==="gone"&&this.requests.failAll(he.gone)},
n),this.requests=new an(this.link),this.synced=new cn(e,this.link),this.view=new en(this.synced);let{layers:o,tokens:i,constants:r,entries:s,source:l}=this.synced;
this.lens=new sn(o,i.length,r);for(let d of e.get("pages")??[])this.lens.add(d);if(this.draft=new on(s,e.get("draft")??{},l.peek()?.settings),this.fits=new rn(this),
this.preview=new ln(d=>{let f=je();return this.link.send({kind:"query",id:f,what:"target",args:d})?f:void 0},n),this.synced.frozen)return;nr(this,e,n);let c=X(()=>this.
lookAhead());n?.addEventListener("abort",()=>{c(),clearTimeout(this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:i,source:r}=e.asking();
n.want(e.ready?{question:o,settings:i,source:r,...this.selected()}:null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{
layer:n,position:o,start:i}=e,r=i<o&&!this.draft.vector;return{layer:n,position:o,...r&&{start:i,stop:o+1}}}edit(e){B(()=>e(this.draft)),clearTimeout(this.resting),
this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),Bs)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector===
"difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();e&&this.requests.begin("ask",e)}sweep(){let{
draft:e,requests:n}=this,o=this.asking(),i=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&i){let{layer:r,start:s,position:l}=i,c=s<l?
{start:s,stop:l+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...c,...e.asking()})}}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.
requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){B(()=>{this.view.answer.value=e;let[n]=Te(e);e.position!==null&&this.synced.select(
e.layer,e.position,n)})}targetOf(e){if(e.target)return e.target;let o=[...this.synced.curves.value,...this.synced.heatMaps.value].find(({id:i})=>e.id.startsWith(
`${i}:`));return o?.target&&{...o.target,layer:e.target_layer}}};function Ks({open:t}){let e=Y(t,[t]),{synced:n}=e,o=Y(()=>({store:e,view:new tn}),[e]),i=P(null),r=P(null);H(()=>()=>o.view.end(),[o]),H(()=>i.current&&r.current?
Us(i.current,r.current,e):void 0,[e]);let s=n.tokens.length;return a(Cn.Provider,{value:o,children:[a("div",{class:"ll-top",children:[a("span",{class:"ll-name",
children:n.title}),a("span",{class:"ll-quiet",children:[`${s} ${s===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),a(Qi,{scroller:i}),!n.frozen&&a(Uo,{}),a(Zi,{}),a(Vi,{scroller:r}),a(Xi,{}),a("div",{class:"ll-result",children:[a(Io,{}),a(Bi,{})]}),a(Hi,
{}),a(Gs,{name:n.key})]})}function Us(t,e,{view:n}){let o=new AbortController,i=(s,l)=>()=>{!n.curve.peek()?.vector&&l.scrollLeft!==s.scrollLeft&&(l.scrollLeft=
s.scrollLeft)};t.addEventListener("scroll",i(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",i(e,t),{signal:o.signal,passive:!0});let r=X(()=>{n.
curve.value,queueMicrotask(i(t,e))});return()=>{r(),o.abort()}}function Gs({name:t}){return a("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none;\
 }`})}var Xn=class extends ge{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.
state;return e===void 0?this.props.children:a("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},Xf=()=>{let t;return{initialize({
model:e,signal:n}){try{t=new bt(e,n)}catch{}},render({model:e,el:n,signal:o}){let i=document.createElement("div");i.className="ll-root",i.setAttribute("data-jp-\
suppress-context-menu",""),i.addEventListener("keydown",s=>{!s.ctrlKey&&!s.metaKey&&s.stopPropagation()},{signal:o}),n.append(i),_n(a(Xn,{children:a(Ks,{open:()=>(t??=
new bt(e,o),t)})}),i),o.addEventListener("abort",()=>_n(null,i))}}};export{Xf as default};
