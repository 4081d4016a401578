var L,Co,Rn,Ce,Tn,Wt,Oo,It,Eo,Ln,Mn,To,pt=Symbol.for("pv"),Dt={},Nt=[],Gi=/^m(i|n|o|s|text|space)$/,Pn=Array.isArray,Fn=Nt.slice,We=Object.assign;function ze(t){
t&&t.parentNode&&t.remove()}function Mo(t,e,n){var o,r,i,s={},a=arguments.length;for(i in e)i=="key"?o=e[i]:i=="ref"&&typeof t!="function"?r=e[i]:s[i]=e[i];return a>
2&&(s.children=a>3?Fn.call(arguments,2):n),ft(t,s,o,r,null)}function ft(t,e,n,o,r){var i={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:pt,__v:r||++Co,__i:-1,__u:0};return!r&&L.vnode&&L.
vnode(i),i}function E(t){return t.children}function Oe(t,e){this.props=t,this.context=e,this.__g=0}function Ee(t,e){if(e==null)return t.__&&Ee(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Ee(t)}function Xi(t){var e,n=t.__v,o=n.__e,r=[],i=[],s=t.__P;
s&&((e=We({constructor:pt},n)).__v=n.__v+1,L.vnode&&L.vnode(e),In(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,r,o||Ee(n),32&n.__u,i),e.__v=n.__v,e.__.__k[e.__i]=
e,Io(r,e,i),n.__=n.__e=null,e.__e!=o&&$o(e))}function $o(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
$o(t)}function $n(t){(8&t.__g||(t.__g|=8,Ce.push(t),Wt++))&&Tn==L.debounceRendering||((Tn=L.debounceRendering)||queueMicrotask)(Ro)}function Ro(){try{for(var t,
e=1;Ce.length;)Ce.length>e&&Ce.sort(Oo),t=Ce.shift(),e=Ce.length,8&t.__g&&Xi(t)}finally{(Wt=Ce.length)&&(Tn||queueMicrotask)(Ro)}}function Lo(t,e,n,o,r,i,s,a,c,f,d){
var p,h,u,m,y,b,w=o.__k||Nt,v=e.length;for(c=Yi(n,e,w,c,v),p=0;p<v;p++)(u=n.__k[p])!=null&&(h=~u.__i&&w[u.__i]||Dt,u.__i=p,b=In(t,u,h,r,i,s,a,c,f,d),m=u.__e,(h.
ref!=u.ref||8&h.__u)&&(h.ref&&zn(h.ref,null,u,h),u.ref&&d.push(u.ref,u.__c||m,u)),y=y||m,4&u.__u?(c=Po(u,c,t,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="functi\
on"&&b!==void 0?c=b:m&&(c=m.nextSibling),u.__u&=-21);return n.__e=y,c}function Yi(t,e,n,o,r){var i,s,a,c,f,d,p,h,u,m=n.length,y=m,b=0,w=0,v=t.__k=Array(r);for(i=
0;i<r;i++)(s=e[i])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=v[i]=ft(null,s):Pn(s)?s=v[i]=ft(E,{children:s}):
s.constructor===pt&&s.__b?s=v[i]=ft(s.type,s.props,s.key,s.ref,s.__v):v[i]=s,c=i+b,s.__=t,s.__b=t.__b+1,a=null,~(f=s.__i=Qi(s,n,c,y))&&(y--,(a=n[f])&&(a.__u|=2)),
a&&a.__v?(s.__u|=16,f==c-1?b--:f==c+1?b++:f!=c&&(f>c?b--:b++,w=1)):(~f||(r>m?b--:r<m&&b++),typeof s.type!="function"&&(s.__u|=4))):v[i]=null;if(w){for(d=[],p=[],
i=0;i<r;i++)if((s=v[i])&&16&s.__u){for(b=0,h=d.length;b<h;)d[u=b+h>>1]<s.__i?b=u+1:h=u;d[b]=s.__i,p[i]=b+1}for(b=d.length;i--;)p[i]&&(p[i]==b?b--:v[i].__u|=4)}if(y)
for(i=0;i<m;i++)!(a=n[i])||2&a.__u||(a.__e==o&&(o=Ee(a)),Wn(a,a));return o}function Po(t,e,n,o){var r,i,s,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(i=0;i<r.length;i++)r[i]&&(r[i].__=t,e=Po(r[i],e,n,!1));return e}for(e&&!e.parentNode&&(e=Ee(t))&&!e.parentNode&&(e=null),s=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(s!=a&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Qi(t,e,n,o){var r,i=t.key,s=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&i==null||c&&i==a.key&&s==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&i==a.key&&s==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&i==a.key&&s==a.type)return r}return-1}function Ao(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Ft(t,e,n,o,r){var i,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Ao(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Ao(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=Mn[e]||(Mn[e]=Ji(e)),(t.__a||(t.__a={}))[e]=Ln,i=e!=(e=e.replace(Eo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,i):t.removeEventListener(e,s,i));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Ji(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[It]==null)e[It]=Ln++;else if(e[It]<this.__a[t])return;return n(L.event?L.event(e):e)}}}function In(t,e,n,o,r,i,s,a,c,f){
var d,p,h,u,m,y,b,w,v,_,O,k,g,x,T,W,z,j,N=e.type;if(e.constructor!==pt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(e.__u|=c,p=i=[],d.nodeType==8?a=zt(d,i):
i.push(d),a=i[0]||a),(d=L.__b)&&d(e);e:if(typeof N=="function"){h=s.length;try{if(w=e.props,v=(d=N.prototype)&&d.render,_=(d=N.contextType)&&o[d.__c],O=d?_?_.props.
value:d.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(v?e.__c=u=new N(w,O):(e.__c=u=new Oe(w,O),u.constructor=N,u.render=es),_&&_.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),v&&(u.__s||(u.__s=u.state),N.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=We({},u.__s)),We(u.__s,N.getDerivedStateFromProps(
w,u.__s)))),m=u.props,y=u.state,u.__v=e,n.__c){if(w!==m&&v&&!N.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(w,O),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(w,u.__s,O)===!1){e.__v!=n.__v&&(u.props=w,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(q){q&&(q.__=e)}),Nt.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),a=Ee(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
w,u.__s,O),v&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,y,b)})}else v&&!N.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
v&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=O,u.props=w,u.__P=t,u.__g&=-5,k=L.__r,g=v?25:0;do u.__g&=-9,k&&k(e),d=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++g<25);v&&(Nt.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=We({},o,u.getChildContext())),v&&n.__c&&u.getSnapshotBeforeUpdate&&
(b=u.getSnapshotBeforeUpdate(m,y)),x=d&&d.type===E&&d.key==null?d.props.children:d,w.__P&&(d=a,r=(t=w.__P).namespaceURI,c=i=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(q){q&&Wn(q,q)}),n.__k=null),a=n.__k?Ee(n,0):null),a=Lo(t,Pn(x)?x:[x],e,n,o,r,i,s,a,c,f),w.__P&&(e.__e=null,a=d),e.__u&=-161,p&&p.some(ze),u.__h.length&&
s.push(u),1&u.__g&&(u.__g&=-4)}catch(q){if(s.length=h,e.__v=null,c||i)if(q&&q.then){if(e.__u|=128|c,i){for(~(z=i.indexOf(a||void 0))||(z=i.length);(j=i[z-1])&&j.
nodeType==8;)z--;for(;z<i.length;z++)if(j=i[z])if(i[z]=null,T){if(j==W)break}else{if(j.nodeType!=8)break;j.data.startsWith("$s")&&(W=zt(T=j))}}if(!T){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;T=a}(d=zt(T=e.__c.__z||(e.__c.__z=T)))?(e.__e=T,a=d):e.__e=a,a=a&&a.nextSibling}else i&&i.some(ze);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),q&&q.then||Fo(e),L.__e(q,e,n)}}else a=e.__e=Zi(n.__e,e,n,o,r,i,s,c,f,t);return(d=L.diffed)&&d(e),a}function zt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Fo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Fo))}function Io(t,e,n){for(var o=0;o<n.length;)zn(n[o++],n[o++],n[o++]);L.__c&&L.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(i){i.call(r)})}catch(i){L.__e(i,r.__v)}})}function Zi(t,e,n,o,r,i,s,a,c,f){var d,p,h,u,m,y,b,w,v=n.props||Dt,_=e.
props,O=e.type;if(O=="svg"?r="http://www.w3.org/2000/svg":O=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),i){for(d=0;d<i.
length;d++)if((m=i[d])&&(O?m.localName==O:m.nodeType==3)){t=m,i[d]=null;break}}if(!t){if(w=f.ownerDocument||document,!O)return w.createTextNode(_);t=w.createElementNS(
r,O,_.is?_:f),a&&(L.__m&&L.__m(e,i),a=!1),i=null}if(O){if(f=O=="template"&&t.content||t,i=O=="textarea"&&_.defaultValue!=null?null:i&&Fn.call(f.childNodes),!a&&
i)for(v={},d=0;d<t.attributes.length;d++)v[(m=t.attributes[d]).name]=m.value;for(d in v)m=v[d],d=="dangerouslySetInnerHTML"?h=m:d=="children"||d in _||d=="value"&&
"defaultValue"in _||d=="checked"&&"defaultChecked"in _||Ft(t,d,null,m,r);for(d in _)m=_[d],d=="children"?u=m:d=="dangerouslySetInnerHTML"?p=m:d=="value"?y=m:d==
"checked"?b=m:a&&typeof m!="function"||v[d]===m||Ft(t,d,m,v[d],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(O=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Gi.test(O))&&(r="http://www.w3.org/1999/xhtml"),Lo(f,Pn(u)?u:[u],e,n,o,r,i,s,i?i[0]:n.__k&&Ee(n,0),
a,c),i&&i.some(ze)),a&&O!="textarea"||(d="value",O=="progress"&&y==null?t.removeAttribute(d):y==null||y===t[d]&&(O!="progress"||y)||Ft(t,d,y,v[d],r),d="checked",
b!=null&&b!=t[d]&&Ft(t,d,b,v[d],r))}else v===_||a&&t.data==_||(t.data=_);return t}function zn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){L.__e(r,n)}}function Wn(t,e,n){var o,r,i,s;if(L.unmount&&L.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||zn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){L.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(s=
0;s<o.length;s++)o[s]&&Wn(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=zt(o,i=[]))&&(o==t.__e&&i.some(ze),ze(r),ze(o)),n||ze(
t.__e),t.__e=t.__c=t.__=null}function es(t,e,n){return this.constructor(t,n)}function Dn(t,e){var n,o,r,i;L.__&&L.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=ft(E,{children:[t]}),r=[],i=[],In(e,e.__k,o||Dt,Dt,e.namespaceURI,o?null:e.firstChild?Fn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,i),Io(r,e.__k,i),e.__k.props.children=null}function zo(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(i){this.props.value!=i.value&&o.forEach(function(s){s.__g|=4,$n(s)})},this.sub=function(i){o.add(i);var s=i.componentWillUnmount;i.componentWillUnmount=
function(){o.delete(i),s&&s.call(i)}}),n.children}return e.__c="__cC"+To++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}L={__e:function(t,e,n,o){for(var r,i,s;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((s=(i=r.constructor)&&i.getDerivedStateFromError)&&r.setState(i.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),s=1),s&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Wt=0,t}},Co=0,Rn=function(t){return t!=null&&t.
constructor===pt},Oe.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=We({},this.state)),typeof t=="function"&&(t=t(We({},n),this.props)),
t&&(We(n,t),this.__v&&(e&&this.__k.push(e),$n(this)))},Oe.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),$n(this))},Oe.prototype.render=
E,Ce=[],Wt=0,Oo=function(t,e){return t.__v.__b-e.__v.__b},It=Symbol(),Eo=/(PointerCapture)$|Capture$/i,Ln=0,Mn={},To=0;var Ye,H,Nn,Wo,qn=Object.is,qt=0,Uo=[],Hn=[],B=L,Do=B.__b,No=B.__r,qo=B.diffed,Ho=B.__c,jo=B.unmount,Bo=B.__;function Ht(t,e){B.__h&&B.__h(H,t,qt||e),qt=0;var n=H.
__H||(H.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function jt(t){return qt=1,ts(Yo,t)}function ts(t,e,n){var o=Ht(Ye++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Yo(void 0,e),function(i){var s=(o.__N||o.__)[0],a=o.t(s,i);qn(s,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=H,!H.__f)){H.__f=!0;var r=H.shouldComponentUpdate;
H.shouldComponentUpdate=function(i,s,a){var c=this.__H;if(!c)return!0;var f=!1,d=this.props!=i;if(c.__.some(function(h){h.__N&&(f=!0,qn(h.__[0],h.__N[0])||(d=!0))}),
r){var p=r.call(this,i,s,a);return f?p||d:p}return!f||d}}return o.__}function I(t,e){var n=Ht(Ye++,4);!B.__s&&Xo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,H.__h.push(n))}function R(t){return qt=5,le(function(){return{current:t}},[])}function le(t,e){var n=Ht(Ye++,7);return Xo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Go(t){var e=H.context[t.__c],n=Ht(Ye++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(H)),e.props.value):t.__}function ns(){var t;do{for(;t=Hn.shift();)try{ht(t)}catch(n){B.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Uo.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(ht),e.__h.
some(jn),e.__h=[]}catch(n){e.__h=[],B.__e(n,t.__v)}}}while(Hn.length)}B.__b=function(t){H=null,Do&&Do(t)},B.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Bo&&Bo(t,e)},B.__r=function(t){No&&No(t),Ye=0;var e=(H=t.__c).__H;e&&(Nn==H?H.__h=[]:(e.__h.some(ht),e.__h.some(jn),Ye=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Nn=H},B.diffed=function(t){qo&&qo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Ko(Uo.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Nn=H=null},B.__c=function(t,e){e.some(function(n){try{n.__h.some(ht),n.__h=n.__h.filter(function(o){return!o.__||jn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Ho&&Ho(t,e)},B.unmount=function(t){jo&&jo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Ko(Hn.push(r))}else ht(r)}catch(i){e=i}}),o.__H=void 0,e&&B.__e(e,o.__v))};var Vo=typeof requestAnimationFrame==
"function";function os(t){var e,n=function(){clearTimeout(o),Vo&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Vo&&(e=requestAnimationFrame(n))}function Ko(t){
t!=1&&Wo==B.requestAnimationFrame||((Wo=B.requestAnimationFrame)||os)(ns)}function ht(t){var e=H,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),H=e}function jn(t){
var e=H;t.__c=t.__(),H=e}function Xo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!qn(n,t[o])})}function Yo(t,e){return typeof e=="function"?e(
t):e}var rs=Symbol.for("preact-signals");function Ut(){if(ge>1)ge--;else{var t,e=!1;for((function(){var r=Vt;for(Vt=void 0;r!==void 0;){var i=r.S;if(i.v===r.v)for(var s=i.
t;s!==void 0;s=s.x)s.i===r.i&&(s.i=i.i);r=r.o}})();gt!==void 0;){var n=gt;for(gt=void 0,Bt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Jo(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(Bt=0,ge--,e)throw t}}function G(t){if(ge>0)return t();Bn=++is,ge++;try{return t()}finally{Ut()}}var mt,D=void 0;function vt(t){
var e=D,n=mt;D=void 0,mt=void 0;try{return t()}finally{D=e,mt=n}}var gt=void 0,ge=0,Bt=0,is=0,Bn=0,Vt=void 0,Kt=0;function Qo(t){if(D!==void 0){var e=t.n;if(e===
void 0||e.t!==D)return e={i:0,S:t,p:D.s,n:void 0,t:D,e:void 0,x:void 0,r:e},D.s!==void 0&&(D.s.n=e),D.s=e,t.n=e,32&D.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=D.s,e.n=void 0,D.s.n=e,D.s=e),e}}function K(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}K.prototype.brand=rs;K.prototype.h=function(){return!0};K.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:vt(function(){var o;(o=e.W)==null||o.call(e)}))};K.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&vt(function(){var r;(r=e.Z)==null||r.call(e)}))}};K.prototype.
subscribe=function(t){var e=this;return Q(function(){var n=e.value;vt(function(){return t(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};
K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var t=this;return vt(function(){
return t.value})};Object.defineProperty(K.prototype,"value",{get:function(){var t=Qo(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Bt>100)throw new Error("Cycle detected");(function(n){ge!==0&&Bt===0&&n.l!==Bn&&(n.l=Bn,Vt={S:n,v:n.v,i:n.i,o:Vt})})(this),this.v=t,this.i++,Kt++,ge++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Ut()}}}});function $(t,e){return new K(t,e)}function Jo(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function Zo(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function er(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function De(t,e){K.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Kt-1,this.f=4}De.prototype=new K;De.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===Kt))return!0;if(this.g=Kt,this.f|=1,this.i>0&&!Jo(this))return this.f&=-2,!0;var t=D;try{Zo(this),D=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return D=t,er(this),this.f&=-2,!0};De.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}K.prototype.S.call(this,t)};De.prototype.U=function(t){if(this.t!==void 0&&(K.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};De.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(De.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Qo(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function Te(t,e){return new De(t,e)}function tr(t){var e=t.j;if(t.j=void 0,typeof e=="function"){ge++;var n=D;
D=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Vn(t),o}finally{D=n,Ut()}}}function Vn(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,tr(t)}function ss(t){
if(D!==this)throw new Error("Out-of-order effect");er(this),D=t,this.f&=-2;try{8&this.f&&Vn(this)}finally{Ut()}}function Qe(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,mt&&mt.push(this)}Qe.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};Qe.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,tr(this),Zo(this),ge++;var t=D;
return D=this,ss.bind(this,t)};Qe.prototype.N=function(){2&this.f||(this.f|=2,this.u=gt,gt=this)};Qe.prototype.d=function(){this.f|=8,1&this.f||Vn(this)};Qe.prototype.
dispose=function(){this.d()};function Q(t,e){var n=new Qe(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var nr,Xt,Gt,ls=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var or=[];Q(function(){nr=this.N})();function Je(t,e){L[t]=e.bind(null,L[t]||function(){})}function yt(t){if(Gt){var e=Gt;Gt=void 0,e()}Gt=t&&t.S()}function rr(t){
var e=this,n=t.data,o=J(n);o.name="ReactiveDom",o.value=n;var r=le(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var f=Te(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),d=Te(function(){return!Array.isArray(f.value)&&!Rn(f.value)}),p=Q(function(){if(this.N=ir,d.value){var u=f.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=u)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[d,f]},[]),i=r[0],s=r[1];return i.value?s.
peek():s.value}rr.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:Mo(E,null).constructor},type:{configurable:!0,
value:rr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});Je("__b",function(t,e){if(yt(),
Xt=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var i=o[r];i instanceof K&&(n||(e.__np=n={}),n[r]=i,o[r]=i.peek())}}t(e)});
Je("__r",function(t,e){if(t(e),e.type!==E){yt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,i){var s;return Q(function(){s=this},{name:i}),
s.c=r,s})((function(r){return function(){var i;ls&&((i=this.y)==null||i.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),Xt=o,yt(n)}});Je("__e",function(t,e,n,o){yt(),Xt=void 0,t(e,n,o)});Je("diffed",function(t,e){yt(),Xt=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,i=n.U;if(i)for(var s in i){var a=i[s];a===void 0||o&&s in o||(a.d(),i[s]=void 0)}if(o){i||(i={},n.U=i);for(var c in o){var f=i[c],
d=o[c];f===void 0?(f=as(n,c,d,r),i[c]=f):f.o(d,r)}}}t(e)});function as(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,i=$(n);return{o:function(s,a){i.value=s,
o=a},d:Q(function(){this.N=ir;var s=i.value.value;o[e]!==s&&(o[e]=s,r?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}Je("unmo\
unt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var i=o[r];i&&i.d()}}}var s=e.__np;if(s){var a=e.props;
for(var c in s)a[c]=s[c]}e.__np=void 0}else{var f=e.__c;if(f){f.__$f|=8;var d=f.__$u;d&&(f.__$u=void 0,d.d())}}t(e)});Je("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Oe.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var i=2&this.__$f;if(!(o||i||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function J(t,e){return le(function(){return $(t,e)},[])}var cs=function(t){queueMicrotask(function(){queueMicrotask(t)})};function us(){G(function(){for(var t;t=or.shift();)nr.call(t)})}function ir(){or.push(this)===1&&(L.requestAnimationFrame||cs)(us)}var Kn=zo(null);function S(){let t=Go(Kn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var re="not finite",Ze="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function X({confidence:t}){return t!==null}var et="no a\
nswer";function ae(t){return X(t)&&t.text===""}function Z(t){return X(t)&&t.text!==""}function ne(t,e=et){return X(t)?t.text.trim()||(t.text===""?e:t.tokens.join(
""))||e:re}var ds=Symbol.for("pv"),fs=0;function l(t,e,n,o,r,i){e||(e={});var s,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?s=e[a]:c[a]=e[a];var f={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:ds,__v:--fs,__i:-1,__u:0};return(r||i)&&(f.__source=r,f.__self=i),L.vnode&&L.vnode(f),f}function sr({answer:t}){let{store:e}=S(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),r=a=>o.
some(c=>c.what===a),i=!n&&t.position!==null&&X(t),s=i&&!t.noise&&t.excess!==null&&!ae(t);return l("div",{class:"ll-checks",hidden:!i&&!t.verified,children:[l("b\
utton",{type:"button",class:"ll-link",hidden:!s,disabled:r("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer cou\
nts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:r("noise")?"\
Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!i||!!t.verified,disabled:r("verify"),title:"Run this question \
again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:r("verify")?"Verifying…":"Verify one at a tim\
e"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function ve(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Me(t,e){return e===""?t.excess??t.confidence??0:ve(t,e)}
function Yt(t){return t.some(({excess:e})=>e!==null)}function ye({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var ps=["generic","text inversion","t\
arget text"];function Un({flags:t}){return t.filter(({kind:e})=>ps.includes(e)).map(({message:e})=>e).join(" ")}function Qt(t,e,n){let o=e===""&&Yt(t),r=t.filter(
a=>Z(a)&&!ye(a,n)&&!(o&&a.excess===null)),[i]=r;return i?{answer:r.reduce((a,c)=>Me(c,e)>Me(a,e)?c:a,i),of:r.length}:null}function tt({code:t,more:e=[],children:n}){let o=J(""),r=J(""),i=R(null);I(()=>{r.value!==""&&(i.current?.focus({preventScroll:!0}),i.current?.select())},[r.value]);
let s=async(c,f)=>{try{await navigator.clipboard.writeText(f)}catch{r.value=f;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(E,{children:[l("header",{children:[n,a.map(({label:c,text:f,hidden:d})=>l("button",{type:"button",class:"ll-\
link",hidden:d,onClick:()=>{s(c,f())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:r.
value==="",rows:Math.min(12,r.value.split(`
`).length),ref:i,value:r.value})]})}function $e(t,e){let n=[];for(let[s,a]of e.toSorted(([c],[f])=>c-f)){let c=n.at(-1);c&&s<=c[1]?c[1]=Math.max(c[1],a):n.push([s,a])}let o=[...new Set(t)].sort((s,a)=>s-
a),[r,i]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:i-1,start:r,layers:o,spans:n}}function Ne({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var hs=3e3,Gn=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),Jt=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get(
"train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=$e(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||Gn(o,r))return;let{layers:i,spans:s,...a}=o,
c={...i.length>1&&{layers:i},...s.length>1&&{spans:s}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<hs);let n=this.ours.findIndex(o=>Gn(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(Gn(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,i)=>{let s=r.peek().filter(({id:a})=>n(a)&&!i.some(c=>c.id===a));r.value=[...i,...s]};G(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get("selection");if(!e)return null;let[n,o]=e,r=this.
model.get("span"),[i,s]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];return $e(i.at(-1)===n?i:[n],s.at(-1)?.join()===a.join()?
s.map(([c,f])=>[c,f]):[a])}};var lr=60;function ce({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Xn(t){return $e([],Zt(t).map(e=>[e,e+1])).spans}function oe(t){
return`${t.length>1?"layers":"layer"} ${ar(t.map(String))}`}function ar(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function Zt({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function qe(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${ar(e)}`}function Yn(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>lr?`${n.slice(0,lr)}…`:n]}function ue(t,e){if(t.vector)return["Vector",t.token];let n=Xn(t),o=qe(n),r=Zt(t).length===1;return[
`P${o.slice(1)}`,r?t.token:Yn(e,n)[1]]}function Qn(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var ms=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;function ee({text:t}){return t.includes("<")?l(E,{children:t.split(ms).map((e,n)=>n%2===0?e:l("span",{class:"\
ll-code-point",children:e.startsWith("<0x")?e.slice(3,-1).replaceAll("><0x"," "):e.slice(1,-1)},n))}):l(E,{children:t})}var cr=14;function ur({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(tn,{...e}),l(en,{name:"Writes",where:Jn(t),children:l(
bt,{tokens:t.tokens,marked:n,chip:nn(n,"slot")})})]})}function bt({tokens:t,marked:e,chip:n,more:o={}}){let[r,i]=[Math.min(...e,t.length-1),Math.max(...e,0)],[s,
a]=[Math.max(0,r-cr),Math.min(t.length,i+cr+1)],c=f=>f>0&&l("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});return l("span",{class:"ll-tokens",
...o,children:[c(s),t.slice(s,a).map((f,d)=>n(f,s+d)),c(t.length-a)]})}function en({name:t,where:e,children:n}){return l("div",{class:"ll-flow-row",children:[l(
"span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function tn({tokens:t,layers:e,positions:n,name:o}){return l(en,{name:"\
Reads",where:oe(e),children:o===void 0?l(bt,{tokens:t,marked:n,chip:nn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"auto",title:o,children:o})})}
function nn(t,e){return(n,o)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(ee,{text:n})},o)}function Jn({
layer:t}){return t===null?"":`layer ${t}`}function M(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function on(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function be(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function dr(t,e,{verdicts:n}){let[o,r]=ue(t,e),i=t.controls.map(({kind:h,support:u,text:m})=>[`${h} control`,M(u),nt(m.trim()||"(nothing)")]),s=Z(t)?M(t.confidence):
"",a=[["","confidence, support","says"],["answer",s,nt(ne(t))],...i],{model:c,seed:f,versions:d={}}=t.provenance??{},p=[c&&`model ${nt(c)}`,f!==void 0&&`seed ${f}`,
...Object.entries(d).map(([h,u])=>`${h} ${u}`)].filter(Boolean);return[`**${nt(ne(t))}** to ${nt(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${be(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:u,n:m,p_value:y})=>`- ${u}\
 of ${m} (${h}) come as far, p = ${M(y)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${oe(ce(t))}, ${o.toLowerCase()} ${nt(
r)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...p.length>0?[`- ${p.join(", ")}`]:[],"",gs(t.code)].join(`
`)}function nt(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(fr(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function gs(t){let e="`".repeat(Math.
max(3,fr(t)+1));return`${e}python
${t}
${e}
`}function fr(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}var vs={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function He(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Zn(n,o.length),controls:o}))}function Zn(t,e){let[n,o]=vs[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function eo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function ys(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function ot(t,e=""){
if(t.length===0)return null;let n=t.map(o=>ys(o,e));return[Math.min(...n),Math.max(...n)]}function je(t,e){return He(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((ot(o,e)??[]).map(M))];return[n.toLowerCase(),r.join(" to ")]})}var bs=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function V(t){return bs.test(t)?`⁨${t}⁩`:t}function pr({answer:t}){let{confidence:e,excess:n}=t;return e===null||ae(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(to,{kind:"own",label:"\
Confidence",value:e,children:[typeof t.calibrated_confidence=="number"&&l(E,{children:[l("b",{class:"ll-num",title:"How often answers of this confidence were co\
rrect, where the calibrator was fitted",children:`calibrated ${M(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),He(t.controls).map(o=>l(ws,{...o},o.kind)),
n!==null&&l("div",{class:"ll-measure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:be(n)}),
l("span",{class:"ll-quiet ll-cut",children:"confidence minus the largest support"})]}),t.noise&&l(xs,{noise:t.noise}),l(_s,{answer:t})]})}function xs({noise:t}){
let e=t.samples.find(({kind:r})=>r==="random"),n=t.samples.map(({kind:r,reached:i,n:s})=>`${i} of ${eo(r,s)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:r,n:i,p_value:s})=>`${eo(r,i)}: p = ${M(s)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function to({kind:t,label:e,value:n,low:o,title:r,children:i}){
let s=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:s?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":s?`${e} ${M(o)} to ${M(n)}`:`${e} ${M(
n)}`,style:{"--p":String(n),...s&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:M(n)}),l("span",{class:"ll-quiet ll-cut",children:i})]})}function ws({
name:t,controls:e}){let[n,o]=ot(e)??[0,0],r=e.length>1,i=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),s=`How much ${r?"they support":"it supp\
orts"} this answer in the activation's place: ${e.map(({support:a})=>M(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${V(a)}” with confidence ${M(c)}`).join(`
`);return l(to,{kind:"control",label:t,value:o,low:r?n:void 0,title:s,children:[r?`support ${M(n)} to ${M(o)}; themselves say `:"support; itself says ",l("span",
{class:"ll-mono",dir:"auto",children:i})]})}function _s({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(E,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${M(e)}`]}),n.map(({text:o,p:r})=>l(to,{kind:"option",label:o,value:r},o))]})}function hr({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:ks(o)})]},n))})]})}
function ks(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function mr(){let{store:t}=S(),e=t.view.answer.value,n=e?ce(e):[],o=e&&t.targetOf(e),[r,i]=e?ue(e,t.synced.tokens):["",""],s=R(null);I(()=>{let c=!0;return Q(()=>{
t.view.arrived.value,c||Ss(s.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...Cs(t,e)]:[];return l("section",{class:"ll-card","aria-label":"An\
swer",hidden:!e,ref:s,children:[e&&l(Os,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(Es,{answer:e}),e&&l(As,{answer:e})]}),e&&l(E,{children:[
l(pr,{answer:e}),l(sr,{answer:e}),o&&o.tokens.length>0&&l(ur,{tokens:t.synced.tokens,layers:ce(e),positions:Zt(e),target:o,name:e.vector&&i}),a.length>0&&l("ul",
{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(rn,{name:n.length>1?"Layers":"Layer",children:n.join(", ")}),
l(rn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:i})}),l(rn,{name:"Into layer",children:e.target_layer}),l(rn,{name:"Reader",children:l("span",
{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(hr,{answer:e})]})]})}function Ss(t){t?.closest(".ll-root")?.contains(document.activeElement)&&
requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function As({answer:t}){let{constants:e}=S().store.synced;return l("p",{class:"ll-verdict","da\
ta-verdict":t.verdict,children:e.verdicts[t.verdict]})}function Cs({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Qt(o,"",t.constants)).find(o=>o?.
answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Os({answer:t}){let{store:e}=S(),{question:n,code:o}=t;
return l(tt,{code:o,more:[{label:"Copy as Markdown",text:()=>dr(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"\
auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherw\
ise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function Es({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(ae(t))return l("div",{class:"ll-wor\
ds",children:l("i",{class:"ll-quiet",children:et})});let r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(X(t)?o:
l("i",{class:"ll-quiet",children:re})),e.map((i,s)=>{let a=n[s],c=a===void 0?void 0:Math.exp(a),f=r?i.replaceAll("·"," "):i;return l("span",{class:"ll-word",title:c===
void 0?void 0:`probability ${M(c)}`,style:{"--p":String(c??0)},children:l(ee,{text:s===0&&f.trimStart()||f})},s)})]})}function rn({name:t,children:e}){return l(
"div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var gr=t=>t.replaceAll(`
`,"\\n"),vr=t=>t.replaceAll("\\n",`
`);function xt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>gr(String(n))).join(" "):e.join(", "):gr(String(e))}function yr(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(vr):vr(e)}function br({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:i,onBlur:s}){let{store:a}=S(),c=J(null),f=u=>a.edit(m=>m.set(t.name,u)),d={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:i};if(t.choices){let u=({currentTarget:m})=>f(m.value||null);return l("select",{...d,class:"ll-\
field",value:xt(t,n),onInput:u,onChange:u,onBlur:s,children:t.choices.map(([m,y])=>l("option",{value:m??"",children:y},m??""))})}if(t.kind==="yes"){let u=({currentTarget:m})=>f(
m.checked);return l("input",{...d,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:s})}let p=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,f(yr(t,u.value))},h=()=>{c.value=null};return l("input",{...d,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??xt(t,n),onInput:p,onChange:h,onBlur:()=>{h(),s()}})}var xr=0;function Y(){let[t]=jt(()=>(xr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${xr}`));return t}function rt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Re({groups:t,beside:e}){let{draft:n}=S().store;return l(E,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:i})=>n.has(i))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(i=>l(Ts,{field:i,
children:e?.(i)},i.name))]},o))})}function Ts({field:t,children:e}){let{store:n,view:o}=S(),{draft:r,preview:i}=n,[s,a,c]=[Y(),Y(),Y()],f=r.value(t.name),d=i.problem.
value,p=d?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,u=({currentTarget:b})=>{let w=b.
closest(".ll-setting")??b;o.show({anchor:w,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),y=R(!1);return l("div",{class:`\
ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{y.current=!0},onFocusIn:()=>{y.current=!1},children:[l("span",{class:"ll-named",children:[
l("label",{class:"ll-label",for:s,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:u,
onPointerEnter:u,onPointerLeave:b=>{b.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(br,{field:t,id:s,value:f,wrong:p,describedBy:t.help===""?a:`${c} ${a}`,
onFocus:b=>{t.help!==""&&!y.current&&u(b)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,role:p?"alert":
void 0,children:p?d.message:""})]})}function wr(){let{store:t}=S(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(Re,{groups:[e]})})}function it({layer:t,layers:e,position:n,start:o,spans:r,source:i={}}){let{vector:s,minus:a}=i;if(typeof s=="string"&&s!=="difference")return V(
s.slice(s.indexOf(":")+1));let c=n??-1,f=qe(r??[[o??c,c+1]]);return`${oe(e??[t??-1])}, ${f}${s?` minus ${a}`:""}`}function _r(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:i}=e,s=i!==null&&i!=="difference",a=!t.asking(),c=o?Ne(o).length:
0,f=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},d=i===null?$s(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:s?l("b",{dir:"auto",children:it(e.asking())}):l(Rs,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||s,onClick:f,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||i!==null,title:i?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:i?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected",onClick:()=>t.sweep(),children:i?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-b\
utton ll-primary",disabled:r?!e.ready:a,children:r?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:d===""||r===!0,children:d})]})}var Ms=5;function $s({draft:t,
pace:e,synced:n},o){let r=o>1?o:n.tokens.length,i=n.layers*n.targetLayers,s=t.asking(),a=[[`sweeping ${r} positions`,e.sweep(s,r)],...t.has("layer")?[[`a layer \
grid of ${i} cells`,e.sweep(s,i)]]:[]];if(a.every(([,d])=>d===void 0))return r>64?`Ask once to see how long sweeping ${r} positions would take.`:"";let f=a.flatMap(
([d,p])=>p&&p.seconds>Ms?[`${d} takes ${p.most?"at most ":""}${on(p.seconds)}`]:[]).join(", ");return f&&`At the pace so far, ${f}.`}function Rs(){let{draft:t,synced:e,
preview:n}=S().store,o=e.selection.value;if(!o)return l(E,{children:"Choose a cell of the grid."});let{layer:r,position:i}=o,s=t.vector==="difference",a=!s,c=a?
o.layers:[r],f=a?o.spans:[[i,i+1]],[d,p]=Yn(e.tokens,f);return l(E,{children:[`L${oe(c).slice(1)}, ${qe(f)} `,l("b",{class:"ll-mono",dir:"auto",title:d,children:l(
ee,{text:p})}),a&&Ls(o,n.target.value),s&&l(E,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(ee,{text:e.tokens[Number(t.value("minus")??Number.
NaN)]??"…"})})]})]})}function Ls(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,i]=[t.layers.length,Ne(t).length],s=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*
i===1||!s)return"";let a=i>1?`${i} tokens`:"the token",c=r>1?`${a} at ${r} layers`:a;if(o.length===r&&n.length===i)return`; this reader reads ${r>1?c:`all ${c}`}\
 for one answer`;let f=[n.length<i?"the last":a,...o.length<r?["at the last layer"]:r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: \
it reads ${f.join(" ")}`}function kr(){let{store:t}=S(),{draft:e}=t,n=Y(),o=e.beside,r=e.comparable.filter(i=>!o.includes(i));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(i=>l("span",{class:"ll-chip",children:[l("bdi",{children:i.label}),e.asksOtherwise(
i)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${V(i.label)}`,placeholder:i.sample,value:e.
textOf(i),onInput:({currentTarget:{value:s}})=>t.edit(()=>e.setTextOf(i,s))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${V(i.label)}`,
onClick:()=>t.edit(()=>e.compare(i.name,!1)),children:"×"})]},i.name)),l("select",{class:"ll-field",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:i})=>{
let{value:s}=i;i.value="",s!==""&&t.edit(()=>e.compare(s,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
r.map(({name:i,label:s})=>l("option",{value:i,children:s},i))]})]})}var _t=Math.min,Le=Math.max,kt=Math.round;var he=t=>({x:t,y:t}),Ps={left:"right",right:"left",bottom:"top",top:"bottom"};function Cr(t,e,n){return Le(t,_t(e,n))}function St(t,e){return typeof t=="functi\
on"?t(e):t}function Be(t){return t.split("-")[0]}function At(t){return t.split("-")[1]}function no(t){return t==="x"?"y":"x"}function oo(t){return t==="y"?"heig\
ht":"width"}function xe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function ro(t){return no(xe(t))}function Or(t,e,n){n===void 0&&(n=!1);let o=At(t),r=ro(t),
i=oo(r),s=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[i]>e.floating[i]&&(s=wt(s)),[s,wt(s)]}function Er(t){let e=wt(
t);return[sn(t),e,sn(e)]}function sn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Sr=["left","right"],Ar=["right","left"],
Fs=["top","bottom"],Is=["bottom","top"];function zs(t,e,n){switch(t){case"top":case"bottom":return n?e?Ar:Sr:e?Sr:Ar;case"left":case"right":return e?Fs:Is;default:
return[]}}function Tr(t,e,n,o){let r=At(t),i=zs(Be(t),n==="start",o);return r&&(i=i.map(s=>s+"-"+r),e&&(i=i.concat(i.map(sn)))),i}function wt(t){let e=Be(t);return Ps[e]+
t.slice(e.length)}function Ws(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function Mr(t){return typeof t!="number"?Ws(t):{top:t,right:t,bottom:t,left:t}}function Ve(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function $r(t,e,n){let{reference:o,floating:r}=t,i=xe(e),s=ro(e),a=oo(s),c=Be(e),f=i==="y",d=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
u;switch(c){case"top":u={x:d,y:o.y-r.height};break;case"bottom":u={x:d,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:p};break;case"left":u={x:o.x-r.width,
y:p};break;default:u={x:o.x,y:o.y}}let m=At(e);return m&&(u[s]+=h*(m==="end"?1:-1)*(n&&f?-1:1)),u}async function Rr(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:i,
rects:s,elements:a,strategy:c}=t,{boundary:f="clippingAncestors",rootBoundary:d="viewport",elementContext:p="floating",altBoundary:h=!1,padding:u=0}=St(e,t),m=Mr(
u),b=a[h?p==="floating"?"reference":"floating":p],w=Ve(await i.getClippingRect({element:(n=await(i.isElement==null?void 0:i.isElement(b)))==null||n?b:b.contextElement||
await(i.getDocumentElement==null?void 0:i.getDocumentElement(a.floating)),boundary:f,rootBoundary:d,strategy:c})),v=p==="floating"?{x:o,y:r,width:s.floating.width,
height:s.floating.height}:s.reference,_=await(i.getOffsetParent==null?void 0:i.getOffsetParent(a.floating)),O=await(i.isElement==null?void 0:i.isElement(_))&&await(i.
getScale==null?void 0:i.getScale(_))||{x:1,y:1},k=Ve(i.convertOffsetParentRelativeRectToViewportRelativeRect?await i.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:v,offsetParent:_,strategy:c}):v);return{top:(w.top-k.top+m.top)/O.y,bottom:(k.bottom-w.bottom+m.bottom)/O.y,left:(w.left-k.left+m.left)/O.x,right:(k.
right-w.right+m.right)/O.x}}var Ds=50,Lr=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:i=[],platform:s}=n,a=s.detectOverflow?s:{...s,
detectOverflow:Rr},c=await(s.isRTL==null?void 0:s.isRTL(e)),f=await s.getElementRects({reference:t,floating:e,strategy:r}),{x:d,y:p}=$r(f,o,c),h=o,u=0,m={};for(let y=0;y<
i.length;y++){let b=i[y];if(!b)continue;let{name:w,fn:v}=b,{x:_,y:O,data:k,reset:g}=await v({x:d,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:f,platform:a,elements:{reference:t,floating:e}});d=_??d,p=O??p,m[w]={...m[w],...k},g&&u<Ds&&(u++,typeof g=="object"&&(g.placement&&(h=g.placement),g.rects&&
(f=g.rects===!0?await s.getElementRects({reference:t,floating:e,strategy:r}):g.rects),{x:d,y:p}=$r(f,h,c)),y=-1)}return{x:d,y:p,placement:h,strategy:r,middlewareData:m}};var Pr=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:i,rects:s,initialPlacement:a,platform:c,elements:f}=e,
{mainAxis:d=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:y=!0,...b}=St(t,e);if((n=i.arrow)!=
null&&n.alignmentOffset)return{};let w=Be(r),v=xe(a),_=Be(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(f.floating)),k=h||(_||!y?[wt(a)]:Er(a)),g=m!=="none";!h&&g&&
k.push(...Tr(a,y,m,O));let x=[a,...k],T=await c.detectOverflow(e,b),W=[],z=((o=i.flip)==null?void 0:o.overflows)||[];if(d&&W.push(T[w]),p){let te=Or(r,s,O);W.push(
T[te[0]],T[te[1]])}if(z=[...z,{placement:r,overflows:W}],!W.every(te=>te<=0)){var j,N;let te=(((j=i.flip)==null?void 0:j.index)||0)+1,A=x[te];if(A&&(!(p==="alig\
nment"?v!==xe(A):!1)||z.every(F=>xe(F.placement)===v?F.overflows[0]>0:!0)))return{data:{index:te,overflows:z},reset:{placement:A}};let C=(N=z.filter(P=>P.overflows[0]<=
0).sort((P,F)=>P.overflows[1]-F.overflows[1])[0])==null?void 0:N.placement;if(!C)switch(u){case"bestFit":{var q;let P=(q=z.filter(F=>{if(g){let U=xe(F.placement);
return U===v||U==="y"}return!0}).map(F=>[F.placement,F.overflows.filter(U=>U>0).reduce((U,de)=>U+de,0)]).sort((F,U)=>F[1]-U[1])[0])==null?void 0:q[0];P&&(C=P);break}case"\
initialPlacement":C=a;break}if(r!==C)return{reset:{placement:C}}}return{}}}};var Ns=new Set(["left","top"]);async function qs(t,e){let{placement:n,platform:o,elements:r}=t,i=await(o.isRTL==null?void 0:o.isRTL(r.floating)),s=Be(n),a=At(n),
c=xe(n)==="y",f=Ns.has(s)?-1:1,d=i&&c?-1:1,p=St(e,t),{mainAxis:h,crossAxis:u,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(u=a==="end"?m*-1:m),c?{x:u*d,y:h*f}:{x:h*f,y:u*d}}var Fr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:i,placement:s,middlewareData:a}=e,c=await qs(e,t);return s===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:i+c.y,data:{...c,placement:s}}}}},Ir=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:i}=e,{mainAxis:s=!0,crossAxis:a=!1,limiter:c={fn:v=>{let{x:_,y:O}=v;return{x:_,y:O}}},...f}=St(t,e),d={x:n,
y:o},p=await i.detectOverflow(e,f),h=xe(r),u=no(h),m=d[u],y=d[h],b=(v,_)=>Cr(_+p[v==="y"?"top":"left"],_,_-p[v==="y"?"bottom":"right"]);s&&(m=b(u,m)),a&&(y=b(h,
y));let w=c.fn({...e,[u]:m,[h]:y});return{...w,data:{x:w.x-n,y:w.y-o,enabled:{[u]:s,[h]:a}}}}}};function an(){return typeof window<"u"}function Ue(t){return Wr(t)?(t.nodeName||"").toLowerCase():"#document"}function ie(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function we(t){var e;return(e=(Wr(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Wr(t){
return an()?t instanceof Node||t instanceof ie(t).Node:!1}function fe(t){return an()?t instanceof Element||t instanceof ie(t).Element:!1}function _e(t){return an()?
t instanceof HTMLElement||t instanceof ie(t).HTMLElement:!1}function zr(t){return!an()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof ie(t).ShadowRoot}
function Ct(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=pe(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function Dr(t){
return/^(table|td|th)$/.test(Ue(t))}function Ot(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Hs=/transform|translate|scale|rotate|perspective|filter/,
js=/paint|layout|strict|content/,Ke=t=>!!t&&t!=="none",io;function cn(t){let e=fe(t)?pe(t):t;return Ke(e.transform)||Ke(e.translate)||Ke(e.scale)||Ke(e.rotate)||
Ke(e.perspective)||!un()&&(Ke(e.backdropFilter)||Ke(e.filter))||Hs.test(e.willChange||"")||js.test(e.contain||"")}function Nr(t){let e=Pe(t);for(;_e(e)&&!st(e);){
if(cn(e))return e;if(Ot(e))return null;e=Pe(e)}return null}function un(){return io==null&&(io=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),io}function st(t){return/^(html|body|#document)$/.test(Ue(t))}function pe(t){return ie(t).getComputedStyle(t)}function Et(t){return fe(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Pe(t){if(Ue(t)==="html")return t;let e=t.assignedSlot||t.parentNode||zr(t)&&
t.host||we(t);return zr(e)?e.host:e}function qr(t){let e=Pe(t);return st(e)?(t.ownerDocument||t).body:_e(e)&&Ct(e)?e:qr(e)}function ln(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=qr(t),i=r===((o=t.ownerDocument)==null?void 0:o.body),s=ie(r);if(i){let a=dn(s);return e.concat(s,s.visualViewport||[],Ct(r)?r:[],
a&&n?ln(a):[])}else return e.concat(r,ln(r,[],n))}function dn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Br(t){let e=pe(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=_e(t),i=r?t.offsetWidth:n,s=r?t.offsetHeight:o,a=kt(n)!==i||kt(o)!==s;return a&&
(n=i,o=s),{width:n,height:o,$:a}}function Vr(t){return fe(t)?t:t.contextElement}function lt(t){let e=Vr(t);if(!_e(e))return he(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:i}=Br(e),s=(i?kt(n.width):n.width)/o,a=(i?kt(n.height):n.height)/r;return(!s||!Number.isFinite(s))&&(s=1),(!a||!Number.isFinite(a))&&(a=1),{
x:s,y:a}}var Bs=he(0);function Kr(t){let e=ie(t);return!un()||!e.visualViewport?Bs:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Vs(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===ie(t)}function Tt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),i=Vr(t),s=he(1);e&&(o?fe(
o)&&(s=lt(o)):s=lt(t));let a=Vs(i,n,o)?Kr(i):he(0),c=(r.left+a.x)/s.x,f=(r.top+a.y)/s.y,d=r.width/s.x,p=r.height/s.y;if(i&&o){let h=ie(i),u=fe(o)?ie(o):o,m=h,y=dn(
m);for(;y&&u!==m;){let b=lt(y),w=y.getBoundingClientRect(),v=pe(y),_=w.left+(y.clientLeft+parseFloat(v.paddingLeft))*b.x,O=w.top+(y.clientTop+parseFloat(v.paddingTop))*
b.y;c*=b.x,f*=b.y,d*=b.x,p*=b.y,c+=_,f+=O,m=ie(y),y=dn(m)}}return Ve({width:d,height:p,x:c,y:f})}function fn(t,e){let n=Et(t).scrollLeft;return e?e.left+n:Tt(we(
t)).left+n}function Ur(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-fn(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Ks(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,i=r==="fixed",s=we(o),a=e?Ot(e.floating):!1;if(o===s||a&&i)return n;let c={scrollLeft:0,scrollTop:0},f=he(1),d=he(0),p=_e(o);if((p||
!i)&&((Ue(o)!=="body"||Ct(s))&&(c=Et(o)),p)){let u=Tt(o);f=lt(o),d.x=u.x+o.clientLeft,d.y=u.y+o.clientTop}let h=s&&!p&&!i?Ur(s,c):he(0);return{width:n.width*f.x,
height:n.height*f.y,x:n.x*f.x-c.scrollLeft*f.x+d.x+h.x,y:n.y*f.y-c.scrollTop*f.y+d.y+h.y}}function Us(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Gs(t){let e=Et(t),n=t.ownerDocument.body,o=Le(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=Le(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),i=-e.scrollLeft+fn(t),s=-e.scrollTop;return pe(n).direction==="rtl"&&(i+=Le(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:i,y:s}}var Xs=25;
function Ys(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=ie(t),i=we(t),s=r.visualViewport,a=i.clientWidth,c=i.clientHeight,f=0,d=0;if(s){let h=!un()||
e==="fixed";o?h||(f=-s.offsetLeft,d=-s.offsetTop):(a=s.width,c=s.height,h&&(f=s.offsetLeft,d=s.offsetTop))}if(fn(i)<=0){let h=i.ownerDocument,u=h.body,m=getComputedStyle(
u),y=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,b=Math.abs(i.clientWidth-u.clientWidth-y),w=getComputedStyle(i).scrollbarGutter===
"stable both-edges"?b/2:b;w<=Xs&&(a-=w)}return{width:a,height:c,x:f,y:d}}function Qs(t,e){let n=Tt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,i=lt(
t),s=t.clientWidth*i.x,a=t.clientHeight*i.y,c=r*i.x,f=o*i.y;return{width:s,height:a,x:c,y:f}}function Hr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Ys(t,n,e);else if(e==="document")o=Gs(we(t));else if(fe(e))o=Qs(e,n);else{let r=Kr(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Ve(o)}function Js(t,e){
let n=e.get(t);if(n)return n;let o=ln(t,[],!1).filter(a=>fe(a)&&Ue(a)!=="body"),r=null,i=pe(t).position==="fixed",s=i?Pe(t):t;for(;fe(s)&&!st(s);){let a=pe(s),c=cn(
s),f=r?r.position:i?"fixed":"";!c&&(f==="fixed"||f==="absolute"&&a.position==="static")?o=o.filter(p=>p!==s):r=a,s=Pe(s)}return e.set(t,o),o}function Zs(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,s=[...n==="clippingAncestors"?Ot(e)?[]:Js(e,this._c):[].concat(n),o],a=Hr(e,s[0],r),c=a.top,f=a.right,d=a.bottom,
p=a.left;for(let h=1;h<s.length;h++){let u=Hr(e,s[h],r);c=Le(u.top,c),f=_t(u.right,f),d=_t(u.bottom,d),p=Le(u.left,p)}return{width:f-p,height:d-c,x:p,y:c}}function el(t){
let{width:e,height:n}=Br(t);return{width:e,height:n}}function tl(t,e,n){let o=_e(e),r=we(e),i=n==="fixed",s=Tt(t,!0,i,e),a={scrollLeft:0,scrollTop:0},c=he(0);if((o||
!i)&&((Ue(e)!=="body"||Ct(r))&&(a=Et(e)),o)){let h=Tt(e,!0,i,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=fn(r));let f=r&&!o&&!i?Ur(r,a):he(0),d=s.left+
a.scrollLeft-c.x-f.x,p=s.top+a.scrollTop-c.y-f.y;return{x:d,y:p,width:s.width,height:s.height}}function so(t){return pe(t).position==="static"}function jr(t,e){
if(!_e(t)||pe(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return we(t)===n&&(n=n.ownerDocument.body),n}function Gr(t,e){let n=ie(t);
if(Ot(t))return n;if(!_e(t)){let r=Pe(t);for(;r&&!st(r);){if(fe(r)&&!so(r))return r;r=Pe(r)}return n}let o=jr(t,e);for(;o&&Dr(o)&&so(o);)o=jr(o,e);return o&&st(
o)&&so(o)&&!cn(o)?n:o||Nr(t)||n}var nl=async function(t){let e=this.getOffsetParent||Gr,n=this.getDimensions,o=await n(t.floating);return{reference:tl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function ol(t){return pe(t).direction==="rtl"}var rl={convertOffsetParentRelativeRectToViewportRelativeRect:Ks,
getDocumentElement:we,getClippingRect:Zs,getOffsetParent:Gr,getElementRects:nl,getClientRects:Us,getDimensions:el,getScale:lt,isElement:fe,isRTL:ol};var lo=Fr;var ao=Ir,co=Pr;var uo=(t,e,n)=>{let o=new Map,r=n??{},i={...rl,...r.platform,_c:o};return Lr(t,e,{...r,platform:i})};function pn(t){try{return t.matches(":popover-open")}catch{return!1}}function Xr(t,e,n){if(!n){pn(e)&&e.hidePopover();return}pn(e)||e.showPopover?.(),uo(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[lo(2),co({padding:8}),ao({padding:8})]}).then(({x:o,y:r})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(r)}px`}))}function Yr(){let{view:t}=S(),e=R(null),n=t.hint.value,o=t.open.value;return I(()=>{let r=e.current;if(!(!r||!n)){if(!o){pn(r)&&r.hidePopover();
return}pn(r)||r.showPopover?.(),uo(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[lo(6),co({padding:8}),ao({padding:8})]}).then(({x:i,
y:s})=>Object.assign(r.style,{left:`${Math.round(i)}px`,top:`${Math.round(s)}px`}))}}),I(()=>{let r=new AbortController,{signal:i}=r;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:i,capture:!0}),document.addEventListener("keydown",({key:s})=>s==="Escape"&&t.hide(),{signal:i,capture:!0}),()=>r.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ke({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var il=12;function Qr({entries:t,choose:e}){let n=Y(),o=J(""),r=J(0),i=R(null),s=sl(t,o.value),a=o.value.trim()!=="",c=Math.min(r.value,s.length-1),f=R(null);I(
()=>{i.current&&f.current&&Xr(i.current,f.current,a)});let d=()=>{o.value="",r.value=0},p=u=>{u&&(d(),e(u))},h=u=>{if(u.key==="ArrowDown")r.value=Math.min(c+1,s.
length-1);else if(u.key==="ArrowUp")r.value=Math.max(c-1,0);else if(u.key==="Enter"&&a)p(s[c]);else if(u.key==="Escape"&&a)d();else return;u.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&s.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:i,
onInput:({currentTarget:{value:u}})=>{o.value=u,r.value=0},onKeyDown:h,onBlur:d}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:f,children:[s.map((u,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:y=>{y.preventDefault(),p(u)},children:[
l("b",{children:u.label}),l("span",{class:"ll-quiet",children:` ${u.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:u.help})]},u.name)),
s.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function sl(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=s=>n.every(
a=>s.toLowerCase().includes(a)),r=t.filter(({label:s})=>o(s)),i=t.filter(s=>!r.includes(s)&&o(`${s.label} ${s.name} ${s.group} ${s.help} ${s.sample}`));return[...r,
...i].slice(0,il)}function Zr(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[Y(),Y()],i=R(null),{entry:s}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[f,d]=ll(
n.entries.value,c),p=u=>{t.edit(()=>{e.change({preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&i.current?.focus({preventScroll:!0})};I(()=>{let u=!0;return Q(
()=>{t.view.wanted.value;let m=i.current;!u&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),u=!1})},[t]);let h=[s.help,s.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(E,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":r,value:s.name,onChange:u=>p(u.currentTarget.value),children:[f.map(Jr),d.map(([u,m])=>l("optgroup",{label:u,children:m.map(Jr)},
u))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":s.takes==="corpus"?"Text file":"Question","aria-\
describedby":r,hidden:s.takes==="",placeholder:s.sample,value:e.text,ref:i,onInput:u=>{let{value:m}=u.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(Qr,{entries:[...f,...d.flatMap(([,u])=>u)],choose:({name:u})=>p(u)})]}),l("p",{class:"ll-help",id:r,children:h})]})}function Jr({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function ll(t,e){let n=new Map,o=t.filter(({subject:i})=>e!==null&&i===e);o.length>0&&n.set(`About this ${e}`,o);for(let i of t)o.
includes(i)||n.set(i.group,[...n.get(i.group)??[],i]);let{"":r=[]}=Object.fromEntries(n);return n.delete(""),[r,[...n]]}function ti(){let{store:t}=S(),{draft:e,synced:n}=t,o=Y(),r=R(null),{open:i}=e.state.value,s=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
s).map(c=>`${c.label.toLowerCase()} ${cl(c,s[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":i,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!i})),children:"Options"}),l(ei,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(ei,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!i,children:l(Re,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(al,{})})})]})}function ei({name:t,hidden:e,children:n}){let{store:o}=S(),{draft:r}=o,i=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":i,hidden:e,onClick:()=>o.edit(()=>r.change({panel:i?"":t})),children:n})}function al(){let{store:t}=S(),{draft:e}=t,n=t.synced.selection.
value,o=n?Ne(n):[],r=o.length,i=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:i,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function cl(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(xt(t,e)||t.empty||"none")}function ni(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,i=n&&e?.layers?.length?e.
layers:[n?.layer??0],s=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(E,{children:[e.reads?l(tn,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(tn,{tokens:r,layers:i,positions:s}),l(en,{name:"Writes",where:Jn(e),children:l(ul,{target:e,slots:e.slots??s})})]})})}
function ul({target:t,slots:e}){let{store:n}=S(),o=R(null),r=R(!1);if(I(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(bt,{tokens:t.tokens,marked:e,chip:nn(e,"slot")});let i=c=>{r.current=!0,n.preview.put(c),n.edit(f=>f.set("position",c))},
s=(c,f)=>{let d={ArrowLeft:-1,ArrowRight:1}[c.key];d!==void 0&&(c.preventDefault(),i(Math.max(0,Math.min(t.tokens.length-1,f+d))))},a=(c,f)=>{let d=e.includes(f);
return l("button",{type:"button",class:`ll-token ll-mono${d?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":d,"data-slot":f,tabIndex:d||e.length===0&&f===
0?0:-1,title:`position ${f}`,onClick:()=>i(f),onKeyDown:p=>s(p,f),children:l(ee,{text:c})},f)};return l(bt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,role:"ra\
diogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function oi(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(Zr,{}),l(dl,{}),l(kr,{}),l(ti,{}),l(ni,{}),l(wr,{}),l(pl,{}),l(_r,{})]})}function dl(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[Y(),Y()],
i=e.entry.settings.layer??null,{layer:s}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:s===void 0?"":s===null?"same":String(s),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:i===null?"same as source":`the preset's own: ${i}`}),l(
"option",{value:"same",hidden:i===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var fl=[
"question","layer","position"];function pl(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,r=o!==null&&fl.includes(o.setting),{open:i,panel:s}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?s==="steer":t.isTraining(m)?s==="train":i||t.isSource(m))(o.setting),f=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",u=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:u?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!f,children:f?`${h}${o.message}`:""})}function ri(){let{store:t}=S(),{answers:e,comparisons:n,constants:o,tokens:r}=t.synced,i=t.view.answer.value?.id??"",s=n.value.find(d=>d.answers.includes(i)),a=(s?.
answers??[]).flatMap(d=>e.value.find(p=>p.id===d)??[]),[c]=a,f=d=>`${oe(ce(d))}, ${ue(d,r)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:s&&c&&l(E,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${f(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:hl(s)})]}),l("div",{class:"ll-columns",children:a.
map(d=>l("button",{type:"button","data-id":d.id,"aria-current":d.id===i?"true":void 0,onClick:()=>t.show(d),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:d.question,children:d.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ne(d)}),f(d)!==f(c)&&l("span",{class:"ll-quiet",children:`reads ${f(
d)}`}),l(ml,{name:"confidence",value:Z(d)?d.confidence:null}),je(d,"").map(([p,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:p}),l("span",
{class:"ll-num",children:h})]},p)),l("span",{class:"ll-quiet",children:o.verdicts[d.verdict]})]},d.id))})]})})}function hl({agreeing:t,pairs:e}){return e===1?t===
1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${M(t/e)}`}function ml({name:t,value:e}){return l(E,{children:[l("span",{class:"ll-l\
evel",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":M(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function ii(t){return typeof t=="object"?t.key:t}function si(t,e){let n=t.length;return new Proxy(t,{get(o,r,i){if(typeof r=="string"){let s=r.charCodeAt(0);if(s>=
48&&s<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let f=e[a*2];c=o[a]={index:a,key:c,start:f,size:e[a*2+1],end:f+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,i)}})}function Ge(t,e,n){let o=n.initialDeps??[],r,i=!0;function s(){var a;let f=0,d=t();if(!(d.length!==o.length||d.some((u,m)=>o[m]!==u)))return r;o=d;let h=0;return r=
e(...d),n?.onChange&&!(i&&n.skipInitialOnChange)&&n.onChange(r),i=!1,r}return s.updateDeps=a=>{o=a},s}function fo(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Se=(t,e)=>Math.abs(t-e)<1.01,li=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function ai({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:i,clampedMaxAtWrite:s}){var a;return e&&i===null&&t===r?"spurious":i!==
null&&Math.abs(t-i.target)<1.5?"readBack":i!==null&&!i.smooth&&n!==null&&i.target>n+o+.5&&Math.abs(t-(n+o))<1.5||i!==null&&!i.smooth&&((a=i.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":s!==null&&Math.abs(t-s)<1.5?"clampedEcho":"external"}var gl=t=>t==="smooth"||t==="smoothFinishing";function ci({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!gl(n.phase)&&!Se(e,n.lastTargetOffset)&&
!Se(e,o())&&t!=="clampedEcho"}var po=40;function ui(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<po;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<po;)r--;if(r<0)return!1;let i=t[r],s=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-i.offset)/(o.t-i.t);return s*a>=0&&Math.abs(
s)>=2*Math.abs(a)&&Math.abs(s)-Math.abs(a)>=.8}function di(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<po;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Mt,$t=()=>{if(Mt!==void 0)return Mt;if(typeof navigator>"u")return Mt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Mt=!0;let t=navigator.maxTouchPoints;
return Mt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},ho,vl=()=>ho!==void 0?ho:ho=$t()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),fi=()=>!$t()||vl();var at={capture:!0,passive:!0},hn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:i})=>{var s,a,c;return n&&((s=this._touch)==null?void 0:s.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:i&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,at),n.addEventListener("touchend",r,at),n.addEventListener("touchcanc\
el",r,at),()=>{n.removeEventListener("touchstart",o,at),n.removeEventListener("touchend",r,at),n.removeEventListener("touchcancel",r,at),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let i={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(i.moved,i.awaitingFling);return}this._touch=i.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=i}}get touch(){return this._touch}};var yl=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},bl=t=>t,xl=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,i=new Array(r);for(let s=0;s<
r;s++)i[s]=n+s;return i};var pi={passive:!0};var wl=typeof window>"u"?!0:"onscrollend"in window,_l=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let i=t.options.useScrollendEvent&&
wl,s=0,a=i?null:li(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{s=n(o),a?.(),e(s,p)},f=c(!0),d=c(!1);return o.addEventListener("scroll",f,pi),i&&
o.addEventListener("scrollend",d,pi),()=>{o.removeEventListener("scroll",f),i&&o.removeEventListener("scrollend",d),a?.cancel()}},mi=(t,e)=>_l(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var kl=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),i=n.itemSizeCache.get(r);if(i!==void 0)return i}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Sl=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:i,options:s}=o,a=t+e,c=s.horizontal&&s.isRtl&&i!==null&&"ownerDocument"in i;(r=i?.scrollTo)==null||r.call(i,{[s.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var gi=Sl,hi=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Rt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Al(t,e,n,o){if(e===0)return!1;
let r=o(0),i=new Set,s=0;for(;s<t;){let c=n(s);if(c===r)break;i.add(c),s++}let a=t-s;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(s+c))return!1;for(let c=a;c<
e;c++)if(i.has(o(c)))return!1;return!0}var mn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new hn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&di(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,i=!1,s=new Set,a=()=>{if(n)return n;
let f=this.targetWindow;if(!f||!f.ResizeObserver)return null;let d=o=yl(f);return n=new f.ResizeObserver(p=>{let h=()=>{let u={sync:!1};this._resizeBatch=u;try{
p.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)d.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=f=>{let d=f.target,p=this.indexFromElement(d);if(!d.
isConnected){this.observer.unobserve(d);for(let[h,u]of this.elementsCache)if(u===d){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(d,f,this))};return{disconnect:()=>{var f;(f=a())==null||f.disconnect(),o?.cancel(),s.clear(),i=!1,n=null,o=null},
observe:f=>{let d=a();if(d){if(!r){d.observe(f,{box:"border-box"});return}s.add(f),i||(i=!0,o?.schedule(()=>{i=!1,s.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),s.clear()}))}},unobserve:f=>{var d;s.delete(f),(d=a())==null||d.unobserve(f)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:bl,rangeExtractor:xl,onChange:()=>{},measureElement:kl,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let d in n){let p=n[d];
p!==void 0&&(r[d]=p)}let i=this.options,s=null,a=null,c=!1;if(i!==void 0&&i.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let d=i.count,p=r.
count,h=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=_=>ii(u[_]),y=d>0?m(0):null,b=d>0?m(d-1):null;if(p!==d||d>0&&p>0&&
(r.getItemKey(0)!==y||r.getItemKey(p-1)!==b)){c=!0;let _=d>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;_&&(s=[_.key,this.getScrollOffset()-
_.start]);let O=r.followOnAppend===!0?"auto":r.followOnAppend||null;O&&p>0&&this.isAtEnd(i.scrollEndThreshold)&&(d===0||r.getItemKey(p-1)!==b)&&(p>d||Al(d,p,m,r.
getItemKey))&&(a=O)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let f=null;if(s&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[d,p]=s,h=this.getMeasurements(),{count:u,getItemKey:m}=this.options,y=0;for(;y<u&&m(y)!==d;)y++;if(y<u){let b=h[y];if(b){let w=Math.max(0,b.start+p);!a&&w!==
this.scrollOffset&&(f=w-this.scrollOffset,this.scrollOffset=w)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:f!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:f}:(this._holdOffset+=f,this._followOffsetTarget(f)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=Ge(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(i=>{this.observer.observe(i)}),this.unsubs.push(this.options.observeElementRect(
this,i=>{this.scrollRect=i,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(i,s)=>{var a,c,f,d;let p=s?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=i<0||p!==null&&i>p+1;let u=i;this._lastElementOffset=u,i=this._toLayoutOffset(i);let m=this._classifyScrollEvent(
i,s,p);if(m==="spurious")return;m==="readBack"?i=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&i<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=i:ci({kind:m,offset:i,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(i-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let y=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=s?y===i?this.scrollDirection:y<i?"forward":"backward":null,this.scrollOffset=i,this.isScrolling=s;let w=this.scrollState;
if(w?.phase==="queued"&&m==="external"&&s)if(h||this._reportedOverscroll)w.samples=[];else{let v=this.now();w.samples=[...(w.samples??[]).filter(_=>v-_.t<=200),
{t:v,offset:u}],(b!==null&&this.scrollDirection!==b||ui(w.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:s,ownReadBack:m==="readBack",
moved:i!==y,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((f=this.scrollState)==null?void 0:f.phase)!=="smoothFinishing"})&&
((d=this.scrollState)==null?void 0:d.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
Rt(this.scrollState)&&!Se(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var i;return ai({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((i=this._clampedAdjustment)==null?void 0:i.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=hi(o,n.index!=
null&&Se(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!($t()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Ge(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,i,s,a,c,f)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:i,enabled:s,lanes:a,laneAssignmentMode:c,gap:f}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Ge(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:i,enabled:s,lanes:a,laneAssignmentMode:c,gap:f},d)=>{
var p;let h=this.itemSizeCache;if(!s)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let v=n*2,_=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!_||_.length<v){let x=new Float64Array(v);_&&u>0&&x.set(_.subarray(0,u*2)),_=x}let O=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),k;if(u===0)k=o+r;else{let x=u-1;k=_[x*2]+_[x*2+1]+f}for(let x=u;x<n;x++){let T=i(x);O[x]=T;let W=h.get(
T),z=typeof W=="number"?W:this.options.estimateSize(x);_[x*2]=k,_[x*2+1]=z,k+=z+f}this._singleLaneMeasurements={flat:_,items:O};let g=si(O,_);return this.measurementsCache=
g,g}let m=this.measurementsCache.slice(0,u),y=new Array(a).fill(void 0),b=new Float64Array(a),w=0;for(let v=0;v<u;v++){let _=m[v];_&&(y[_.lane]===void 0&&w++,y[_.
lane]=v,b[_.lane]=_.end)}for(let v=u;v<n;v++){let _=i(v),O=this.laneAssignments.get(v),k,g,x=c==="estimate"||h.has(_);if(O!==void 0&&this.options.lanes>1){k=O;let j=y[k],
N=j!==void 0?m[j]:void 0;g=N?N.end+f:o+r}else if(w===a){let j=0,N=b[0],q=y[0];for(let te=1;te<a;te++){let A=b[te];(A<N||A===N&&y[te]<q)&&(j=te,N=A,q=y[te])}k=j,
g=N+f,x&&this.laneAssignments.set(v,k)}else k=v%this.options.lanes,g=o+r,x&&this.laneAssignments.set(v,k);let T=h.get(_),W=typeof T=="number"?T:this.options.estimateSize(
v),z=g+W;m[v]={index:v,start:g,size:W,end:z,key:_,lane:k},y[k]===void 0&&w++,y[k]=v,b[k]=z}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Ge(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,i,s)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(s-o,0);return this.range=Ol(n,o,Math.min(r,a),i,i===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Ge(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,i,s,a)=>i===null||s===null?[]:n({startIndex:i,endIndex:s,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Rt(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let i=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),s=Math.max(0,r-i),a=Math.min(this.options.count-1,r+i);return n>=s&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((s,a)=>{s.isConnected||
(this.observer.unobserve(s),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),i=this.elementsCache.get(r);i!==n&&(i&&this.observer.unobserve(i),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,i,s;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,f,d=(i=this._singleLaneMeasurements)==null?void 0:i.flat;if(this.options.lanes===1&&
d!=null)f=this.options.getItemKey(n),c=d[n*2],a=d[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;f=u.key,c=u.start,a=u.size}let p=this.itemSizeCache.get(
f)??a,h=o-p;if(h!==0){let u=this.options.anchorTo==="end"&&!Rt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=u?this._getLayoutTotalSize():
0,y=this.getScrollOffset(),w=!this.itemSizeCache.has(f)?c<y:c+p<=y&&this.scrollDirection!=="backward",v=!Rt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:f,start:c,size:a,end:c+a,lane:0},h,this):w);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(f,o),this.itemSizeCacheVersion++;let _=!1;if(this._awaitingCommandReadBack()||(u?_=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):v&&(_=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(s=this._resizeBatch).sync||(s.sync=_);return}
this.notify(_),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=Ge(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let i=[];for(let s=0,a=n.length;s<a;s++){let c=n[s],f=o[c];i.push(r===0?f:{...f,start:f.start-r,end:f.end-r})}return i},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let i=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,s=this.options.lanes===1&&i!=null,a=vi(0,r.length-1,s?c=>i[c*2]:c=>fo(r[c]).start,n);return fo(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let i=o.lowMaxes??
(o.lowMaxes=[]);i[i.length-1]!==r&&i.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let i="document"in o?o.document.scrollingElement:o;if(!i?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:s}=i,a=this.options.horizontal?"overflow-x":"overflow-y",c=s.getPropertyValue(a),
f=s.getPropertyPriority(a),d=()=>this.options.horizontal?i.clientHeight:i.clientWidth,p=d();if(s.setProperty(a,"hidden","important"),d()!==p){s.setProperty(a,c,
f);return}let h={restore:()=>s.getPropertyValue(a)!=="hidden"||s.getPropertyPriority(a)!=="important"?!1:(s.setProperty(a,c,f),!0),done:n};this._momentumStop=h,
r.requestAnimationFrame(()=>r.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let r=o+this._holdOffset;return n>r+.5?{target:n,maxAtWrite:r}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,r=0)=>{if(!this.scrollElement)
return 0;let i=this.getSize(),s=this.getScrollOffset();o==="auto"&&(o=n>=s+i?"end":"start"),o==="center"?n+=(r-i)/2:o==="end"&&(n-=i);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getSize(),i=this.getScrollOffset(),
s=this.getMeasurements()[n];if(!s)return;if(o==="auto")if(s.end>=i+r-this.options.scrollPaddingEnd)o="end";else if(s.start<=i+this.options.scrollPaddingStart)o=
"start";else return[i,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),f=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(f,c),0),o]}let a=o==="end"?s.end+this.options.scrollPaddingEnd:s.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,s.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:r="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),r,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:r="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let i=this.getOffsetForIndex(n,o);if(!i)return;let[
s,a]=i;this._startScroll({index:n,align:a},s,r,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let r=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},r,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let r=this.
getMeasurements(),i;if(r.length===0)i=this.options.paddingStart;else if(this.options.lanes===1){let s=r.length-1,a=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;a!=null?i=a[s*2]+a[s*2+1]:i=((o=r[s])==null?void 0:o.end)??0}else{let s=Array(this.options.lanes).fill(null),a=r.length-1;for(;a>=0&&s.some(c=>c===null);){
let c=r[a];s[c.lane]===null&&(s[c.lane]=c.end),a--}i=Math.max(...s.filter(c=>c!==null))}return Math.max(i-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let r of o)r&&this.itemSizeCache.has(r.key)&&n.push({index:r.
index,key:r.key,start:r.start,size:r.size,end:r.end,lane:r.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:r}={})=>{let i={target:n+(o??0),smooth:r===
"smooth"};return this.pendingWrite=i,this.options.scrollToFn(n-this._holdOffset,{behavior:r,adjustments:o},this),i},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!($t()&&this._iosGesture.dragging())&&n!==null&&!Se(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,i=o!==this.scrollState.lastTargetOffset;if(!i&&Se(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,i){let s=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Rt(this.scrollState)&&a>s;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let i=this._iosGesture.tail();if(r==="absolute"&&i!==null){if(i==="fling"&&fi()){this._stopMomentum(()=>{let s=this.scrollState;
s?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:hi(o,e.index!=null&&Se(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},vi=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,i=n(r);if(i<o)t=r+1;else if(i>o)e=r-1;else return r}return t>0?t-1:0};
function Cl(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,i=t[r*2];if(i<n)o=r+1;else if(i>n)e=r-1;else return r}return o>0?o-1:0}function Ol(t,e,n,o,r){let i=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:i};if(o===1&&r!==null){let f=Cl(r,i,n),d=f,p=n+e;for(;d<i&&r[d*2]+r[d*2+1]<p;)d++;return{startIndex:f,endIndex:d}}
let a=vi(0,i,f=>t[f].start,n),c=a;if(o===1)for(;c<i&&t[c].end<n+e;)c++;else if(o>1){let f=Array(o).fill(0);for(;c<i&&f.some(p=>p<n+e);){let p=t[c];f[p.lane]=p.end,
c++}let d=Array(o).fill(n+e);for(;a>=0&&d.some(p=>p>=n);){let p=t[a];d[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(i,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var ct=24,El=38,bi=16,se=44,mo=18,yi=760;function Tl(t,e,n,o=68,r=168){let i=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,i))*10)/10}function Ml(t,e,n={}){
return new mn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:mi,scrollToFn:gi,...n})}var ut=class{constructor(e,n,o,r,i,s=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=i;this.band=s;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>ct,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return El+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||yi)-se,height:(this.scroller?.clientHeight||mo*ct+this.head)-this.head});return Ml(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(i,s)=>{let a=()=>s(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return Tl(this.scroller?.clientWidth||yi,se,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(i,s)=>Math.max(0,Math.min(s-1,i));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},xi={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var gn=10,yo=112,bo=gn+yo+6,Fe=t=>gn+(1-t)*yo;function xo(t,e){let n=ot(t.controls,e);return n!==null&&ve(t,e)<=n[1]}function wi(t,e=({position:n})=>n??-1){let n=[
...t].sort((r,i)=>e(r)-e(i)),o=[];for(let r of n){let i=o.at(-1),s=i?.at(-1);i&&s&&e(s)===e(r)-1?i.push(r):o.push([r])}return o}function _i({points:t,at:e,option:n,
column:o,width:r,marked:i,constants:s}){let a=u=>go(e(u),o),c=t.filter(Z),f=(u,m)=>u.flatMap(y=>[-o/2,o/2].map(b=>`${a(y)+b},${Fe(m(y))}`)),d=(u,m)=>y=>ot(vo(y,
u),n)?.[m]??0,p=u=>{let m=y=>[...f(u,d("random",1)),...f(u,y).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"ll-band",points:m(
()=>0)}),u.some(y=>vo(y,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(d("random",0))})]})},h=He(c.flatMap(({controls:u})=>u)).map(({kind:u})=>u);
return l("svg",{class:"ll-chart",width:r,height:bo,"aria-hidden":"true",children:[[0,.5,1].map(u=>l("line",{class:"ll-rule",x1:se,x2:r,y1:Fe(u),y2:Fe(u)},u)),i!==
void 0&&l("line",{class:"ll-guide",x1:go(i,o),x2:go(i,o),y1:gn,y2:gn+yo}),[...new Set(["random",...h])].flatMap(u=>wi(c.filter(m=>vo(m,u).length>0),e).map(m=>u===
"random"?p(m):l("polyline",{class:`ll-control ll-${u}`,points:f(m,d(u,1)).join(" ")}))),wi(c,e).map(u=>l("polyline",{class:"ll-own",points:u.map(m=>`${a(m)},${Fe(
ve(m,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!Z(u)).map(u=>l("path",{class:"ll-cross",d:`M${a(u)-4} ${Fe(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>l("circle",{class:`\
ll-dot${ye(u,s)?" ll-hollow":""}${xo(u,n)?" ll-within":""}`,"data-position":e(u),cx:a(u),cy:Fe(ve(u,n)),r:4},u.id))]})}function go(t,e){return se+(t+.5)*e}function vo(t,e){
return t.controls.filter(n=>n.kind===e)}function ki({curve:t,scales:e,heads:n,option:o,column:r}){let{store:i,view:s}=S(),a=R(null),c=J(-1),f=R(!1),d=({position:k,scale:g=1})=>e?e.indexOf(g):k??-1,p=new Map(
t.points.map(k=>[d(k),k])),h=p.has(c.value)?c.value:t.points[0]?d(t.points[0]):-1;I(()=>{f.current&&(f.current=!1,a.current?.querySelector(".ll-tick[tabindex='0\
']")?.focus())});let u=i.synced.selection.value,m=t.points.find(({id:k})=>k===i.view.answer.value?.id),y=e?m&&d(m):u?.position,b=e!==null||u?.layer===t.layer,w=se+
n.length*r,v=k=>{let g=k instanceof Element?k.closest(".ll-tick"):null,x=g&&p.get(Number(g.dataset.position));return x?[g,x]:void 0},_=k=>{if(k.altKey||k.ctrlKey||
k.metaKey)return;let g=[...p.keys()].sort((z,j)=>z-j),x=g.indexOf(h),W={ArrowLeft:x-1,ArrowRight:x+1,Home:0,End:g.length-1}[k.key];W!==void 0&&(k.preventDefault(),
f.current=!0,c.value=g[Math.max(0,Math.min(g.length-1,W))]??h)},O=({target:k})=>{let g=v(k);g&&s.show({anchor:g[0],content:()=>l(Rl,{answer:g[1],option:o})})};return l(
"div",{class:"ll-plane",role:"presentation",ref:a,style:{width:`${w}px`},onKeyDown:_,onClick:({target:k})=>{let g=v(k);g&&(c.value=d(g[1]),i.show(g[1]))},onPointerOver:O,
onFocusIn:O,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(_i,{points:t.points,at:d,option:o,column:r,width:w,marked:y,constants:i.synced.constants}),
l("div",{class:"ll-axis","aria-hidden":"true",children:[1,.5,0].map(k=>l("span",{style:{top:`${Fe(k)}px`},children:k},k))}),n.map((k,g)=>l($l,{head:k,column:g,answer:p.
get(g),stop:g===h,on:b&&g===y,width:r},g))]})}function $l({head:t,column:e,answer:n,stop:o,on:r,width:i}){let{tokens:s}=S().store.synced;return l("button",{type:"\
button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,disabled:!n,tabIndex:o?0:-1,"aria-label":n?Ll(n,s):`Position ${e} ${t}`,style:{left:`${se+e*i}px`,width:`${i}\
px`,paddingTop:`${bo}px`},children:[l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(ee,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n?
ne(n,""):""})]})}function Rl({answer:t,option:e}){let{tokens:n}=S().store.synced,[o,r]=ue(t,n),i=X(t);return l(E,{children:[l("div",{class:"ll-pop-head",children:[
l("span",{children:o}),l("b",{class:"ll-mono",dir:"auto",children:r})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:ne(t)}),!i&&l("div",{class:"ll\
-quiet",children:Ze}),i&&!ae(t)&&l(ke,{name:e||"confidence",value:M(ve(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ke,{name:"calibrated",value:M(
t.calibrated_confidence)}),je(t,e).map(([s,a])=>l(ke,{name:s,value:a},s)),t.option_mass!==null&&l(ke,{name:"option mass",value:M(t.option_mass)})]})}function Ll(t,e){
let n=ue(t,e).join(" ");if(t.confidence===null)return`${n}: ${re}`;let o=je(t,"").map(([r,i])=>`, ${r} ${i}`);return Z(t)?`${n}: ${t.text}, confidence ${M(t.confidence)}${o.
join("")}`:`${n}: ${ne(t)}`}function vn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function dt({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:i=>r(i.currentTarget.value),children:n.
map(([i,s])=>l("option",{value:i,children:s},i))})}function Ai({scroller:t}){let{store:e,view:n}=S(),{curves:o,constants:r,tokens:i}=e.synced,s=e.view.curve.value,a=J(""),c=s?.points[0]?.options.map(({text:u})=>u)??
[],f=c.includes(a.value)?a.value:"",d=s?.vector?s.points.map(({scale:u=1})=>u).sort((u,m)=>u-m):null,p=d?d.map(u=>`× ${u}`):i,h=d?"scales":"positions";return l(
"section",{class:"ll-curve","aria-label":`Confidence across ${h}`,hidden:!s,children:[l("header",{children:[s&&l("span",{class:"ll-title",children:[`${Si(s)}: `,
l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||
p.length} ${h}`})]}),l(dt,{label:"Sweep",least:2,value:s?.id??"",options:o.value.map(u=>[u.id,`${Si(u)}: ${V(u.question)}`]),choose:u=>{e.view.curveId.value=u}}),
l(dt,{label:"What is drawn",least:2,value:f,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{a.value=u}}),s&&l(vn,{keys:Pl(s,f,r)})]}),l("div",
{class:d?"ll-strip ll-free":"ll-strip",ref:t,children:s&&l(ki,{curve:s,scales:d,heads:p,option:f,column:n.columnWidth.value})})]})}function Pl({points:t},e,n){let o=He(
t.find(X)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:r,controls:i})=>({sign:r,text:Zn(r,i.length).toLowerCase()})),
t.some(r=>Z(r)&&xo(r,e))&&{sign:"within",text:"a control supports it as much"},t.some(r=>ye(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(Z)&&{sign:"cr\
oss",text:t.some(ae)?et:`${re}: ${et}`}]}function Si({layer:t,vector:e}){return`Layer ${t}${e?`, ${V(e)}`:""}`}function Ci(){let{store:t}=S(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,r=o.toReversed(),i=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:r.map((s,a)=>l(E,{children:[s.question!==r[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:V(s.question),children:s.question}),l("li",{children:l("button",{type:"button","dat\
a-id":s.id,"aria-current":s.id===i?"true":void 0,title:`L${oe(ce(s)).slice(1)}: ${ue(s,n).map(V).join(" ")}
${V(s.question)}
${V(ne(s))}
${e.verdicts[s.verdict]}`,onClick:()=>t.show(s),children:[l("span",{class:"ll-quiet ll-num",children:`L${ce(s).join("+")}`}),l("span",{class:"ll-mono ll-cut ll-\
quiet",dir:"auto",children:ue(s,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:ne(s)}),l("span",{class:"ll-bar",style:{"--p":String(Z(s)?s.confidence:
0)}}),l("span",{class:"ll-num",children:Z(s)?M(s.confidence):""})]})})]},s.id))})]})}function Oi(t,[e,n],o){let{option:r,over:i,found:s,here:a,constants:c}=o,f=t!==void 0&&!X(t),d=r===""&&t?.excess===null&&i,p=t&&!d?Me(t,r):0,h=t?ne(t,""):"",u=f?
re:t?`${ne(t)}, ${Fl(t,r)}`:"not asked yet";return{text:h,share:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==void 0&&a?.id===
t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!f&&!d&&p<=0&&r==="","ll-not-finite":f,"ll-low":t!==void 0&&ye(t,c),"ll-same":e===n,"ll-best":t!==void 0&&
t===s?.answer}}}function Fl(t,e){return e!==""?`P(${e}) ${M(Me(t,e))}`:t.excess===null?`confidence ${M(Me(t,""))}`:`excess ${be(t.excess)}`}function Ei({cell:[t,
e],answer:n,option:o}){return l(E,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),!n&&l("div",{class:"ll-qu\
iet",children:"Not asked yet."}),n&&!X(n)&&l("div",{class:"ll-quiet",children:Ze}),n&&X(n)&&l(E,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:ne(
n)}),(o!==""||!ae(n))&&l(ke,{name:o||"confidence",value:M(ve(n,o))}),je(n,o).map(([r,i])=>l(ke,{name:r,value:i},r)),n.excess!==null&&l(ke,{name:"excess",value:be(
n.excess)})]})]})}function Ti({text:t,share:e,label:n,selected:o,classes:r,data:i,column:s,left:a,stop:c}){let f=Object.keys(r).filter(d=>r[d]);return l("div",{...i,class:["ll-ce\
ll ll-mono",...f].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":s+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(ee,{text:t})})}function yn(t){let{grid:e,names:n,scroller:o,marked:r,bands:i=[]}=t,{view:s}=S(),a=R(null);I(()=>o.current?e.attach(o.current):void 0,[e,o]),e.version.value;let c=e.
width.value,[f,d]=e.cursor.value;I(()=>{e.wantsFocus&&(e.wantsFocus=!1,a.current?.querySelector(".ll-cell[tabindex='0']")?.focus({preventScroll:!0}))});let[p,h,
u,m]=e.seen(),y=new Set([f]);for(let g=p;g<h;g+=1)y.add(g);let b=g=>{let x=new Set(g===f?[d]:[]);if(g>=p&&g<h)for(let T=u;T<m;T+=1)x.add(T);return[...x].sort((T,W)=>T-
W)},w=g=>{let x=g instanceof Element?g.closest(".ll-cell"):null;return x?[Number(x.dataset[n[0]]),Number(x.dataset[n[1]])]:void 0},v=({target:g})=>{let x=w(g),T=g.
closest(".ll-cell");x&&T&&s.show({anchor:T,content:()=>t.hint(x)})},_=g=>{if(g.altKey)return;if(g.ctrlKey||g.metaKey){if(g.key!==" "||!t.add)return;t.add(e.cursor.
peek()),g.preventDefault();return}let x=e.cursor.peek(),T=xi[g.key];if(T){e.move(T(x,e),!0);let W=e.cursor.peek();g.shiftKey&&W[0]===x[0]&&t.extend?.(W)}else if(g.
key===" "||g.key==="Enter")t.choose(x,!1),g.key==="Enter"&&t.enter?.();else return;g.preventDefault()},O=g=>r?.spans.some(([x,T])=>x<=g&&g<T)??!1,k=[];for(let g=u;g<
m;g+=1)k.push(g);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.
head+Math.min(e.rowCount,mo)*ct+14}px`,"--w":`${c}px`,"--head":`${e.head}px`},onScroll:()=>s.hide(),children:l("div",{class:"ll-canvas",role:"presentation",ref:a,
style:{width:`${se+e.columnCount*c}px`,height:`${e.head+e.rowCount*ct}px`},onClick:g=>{let x=w(g.target);x&&(e.move(x,!0),t.add&&(g.ctrlKey||g.metaKey)?t.add(x):
t.choose(x,g.shiftKey))},onKeyDown:_,onPointerDown:g=>{let x=w(g.target);x&&t.press?.(x,g)},onPointerOver:g=>{v(g);let x=w(g.target);x&&t.over?.(x,g)},onFocusIn:v,
onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[l("div",{class:"ll-corner",role:"co\
lumnheader",children:t.corner}),i.map(({role:g,start:x,stop:T})=>l("div",{class:"ll-band-name","data-role":g,"aria-hidden":"true",style:{left:`${se+x*c}px`,width:`${(T-
x)*c-1}px`},children:l("span",{children:g})},x)),k.map(g=>l("div",{class:`ll-head${O(g)?" ll-on":""}`,role:"columnheader","aria-colindex":g+2,title:t.headTitle(
g),style:{left:`${se+g*c}px`},children:t.head(g)},g))]}),[...y].sort((g,x)=>x-g).map(g=>l("div",{class:`ll-row${r?.rows.includes(g)?" ll-on":""}`,role:"row","ar\
ia-rowindex":e.rowCount-g+1,style:{top:`${e.head+(e.rowCount-1-g)*ct}px`},children:[l("div",{class:"ll-side",role:"rowheader",children:g}),b(g).map(x=>l(Ti,{...t.
look(g,x),data:{[`data-${n[0]}`]:g,[`data-${n[1]}`]:x},column:x,left:se+x*c,stop:g===f&&x===d},x))]},g))]})})}function Mi(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Il,{map:t})})}
function Il({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:r,tokens:i,constants:s}=e.synced,a=J(""),c=R(null),f=t.points.find(X)??t.points[0],d=f?.
options.map(({text:g})=>g)??[],p=d.includes(a.value)?a.value:"",h=f?.excess===null?"confidence":"excess",u=Yt(t.points),m=Qt(t.points,p,s),y=new Map(t.points.map(
g=>[`${g.layer}:${g.target_layer}`,g])),b=(g,x)=>y.get(`${g}:${x}`),w=e.view.answer.value,v=w&&b(w.layer,w.target_layer)?.id===w.id?w:null,_=R(!1);_.current=v!==
null;let O=le(()=>new ut(o,r,[46,168],[0,0],()=>_.current),[]),k=o*r;return l(E,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:i[t.position]}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.question}),
!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${k} cells`})]}),l(dt,{label:"Grid",least:2,value:t.id,options:n.value.map(({id:g,position:x,
question:T})=>[g,`position ${x}: ${V(T)}`]),choose:g=>{e.view.heatMapId.value=g}}),l(dt,{label:"What the cells show",least:2,value:p,options:[["",h],...d.map(g=>[
g,`P(${V(g)})`])],choose:g=>{a.value=g}})]}),l("div",{class:"ll-under",children:[l(zl,{found:m,option:p,choose:g=>{e.show(g),O.move([g.layer,g.target_layer],!0)}}),
l(vn,{keys:Wl(t.points,p,m,s)})]}),l(yn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:g=>l(E,{children:[l(
"small",{children:g===0?"written":""}),l("span",{children:g})]}),headTitle:g=>`written at layer ${g}`,look:(g,x)=>Oi(b(g,x),[g,x],{option:p,over:u,found:m,here:v,
constants:s}),marked:v&&{rows:[v.layer],spans:[[v.target_layer,v.target_layer+1]]},choose:([g,x])=>{let T=b(g,x);T&&e.show(T)},hint:([g,x])=>l(Ei,{cell:[g,x],answer:b(
g,x),option:p})})]})}function zl({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,i=e===""&&o.excess!==null?be(o.excess):M(Me(o,e));return l(
"button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best\
 of ${r}: layer ${o.layer} into ${o.target_layer}, ${i} `,l("span",{class:"ll-mono",dir:"auto",children:o.text.trim()}),Un(o)!==""&&l("span",{class:"ll-doubt",children:`\
 ${Un(o)}`})]})}function Wl(t,e,n,o){let r=e===""&&Yt(t);return[{sign:"shade",text:r?"excess, 0 to 1":"0 to 1"},r&&{sign:"under",text:"a control supports it as \
much"},t.some(i=>ye(i,o))&&{sign:"low",text:"low option mass"},!t.every(X)&&{sign:"not-finite",text:`${re}: no answer`},{sign:"same",text:"same layer"},n!==null&&
{sign:"best",text:`best of ${n.of}`}]}function $i({title:t,token:e,notes:n,reading:o}){let r=o?.probs[0]===null;return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l(
"b",{class:"ll-mono",dir:"auto",children:e})]}),n.map((i,s)=>l("div",{class:"ll-quiet",children:i},s)),!o&&l("div",{class:"ll-quiet",children:"The lens has not \
been read here yet."}),r&&l("div",{class:"ll-quiet",children:Ze}),!r&&o?.tokens.map((i,s)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono ll-cut",
dir:"auto",children:l(ee,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[s]??0)}}),l("span",{class:"ll-num",children:M(o.probs[s]??0)})]},s))]})}function Ri({scroller:t}){let{store:e,view:n}=S(),{synced:o,lens:r}=e,{tokens:i,layers:s,quiet:a,roles:c,splitCharacters:f,selection:d}=o,p=R(null),h=R(null),u=J(
null),m=le(()=>{let{layer:A,position:C}=d.peek()??{layer:s-1,position:i.length-1};return new ut(s,i.length,[68,168],[A,C],()=>d.peek()!==null,c.length>0?bi:0)},
[]),y=le(()=>Te(()=>new Set(o.answers.value.filter(({vector:A})=>!A).flatMap(({sites:A,layer:C,position:P})=>A.length>0?A:[[C,P]]).map(A=>A.join(":")))),[]);I(()=>{
let A=new AbortController,C=P=>{let F=u.peek();if(u.value=null,!F)return;let U=P.ctrlKey||P.metaKey?d.peek():null,de=[F[1],F[2]+1];o.selectAll([...U?.layers??[],
F[0]],[...U?.spans??[],de])};return document.addEventListener("pointerup",C,{signal:A.signal}),()=>A.abort()},[]),I(()=>{let A=!0;return Q(()=>{let C=d.value;if(A||
!C){A=!1;return}let{layer:P,position:F,start:U,layers:de}=C,[Ie,me]=m.cursor.peek();U===F&&(h.current=[P,F]),!(de.includes(Ie)&&Ne(C).includes(me))&&m.move([P,F],
p.current?.contains(document.activeElement)??!1)})},[]);let[b,w,v,_]=m.seen();m.version.value;let O=m.width.value,k=r.error;I(()=>{o.frozen||r.look(e.link,b,w,v,
_)},[b,w,v,_,k]),I(()=>{n.columnWidth.value=O},[O]);let g=d.value,x=u.value,T=x?$e([x[0]],[[x[1],x[2]+1]]):g,W=A=>f.filter(({last:C})=>C===A).map(({text:C})=>C),
z=A=>{let C=Qn(c,A);return`${A}: ${V(i[A]??"")}${C?`, ${C}`:""}`},j=A=>[...f.filter(({first:C,last:P})=>C<=A&&A<=P).map(({text:C})=>l(E,{children:["a part of ",
l("bdi",{children:C})]})),...c.length>0?[Qn(c,A)??"written by the chat template"]:[]],N=(A,C)=>{let P=r.at(A,C),F=P?.probs[0]===null,U=F?re:P?.tokens[0],de=P?.probs[0]??
0,Ie=F?re:P?`lens reads ${U}, probability ${M(de)}`:"not read yet",me=T?.layers.includes(A)?T.spans.find(([Ki,Ui])=>Ki<=C&&C<Ui):void 0,Pt=me!==void 0;return{text:U??
"",share:de,label:`Layer ${A}, position ${C} ${i[C]}: ${Ie}`,selected:Pt,classes:{"ll-among":Pt&&me[1]-me[0]>1,"ll-first":Pt&&C===me[0],"ll-last":Pt&&C===me[1]-
1,"ll-empty":!P,"ll-not-finite":F,"ll-dim":a.has(C),"ll-answered":y.value.has(`${A}:${C}`)}}},q=([A,C])=>{h.current??=g?[g.layer,g.position]:[A,C];let[,P]=h.current;
o.select(A,Math.max(P,C),Math.min(P,C))},te=([A,C])=>{let[P,F]=g?[g.layers,g.spans]:[[],[]],U=F.some(([Ie,me])=>Ie<=C&&C<me),de=P.filter(Ie=>Ie!==A);U&&P.includes(
A)&&de.length>0?o.selectAll(de,F):o.selectAll([...P,A],[...F,[C,C+1]])};return l("div",{class:"ll-grid",ref:p,children:[l(yn,{grid:m,scroller:t,label:"Lens: lay\
ers by tokens",corner:"layer",bands:c,names:["layer","position"],head:A=>l(E,{children:[l("small",{children:A}),l("span",{class:"ll-mono ll-cut",dir:W(A).length>
0?"ltr":"auto",children:[l(ee,{text:i[A]??""}),W(A).map(C=>l("bdi",{class:"ll-spelled",children:C},C))]})]}),headTitle:z,look:N,marked:T&&{rows:T.layers,spans:T.
spans},choose:(A,C)=>{if(C)return q(A);h.current=A,o.select(...A)},add:te,enter:()=>e.ask(),extend:q,hint:([A,C])=>l($i,{title:`Layer ${A}, position ${C}`,token:i[C]??
"",notes:j(C),reading:r.at(A,C)}),press:(A,C)=>{C.button===0&&C.pointerType!=="touch"&&!C.shiftKey&&(h.current=A)},over:([,A],C)=>{if(!h.current||(C.buttons&1)===
0)return;let[P,F]=h.current;!u.peek()&&A===F||(u.value=[P,Math.min(F,A),Math.max(F,A)])}}),l("div",{class:"ll-note",role:"status",children:k!==void 0&&l(E,{children:[
l("span",{class:"ll-error",children:`The lens could not be read: ${k} `}),l("button",{type:"button",class:"ll-link",onClick:()=>r.retry(),children:"Try again"})]})})]})}var bn=class{answer;wanted=$(0);arrived=$(0);curveId;heatMapId;steeredId=$("");steered;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,steered:r}){this.
answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.id??""),this.curve=wo(n,this.curveId),this.heatMap=wo(
o,this.heatMapId),this.steered=wo(r,this.steeredId)}};function wo(t,e){return Te(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var xn=class{hint=$(
null);open=$(!1);columnWidth=$(80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(
()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var Xe={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},Ae={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function Li(t){try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var Pi=[
"dead","terminating","restarting","autorestarting"],wn=class{constructor(e,n,o){this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$(
"here");waiting=new Map;page=Math.random().toString(36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)
return!1;try{this.model.send(e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?Xe.ping:Xe.queued),!0}tell(e){return this.told+=
1,this.send({...e,from:this.page,n:this.told})}receive(e){this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("h\
ere")}ping(){this.send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=Xe.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{
this.found.peek()!=="gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=Li(this.model);e!==void 0&&Pi.includes(e)&&this.become("gone"),!(Date.now()-this.
heard<Xe.heartbeat||this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=Li(this.model),
o=n!==void 0&&Pi.includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),this.watch(e,Xe.ping))}settle(e){clearTimeout(
this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.onState(e)))}forget(){
clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var _n=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=rt(),r=[...this.work.peek()].filter(([,{state:s}])=>s!==
"failed"),i={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,i]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,Ae.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:i,total:s},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target")return;let{began:c,first:f}=this.get(e)??{};this.put({id:e,what:n,args:o,says:"",
message:"",state:r,ahead:a,done:i,total:s,began:c,first:f})}progress(e,n,o,r=""){let i=this.get(e),s=i?.began??Date.now(),a=i?.first??(o>0?n:void 0);this.change(
e,{state:"running",done:n,total:o,says:r,began:s,first:a})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function Fi({began:t,first:e=0,done:n,total:o},r=Date.now()){if(!(t===void 0||o===0||n<=e))
return(r-t)/1e3/(n-e)*(o-n)}function Ii(){let{store:t}=S(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(Nl,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":Ae.gone})})]})}var Dl=["fit","steer","train"];function Nl({work:t}){let{store:e}=S(),{done:n,
total:o,state:r}=t,i=r==="failed",s=o>0,a=Fi(t);return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:i?"ll-message ll-error":"ll-message",role:i?
"alert":void 0,children:ql(e,t)}),r==="running"&&l("span",{class:s?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progres\
s","aria-valuemin":0,"aria-valuemax":s?o:void 0,"aria-valuenow":s?n:void 0,style:{"--p":String(s?n/o:1)}}),r==="running"&&s&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",children:`${on(a)} left`}),r==="running"&&t.says!==""&&Dl.includes(t.what)&&l("sp\
an",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:i?"Dismiss":"Cancel"})]})}
function ql(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="busy")return Ae.busy;let n=Hl(t,e);return e.state==="queued"&&
e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function Hl({synced:t},{what:e,args:n}){let{layer:o,position:r,question:i}=n;switch(e){case"fit":return`Fit\
ting: ${t.entries.value.find(({name:s})=>s===i?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"scales":return`Sweeping the scales of ${it(n)}`;case"\
layers":return`Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${i?.text} shall be answered with ${n.steer?.steer_wish}`;case"\
train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"noise":return"Compar\
ing the answer with noise";case"verify":return"Running the answer again by itself";case"readers":return`Asking several readers about ${it(n)}`;default:return`As\
king ${it(n)}`}}function Wi(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,i=R(null),s=R(r);I(()=>{r&&!s.current&&i.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),s.current=r},[r]);let{label:a,steers:c}=e.entry,f=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:i,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:d=>{d.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(E,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:f||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Re,{groups:[o.steer],beside:({name:d})=>d==="steer_wish"&&l(jl,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(Bl,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(Vl,{})]})}function jl(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function Bl(){let{store:t}=S(),{steering:e,preview:n}=t,o=Y(),r=n.problem.value,i=s=>t.edit(
a=>a.set("steer_strength",Number(s)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:s})=>i(s.value),
onChange:({currentTarget:s})=>{i(s.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function Vl(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let i=o.at(r),s=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(tt,{code:i?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),s.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:s.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${Kl[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:Ul(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(zi,{name:"As it is",said:r.before,steered:r}),l(zi,{name:`Steered, strength ${o.strength}`,said:i,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var Kl={vectors:"vectors",lora:"a LoRA"};function Ul({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:i,losses:s,sites:a}){let[c=0,f=0]=s,d=[...new Set(a.map(([u])=>u))],{spans:p}=$e([],a.map(([,u])=>[u,u+1])),h=i?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${oe(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${f.toPrecision(2)} after step ${r}. Reads ${oe(d)}, ${qe(p)}.`}function zi({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:M(e.confidence)})]})]})}var Gl={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Di=(t,e)=>JSON.stringify(t)===JSON.stringify(e),kn=class{constructor(e,n={},o={},r={},i={}){
this.entries=e;this.sources=o;this.steering=r;this.training=i;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Gl}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...r}=this.state.peek().settings,
i=n===void 0||Di(n,this.own[e]);this.change({settings:i?r:{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){
return this.differing(this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Di(o,e[n]??null)))}get comparable(){
let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(
e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){
return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.settings),source:this.vector?
this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,r=this.textOf(e).trim();return n===""?{text:r}:o===""?{preset:n}:{preset:n,text:r}}};var Sn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:i}=e.asking(),s=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:i,layer:s}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var An=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r}){this.layers=e;this.positions=n;this.high=o,this.wide=r}layers;positions;readings=new Map;asked=new Map;failed=new Map;version=$(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let n=0;
for(let o of e.layers)for(let r=e.start;r<e.stop;r+=1){let i=n*e.k;this.readings.set(o*this.positions+r,{tokens:e.index.slice(i,i+e.k).map(s=>e.words[s]??""),probs:e.
probs.slice(i,i+e.k)}),n+=1}this.changed()}look(e,n,o,r,i){for(let s of this.strayed(n,o,r,i))e.send({kind:"cancel",id:s});for(let[s,a]of this.missing(n,o,r,i)){
let c=rt();this.began(s,c),e.send({kind:"query",id:c,what:"lens",args:a},!0)||this.ended(c,Ae.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){
let i=new Map;for(let s=Math.floor(e/this.high)*this.high;s<n;s+=this.high)for(let a=Math.floor(o/this.wide)*this.wide;a<r;a+=this.wide){let c=`${s}:${a}`;if(this.
asked.has(c)||this.failed.has(c))continue;let f=[];for(let p=s;p<Math.min(s+this.high,this.layers);p+=1)f.push(p);let d=Math.min(a+this.wide,this.positions);this.
covered(f,a,d)||i.set(c,{layers:f,start:a,stop:d})}return i}strayed(e,n,o,r){return[...this.asked].filter(([i])=>{let[s=0,a=0]=i.split(":").map(Number);return s>=
n||s+this.high<=e||a>=r||a+this.wide<=o}).map(([,i])=>i)}began(e,n){this.asked.set(e,n)}ended(e,n){for(let[o,r]of this.asked)r===e&&(this.asked.delete(o),n!==void 0&&
this.failed.set(o,n),this.changed())}covered(e,n,o){return e.every(r=>{for(let i=n;i<o;i+=1)if(!this.readings.has(r*this.positions+i))return!1;return!0})}changed(){
this.version.value=this.version.peek()+1}};function _o(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function ko(t,e,n,o){let r=t.peek().find(
s=>s.id===e)??o(),i=new Set(r.points.map(s=>s.id));return _o(t,{...r,points:[...r.points,...n.filter(s=>!i.has(s.id))]})}function Ni(t,e){let{link:n,preview:o,requests:r}=t;G(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let i of e.work)r.adopt(i);break;case"que\
ued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":Jl(t,e);break;case"re\
sult":case"error":case"cancelled":Xl(t,e)}})}function Xl(t,e){let{requests:n,preview:o,lens:r}=t,{id:i}=e,s=e.kind==="error"?e.message||e.type:void 0,a=n.get(i);
r.ended(i,s),a&&s!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,s),n.fail(i,s)):n.drop(i),a&&s===void 0&&Yl(t,a,e.kind==="cancelled"),e.kind==="result"&&
Ql(t,i,a,e.value)}function Yl({pace:t},{what:e,args:n,began:o,first:r=0,done:i,total:s},a){if(o===void 0||!["ask","sweep","scales","layers"].includes(e)||a&&e===
"ask")return;let c=e==="ask"?1:(a?i:s)-r;t.note(e,n,c,(Date.now()-o)/1e3)}function Ql(t,e,n,o){let{synced:r,view:i}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.
what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let s=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...s,o]}else if(n?.
what==="ask"){let s=o;r.answers.value=[...r.answers.peek().filter(a=>a.id!==s.id),s],i.answer.value=s,i.arrived.value+=1}else n?.what==="noise"||n?.what==="veri\
fy"?t.replace(o):n?.what==="readers"?i.arrived.value+=1:n?.what==="sweep"||n?.what==="scales"?_o(r.curves,o)&&(i.curveId.value=e):Zl(o)&&t.lens.add(o)}function Jl({
requests:t,synced:e,view:n},{id:o,answers:r,target:i}){let[s]=r;if(!s)return;let a=t.get(o),c={id:o,question:s.question,total:a?.total??0,complete:!1,points:[],
...i&&{target:i}};a?.what==="layers"?ko(e.heatMaps,o,r,()=>({...c,position:s.position??-1}))&&(n.heatMapId.value=o):ko(e.curves,o,r,()=>({...c,layer:s.layer,...s.
vector!==void 0&&{vector:s.vector}}))&&(n.curveId.value=o)}function Zl(t){return typeof t=="object"&&t!==null&&"words"in t}function qi(t,e,n){let{link:o,synced:r,requests:i,lens:s}=t,a=p=>i.work.peek().has(p),f=[["msg:custom",p=>Ni(t,p)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>ea(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",a),heat_maps:()=>r.replace("heat_maps",a),pages:()=>{for(let p of e.get("pages"))s.add(p)}}).map(([p,h])=>[`change:${p}`,
h]),...["selection","draft","source","pages"].map(p=>[`change:${p}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[p,h]of f)e.on(p,h);let d=setInterval(
()=>{(i.work.peek().size>0||document.visibilityState!=="hidden")&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(d);for(let[p,h]of f)e.off(p,h)}),
o.ping(),o.route(Xe.subshell)}function ea({synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,i=n.at(-1)??null;G(()=>{o.value=n,(i?.id!==r||!n.some(({id:s})=>s===
e.answer.peek()?.id))&&(e.answer.value=i)})}var ta=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],Cn=class{known=new Map;version=$(0);note(e,n,o,r){if(!(o<1||!(r>0))){
for(let i of[this.key(e,n),Hi(e)])this.known.set(i,r/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(r=>this.known.has(r));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:r={}}){let i=ta.
map(s=>r[s]??null);return JSON.stringify([Hi(e),n?.preset??"",o.length>0,i])}};function Hi(t){return t==="ask"?"ask":"sweep"}var na=250,On=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},na))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){G(()=>{this.target.value=e,this.problem.value=n})}};var En=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;G(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),i=o?.asked?.text===e.text.trim()?o.options.map(({text:s})=>s.trim()):[];return[...new Set([...e.asking().options,...i])].
filter(s=>s!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:i,args:s,state:a})=>i==="strength"&&a!=="failed"&&s.steering===
o.id&&s.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();G(()=>{n.steered.value=r.some(({id:i})=>i===e.id)?r.map(i=>i.id===e.id?e:i):[...r,e],o.steeredId.value=e.id})}};var oa=400,Lt=class{link;synced;requests;view;lens;draft;preview;fits;steering;pace=new Cn;resting;constructor(e,n){this.link=new wn(e,p=>{p==="gone"&&this.requests.
failAll(Ae.gone)},n),this.requests=new _n(this.link),this.synced=new Jt(e,this.link),this.view=new bn(this.synced);let{layers:o,tokens:r,constants:i,entries:s,source:a,
steer:c,train:f}=this.synced;this.lens=new An(o,r.length,i);for(let p of e.get("pages")??[])this.lens.add(p);if(this.draft=new kn(s,e.get("draft")??{},a.peek()?.
settings,c?.settings,f?.settings),this.fits=new Sn(this),this.steering=new En(this),this.preview=new On(p=>{let h=rt();return this.link.send({kind:"query",id:h,
what:"target",args:p})?h:void 0},n),this.synced.frozen)return;qi(this,e,n);let d=Q(()=>this.lookAhead());n?.addEventListener("abort",()=>{d(),clearTimeout(this.
resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:i}=e.asking();n.want(e.ready?{question:o,settings:r,source:i,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:i,spans:s}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...i.length>1&&{layers:i},...s.length>1&&{spans:s}}}edit(e){G(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),oa)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.
draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,
o=this.asking(),r=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:i,start:s,position:a}=r,c=s<a?{start:s,stop:a+1}:{start:null,
stop:null};n.begin("sweep",{layer:i,...c,...e.asking()})}}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.
position,...this.draft.asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){let n=s=>s.map(a=>a.id===e.id?e:a),{answers:o,curves:r,heatMaps:i}=this.
synced;G(()=>{o.value=n(o.peek()),r.value=r.peek().map(s=>({...s,points:n(s.points)})),i.value=i.peek().map(s=>({...s,points:n(s.points)})),this.view.answer.peek()?.
id===e.id&&(this.view.answer.value=e)})}show(e){G(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(ce(e),Xn(e))})}targetOf(e){if(e.target)
return e.target;let o=[...this.synced.curves.value,...this.synced.heatMaps.value].find(({id:r})=>e.id.startsWith(`${r}:`));return o?.target&&{...o.target,layer:e.
target_layer}}};var ji="latentlens-closed-tip";function Bi(){let{tip:t,frozen:e}=S().store.synced,[n,o]=jt(ra);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(ji,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((i,s)=>s%2?l("code",{class:"ll-mono",children:i},s):
i)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function ra(){try{return localStorage.getItem(ji)}catch{
return null}}function Vi(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,r=o.train,i=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!i,children:[i&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:s=>{s.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Re,{groups:[r],beside:({name:s})=>s==="train_recipe"&&l(ia,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),i&&o.trained.value.toReversed().map(s=>l(sa,{training:s},
s.id))]})}function ia(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function sa({training:t}){let{store:e}=S(),{name:n,out:o,preset:r,cancelled:i,
said:s,rows:a,runs:c,code:f}=t,[d,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(tt,{code:f,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),i?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:s}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(E,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${d} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(la,{run:h},h.kind))})]})]})]})}
function la({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function aa({open:t}){let e=le(t,[t]),{synced:n}=e,o=le(()=>({store:e,view:new xn}),[e]),r=R(null),i=R(null);I(()=>()=>o.view.end(),[o]),I(()=>r.current&&i.current?
ca(r.current,i.current,e):void 0,[e]);let s=n.tokens.length;return l(Kn.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${s} ${s===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(Bi,{}),l(Ri,{scroller:r}),!n.frozen&&l(oi,{}),l(Ii,{}),l("div",{class:"ll-result",children:[l("div",{class:"ll-reply",children:[l(mr,{}),
l(ri,{})]}),l(Ci,{})]}),!n.frozen&&l(Wi,{}),!n.frozen&&l(Vi,{}),l(Ai,{scroller:i}),l(Mi,{}),l(Yr,{}),l(ua,{name:n.key})]})}function ca(t,e,{view:n}){let o=new AbortController,
r=(s,a)=>()=>{!n.curve.peek()?.vector&&a.scrollLeft!==s.scrollLeft&&(a.scrollLeft=s.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,passive:!0}),
e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let i=Q(()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{i(),o.abort()}}function ua({name:t}){
return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var So=class extends Oe{state={error:void 0};static getDerivedStateFromError(e){
return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",
children:`The Explorer could not be drawn: ${e}`})}},Jh=()=>{let t;return{initialize({model:e,signal:n}){try{t=new Lt(e,n)}catch{}},render({model:e,el:n,signal:o}){
let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener("keydown",s=>{!s.ctrlKey&&!s.metaKey&&
s.stopPropagation()},{signal:o}),n.append(r),Dn(l(So,{children:l(aa,{open:()=>(t??=new Lt(e,o),t)})}),r),o.addEventListener("abort",()=>Dn(null,r))}}};export{Jh as default};
