var j,bs,vo,ze,ho,mn,ys,fn,xs,bo,mo,ws,It=Symbol.for("pv"),gn={},vn=[],_l=/^m(i|n|o|s|text|space)$/,yo=Array.isArray,xo=vn.slice,Xe=Object.assign;function Je(t){
t&&t.parentNode&&t.remove()}function ks(t,e,n){var o,s,r,i={},a=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?s=e[r]:i[r]=e[r];return a>
2&&(i.children=a>3?xo.call(arguments,2):n),Lt(t,i,o,s,null)}function Lt(t,e,n,o,s){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:It,__v:s||++bs,__i:-1,__u:0};return!s&&j.vnode&&j.
vnode(r),r}function C(t){return t.children}function Fe(t,e){this.props=t,this.context=e,this.__g=0}function qe(t,e){if(e==null)return t.__&&qe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:qe(t)}function Sl(t){var e,n=t.__v,o=n.__e,s=[],r=[],i=t.__P;
i&&((e=Xe({constructor:It},n)).__v=n.__v+1,j.vnode&&j.vnode(e),wo(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,s,o||qe(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,Ms(s,e,r),n.__=n.__e=null,e.__e!=o&&_s(e))}function _s(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
_s(t)}function go(t){(8&t.__g||(t.__g|=8,ze.push(t),mn++))&&ho==j.debounceRendering||((ho=j.debounceRendering)||queueMicrotask)(Ss)}function Ss(){try{for(var t,
e=1;ze.length;)ze.length>e&&ze.sort(ys),t=ze.shift(),e=ze.length,8&t.__g&&Sl(t)}finally{(mn=ze.length)&&(ho||queueMicrotask)(Ss)}}function As(t,e,n,o,s,r,i,a,c,u,p){
var f,h,d,m,g,b,v=o.__k||vn,x=e.length;for(c=Al(n,e,v,c,x),f=0;f<x;f++)(d=n.__k[f])!=null&&(h=~d.__i&&v[d.__i]||gn,d.__i=f,b=wo(t,d,h,s,r,i,a,c,u,p),m=d.__e,(h.
ref!=d.ref||8&h.__u)&&(h.ref&&ko(h.ref,null,d,h),d.ref&&p.push(d.ref,d.__c||m,d)),g=g||m,4&d.__u?(c=Cs(d,c,t,!h.__v),h.__e&&(h.__e=null)):typeof d.type=="functi\
on"&&b!==void 0?c=b:m&&(c=m.nextSibling),d.__u&=-21);return n.__e=g,c}function Al(t,e,n,o,s){var r,i,a,c,u,p,f,h,d,m=n.length,g=m,b=0,v=0,x=t.__k=Array(s);for(r=
0;r<s;r++)(i=e[r])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=x[r]=Lt(null,i):yo(i)?i=x[r]=Lt(C,{children:i}):
i.constructor===It&&i.__b?i=x[r]=Lt(i.type,i.props,i.key,i.ref,i.__v):x[r]=i,c=r+b,i.__=t,i.__b=t.__b+1,a=null,~(u=i.__i=Cl(i,n,c,g))&&(g--,(a=n[u])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,u==c-1?b--:u==c+1?b++:u!=c&&(u>c?b--:b++,v=1)):(~u||(s>m?b--:s<m&&b++),typeof i.type!="function"&&(i.__u|=4))):x[r]=null;if(v){for(p=[],f=[],
r=0;r<s;r++)if((i=x[r])&&16&i.__u){for(b=0,h=p.length;b<h;)p[d=b+h>>1]<i.__i?b=d+1:h=d;p[b]=i.__i,f[r]=b+1}for(b=p.length;r--;)f[r]&&(f[r]==b?b--:x[r].__u|=4)}if(g)
for(r=0;r<m;r++)!(a=n[r])||2&a.__u||(a.__e==o&&(o=qe(a)),_o(a,a));return o}function Cs(t,e,n,o){var s,r,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(s=t.__k)for(r=0;r<s.length;r++)s[r]&&(s[r].__=t,e=Cs(s[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=qe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Cl(t,e,n,o){var s,r=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&r==null||c&&r==a.key&&i==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=
e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s;for(s=n+1;s<e.length;s++)if((a=e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s}return-1}function vs(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function pn(t,e,n,o,s){var r,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||vs(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||vs(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=mo[e]||(mo[e]=Ol(e)),(t.__a||(t.__a={}))[e]=bo,r=e!=(e=e.replace(xs,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,r):t.removeEventListener(e,i,r));else{if(s=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Ol(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[fn]==null)e[fn]=bo++;else if(e[fn]<this.__a[t])return;return n(j.event?j.event(e):e)}}}function wo(t,e,n,o,s,r,i,a,c,u){
var p,f,h,d,m,g,b,v,x,w,M,L,S,O,D,X,q,K,N=e.type;if(e.constructor!==It)return null;128&n.__u&&(c=32&n.__u,p=n.__c.__z)&&(e.__u|=c,f=r=[],p.nodeType==8?a=hn(p,r):
r.push(p),a=r[0]||a),(p=j.__b)&&p(e);e:if(typeof N=="function"){h=i.length;try{if(v=e.props,x=(p=N.prototype)&&p.render,w=(p=N.contextType)&&o[p.__c],M=p?w?w.props.
value:p.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(x?e.__c=d=new N(v,M):(e.__c=d=new Fe(v,M),d.constructor=N,d.render=Tl),w&&w.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),x&&(d.__s||(d.__s=d.state),N.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Xe({},d.__s)),Xe(d.__s,N.getDerivedStateFromProps(
v,d.__s)))),m=d.props,g=d.state,d.__v=e,n.__c){if(v!==m&&x&&!N.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(v,M),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(v,d.__s,M)===!1){e.__v!=n.__v&&(d.props=v,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(U){U&&(U.__=e)}),vn.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=qe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
v,d.__s,M),x&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,g,b)})}else x&&!N.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
x&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=M,d.props=v,d.__P=t,d.__g&=-5,L=j.__r,S=x?25:0;do d.__g&=-9,L&&L(e),p=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++S<25);x&&(vn.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Xe({},o,d.getChildContext())),x&&n.__c&&d.getSnapshotBeforeUpdate&&
(b=d.getSnapshotBeforeUpdate(m,g)),O=p&&p.type===C&&p.key==null?p.props.children:p,v.__P&&(p=a,s=(t=v.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(U){U&&_o(U,U)}),n.__k=null),a=n.__k?qe(n,0):null),a=As(t,yo(O)?O:[O],e,n,o,s,r,i,a,c,u),v.__P&&(e.__e=null,a=p),e.__u&=-161,f&&f.some(Je),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(U){if(i.length=h,e.__v=null,c||r)if(U&&U.then){if(e.__u|=128|c,r){for(~(q=r.indexOf(a||void 0))||(q=r.length);(K=r[q-1])&&K.
nodeType==8;)q--;for(;q<r.length;q++)if(K=r[q])if(r[q]=null,D){if(K==X)break}else{if(K.nodeType!=8)break;K.data.startsWith("$s")&&(X=hn(D=K))}}if(!D){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;D=a}(p=hn(D=e.__c.__z||(e.__c.__z=D)))?(e.__e=D,a=p):e.__e=a,a=a&&a.nextSibling}else r&&r.some(Je);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),U&&U.then||Os(e),j.__e(U,e,n)}}else a=e.__e=Ml(n.__e,e,n,o,s,r,i,c,u,t);return(p=j.diffed)&&p(e),a}function hn(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Os(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Os))}function Ms(t,e,n){for(var o=0;o<n.length;)ko(n[o++],n[o++],n[o++]);j.__c&&j.__c(e,t),t.some(
function(s){try{t=s.__h,s.__h=[],t.some(function(r){r.call(s)})}catch(r){j.__e(r,s.__v)}})}function Ml(t,e,n,o,s,r,i,a,c,u){var p,f,h,d,m,g,b,v,x=n.props||gn,w=e.
props,M=e.type;if(M=="svg"?s="http://www.w3.org/2000/svg":M=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),r){for(p=0;p<r.
length;p++)if((m=r[p])&&(M?m.localName==M:m.nodeType==3)){t=m,r[p]=null;break}}if(!t){if(v=u.ownerDocument||document,!M)return v.createTextNode(w);t=v.createElementNS(
s,M,w.is?w:u),a&&(j.__m&&j.__m(e,r),a=!1),r=null}if(M){if(u=M=="template"&&t.content||t,r=M=="textarea"&&w.defaultValue!=null?null:r&&xo.call(u.childNodes),!a&&
r)for(x={},p=0;p<t.attributes.length;p++)x[(m=t.attributes[p]).name]=m.value;for(p in x)m=x[p],p=="dangerouslySetInnerHTML"?h=m:p=="children"||p in w||p=="value"&&
"defaultValue"in w||p=="checked"&&"defaultChecked"in w||pn(t,p,null,m,s);for(p in w)m=w[p],p=="children"?d=m:p=="dangerouslySetInnerHTML"?f=m:p=="value"?g=m:p==
"checked"?b=m:a&&typeof m!="function"||x[p]===m||pn(t,p,m,x[p],s);f?(a||h&&(f.__html==h.__html||f.__html==t.a)||(t.a=f.__html),e.__k=[]):(h&&(t.textContent=""),
(M=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&_l.test(M))&&(s="http://www.w3.org/1999/xhtml"),As(u,yo(d)?d:[d],e,n,o,s,r,i,r?r[0]:n.__k&&qe(n,0),
a,c),r&&r.some(Je)),a&&M!="textarea"||(p="value",M=="progress"&&g==null?t.removeAttribute(p):g==null||g===t[p]&&(M!="progress"||g)||pn(t,p,g,x[p],s),p="checked",
b!=null&&b!=t[p]&&pn(t,p,b,x[p],s))}else x===w||a&&t.data==w||(t.data=w);return t}function ko(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(s){j.__e(s,n)}}function _o(t,e,n){var o,s,r,i;if(j.unmount&&j.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||ko(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){j.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&_o(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(s=hn(o,r=[]))&&(o==t.__e&&r.some(Je),Je(s),Je(o)),n||Je(
t.__e),t.__e=t.__c=t.__=null}function Tl(t,e,n){return this.constructor(t,n)}function So(t,e){var n,o,s,r;j.__&&j.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Lt(C,{children:[t]}),s=[],r=[],wo(e,e.__k,o||gn,gn,e.namespaceURI,o?null:e.firstChild?xo.call(e.childNodes):null,s,o?o.__e:e.firstChild,
n,r),Ms(s,e.__k,r),e.__k.props.children=null}function Ts(t){function e(n){var o,s;return this.getChildContext||(o=new Set,(s={})[e.__c]=this,this.getChildContext=function(){return s},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(i){i.__g|=4,go(i)})},this.sub=function(r){o.add(r);var i=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),i&&i.call(r)}}),n.children}return e.__c="__cC"+ws++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}j={__e:function(t,e,n,o){for(var s,r,i;e=e.__;)if((s=e.__c)&&!(1&s.__g)){s.__g|=4;try{if((i=(r=s.constructor)&&r.getDerivedStateFromError)&&s.setState(r.getDerivedStateFromError(
t)),s.componentDidCatch&&(s.componentDidCatch(t,o||{}),i=1),i&&8&s.__g)return void(s.__g|=2)}catch(a){t=a}}throw mn=0,t}},bs=0,vo=function(t){return t!=null&&t.
constructor===It},Fe.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Xe({},this.state)),typeof t=="function"&&(t=t(Xe({},n),this.props)),
t&&(Xe(n,t),this.__v&&(e&&this.__k.push(e),go(this)))},Fe.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),go(this))},Fe.prototype.render=
C,ze=[],mn=0,ys=function(t,e){return t.__v.__b-e.__v.__b},fn=Symbol(),xs=/(PointerCapture)$|Capture$/i,bo=0,mo={},ws=0;var Ye,te,Ao,$s,Co=Object.is,bn=0,Ns=[],Oo=[],oe=j,Es=oe.__b,Ps=oe.__r,Rs=oe.diffed,Ls=oe.__c,Is=oe.unmount,zs=oe.__;function Ft(t,e){oe.__h&&oe.__h(te,t,bn||e),
bn=0;var n=te.__H||(te.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function yn(t){return bn=1,$l(Ws,t)}function $l(t,e,n){var o=Ft(Ye++,2);
if(o.t=t,!o.__c&&(o.__=[n?n(e):Ws(void 0,e),function(r){var i=(o.__N||o.__)[0],a=o.t(i,r);Co(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=te,!te.__f)){te.
__f=!0;var s=te.shouldComponentUpdate;te.shouldComponentUpdate=function(r,i,a){var c=this.__H;if(!c)return!0;var u=!1,p=this.props!=r;if(c.__.some(function(h){h.
__N&&(u=!0,Co(h.__[0],h.__N[0])||(p=!0))}),s){var f=s.call(this,r,i,a);return u?f||p:f}return!u||p}}return o.__}function To(t,e){var n=Ft(Ye++,3);!oe.__s&&$o(n.
__H,e)&&(n.__P=!0,n.__=t,n.u=e,te.__H.__h.push(n))}function F(t,e){var n=Ft(Ye++,4);!oe.__s&&$o(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,te.__h.push(n))}function I(t){return bn=
5,ne(function(){return{current:t}},[])}function ne(t,e){var n=Ft(Ye++,7);return $o(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Ds(t){var e=te.context[t.__c],n=Ft(Ye++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(te)),e.props.value):t.__}function El(){var t;do{for(;t=Oo.shift();)try{zt(t)}catch(n){oe.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Ns.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(zt),e.__h.
some(Mo),e.__h=[]}catch(n){e.__h=[],oe.__e(n,t.__v)}}}while(Oo.length)}oe.__b=function(t){te=null,Es&&Es(t)},oe.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.
__m),zs&&zs(t,e)},oe.__r=function(t){Ps&&Ps(t),Ye=0;var e=(te=t.__c).__H;e&&(Ao==te?te.__h=[]:(e.__h.some(zt),e.__h.some(Mo),Ye=0),e.__h=[],e.__.some(function(n){
n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Ao=te},oe.diffed=function(t){Rs&&Rs(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&qs(Ns.push(e)),e.__H.__.some(function(n){
n.u&&(n.__H=n.u)})),Ao=te=null},oe.__c=function(t,e){e.some(function(n){try{n.__h.some(zt),n.__h=n.__h.filter(function(o){return!o.__||Mo(o)})}catch(o){n.__h=[function(){
throw o}]}}),Ls&&Ls(t,e)},oe.unmount=function(t){Is&&Is(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,qs(Oo.push(s))}else zt(s)}catch(r){e=r}}),o.__H=void 0,e&&oe.__e(e,o.__v))};var Fs=typeof requestAnimationFrame==
"function";function Pl(t){var e,n=function(){clearTimeout(o),Fs&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Fs&&(e=requestAnimationFrame(n))}function qs(t){
t!=1&&$s==oe.requestAnimationFrame||(($s=oe.requestAnimationFrame)||Pl)(El)}function zt(t){var e=te,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),te=e}function Mo(t){
var e=te;t.__c=t.__(),te=e}function $o(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Co(n,t[o])})}function Ws(t,e){return typeof e=="function"?
e(t):e}var Rl=Symbol.for("preact-signals");function _n(){if(Ae>1)Ae--;else{var t,e=!1;for((function(){var s=wn;for(wn=void 0;s!==void 0;){var r=s.S;if(r.v===s.v)for(var i=r.
t;i!==void 0;i=i.x)i.i===s.i&&(i.i=r.i);s=s.o}})();Nt!==void 0;){var n=Nt;for(Nt=void 0,xn++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&js(n))try{n.
c()}catch(s){e||(t=s,e=!0)}n=o}}if(xn=0,Ae--,e)throw t}}function Z(t){if(Ae>0)return t();Eo=++Ll,Ae++;try{return t()}finally{_n()}}var qt,Y=void 0;function Dt(t){
var e=Y,n=qt;Y=void 0,qt=void 0;try{return t()}finally{Y=e,qt=n}}var Nt=void 0,Ae=0,xn=0,Ll=0,Eo=0,wn=void 0,kn=0;function Hs(t){if(Y!==void 0){var e=t.n;if(e===
void 0||e.t!==Y)return e={i:0,S:t,p:Y.s,n:void 0,t:Y,e:void 0,x:void 0,r:e},Y.s!==void 0&&(Y.s.n=e),Y.s=e,t.n=e,32&Y.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=Y.s,e.n=void 0,Y.s.n=e,Y.s=e),e}}function le(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}le.prototype.brand=Rl;le.prototype.h=function(){return!0};le.prototype.S=function(t){var e=this,n=this.t;n!==t&&
t.e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:Dt(function(){var o;(o=e.W)==null||o.call(e)}))};le.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.
e,o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&Dt(function(){var s;(s=e.Z)==null||s.call(e)}))}};le.prototype.
subscribe=function(t){var e=this;return Q(function(){var n=e.value;Dt(function(){return t(n)})},{name:"sub"})};le.prototype.valueOf=function(){return this.value};
le.prototype.toString=function(){return this.value+""};le.prototype.toJSON=function(){return this.value};le.prototype.peek=function(){var t=this;return Dt(function(){
return t.value})};Object.defineProperty(le.prototype,"value",{get:function(){var t=Hs(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.
v){if(xn>100)throw new Error("Cycle detected");(function(n){Ae!==0&&xn===0&&n.l!==Eo&&(n.l=Eo,wn={S:n,v:n.v,i:n.i,o:wn})})(this),this.v=t,this.i++,kn++,Ae++;try{
for(var e=this.t;e!==void 0;e=e.x)e.t.N()}finally{_n()}}}});function T(t,e){return new le(t,e)}function js(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.
S.h()||e.S.i!==e.i)return!0;return!1}function Bs(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}
function Vs(t){for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=
void 0),e=o}t.s=n}function Qe(t,e){le.call(this,void 0,e),this.x=t,this.s=void 0,this.g=kn-1,this.f=4}Qe.prototype=new le;Qe.prototype.h=function(){if(this.f&=-3,
1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===kn))return!0;if(this.g=kn,this.f|=1,this.i>0&&!js(this))return this.f&=-2,!0;var t=Y;try{Bs(this),Y=this;
var e=this.x();(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return Y=t,Vs(this),this.f&=-2,!0};Qe.
prototype.S=function(t){if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}le.prototype.S.call(this,t)};Qe.prototype.U=function(t){if(this.
t!==void 0&&(le.prototype.U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Qe.prototype.N=function(){if(!(2&this.f)){this.
f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};Object.defineProperty(Qe.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Hs(
this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.f)throw this.v;return this.v}});function he(t,e){return new Qe(t,e)}function Ks(t){var e=t.j;if(t.j=void 0,typeof e==
"function"){Ae++;var n=Y;Y=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Po(t),o}finally{Y=n,_n()}}}function Po(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,
t.s=void 0,Ks(t)}function Il(t){if(Y!==this)throw new Error("Out-of-order effect");Vs(this),Y=t,this.f&=-2;try{8&this.f&&Po(this)}finally{_n()}}function gt(t,e){
this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=e?.name,qt&&qt.push(this)}gt.prototype.c=function(){var t=this.S();try{if(8&this.f||this.
x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{t()}};gt.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=
1,this.f&=-9,Ks(this),Bs(this),Ae++;var t=Y;return Y=this,Il.bind(this,t)};gt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Nt,Nt=this)};gt.prototype.d=function(){
this.f|=8,1&this.f||Po(this)};gt.prototype.dispose=function(){this.d()};function Q(t,e){var n=new gt(t,e);try{n.c()}catch(s){throw n.d(),s}var o=n.d.bind(n);return o[Symbol.
dispose]=o,o}var Us,An,Sn,zl=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Gs=[];Q(function(){Us=this.N})();function vt(t,e){j[t]=e.bind(null,j[t]||function(){})}function Wt(t){if(Sn){var e=Sn;Sn=void 0,e()}Sn=t&&t.S()}function Js(t){
var e=this,n=t.data,o=J(n);o.name="ReactiveDom",o.value=n;var s=ne(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=he(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),p=he(function(){return!Array.isArray(u.value)&&!vo(u.value)}),f=Q(function(){if(this.N=Xs,p.value){var d=u.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),h=e.__$u.d;return e.__$u.d=function(){f(),h.call(this)},[p,u]},[]),r=s[0],i=s[1];return r.value?i.
peek():i.value}Js.displayName="ReactiveTextNode";Object.defineProperties(le.prototype,{constructor:{configurable:!0,value:ks(C,null).constructor},type:{configurable:!0,
value:Js},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});vt("__b",function(t,e){if(Wt(),
An=void 0,typeof e.type=="string"){var n,o=e.props;for(var s in o)if(s!=="children"){var r=o[s];r instanceof le&&(n||(e.__np=n={}),n[s]=r,o[s]=r.peek())}}t(e)});
vt("__r",function(t,e){if(t(e),e.type!==C){Wt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(s,r){var i;return Q(function(){i=this},{name:r}),
i.c=s,i})((function(s){return function(){var r;zl&&((r=this.y)==null||r.call(this)),s.__$f|=1,s.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),An=o,Wt(n)}});vt("__e",function(t,e,n,o){Wt(),An=void 0,t(e,n,o)});vt("diffed",function(t,e){Wt(),An=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,s=e.props,r=n.U;if(r)for(var i in r){var a=r[i];a===void 0||o&&i in o||(a.d(),r[i]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var u=r[c],
p=o[c];u===void 0?(u=Fl(n,c,p,s),r[c]=u):u.o(p,s)}}}t(e)});function Fl(t,e,n,o){var s=e in t&&t.ownerSVGElement===void 0,r=T(n);return{o:function(i,a){r.value=i,
o=a},d:Q(function(){this.N=Xs;var i=r.value.value;o[e]!==i&&(o[e]=i,s?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}vt("unmo\
unt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var s in o){var r=o[s];r&&r.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var u=e.__c;if(u){u.__$f|=8;var p=u.__$u;p&&(u.__$u=void 0,p.d())}}t(e)});vt("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Fe.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var s in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function J(t,e){return ne(function(){return T(t,e)},[])}var ql=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Nl(){Z(function(){for(var t;t=Gs.shift();)Us.call(t)})}function Xs(){Gs.push(this)===1&&(j.requestAnimationFrame||ql)(Nl)}var Ro=Ts(null);function k(){let t=Ds(Ro);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var se="not finite",bt="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function ee({confidence:t}){return t!==null}var yt="no \
answer";function be(t){return ee(t)&&t.text===""}function ce(t){return ee(t)&&t.text!==""}function re(t,e=yt){if(!ee(t))return se;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}var Dl=Symbol.for("pv"),Wl=0;function l(t,e,n,o,s,r){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var u={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Dl,__v:--Wl,__i:-1,__u:0};return(s||r)&&(u.__source=s,u.__self=r),j.vnode&&j.vnode(u),u}function Ys({answer:t}){let{store:e}=k(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),s=a=>o.
some(c=>c.what===a),r=!n&&t.position!==null&&ee(t),i=r&&!t.noise&&t.excess!==null&&!be(t);return l("div",{class:"ll-checks",hidden:!r&&!t.verified,children:[l("\
button",{type:"button",class:"ll-link",hidden:!i,disabled:s("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer co\
unts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:s("noise")?
"Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!r||!!t.verified,disabled:s("verify"),title:"Run this question\
 again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:s("verify")?"Verifying…":"Verify one at a ti\
me"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Ce(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ne(t,e){return e===""?t.excess??t.confidence??0:Ce(t,e)}
function De(t){return t.some(({excess:e})=>e!==null)}function xe({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var Hl=["generic","text inversion","t\
arget text"];function Lo({flags:t}){return t.filter(({kind:e})=>Hl.includes(e)).map(({message:e})=>e).join(" ")}function Cn(t,e,n){let o=e===""&&De(t),s=t.filter(
a=>ce(a)&&!xe(a,n)&&!(o&&a.excess===null)),[r]=s;return r?{answer:s.reduce((a,c)=>Ne(c,e)>Ne(a,e)?c:a,r),of:s.length}:null}function We({code:t,more:e=[],children:n}){let o=J(""),s=J(""),r=I(null);F(()=>{s.value!==""&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[s.value]);
let i=async(c,u)=>{try{await navigator.clipboard.writeText(u)}catch{s.value=u;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(C,{children:[l("header",{children:[n,a.map(({label:c,text:u,hidden:p})=>l("button",{type:"button",class:"ll-\
link",hidden:p,onClick:()=>{i(c,u())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:s.
value==="",rows:Math.min(12,s.value.split(`
`).length),ref:r,value:s.value})]})}var On=class extends Error{},jl=-(2**15),Bl=1e4,Qs={u8:Uint8Array,u16:Uint16Array,i32:Int32Array,near:Int16Array,f32:Float32Array};function Ze(t,e=[]){if(Array.
isArray(t))return t;try{return Oe(t.column,t.n,e)}catch(n){if(n instanceof On)return[];throw n}}function xt(t,e=[]){let n=Ze(t.points,e),o=!Array.isArray(t.points)&&
n.length===0;return{...t,points:n,complete:t.complete&&!o}}function Io(t,e=[]){let n=i=>Ze(i,e),{measures:o,difference:s}=t,r={...t,index:n(t.index),probs:n(t.probs),
...o&&{measures:{...o,entropy:n(o.entropy),surprisal:n(o.surprisal),rank:n(o.rank),chance:n(o.chance)}},...s&&{difference:{...s,index:n(s.index),chance:n(s.chance),
entropy:n(s.entropy),surprisal:n(s.surprisal),before:n(s.before),after:n(s.after),distance:n(s.distance),equal:n(s.equal)}}};return r.index.length===0&&t.layers.
length>0?null:r}function Zs(t,e=[]){if(t.kind==="partial")return{...t,answers:Ze(t.answers,e)};if(t.kind!=="result"||typeof t.value!="object"||!t.value)return t;
let{value:n}=t;return"points"in n?{...t,value:xt(n,e)}:"words"in n?{...t,value:Io(n,e)}:t}function Oe(t,e,n){if("same"in t)return Array(e).fill(t.same);if("keys"in
t){let o=Array.from({length:e},()=>({}));for(let[s,r]of Object.entries(t.keys)){let i="has"in r?r:null,a=i?Oe(i.of,i.n,n):Oe(r,e,n),c=i?Oe(i.has,e,n):null,u=0;for(let[
p,f]of o.entries())(!c||c[p])&&(f[s]=a[u++])}return o}if("items"in t){let o=t.items.map(s=>Oe(s,e,n));return Array.from({length:e},(s,r)=>o.map(i=>i[r]))}if("le\
ngths"in t){let o=Oe(t.flat,t.n,n),s=0;return Oe(t.lengths,e,n).map(r=>(s+=r,o.slice(s-r,s)))}if("table"in t)return Oe(t.at,e,n).map(o=>t.table[o]);if("parts"in
t){let o=t.numbers.map(s=>Oe(s,e,n));return Array.from({length:e},(s,r)=>t.parts.map((i,a)=>i+(a<o.length?o[a]?.[r]:"")).join(""))}return Vl(t,n)}function Vl(t,e){
let[[n,o]=["",void 0]]=Object.entries(t),s=typeof o=="number"?e[o]:o;if(!(n in Qs)||!s?.buffer)throw new On;let r=s.buffer.slice(s.byteOffset,s.byteOffset+s.byteLength),
i=Array.from(new Qs[n](r));return n==="near"?i.map(a=>a===jl?null:a/Bl):n==="f32"?i.map(a=>Number.isNaN(a)?null:a):i}var Kl='script[type="application/vnd.jupyter.widget-state+json"]';function er(t){if(t.get("frozen")===!0)return!0;let e=t.widget_manager;return e&&typeof e=="ob\
ject"&&"kernel"in e?!1:"__MARIMO_STATIC__"in globalThis||document.querySelector(Kl)!==null}function He(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[u])=>c-u)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[s,r]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:r-1,start:s,layers:o,spans:n}}function Me({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,s)=>e+s))}var Ul=3e3,zo=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),Mn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.begun=
e.get("begun")??null,this.splitCharacters=e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=er(
e),this.constants=e.get("constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=T(e.get("\
presets")??[]),this.source=T(e.get("source")),this.selection=T(this.toldSelection()),this.answers=T(Ze(e.get("history")??[])),this.curves=T((e.get("curves")??[]).
map(r=>xt(r))),this.heatMaps=T((e.get("heat_maps")??[]).map(r=>xt(r))),this.siteMaps=T((e.get("site_maps")??[]).map(r=>xt(r))),this.lenses=T(e.get("lenses")??[]),
this.comparisons=T(e.get("comparisons")??[]),this.seconds=T(e.get("seconds")??[]),this.secondShown=e.get("second_shown")??{},this.secondPages=this.frozen&&e.get(
"second_pages")||[];let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=T(e.get("steered")??[]);let s=e.get("train");this.train=s&&"fields"in s?
s:void 0,this.trained=T(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;begun;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;seconds;secondShown;secondPages;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=He(e,n),s=this.selection.peek();if(this.selection.value=o,this.frozen||zo(o,s))return;let{layers:r,spans:i,...a}=o,
c={...r.length>1&&{layers:r},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Ul);let n=this.ours.findIndex(o=>zo(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(zo(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(s,r)=>{let i=r.map(c=>xt(c)),a=s.peek().filter(({id:c})=>n(c)&&!i.some(u=>u.id===c));s.value=[...i,...a]};
Z(()=>{e==="curves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.
model.get("selection");if(!e)return null;let[n,o]=e,s=this.model.get("span"),[r,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=s&&s[1]-1===o?s:
[o,o+1];return He(r.at(-1)===n?r:[n],i.at(-1)?.join()===a.join()?i.map(([c,u])=>[c,u]):[a])}};var tr=60;function me({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Fo(t){return He([],Tn(t).map(e=>[e,e+1])).spans}function pe(t){
return`${t.length>1?"layers":"layer"} ${nr(t.map(String))}`}function nr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function Tn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([s])=>s===e).map(([,s])=>s);return o.length>0?o:[n]}function Te(t){let e=t.map(([o,s])=>s-o>1?
`${o} to ${s-1}`:`${o}`);return`${t.length>1||t.some(([o,s])=>s-o>1)?"positions":"position"} ${nr(e)}`}function qo(t,e){let n=e.map(([o,s])=>t.slice(o,s).join("")).
join(" … ");return[n,n.length>tr?`${n.slice(0,tr)}…`:n]}function ye(t,e){if(t.vector)return["Vector",t.token];let n=Fo(t),o=Te(n),s=Tn(t).length===1;return[
`P${o.slice(1)}`,s?t.token:qo(e,n)[1]]}function Ht(t,e){let n=t.find(({start:o,stop:s})=>o<=e&&e<s);return n?.begun?`${n.role}, ${No}`:n?.role}var No="begun rep\
ly";var Gl=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,or=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Jl=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function H({text:t}){let e=jt(t);return e.includes("<")?l(C,{children:e.split(Gl).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(C,{children:e})}function jt(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Jl,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Bt(t,e){let n=t.find(({first:o,last:s})=>o<=e&&e<=s);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function Do(t){let e=[],[n,o]=[[],0];return t.forEach((s,r)=>{let i=or.test(s)?(s.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],r]),n.push(a);let c=n.length>1?Xl(n):"";c&&o<r&&e.push({text:c,first:o,last:r})}i.length===0&&(n=[])}),e}function sr(t,e){let n=[],o=Do(
t);for(let s=0;s<t.length;s+=1){let[r,i]=[t[s]??"",o.find(({first:d})=>d===s)],a=i?.last??s,c=t.slice(s,a+1).join("").match(/<0x/g)?.length,u=i&&c===new TextEncoder().
encode(i.text).length,f=(u?e.slice(s,a+1):e.slice(s,s+1)).reduce((d,m)=>d===void 0||m===void 0?void 0:d*m,1),h=r.startsWith("·")?"·":"";n.push({text:u?`${h}${i.
text}`:r,...f!==void 0&&{chance:f}}),u&&(s=a)}return n}function Xl(t){try{return new TextDecoder("utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function je({
text:t,part:e}){if(!e||!or.test(t))return l(H,{text:t});let n=t.replace(/^\u00b7/,"").slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: par\
t ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"\
ll-part",children:`${e.part}/${e.of}`})]})}var rr=14;function ir({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(En,{...e}),l($n,{name:"Writes",where:Wo(t),children:l(
Vt,{tokens:t.tokens,marked:n,chip:Pn(n,"slot")})})]})}function Vt({tokens:t,marked:e,chip:n,more:o={}}){let[s,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,s-rr),Math.min(t.length,r+rr+1)],c=Math.max(0,i-3),u=Do(t.slice(c,a+3)),p=f=>f>0&&l("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[p(i),t.slice(i,a).map((f,h)=>n(f,i+h,Bt(u,i+h-c))),p(t.length-a)]})}function $n({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function En({tokens:t,layers:e,positions:n,
name:o}){return l($n,{name:"Reads",where:pe(e),children:o===void 0?l(Vt,{tokens:t,marked:n,chip:Pn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function Pn(t,e){return(n,o,s)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
je,{text:n,part:s})},o)}function Wo({layer:t}){return t===null?"":`layer ${t}`}function E(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function wt(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ue(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function lr(t,e,{verdicts:n}){let[o,s]=ye(t,e),r=t.controls.map(({kind:h,support:d,text:m})=>[`${h} control`,E(d),kt(m.trim()||"(nothing)")]),i=ce(t)?E(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,kt(re(t))],...r],{model:c,seed:u,versions:p={}}=t.provenance??{},f=[c&&`model ${kt(c)}`,u!==void 0&&`seed ${u}`,
...Object.entries(p).map(([h,d])=>`${h} ${d}`)].filter(Boolean);return[`**${kt(re(t))}** to ${kt(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ue(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:d,n:m,p_value:g})=>`- ${d}\
 of ${m} (${h}) come as far, p = ${E(g)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${pe(me(t))}, ${o.toLowerCase()} ${kt(
s)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...f.length>0?[`- ${f.join(", ")}`]:[],"",Yl(t.code)].join(`
`)}function kt(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(ar(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function Yl(t){let e="`".repeat(Math.
max(3,ar(t)+1));return`${e}python
${t}
${e}
`}function ar(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}function cr({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${E(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:E(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var Ql={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function et(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Ho(n,o.length),controls:o}))}function Ho(t,e){let[n,o]=Ql[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function jo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Zl(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function _t(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Zl(o,e));return[Math.min(...n),Math.max(...n)]}function tt(t,e){return et(t.controls).map(({name:n,controls:o})=>{let s=[
...new Set((_t(o,e)??[]).map(E))];return[n.toLowerCase(),s.join(" to ")]})}var ea=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function B(t){return ea.test(t)?`⁨${t}⁩`:t}function ur({answer:t}){let{confidence:e,excess:n}=t;return e===null||be(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(Bo,{kind:"own",label:"\
Confidence",value:e,children:t.confidence_kind}),l(cr,{answer:t}),et(t.controls).map(o=>l(na,{...o,brief:t.brief===!0},o.kind)),n!==null&&l("div",{class:"ll-mea\
sure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ue(n)}),l("span",{class:"ll-quiet ll-cut",
children:"confidence minus the largest support"})]}),t.noise&&l(ta,{noise:t.noise}),l(oa,{answer:t})]})}function ta({noise:t}){let e=t.samples.find(({kind:s})=>s===
"random"),n=t.samples.map(({kind:s,reached:r,n:i})=>`${r} of ${jo(s,i)}`),o=`How many exceed their own controls as far as the answer does its, where each answer\
s the question for itself.
`+t.samples.map(({kind:s,n:r,p_value:i})=>`${jo(s,r)}: p = ${E(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function Bo({kind:t,label:e,value:n,low:o,title:s,children:r}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:s,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${E(o)} to ${E(n)}`:`${e} ${E(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:E(n)}),l("span",{class:"ll-quiet ll-cut",children:r})]})}function na({
name:t,controls:e,brief:n}){let[o,s]=_t(e)??[0,0],r=e.length>1,i=[...new Set(e.map(({text:c})=>c.trim()||"nothing"))].join(", "),a=`How much ${r?"they support":
"it supports"} this answer in the activation's place: ${e.map(({support:c})=>E(c)).join(", ")}.
`+e.map(({text:c,confidence:u})=>`${n?"":`“${B(c)}” `}with confidence ${E(u)}`).join(`
`);return l(Bo,{kind:"control",label:t,value:s,low:r?o:void 0,title:a,children:[r?`support ${E(o)} to ${E(s)}`:"support",!n&&l(C,{children:[r?"; themselves say ":
"; itself says ",l("span",{class:"ll-mono",dir:"auto",children:i})]})]})}function oa({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(
({text:o,probability:s})=>({text:o,p:s??0})).sort((o,s)=>s.p-o.p);return l(C,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===
null?"":`, whose option mass is ${E(e)}`]}),n.map(({text:o,p:s})=>l(Bo,{kind:"option",label:o,value:s},o))]})}function dr({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:sa(o)})]},n))})]})}
function sa(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function pr(){let{store:t}=k(),e=t.view.answer.value,n=e?me(e):[],o=e&&t.targetOf(e),[s,r]=e?ye(e,t.synced.tokens):["",""],i=I(null);F(()=>{let c=!0;return Q(()=>{
t.view.arrived.value,!c&&!ra(t)&&ia(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...aa(t,e)]:[];return l("section",{class:"ll-card","aria-l\
abel":"Answer",hidden:!e,ref:i,children:[e&&l(ca,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(ua,{answer:e}),e&&l(la,{answer:e})]}),e&&l(C,{
children:[l(ur,{answer:e}),l(Ys,{answer:e}),o&&o.tokens.length>0&&l(ir,{tokens:t.synced.tokens,layers:me(e),positions:Tn(e),target:o,name:e.vector&&r}),a.length>
0&&l("ul",{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(Rn,{name:n.length>1?"Layers":"Layer",children:n.join(
", ")}),l(Rn,{name:s,children:l("span",{class:"ll-mono",dir:"auto",children:r})}),l(Rn,{name:"Into layer",children:e.target_layer}),l(Rn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(dr,{answer:e})]})]})}function ra(t){let[e,n]=[t.view.answer.peek(),t.synced.
selection.peek()];return!e||!n||e.position===null?!1:e.position!==n.position||!me(e).includes(n.layer)}function ia(t){t?.closest(".ll-root")?.contains(document.
activeElement)&&requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function la({answer:t}){let{constants:e}=k().store.synced;return l("p",{class:"\
ll-verdict","data-verdict":t.verdict,children:e.verdicts[t.verdict]})}function aa({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Cn(o,"",t.constants)).
find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function ca({answer:t}){let{store:e}=k(),{question:n,
code:o}=t;return l(We,{code:o,more:[{label:"Copy as Markdown",text:()=>lr(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll\
-cut",dir:"auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations \
read otherwise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function ua({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(be(t))return l("div",{class:"\
ll-words",children:l("i",{class:"ll-quiet",children:yt})});let s=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(ee(
t)?o:l("i",{class:"ll-quiet",children:se})),sr(e,e.map((r,i)=>n[i]).map(r=>r===void 0?r:Math.exp(r))).map(({text:r,chance:i},a)=>{let c=s?r.replaceAll("·"," "):
r;return l("span",{class:"ll-word",title:i===void 0?void 0:`probability ${E(i)}`,style:{"--p":String(i??0)},children:l(H,{text:a===0&&c.trimStart()||c})},a)})]})}
function Rn({name:t,children:e}){return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var fr=t=>t.replaceAll(`
`,"\\n"),hr=t=>t.replaceAll("\\n",`
`);function Kt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>fr(String(n))).join(" "):e.join(", "):fr(String(e))}function mr(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(hr):hr(e)}function gr({field:t,id:e,value:n,wrong:o,describedBy:s,onFocus:r,onBlur:i}){let{store:a}=k(),c=J(null),u=d=>a.edit(m=>m.set(t.name,d)),p={id:e,"data-setting":t.
name,"aria-describedby":s,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let d=({currentTarget:m})=>u(m.value||null);return l("select",{...p,class:"ll-\
field",value:Kt(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let d=({currentTarget:m})=>u(
m.checked);return l("input",{...p,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let f=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,u(mr(t,d.value))},h=()=>{c.value=null};return l("input",{...p,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Kt(t,n),onInput:f,onChange:h,onBlur:()=>{h(),i()}})}var vr=0;function ie(){let[t]=yn(()=>(vr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${vr}`));return t}function nt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Be({groups:t,beside:e}){let{draft:n}=k().store;return l(C,{children:t.map(({group:o,fields:s})=>({group:o,fields:s.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:s})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),s.map(r=>l(da,{field:r,
children:e?.(r)},r.name))]},o))})}function da({field:t,children:e}){let{store:n,view:o}=k(),{draft:s,preview:r}=n,[i,a,c]=[ie(),ie(),ie()],u=s.value(t.name),p=r.
problem.value,f=s.applies(t),h=f&&p?.setting===t.name,d=({currentTarget:b})=>{let v=b.closest(".ll-setting")??b;o.show({anchor:v,content:()=>l("div",{class:"ll-\
pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=I(!1);return l("div",{class:`ll-setting${t.name in s.changed()?" ll-set":""}`,hidden:!f,onPointerDown:()=>{
g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-named",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("b\
utton",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:d,onPointerEnter:d,onPointerLeave:b=>{b.pointerType!=="touch"&&m()},onBlur:m,
children:"?"})]}),l(gr,{field:t,id:i,value:u,wrong:h,describedBy:t.help===""?a:`${c} ${a}`,onFocus:b=>{t.help!==""&&!g.current&&d(b)},onBlur:m}),l("span",{class:"\
ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!h,role:h?"alert":void 0,children:h?p.message:""})]})}function br(){let{store:t}=k(),e=t.synced.source.value,n=e?.fields.some(({name:s,choices:r=[]})=>r.length>(s==="vector"?2:1)),o=!e||!t.draft.vector&&!n;return l(
"div",{class:"ll-from",hidden:o,children:!o&&l(Be,{groups:[e]})})}function St({layer:t,layers:e,position:n,start:o,spans:s,source:r={}}){let{vector:i,minus:a}=r;
if(typeof i=="string"&&i!=="difference")return B(i.slice(i.indexOf(":")+1));let c=n??-1,u=Te(s??[[o??c,c+1]]);return`${pe(e??[t??-1])}, ${u}${i?` minus ${a}`:""}`}function yr(){let{store:t}=k(),{draft:e,synced:n}=t,o=n.selection.value,{fit:s}=e.entry,{vector:r}=e,i=r!==null&&r!=="difference",a=!t.asking(),c=o?Me(o).length:
0,u=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},p=r===null?fa(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:i?l("b",{dir:"auto",children:St(e.asking())}):l(ha,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||s===!0||i,onClick:u,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||r!==null,title:r?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected; layers that are selected together are read together",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Swe\
ep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:s?!e.ready:a,children:s?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:p===
""||s===!0,children:p})]})}var pa=5;function fa({draft:t,pace:e,synced:n},o){let s=o>1?o:n.tokens.length,r=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${s}\
 positions`,e.sweep(i,s)],...t.has("layer")?[[`a layer grid of ${r} cells`,e.sweep(i,r)]]:[]];if(a.every(([,p])=>p===void 0))return s>64?`Ask once to see how lo\
ng sweeping ${s} positions would take.`:"";let u=a.flatMap(([p,f])=>f&&f.seconds>pa?[`${p} takes ${f.most?"at most ":""}${wt(f.seconds)}`]:[]).join(", ");return u&&
`At the pace so far, ${u}.`}function ha(){let{draft:t,synced:e,preview:n}=k().store,o=e.selection.value;if(!o)return l(C,{children:"Choose a cell of the grid."});
let{layer:s,position:r}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[s],u=a?o.spans:[[r,r+1]],[p,f]=qo(e.tokens,u);return l(C,{children:[`L${pe(c).slice(1)}, ${Te(
u)} `,l("b",{class:"ll-mono",dir:"auto",title:p,children:l(H,{text:f})}),a&&ma(o,n.target.value),i&&l(C,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(
H,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function ma(t,e){let{positions:n=[],layers:o=[]}=e??{},[s,r]=[t.layers.length,Me(t).length],
i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(s*r===1||!i)return"";let a=r>1?`${r} tokens`:"the token",c=s>1?`${a} at ${s} layers`:a;if(o.length===s&&n.length===
r)return`; this reader reads ${s>1?c:`all ${c}`} for one answer`;let u=[n.length<r?"the last":a,...o.length<s?["at the last layer"]:s>1?[`at ${s} layers`]:[]];return`\
; this reader does not take ${c} at once: it reads ${u.join(" ")}`}function xr(){let{store:t}=k(),{draft:e}=t,n=ie(),o=e.beside,s=e.comparable.filter(r=>!o.includes(r));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(r=>l("span",{class:"ll-chip",children:[l("bdi",{children:r.label}),e.asksOtherwise(
r)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${B(r.label)}`,placeholder:r.sample,value:e.
textOf(r),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(r,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${B(r.label)}`,
onClick:()=>t.edit(()=>e.compare(r.name,!1)),children:"×"})]},r.name)),l("select",{class:"ll-field",id:n,value:"",hidden:s.length===0,onChange:({currentTarget:r})=>{
let{value:i}=r;r.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
s.map(({name:r,label:i})=>l("option",{value:r,children:i},r))]})]})}var Gt=Math.min,Ve=Math.max,Jt=Math.round;var Se=t=>({x:t,y:t}),ga={left:"right",right:"left",bottom:"top",top:"bottom"};function _r(t,e,n){return Ve(t,Gt(e,n))}function Xt(t,e){return typeof t=="functi\
on"?t(e):t}function ot(t){return t.split("-")[0]}function Yt(t){return t.split("-")[1]}function Vo(t){return t==="x"?"y":"x"}function Ko(t){return t==="y"?"heig\
ht":"width"}function $e(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function Uo(t){return Vo($e(t))}function Sr(t,e,n){n===void 0&&(n=!1);let o=Yt(t),s=Uo(t),
r=Ko(s),i=s==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(i=Ut(i)),[i,Ut(i)]}function Ar(t){let e=Ut(
t);return[Ln(t),e,Ln(e)]}function Ln(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var wr=["left","right"],kr=["right","left"],
va=["top","bottom"],ba=["bottom","top"];function ya(t,e,n){switch(t){case"top":case"bottom":return n?e?kr:wr:e?wr:kr;case"left":case"right":return e?va:ba;default:
return[]}}function Cr(t,e,n,o){let s=Yt(t),r=ya(ot(t),n==="start",o);return s&&(r=r.map(i=>i+"-"+s),e&&(r=r.concat(r.map(Ln)))),r}function Ut(t){let e=ot(t);return ga[e]+
t.slice(e.length)}function xa(t){var e,n,o,s;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(s=t.left)!=null?s:0}}
function Or(t){return typeof t!="number"?xa(t):{top:t,right:t,bottom:t,left:t}}function st(t){let{x:e,y:n,width:o,height:s}=t;return{width:o,height:s,top:n,left:e,
right:e+o,bottom:n+s,x:e,y:n}}function Mr(t,e,n){let{reference:o,floating:s}=t,r=$e(e),i=Uo(e),a=Ko(i),c=ot(e),u=r==="y",p=o.x+o.width/2-s.width/2,f=o.y+o.height/2-s.height/2,h=o[a]/2-s[a]/2,
d;switch(c){case"top":d={x:p,y:o.y-s.height};break;case"bottom":d={x:p,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:f};break;case"left":d={x:o.x-s.width,
y:f};break;default:d={x:o.x,y:o.y}}let m=Yt(e);return m&&(d[i]+=h*(m==="end"?1:-1)*(n&&u?-1:1)),d}async function Tr(t,e){var n;e===void 0&&(e={});let{x:o,y:s,platform:r,
rects:i,elements:a,strategy:c}=t,{boundary:u="clippingAncestors",rootBoundary:p="viewport",elementContext:f="floating",altBoundary:h=!1,padding:d=0}=Xt(e,t),m=Or(
d),b=a[h?f==="floating"?"reference":"floating":f],v=st(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(b)))==null||n?b:b.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(a.floating)),boundary:u,rootBoundary:p,strategy:c})),x=f==="floating"?{x:o,y:s,width:i.floating.width,
height:i.floating.height}:i.reference,w=await(r.getOffsetParent==null?void 0:r.getOffsetParent(a.floating)),M=await(r.isElement==null?void 0:r.isElement(w))&&await(r.
getScale==null?void 0:r.getScale(w))||{x:1,y:1},L=st(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:x,offsetParent:w,strategy:c}):x);return{top:(v.top-L.top+m.top)/M.y,bottom:(L.bottom-v.bottom+m.bottom)/M.y,left:(v.left-L.left+m.left)/M.x,right:(L.
right-v.right+m.right)/M.x}}var wa=50,$r=async(t,e,n)=>{let{placement:o="bottom",strategy:s="absolute",middleware:r=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:Tr},c=await(i.isRTL==null?void 0:i.isRTL(e)),u=await i.getElementRects({reference:t,floating:e,strategy:s}),{x:p,y:f}=Mr(u,o,c),h=o,d=0,m={};for(let g=0;g<
r.length;g++){let b=r[g];if(!b)continue;let{name:v,fn:x}=b,{x:w,y:M,data:L,reset:S}=await x({x:p,y:f,initialPlacement:o,placement:h,strategy:s,middlewareData:m,
rects:u,platform:a,elements:{reference:t,floating:e}});p=w??p,f=M??f,m[v]={...m[v],...L},S&&d<wa&&(d++,typeof S=="object"&&(S.placement&&(h=S.placement),S.rects&&
(u=S.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:s}):S.rects),{x:p,y:f}=Mr(u,h,c)),g=-1)}return{x:p,y:f,placement:h,strategy:s,middlewareData:m}};var Er=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:s,middlewareData:r,rects:i,initialPlacement:a,platform:c,elements:u}=e,
{mainAxis:p=!0,crossAxis:f=!0,fallbackPlacements:h,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...b}=Xt(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let v=ot(s),x=$e(a),w=ot(a)===a,M=await(c.isRTL==null?void 0:c.isRTL(u.floating)),L=h||(w||!g?[Ut(a)]:Ar(a)),S=m!=="none";!h&&S&&
L.push(...Cr(a,g,m,M));let O=[a,...L],D=await c.detectOverflow(e,b),X=[],q=((o=r.flip)==null?void 0:o.overflows)||[];if(p&&X.push(D[v]),f){let P=Sr(s,i,M);X.push(
D[P[0]],D[P[1]])}if(q=[...q,{placement:s,overflows:X}],!X.every(P=>P<=0)){var K,N;let P=(((K=r.flip)==null?void 0:K.index)||0)+1,R=O[P];if(R&&(!(f==="alignment"?
x!==$e(R):!1)||q.every(z=>$e(z.placement)===x?z.overflows[0]>0:!0)))return{data:{index:P,overflows:q},reset:{placement:R}};let y=(N=q.filter(A=>A.overflows[0]<=
0).sort((A,z)=>A.overflows[1]-z.overflows[1])[0])==null?void 0:N.placement;if(!y)switch(d){case"bestFit":{var U;let A=(U=q.filter(z=>{if(S){let V=$e(z.placement);
return V===x||V==="y"}return!0}).map(z=>[z.placement,z.overflows.filter(V=>V>0).reduce((V,_e)=>V+_e,0)]).sort((z,V)=>z[1]-V[1])[0])==null?void 0:U[0];A&&(y=A);break}case"\
initialPlacement":y=a;break}if(s!==y)return{reset:{placement:y}}}return{}}}};var ka=new Set(["left","top"]);async function _a(t,e){let{placement:n,platform:o,elements:s}=t,r=await(o.isRTL==null?void 0:o.isRTL(s.floating)),i=ot(n),a=Yt(n),
c=$e(n)==="y",u=ka.has(i)?-1:1,p=r&&c?-1:1,f=Xt(e,t),{mainAxis:h,crossAxis:d,alignmentAxis:m}=typeof f=="number"?{mainAxis:f,crossAxis:0,alignmentAxis:null}:{mainAxis:f.
mainAxis||0,crossAxis:f.crossAxis||0,alignmentAxis:f.alignmentAxis};return a&&typeof m=="number"&&(d=a==="end"?m*-1:m),c?{x:d*p,y:h*u}:{x:h*u,y:d*p}}var Pr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:s,y:r,placement:i,middlewareData:a}=e,c=await _a(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:s+c.x,y:r+c.y,data:{...c,placement:i}}}}},Rr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:s,platform:r}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:x=>{let{x:w,y:M}=x;return{x:w,y:M}}},...u}=Xt(t,e),p={x:n,
y:o},f=await r.detectOverflow(e,u),h=$e(s),d=Vo(h),m=p[d],g=p[h],b=(x,w)=>_r(w+f[x==="y"?"top":"left"],w,w-f[x==="y"?"bottom":"right"]);i&&(m=b(d,m)),a&&(g=b(h,
g));let v=c.fn({...e,[d]:m,[h]:g});return{...v,data:{x:v.x-n,y:v.y-o,enabled:{[d]:i,[h]:a}}}}}};function zn(){return typeof window<"u"}function it(t){return Ir(t)?(t.nodeName||"").toLowerCase():"#document"}function fe(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Ee(t){var e;return(e=(Ir(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Ir(t){
return zn()?t instanceof Node||t instanceof fe(t).Node:!1}function we(t){return zn()?t instanceof Element||t instanceof fe(t).Element:!1}function Pe(t){return zn()?
t instanceof HTMLElement||t instanceof fe(t).HTMLElement:!1}function Lr(t){return!zn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof fe(t).ShadowRoot}
function Qt(t){let{overflow:e,overflowX:n,overflowY:o,display:s}=ke(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&s!=="inline"&&s!=="contents"}function zr(t){
return/^(table|td|th)$/.test(it(t))}function Zt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Sa=/transform|translate|scale|rotate|perspective|filter/,
Aa=/paint|layout|strict|content/,rt=t=>!!t&&t!=="none",Go;function Fn(t){let e=we(t)?ke(t):t;return rt(e.transform)||rt(e.translate)||rt(e.scale)||rt(e.rotate)||
rt(e.perspective)||!qn()&&(rt(e.backdropFilter)||rt(e.filter))||Sa.test(e.willChange||"")||Aa.test(e.contain||"")}function Fr(t){let e=Ke(t);for(;Pe(e)&&!At(e);){
if(Fn(e))return e;if(Zt(e))return null;e=Ke(e)}return null}function qn(){return Go==null&&(Go=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Go}function At(t){return/^(html|body|#document)$/.test(it(t))}function ke(t){return fe(t).getComputedStyle(t)}function en(t){return we(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Ke(t){if(it(t)==="html")return t;let e=t.assignedSlot||t.parentNode||Lr(t)&&
t.host||Ee(t);return Lr(e)?e.host:e}function qr(t){let e=Ke(t);return At(e)?(t.ownerDocument||t).body:Pe(e)&&Qt(e)?e:qr(e)}function In(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let s=qr(t),r=s===((o=t.ownerDocument)==null?void 0:o.body),i=fe(s);if(r){let a=Nn(i);return e.concat(i,i.visualViewport||[],Qt(s)?s:[],
a&&n?In(a):[])}else return e.concat(s,In(s,[],n))}function Nn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Wr(t){let e=ke(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,s=Pe(t),r=s?t.offsetWidth:n,i=s?t.offsetHeight:o,a=Jt(n)!==r||Jt(o)!==i;return a&&
(n=r,o=i),{width:n,height:o,$:a}}function Hr(t){return we(t)?t:t.contextElement}function Ct(t){let e=Hr(t);if(!Pe(e))return Se(1);let n=e.getBoundingClientRect(),
{width:o,height:s,$:r}=Wr(e),i=(r?Jt(n.width):n.width)/o,a=(r?Jt(n.height):n.height)/s;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Ca=Se(0);function jr(t){let e=fe(t);return!qn()||!e.visualViewport?Ca:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Oa(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===fe(t)}function tn(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let s=t.getBoundingClientRect(),r=Hr(t),i=Se(1);e&&(o?we(
o)&&(i=Ct(o)):i=Ct(t));let a=Oa(r,n,o)?jr(r):Se(0),c=(s.left+a.x)/i.x,u=(s.top+a.y)/i.y,p=s.width/i.x,f=s.height/i.y;if(r&&o){let h=fe(r),d=we(o)?fe(o):o,m=h,g=Nn(
m);for(;g&&d!==m;){let b=Ct(g),v=g.getBoundingClientRect(),x=ke(g),w=v.left+(g.clientLeft+parseFloat(x.paddingLeft))*b.x,M=v.top+(g.clientTop+parseFloat(x.paddingTop))*
b.y;c*=b.x,u*=b.y,p*=b.x,f*=b.y,c+=w,u+=M,m=fe(g),g=Nn(m)}}return st({width:p,height:f,x:c,y:u})}function Dn(t,e){let n=en(t).scrollLeft;return e?e.left+n:tn(Ee(
t)).left+n}function Br(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-Dn(t,n),s=n.top+e.scrollTop;return{x:o,y:s}}function Ma(t){let{elements:e,rect:n,
offsetParent:o,strategy:s}=t,r=s==="fixed",i=Ee(o),a=e?Zt(e.floating):!1;if(o===i||a&&r)return n;let c={scrollLeft:0,scrollTop:0},u=Se(1),p=Se(0),f=Pe(o);if((f||
!r)&&((it(o)!=="body"||Qt(i))&&(c=en(o)),f)){let d=tn(o);u=Ct(o),p.x=d.x+o.clientLeft,p.y=d.y+o.clientTop}let h=i&&!f&&!r?Br(i,c):Se(0);return{width:n.width*u.x,
height:n.height*u.y,x:n.x*u.x-c.scrollLeft*u.x+p.x+h.x,y:n.y*u.y-c.scrollTop*u.y+p.y+h.y}}function Ta(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function $a(t){let e=en(t),n=t.ownerDocument.body,o=Ve(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),s=Ve(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+Dn(t),i=-e.scrollTop;return ke(n).direction==="rtl"&&(r+=Ve(t.clientWidth,n.clientWidth)-o),{width:o,height:s,x:r,y:i}}var Ea=25;
function Pa(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",s=fe(t),r=Ee(t),i=s.visualViewport,a=r.clientWidth,c=r.clientHeight,u=0,p=0;if(i){let h=!qn()||
e==="fixed";o?h||(u=-i.offsetLeft,p=-i.offsetTop):(a=i.width,c=i.height,h&&(u=i.offsetLeft,p=i.offsetTop))}if(Dn(r)<=0){let h=r.ownerDocument,d=h.body,m=getComputedStyle(
d),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,b=Math.abs(r.clientWidth-d.clientWidth-g),v=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?b/2:b;v<=Ea&&(a-=v)}return{width:a,height:c,x:u,y:p}}function Ra(t,e){let n=tn(t,!0,e==="fixed"),o=n.top+t.clientTop,s=n.left+t.clientLeft,r=Ct(
t),i=t.clientWidth*r.x,a=t.clientHeight*r.y,c=s*r.x,u=o*r.y;return{width:i,height:a,x:c,y:u}}function Nr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Pa(t,n,e);else if(e==="document")o=$a(Ee(t));else if(we(e))o=Ra(e,n);else{let s=jr(t);o={x:e.x-s.x,y:e.y-s.y,width:e.width,height:e.height}}return st(o)}function La(t,e){
let n=e.get(t);if(n)return n;let o=In(t,[],!1).filter(a=>we(a)&&it(a)!=="body"),s=null,r=ke(t).position==="fixed",i=r?Ke(t):t;for(;we(i)&&!At(i);){let a=ke(i),c=Fn(
i),u=s?s.position:r?"fixed":"";!c&&(u==="fixed"||u==="absolute"&&a.position==="static")?o=o.filter(f=>f!==i):s=a,i=Ke(i)}return e.set(t,o),o}function Ia(t){let{
element:e,boundary:n,rootBoundary:o,strategy:s}=t,i=[...n==="clippingAncestors"?Zt(e)?[]:La(e,this._c):[].concat(n),o],a=Nr(e,i[0],s),c=a.top,u=a.right,p=a.bottom,
f=a.left;for(let h=1;h<i.length;h++){let d=Nr(e,i[h],s);c=Ve(d.top,c),u=Gt(d.right,u),p=Gt(d.bottom,p),f=Ve(d.left,f)}return{width:u-f,height:p-c,x:f,y:c}}function za(t){
let{width:e,height:n}=Wr(t);return{width:e,height:n}}function Fa(t,e,n){let o=Pe(e),s=Ee(e),r=n==="fixed",i=tn(t,!0,r,e),a={scrollLeft:0,scrollTop:0},c=Se(0);if((o||
!r)&&((it(e)!=="body"||Qt(s))&&(a=en(e)),o)){let h=tn(e,!0,r,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&s&&(c.x=Dn(s));let u=s&&!o&&!r?Br(s,a):Se(0),p=i.left+
a.scrollLeft-c.x-u.x,f=i.top+a.scrollTop-c.y-u.y;return{x:p,y:f,width:i.width,height:i.height}}function Jo(t){return ke(t).position==="static"}function Dr(t,e){
if(!Pe(t)||ke(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Ee(t)===n&&(n=n.ownerDocument.body),n}function Vr(t,e){let n=fe(t);
if(Zt(t))return n;if(!Pe(t)){let s=Ke(t);for(;s&&!At(s);){if(we(s)&&!Jo(s))return s;s=Ke(s)}return n}let o=Dr(t,e);for(;o&&zr(o)&&Jo(o);)o=Dr(o,e);return o&&At(
o)&&Jo(o)&&!Fn(o)?n:o||Fr(t)||n}var qa=async function(t){let e=this.getOffsetParent||Vr,n=this.getDimensions,o=await n(t.floating);return{reference:Fa(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Na(t){return ke(t).direction==="rtl"}var Da={convertOffsetParentRelativeRectToViewportRelativeRect:Ma,
getDocumentElement:Ee,getClippingRect:Ia,getOffsetParent:Vr,getElementRects:qa,getClientRects:Ta,getDimensions:za,getScale:Ct,isElement:we,isRTL:Na};var Xo=Pr;var Yo=Rr,Qo=Er;var Zo=(t,e,n)=>{let o=new Map,s=n??{},r={...Da,...s.platform,_c:o};return $r(t,e,{...s,platform:r})};function Wn(t){try{return t.matches(":popover-open")}catch{return!1}}function Kr(t,e,n){if(!n){Wn(e)&&e.hidePopover();return}Wn(e)||e.showPopover?.(),Zo(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[Xo(2),Qo({padding:8}),Yo({padding:8})]}).then(({x:o,y:s})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(s)}px`}))}function Ur(){let{view:t}=k(),e=I(null),n=t.hint.value,o=t.open.value;return F(()=>{let s=e.current;if(!(!s||!n)){if(!o){Wn(s)&&s.hidePopover();
return}Wn(s)||s.showPopover?.(),Zo(n.anchor,s,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[Xo(6),Qo({padding:8}),Yo({padding:8})]}).then(({x:r,
y:i})=>Object.assign(s.style,{left:`${Math.round(r)}px`,top:`${Math.round(i)}px`}))}}),F(()=>{let s=new AbortController,{signal:r}=s;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:r,capture:!0}),()=>s.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ae({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var Wa=12;function Gr({entries:t,choose:e}){let n=ie(),o=J(""),s=J(0),r=I(null),i=Ha(t,o.value),a=o.value.trim()!=="",c=Math.min(s.value,i.length-1),u=I(null);F(
()=>{r.current&&u.current&&Kr(r.current,u.current,a)});let p=()=>{o.value="",s.value=0},f=d=>{d&&(p(),e(d))},h=d=>{if(d.key==="ArrowDown")s.value=Math.min(c+1,i.
length-1);else if(d.key==="ArrowUp")s.value=Math.max(c-1,0);else if(d.key==="Enter"&&a)f(i[c]);else if(d.key==="Escape"&&a)p();else return;d.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:r,
onInput:({currentTarget:{value:d}})=>{o.value=d,s.value=0},onKeyDown:h,onBlur:p}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:u,children:[i.map((d,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:g=>{g.preventDefault(),f(d)},children:[
l("b",{children:d.label}),l("span",{class:"ll-quiet",children:` ${d.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:d.help})]},d.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function Ha(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(
a=>i.toLowerCase().includes(a)),s=t.filter(({label:i})=>o(i)),r=t.filter(i=>!s.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...s,
...r].slice(0,Wa)}function Xr(){let{store:t}=k(),{draft:e,synced:n}=t,[o,s]=[ie(),ie()],r=I(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[u,p]=ja(
n.entries.value,c),f=d=>{t.edit(()=>{e.change({preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})};F(()=>{let d=!0;return Q(
()=>{t.view.wanted.value;let m=r.current;!d&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),d=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(C,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":s,value:i.name,onChange:d=>f(d.currentTarget.value),children:[u.map(Jr),p.map(([d,m])=>l("optgroup",{label:d,children:m.map(Jr)},
d))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":s,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:r,onInput:d=>{let{value:m}=d.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(Gr,{entries:[...u,...p.flatMap(([,d])=>d)],choose:({name:d})=>f(d)})]}),l("p",{class:"ll-help",id:s,children:h})]})}function Jr({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function ja(t,e){let n=new Map,o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.
includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":s=[]}=Object.fromEntries(n);return n.delete(""),[s,[...n]]}function Qr(){let{store:t}=k(),{draft:e,synced:n}=t,o=ie(),s=I(null),{open:r}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${Va(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:s,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),l(Yr,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Yr,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),s.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:l(Be,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Ba,{})})})]})}function Yr({name:t,hidden:e,children:n}){let{store:o}=k(),{draft:s}=o,r=s.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":r,hidden:e,onClick:()=>o.edit(()=>s.change({panel:r?"":t})),children:n})}function Ba(){let{store:t}=k(),{draft:e}=t,n=t.synced.selection.
value,o=n?Me(n):[],s=o.length,r=s===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:s>1?`the ${s} selected tokens`:"the selected token"})}function Va(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(Kt(t,e)||t.empty||"none")}function Zr(){let{store:t}=k(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:s}=t.synced,r=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(C,{children:[e.reads?l(En,{tokens:s,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(En,{tokens:s,layers:r,positions:i}),l($n,{name:"Writes",where:Wo(e),children:l(Ka,{target:e,slots:e.slots??i})})]})})}
function Ka({target:t,slots:e}){let{store:n}=k(),o=I(null),s=I(!1);if(F(()=>{s.current&&(s.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Vt,{tokens:t.tokens,marked:e,chip:Pn(e,"slot")});let r=c=>{s.current=!0,n.preview.put(c),n.edit(u=>u.set("position",c))},
i=(c,u)=>{let p={ArrowLeft:-1,ArrowRight:1}[c.key];p!==void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,u+p))))},a=(c,u,p)=>{let f=e.includes(
u);return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":u,tabIndex:f||e.length===0&&
u===0?0:-1,title:`position ${u}`,onClick:()=>r(u),onKeyDown:h=>i(h,u),children:l(je,{text:c,part:p})},u)};return l(Vt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function ei(){let{store:t}=k(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(Xr,{}),l(Ua,{}),l(xr,{}),l(Qr,{}),l(Zr,{}),l(br,{}),l(Ja,{}),l(yr,{})]})}function Ua(){let{store:t}=k(),{draft:e,synced:n}=t,[o,s]=[ie(),ie()],
r=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:s,children:"Into layer"}),l("select",{class:"ll-field",id:s,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),l(
"option",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var Ga=[
"question","layer","position"];function Ja(){let{draft:t,preview:e,requests:n,synced:o}=k().store,s=e.problem.value,r=s!==null&&Ga.includes(s.setting),{open:i,panel:a}=t.
state.value,c=g=>t.isSteering(g)?a==="steer":t.isTraining(g)?a==="train":i||t.isSource(g),p=[...o.fields,...o.steer?[o.steer]:[],...o.train?[o.train]:[]].flatMap(
({fields:g})=>g).find(({name:g})=>g===s?.setting),f=s!==null&&c(s.setting)&&(!p||t.applies(p)),h=s!==null&&(r||!f),d=p&&!r?`${p.label}: `:"",m=s?.setting!=="que\
stion"||n.refused(s)||t.entry.takes==="corpus"&&t.text!=="";return l("p",{class:m?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!h,children:h?
`${d}${s.message}`:""})}function ti(){let{store:t}=k(),{answers:e,comparisons:n,constants:o,tokens:s}=t.synced,r=t.view.answer.value?.id??"",i=n.value.find(p=>p.answers.includes(r)),a=(i?.
answers??[]).flatMap(p=>e.value.find(f=>f.id===p)??[]),[c]=a,u=p=>`${pe(me(p))}, ${ye(p,s)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(C,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${u(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:Xa(i)})]}),l("div",{class:"ll-columns",children:a.
map(p=>l("button",{type:"button","data-id":p.id,"aria-current":p.id===r?"true":void 0,onClick:()=>t.show(p),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:p.question,children:p.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:re(p)}),u(p)!==u(c)&&l("span",{class:"ll-quiet",children:`reads ${u(
p)}`}),l(Ya,{name:"confidence",value:ce(p)?p.confidence:null}),tt(p,"").map(([f,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("spa\
n",{class:"ll-num",children:h})]},f)),l("span",{class:"ll-quiet",children:o.verdicts[p.verdict]})]},p.id))})]})})}function Xa({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${E(t/e)}`}function Ya({name:t,value:e}){return l(C,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":E(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function ni(t){return typeof t=="object"?t.key:t}function oi(t,e){let n=t.length;return new Proxy(t,{get(o,s,r){if(typeof s=="string"){let i=s.charCodeAt(0);if(i>=
48&&i<=57){let a=+s;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let u=e[a*2];c=o[a]={index:a,key:c,start:u,size:e[a*2+1],end:u+e[a*2+1],
lane:0}}return c}}if(s==="length")return n}return Reflect.get(o,s,r)}})}function lt(t,e,n){let o=n.initialDeps??[],s,r=!0;function i(){var a;let u=0,p=t();if(!(p.length!==o.length||p.some((d,m)=>o[m]!==d)))return s;o=p;let h=0;return s=
e(...p),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(s),r=!1,s}return i.updateDeps=a=>{o=a},i}function es(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Re=(t,e)=>Math.abs(t-e)<1.01,si=(t,e,n)=>{let o;return Object.assign(function(...s){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,s),n)},{cancel:()=>{t.clearTimeout(o)}})};function ri({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:s,pendingWrite:r,clampedMaxAtWrite:i}){var a;return e&&r===null&&t===s?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((a=r.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Qa=t=>t==="smooth"||t==="smoothFinishing";function ii({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Qa(n.phase)&&!Re(e,n.lastTargetOffset)&&
!Re(e,o())&&t!=="clampedEcho"}var ts=40;function li(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ts;)n--;if(n<0)return!1;
let o=t[n],s=n-1;for(;s>=0&&o.t-t[s].t<ts;)s--;if(s<0)return!1;let r=t[s],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-r.offset)/(o.t-r.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function ai(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ts;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var nn,on=()=>{if(nn!==void 0)return nn;if(typeof navigator>"u")return nn=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return nn=!0;let t=navigator.maxTouchPoints;
return nn=navigator.platform==="MacIntel"&&t!==void 0&&t>0},ns,Za=()=>ns!==void 0?ns:ns=on()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),ci=()=>!on()||Za();var Ot={capture:!0,passive:!0},Hn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:s,external:r})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
s&&this._openTail(!0,!1)),!o&&n&&s&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),s=()=>this.touchEnd();return n.addEventListener("touchstart",o,Ot),n.addEventListener("touchend",s,Ot),n.addEventListener("touchcanc\
el",s,Ot),()=>{n.removeEventListener("touchstart",o,Ot),n.removeEventListener("touchend",s,Ot),n.removeEventListener("touchcancel",s,Ot),this.end()}},this._openTail=
(n,o)=>{let s=this.host.getWindow();if(s==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:s.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var ec=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},tc=t=>t,nc=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),s=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(s);for(let i=0;i<
s;i++)r[i]=n+i;return r};var ui={passive:!0};var oc=typeof window>"u"?!0:"onscrollend"in window,sc=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let s=t.targetWindow;if(!s)return;let r=t.options.useScrollendEvent&&
oc,i=0,a=r?null:si(s,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=f=>()=>{i=n(o),a?.(),e(i,f)},u=c(!0),p=c(!1);return o.addEventListener("scroll",u,ui),r&&
o.addEventListener("scrollend",p,ui),()=>{o.removeEventListener("scroll",u),r&&o.removeEventListener("scrollend",p),a?.cancel()}},pi=(t,e)=>sc(t,e,n=>{let{horizontal:o,
isRtl:s}=t.options;return o?n.scrollLeft*(s&&-1||1):n.scrollTop});var rc=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),s=n.options.getItemKey(o);return n.itemSizeCache.get(s)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),s=n.
options.getItemKey(o),r=n.itemSizeCache.get(s);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},ic=(t,{adjustments:e=0,behavior:n},o)=>{
var s;let{scrollElement:r,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&r!==null&&"ownerDocument"in r;(s=r?.scrollTo)==null||s.call(r,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var fi=ic,di=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",sn=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function lc(t,e,n,o){if(e===0)return!1;
let s=o(0),r=new Set,i=0;for(;i<t;){let c=n(i);if(c===s)break;r.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(r.has(o(c)))return!1;return!0}var jn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Hn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&ai(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,s;return((s=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:s.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,s=!1,r=!1,i=new Set,a=()=>{if(n)return n;
let u=this.targetWindow;if(!u||!u.ResizeObserver)return null;let p=o=ec(u);return n=new u.ResizeObserver(f=>{let h=()=>{let d={sync:!1};this._resizeBatch=d;try{
f.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)p.schedule(h);else{s=!0;try{h()}finally{s=!1}}})},c=u=>{let p=u.target,f=this.indexFromElement(p);if(!p.
isConnected){this.observer.unobserve(p);for(let[h,d]of this.elementsCache)if(d===p){this.elementsCache.delete(h);break}return}this.isIndexInRange(f)&&this.shouldMeasureDuringScroll(
f)&&this.resizeItem(f,this.options.measureElement(p,u,this))};return{disconnect:()=>{var u;(u=a())==null||u.disconnect(),o?.cancel(),i.clear(),r=!1,n=null,o=null},
observe:u=>{let p=a();if(p){if(!s){p.observe(u,{box:"border-box"});return}i.add(u),r||(r=!0,o?.schedule(()=>{r=!1,i.forEach(f=>{f.isConnected&&n?.observe(f,{box:"\
border-box"})}),i.clear()}))}},unobserve:u=>{var p;i.delete(u),(p=a())==null||p.unobserve(u)}}})(),this.range=null,this.setOptions=n=>{var o;let s={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:tc,rangeExtractor:nc,onChange:()=>{},measureElement:rc,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let p in n){let f=n[p];
f!==void 0&&(s[p]=f)}let r=this.options,i=null,a=null,c=!1;if(r!==void 0&&r.enabled&&s.enabled&&s.anchorTo==="end"&&this.scrollElement!==null){let p=r.count,f=s.
count,h=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=w=>ni(d[w]),g=p>0?m(0):null,b=p>0?m(p-1):null;if(f!==p||p>0&&f>0&&
(s.getItemKey(0)!==g||s.getItemKey(f-1)!==b)){c=!0;let w=p>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;w&&(i=[w.key,this.getScrollOffset()-
w.start]);let M=s.followOnAppend===!0?"auto":s.followOnAppend||null;M&&f>0&&this.isAtEnd(r.scrollEndThreshold)&&(p===0||s.getItemKey(f-1)!==b)&&(f>p||lc(p,f,m,s.
getItemKey))&&(a=M)}}this.options=s,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let u=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[p,f]=i,h=this.getMeasurements(),{count:d,getItemKey:m}=this.options,g=0;for(;g<d&&m(g)!==p;)g++;if(g<d){let b=h[g];if(b){let v=Math.max(0,b.start+f);!a&&v!==
this.scrollOffset&&(u=v-this.scrollOffset,this.scrollOffset=v)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:u!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:u}:(this._holdOffset+=u,this._followOffsetTarget(u)))},this.notify=n=>{var o,s;(s=(o=this.options).onChange)==null||s.call(o,this,n)},this.
maybeNotify=lt(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,i)=>{var a,c,u,p;let f=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=r<0||f!==null&&r>f+1;let d=r;this._lastElementOffset=d,r=this._toLayoutOffset(r);let m=this._classifyScrollEvent(
r,i,f);if(m==="spurious")return;m==="readBack"?r=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:ii({kind:m,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=i?g===r?this.scrollDirection:g<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=i;let v=this.scrollState;
if(v?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)v.samples=[];else{let x=this.now();v.samples=[...(v.samples??[]).filter(w=>x-w.t<=200),
{t:x,offset:d}],(b!==null&&this.scrollDirection!==b||li(v.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:r!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((u=this.scrollState)==null?void 0:u.phase)!=="smoothFinishing"})&&
((p=this.scrollState)==null?void 0:p.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let s=this.pendingScrollAnchor;this.pendingScrollAnchor=null,s&&this.scrollElement&&this.options.enabled&&(s.kind==="anchor"?this._canWriteScroll()?
sn(this.scrollState)&&!Re(this.getScrollOffset()-s.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(s.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=s.delta,this._followOffsetTarget(s.delta),this.notify(!1)):this.scrollToEnd({behavior:s.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,s)=>{var r;return ri({offset:n,isScrolling:o,elementMax:s,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,s=this.getMaxScrollOffset();s>o+.5&&
(this._clampedAdjustment=n>s+.5?{target:n,maxAtWrite:s}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let s=this.getScrollStateTarget(n);n.lastTargetOffset=s,this._clampedAdjustment=null,n.phase=di(o,n.index!=
null&&Re(s,this.getScrollOffset())),this._scrollToOffset(s,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:s}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(s&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(on()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let s=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
s),this._scrollToOffset(s)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
lt(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,s,r,i,a,c,u)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:u}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=lt(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:u},p)=>{
var f;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let x of this.laneAssignments.keys())x>=n&&this.laneAssignments.delete(x);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(x=>{this.itemSizeCache.
set(x.key,x.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let x=n*2,w=(f=this._singleLaneMeasurements)==null?void 0:f.flat;if(!w||w.length<x){let O=new Float64Array(x);w&&d>0&&O.set(w.subarray(0,d*2)),w=O}let M=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),L;if(d===0)L=o+s;else{let O=d-1;L=w[O*2]+w[O*2+1]+u}for(let O=d;O<n;O++){let D=r(O);M[O]=D;let X=h.get(
D),q=typeof X=="number"?X:this.options.estimateSize(O);w[O*2]=L,w[O*2+1]=q,L+=q+u}this._singleLaneMeasurements={flat:w,items:M};let S=oi(M,w);return this.measurementsCache=
S,S}let m=this.measurementsCache.slice(0,d),g=new Array(a).fill(void 0),b=new Float64Array(a),v=0;for(let x=0;x<d;x++){let w=m[x];w&&(g[w.lane]===void 0&&v++,g[w.
lane]=x,b[w.lane]=w.end)}for(let x=d;x<n;x++){let w=r(x),M=this.laneAssignments.get(x),L,S,O=c==="estimate"||h.has(w);if(M!==void 0&&this.options.lanes>1){L=M;let K=g[L],
N=K!==void 0?m[K]:void 0;S=N?N.end+u:o+s}else if(v===a){let K=0,N=b[0],U=g[0];for(let P=1;P<a;P++){let R=b[P];(R<N||R===N&&g[P]<U)&&(K=P,N=R,U=g[P])}L=K,S=N+u,O&&
this.laneAssignments.set(x,L)}else L=x%this.options.lanes,S=o+s,O&&this.laneAssignments.set(x,L);let D=h.get(w),X=typeof D=="number"?D:this.options.estimateSize(
x),q=S+X;m[x]={index:x,start:S,size:X,end:q,key:w,lane:L},g[L]===void 0&&v++,g[L]=x,b[L]=q}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=lt(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,s,r,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=cc(n,o,Math.min(s,a),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=lt(()=>{let n=null,o=null,s=this.calculateRange();
return s&&(n=s.startIndex,o=s.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,s,r,i,a)=>r===null||i===null?[]:n({startIndex:r,endIndex:i,overscan:o,count:s,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,s=n.getAttribute(o);return s?parseInt(s,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!sn(this.scrollState))return!0;let s=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(s!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,s-r),a=Math.min(this.options.count-1,s+r);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let s=this.options.getItemKey(
o),r=this.elementsCache.get(s);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(s,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var s,r,i;if(!this.isIndexInRange(
n))return;(s=this._resizeBatch)!=null&&s.sync&&this.getMeasurements();let a,c,u,p=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
p!=null)u=this.options.getItemKey(n),c=p[n*2],a=p[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;u=d.key,c=d.start,a=d.size}let f=this.itemSizeCache.get(
u)??a,h=o-f;if(h!==0){let d=this.options.anchorTo==="end"&&!sn(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=d?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),v=!this.itemSizeCache.has(u)?c<g:c+f<=g&&this.scrollDirection!=="backward",x=!sn(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:u,start:c,size:a,end:c+a,lane:0},h,this):v);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(u,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(d?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):x&&(w=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=lt(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,s)=>{let r=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],u=o[c];r.push(s===0?u:{...u,start:u.start-s,end:u.end-s})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let s=this.getMeasurements();if(s.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&r!=null,a=hi(0,s.length-1,i?c=>r[c*2]:c=>es(s[c]).start,n);return es(s[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,s=Math.max(n,0)+this._holdOffset;if(s>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==s&&r.push(s)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let s=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(s+=this.pendingScrollAnchor.delta),s},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,s=this.targetWindow;if(o===null||s===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=r,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
u=i.getPropertyPriority(a),p=()=>this.options.horizontal?r.clientHeight:r.clientWidth,f=p();if(i.setProperty(a,"hidden","important"),p()!==f){i.setProperty(a,c,
u);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,u),!0),done:n};this._momentumStop=h,
s.requestAnimationFrame(()=>s.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let s=o+this._holdOffset;return n>s+.5?{target:n,maxAtWrite:s}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,s=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+r?"end":"start"),o==="center"?n+=(s-r)/2:o==="end"&&(n-=r);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let s=this.getSize(),r=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=r+s-this.options.scrollPaddingEnd)o="end";else if(i.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),u=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(u,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:s="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),s,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:s="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getOffsetForIndex(n,o);if(!r)return;let[
i,a]=r;this._startScroll({index:n,align:a},i,s,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let s=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},s,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let s=this.
getMeasurements(),r;if(s.length===0)r=this.options.paddingStart;else if(this.options.lanes===1){let i=s.length-1,a=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;a!=null?r=a[i*2]+a[i*2+1]:r=((o=s[i])==null?void 0:o.end)??0}else{let i=Array(this.options.lanes).fill(null),a=s.length-1;for(;a>=0&&i.some(c=>c===null);){
let c=s[a];i[c.lane]===null&&(i[c.lane]=c.end),a--}r=Math.max(...i.filter(c=>c!==null))}return Math.max(r-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let s of o)s&&this.itemSizeCache.has(s.key)&&n.push({index:s.
index,key:s.key,start:s.start,size:s.size,end:s.end,lane:s.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:s}={})=>{let r={target:n+(o??0),smooth:s===
"smooth"};return this.pendingWrite=r,this.options.scrollToFn(n-this._holdOffset,{behavior:s,adjustments:o},this),r},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!(on()&&this._iosGesture.dragging())&&n!==null&&!Re(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let s=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===s&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),s=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&Re(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=s){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=sn(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,s){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(s==="absolute"&&r!==null){if(r==="fling"&&ci()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:di(o,e.index!=null&&Re(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},hi=(t,e,n,o)=>{for(;t<=e;){let s=(t+e)/2|0,r=n(s);if(r<o)t=s+1;else if(r>o)e=s-1;else return s}return t>0?t-1:0};
function ac(t,e,n){let o=0;for(;o<=e;){let s=(o+e)/2|0,r=t[s*2];if(r<n)o=s+1;else if(r>n)e=s-1;else return s}return o>0?o-1:0}function cc(t,e,n,o,s){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&s!==null){let u=ac(s,r,n),p=u,f=n+e;for(;p<r&&s[p*2]+s[p*2+1]<f;)p++;return{startIndex:u,endIndex:p}}
let a=hi(0,r,u=>t[u].start,n),c=a;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let u=Array(o).fill(0);for(;c<r&&u.some(f=>f<n+e);){let f=t[c];u[f.lane]=f.end,
c++}let p=Array(o).fill(n+e);for(;a>=0&&p.some(f=>f>=n);){let f=t[a];p[f.lane]=f.start,a--}a=Math.max(0,a-a%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var Le=24,uc=38,Bn=16,de=44,os=18,mi=760;function dc(t,e,n,o=68,s=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(s,r))*10)/10}function pc(t,e,n={}){
return new jn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:pi,scrollToFn:fi,...n})}var Ue=class{constructor(e,n,o,s,r,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=i;this.cursor=T(s),this.width.value=this.fitting(),this.rows=this.axis(e,()=>Le,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=T(80);version=T(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return uc+this.band}axis(e,n,o){let s=()=>({width:(this.scroller?.clientWidth||mi)-de,height:(this.scroller?.clientHeight||os*Le+this.head)-this.head});return pc(
e,n,{horizontal:o,initialRect:s(),getScrollElement:()=>this.scroller,observeElementRect:(r,i)=>{let a=()=>i(s());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return dc(this.scroller?.clientWidth||mi,de,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let s of this.resized)s();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek(),e))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,s]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-s,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}sight(){let e=(i,a)=>{let c=i.getTotalSize()||1,u=Math.min(1,(i.scrollRect?.[a]??c)/c);return[
Math.min((i.scrollOffset??0)/c,1-u),u]},[[n,o],[s,r]]=[e(this.columns,"width"),e(this.rows,"height")];return{left:n,width:o,top:s,height:r}}move([e,n],o){let s=(r,i)=>Math.
max(0,Math.min(i-1,r));this.wantsFocus||=o,this.cursor.value=[s(e,this.rowCount),s(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n],o=!1){if(!this.
scroller?.clientWidth)return;this.rows.scrollToIndex(this.rowCount-1-e);let s=o&&(n+1)*this.width.peek()>this.scroller.clientWidth-de;this.columns.scrollToIndex(
n,{align:s?"center":"auto"})}},gi={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]},vi={Home:(t,{rowCount:e})=>[e-1,0],End:(t,{columnCount:e})=>[0,e-1]};var Vn=10,is=112,ls=Vn+is+6,Ge=t=>Vn+(1-t)*is;function as(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=_t(t.controls,e);return n!==null&&Ce(t,e)<=n[1]}function bi(t,e=({
position:n})=>n??-1){let n=[...t].sort((s,r)=>e(s)-e(r)),o=[];for(let s of n){let r=o.at(-1),i=r?.at(-1);r&&i&&e(i)===e(s)-1?r.push(s):o.push([s])}return o}function yi({
points:t,at:e,option:n,column:o,width:s,marked:r,constants:i}){let a=d=>ss(e(d),o),c=t.filter(ce),u=(d,m)=>d.flatMap(g=>[-o/2,o/2].map(b=>`${a(g)+b},${Ge(m(g))}`)),
p=(d,m)=>g=>_t(rs(g,d),n)?.[m]??0,f=d=>{let m=g=>[...u(d,p("random",1)),...u(d,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),d.some(g=>rs(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(p("random",0))})]})},h=et(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:s,height:ls,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:de,x2:s,y1:Ge(
d),y2:Ge(d)},d)),r!==void 0&&l("line",{class:"ll-guide",x1:ss(r,o),x2:ss(r,o),y1:Vn,y2:Vn+is}),[...new Set(["random",...h])].flatMap(d=>bi(c.filter(m=>rs(m,d).length>
0),e).map(m=>d==="random"?f(m):l("polyline",{class:`ll-control ll-${d}`,points:u(m,p(d,1)).join(" ")}))),bi(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
m=>`${a(m)},${Ge(Ce(m,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!ce(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${Ge(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${xe(d,i)?" ll-hollow":""}${as(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:Ge(Ce(d,n)),r:4},d.id))]})}function ss(t,e){return de+
(t+.5)*e}function rs(t,e){return t.controls.filter(n=>n.kind===e)}function xi({curve:t,columns:e,option:n,column:o}){let{store:s,view:r}=k(),i=I(null),a=J(-1),c=I(!1),{at:u,heads:p,unit:f}=e,h=new Map(t.points.map(S=>[u(S),S])),
d=h.has(a.value)?a.value:t.points[0]?u(t.points[0]):-1;F(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=s.synced.
selection.value,g=t.points.find(({id:S})=>S===s.view.answer.value?.id),b=f==="positions"?m?.position:f==="layers"&&m?e.values.indexOf(m.layer):g&&u(g),v=f==="sc\
ales"||(f==="layers"?m?.position===t.position:m?.layer===t.layer),x=de+p.length*o,w=S=>{let O=S instanceof Element?S.closest(".ll-tick"):null,D=O&&h.get(Number(
O.dataset.position));return D?[O,D]:void 0},M=S=>{if(S.altKey||S.ctrlKey||S.metaKey)return;let O=[...h.keys()].sort((K,N)=>K-N),D=O.indexOf(d),q={ArrowLeft:D-1,
ArrowRight:D+1,Home:0,End:O.length-1}[S.key];q!==void 0&&(S.preventDefault(),c.current=!0,a.value=O[Math.max(0,Math.min(O.length-1,q))]??d)},L=({target:S})=>{let O=w(
S);O&&r.show({anchor:O[0],content:()=>l(hc,{answer:O[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${x}px`},onKeyDown:M,
onClick:({target:S})=>{let O=w(S);O&&(a.value=u(O[1]),s.show(O[1]))},onPointerOver:L,onFocusIn:L,onPointerOut:()=>r.hide(),onFocusOut:()=>r.hide(),children:[l(yi,
{points:t.points,at:u,option:n,column:o,width:x,marked:b===void 0||b<0?void 0:b,constants:s.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(S=>l("span",{style:{top:`${Ge(S)}px`},children:S},S))}),p.map((S,O)=>l(fc,{head:S,column:O,answer:h.get(O),stop:O===d,on:v&&O===b,width:o},O))]})}function fc({
head:t,column:e,answer:n,stop:o,on:s,width:r}){let{tokens:i}=k().store.synced;return l("button",{type:"button",class:s?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?mc(n,i):`Position ${e} ${t}`,style:{left:`${de+e*r}px`,width:`${r}px`,paddingTop:`${ls}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(H,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(H,{text:re(n)})})]})}function hc({answer:t,
option:e}){let{tokens:n}=k().store.synced,[o,s]=ye(t,n),r=ee(t);return l(C,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(H,{text:s})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:re(t)})}),!r&&l("div",{class:"ll-quiet",children:bt}),
r&&!be(t)&&l(ae,{name:e||"confidence",value:E(Ce(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ae,{name:"calibrated",value:E(t.calibrated_confidence)}),
tt(t,e).map(([i,a])=>l(ae,{name:i,value:a},i)),t.option_mass!==null&&l(ae,{name:"option mass",value:E(t.option_mass)})]})}function mc(t,e){let n=ye(t,e).join(" ");
if(t.confidence===null)return`${n}: ${se}`;let o=tt(t,"").map(([s,r])=>`, ${s} ${r}`);return ce(t)?`${n}: ${t.text}, confidence ${E(t.confidence)}${o.join("")}`:
`${n}: ${re(t)}`}function Mt({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function wi({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function ge({
label:t,value:e,options:n,least:o,choose:s}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>s(r.currentTarget.value),children:n.
map(([r,i])=>l("option",{value:r,children:i},r))})}function ki(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function _i(t,e,n){
if(t?.vector){let o=t.points.map(({scale:r=1})=>r).sort((r,i)=>r-i),s=o.map(r=>`× ${r}`);return{values:o,heads:s,unit:"scales",at:({scale:r=1})=>o.indexOf(r)}}
if(t?.position!==void 0){let o=t.total===n?Array.from({length:n},(s,r)=>r):t.points.map(({layer:s})=>s).sort((s,r)=>s-r);return{values:o,heads:o.map(String),unit:"\
layers",at:({layer:s})=>o.indexOf(s)}}return{values:e.map((o,s)=>s),heads:e,unit:"positions",at:({position:o})=>o??-1}}var gc=54;function Ai({scroller:t}){let{store:e,view:n}=k(),{constants:o,tokens:s,layers:r}=e.synced,i=e.view.curve.value,a=J(""),c=i?.points[0]?.options.map(({
text:d})=>d)??[],u=c.includes(a.value)?a.value:"",p=_i(i,s,r),{heads:f,unit:h}=p;return l("section",{class:"ll-curve","aria-label":`Confidence across ${h}`,hidden:!i,
children:[l("header",{children:[i&&l("span",{class:"ll-title",children:[`${Si(i)}: `,l("span",{class:"ll-mono",dir:"auto",children:i.question}),!i.complete&&!e.
requests.pending(i.id)&&i.points.length>0&&l("span",{class:"ll-quiet",children:` ${i.points.length} of ${i.total||f.length} ${h}`})]}),l(ge,{label:"Sweep",least:2,
value:i?.id??"",options:e.view.lines.value.map(d=>[d.id,`${Si(d)}: ${B(d.question)}`]),choose:d=>{e.view.curveId.value=d}}),l(ge,{label:"What is drawn",least:2,
value:u,options:["",...c].map(d=>[d,d||"each its own answer"]),choose:d=>{a.value=d}}),i&&l(Mt,{keys:vc(i,u,o)})]}),l("div",{class:h==="positions"?"ll-strip":"l\
l-strip ll-free",ref:t,children:i&&l(xi,{curve:i,columns:p,option:u,column:h==="layers"?gc:n.columnWidth.value})})]})}function vc({points:t},e,n){let o=et(t.find(
ee)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:s,controls:r})=>({sign:s,text:Ho(s,r.length).toLowerCase()})),t.some(
s=>ce(s)&&as(s,e))&&{sign:"within",text:"a control supports it as much"},t.some(s=>xe(s,n))&&{sign:"hollow",text:"low option mass"},!t.every(ce)&&{sign:"cross",
text:t.some(be)?yt:`${se}: ${yt}`}]}function Si({layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${B(e)}`:""}`}function Ci(){let{store:t}=k(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,s=o.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:s.map((i,a)=>l(C,{children:[i.question!==s[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:B(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===r?"true":void 0,title:`L${pe(me(i)).slice(1)}: ${ye(i,n).map(B).join(" ")}
${B(i.question)}
${B(re(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.goBack(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${me(i).join("+")}`}),l("span",{class:"ll-mono ll-cut l\
l-quiet",dir:"auto",children:ye(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:re(i)}),l("span",{class:"ll-bar",style:{"--p":String(ce(i)?i.confidence:
0)}}),l("span",{class:"ll-num",children:ce(i)?E(i.confidence):""})]})})]},i.id))})]})}var rn={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}},Oi={...rn,text:"–",says:"not read before this page was saved"};function Mi(t,e){let n=t>1?
Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:[
"0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:["0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",
`${n}+`],of:"surprisal in nats"},{name:"rank",label:e.length>0?`rank of ${e.join(", ")}`:"rank of pinned tokens",scale:[t>1?String(t):"","1"],of:e.length>1?"ran\
k of the likeliest of them, logarithmic":"rank, logarithmic"}]}function at(t,e,n){if(!t)return rn;let o=t.probs[0];if(o==null)return{text:se,share:0,says:se,classes:{
"ll-not-finite":!0}};let s=t.tokens[0]??"",r=`lens reads ${s}, probability ${E(o)}`;if(e==="")return{text:s,share:o,says:r,classes:{}};if(e==="probability")return{
text:E(o),share:o,says:r,classes:{}};let{measures:i}=t;if(!i)return rn;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,says:`no ${e}\
 here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${E(i.chance??0)}`,classes:{}}:{text:c.toFixed(2),
share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Ti(t,e){let[n]=t;if(!n||t.length===1)return at(n?.[1],"rank",e);let o=t.filter(([,c])=>typeof c?.
measures?.rank=="number"),s=([,c])=>c?.measures?.rank??Number.POSITIVE_INFINITY,[r]=o.toSorted((c,u)=>s(c)-s(u));if(t.some(([,c])=>!c?.measures))return rn;if(!r)
return at(n[1],"rank",e);let i=at(r[1],"rank",e),a=o.map(c=>`${c[0]} rank ${s(c)}`).join(", ");return{...i,text:`${s(r)} ${r[0]}`,says:a}}function $i(t){let e=De(
t),n=t.find(ee)?.options??[],o={scale:["0","1"],of:"confidence"},s={scale:["0","1"],of:"excess"};return[{name:"",label:e?"answer, by excess":"answer, by confide\
nce",...e?s:o},...e?[{name:"excess",label:"excess",...s}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:r})=>({name:`option ${r}`,label:`P(${r}\
)`,scale:["0","1"],of:"probability"}))]}function ct({verdict:t}){return t!=="controls"&&t!=="noise"}function Ei(t,e,n,o){if(!t)return{...rn,says:"not asked yet"};
if(!ee(t))return{text:se,share:0,says:se,classes:{"ll-not-finite":!0}};let{confidence:s,excess:r,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===
""||e==="excess"),u=a?i.find(({text:h})=>h===a)?.probability??0:c?r??0:s??0,p=c?r===null?"":ue(r):E(u),f=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?
re(t):p,share:ct(t)||!c?Math.max(0,u):0,says:`${re(t)}, ${f} ${p}`,classes:{"ll-under-controls":!a&&!ct(t),"ll-low":xe(t,o)}}}function Pi(t,[e,n],o){let{option:s,over:r,found:i,here:a,constants:c}=o,u=t!==void 0&&!ee(t),p=s===""&&t?.excess===null&&r,f=t&&!p?Ne(t,s):0,h=t?re(t,""):"",d=u?
se:t?`${re(t)}, ${bc(t,s)}`:"not asked yet";return{text:h,share:t&&s===""&&r&&!ct(t)?0:Math.max(0,f),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!u&&!p&&s===""&&(f<=0||!ct(t)),"ll-not-finite":u,"ll-low":t!==void 0&&xe(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function bc(t,e){return e!==""?`P(${e}) ${E(Ne(t,e))}`:t.excess===null?`confidence ${E(Ne(t,""))}`:`excess ${ue(
t.excess)}`}function Ri({cell:[t,e],answer:n,option:o}){return l(C,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(Ii,{answer:n,option:o})]})}function Li({title:t,token:e,answer:n}){return l(C,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(H,{text:e})})]}),l(Ii,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Ii({
answer:t,option:e}){return l(C,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!ee(t)&&l("div",{class:"ll-quiet",children:bt}),t&&ee(t)&&
l(C,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:re(t)})}),(e!==""||!be(t))&&l(ae,{name:e||"confidence",value:E(Ce(t,e))}),tt(t,
e).map(([n,o])=>l(ae,{name:n,value:o},n)),t.excess!==null&&l(ae,{name:"excess",value:ue(t.excess)})]})]})}function zi({text:t,share:e,label:n,selected:o,classes:s,data:r,column:i,left:a,stop:c}){let u=Object.keys(s).filter(p=>s[p]);return l("div",{...r,class:["ll-ce\
ll ll-mono",...u].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(H,{text:t})})}function Tt(t){let{grid:e,names:n,scroller:o,marked:s,bands:r=[],rowNumbers:i,most:a=os}=t,c=y=>i?.[y]??y,u=y=>i?i.indexOf(y):y,{view:p}=k(),f=I(null);F(()=>o.current?
e.attach(o.current):void 0,[e,o]),e.version.value;let h=e.width.value,[d,m]=e.cursor.value;F(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-c\
ell[tabindex='0']")?.focus({preventScroll:!0}))});let[g,b,v,x]=e.seen(),w=new Set([d]);for(let y=g;y<b;y+=1)w.add(y);let M=y=>{let A=new Set(y===d?[m]:[]);if(y>=
g&&y<b)for(let z=v;z<x;z+=1)A.add(z);return[...A].sort((z,V)=>z-V)},L=y=>{let A=y instanceof Element?y.closest(".ll-cell"):null;return A?[u(Number(A.dataset[n[0]])),
Number(A.dataset[n[1]])]:void 0},S=({target:y})=>{let A=L(y),z=y.closest(".ll-cell");A&&t.hover?.(A),A&&z&&p.show({anchor:z,content:()=>t.hint(A)})},O=()=>{t.hover?.(
null),p.hide()},D=y=>{if(y.altKey)return;let A=e.cursor.peek(),z=y.ctrlKey||y.metaKey,V=(z?vi:gi)[y.key];if(V)e.move(V(A,e),!0),y.shiftKey&&t.extend?.(e.cursor.
peek(),A);else if(z){if(y.key!==" "||!t.add)return;t.add(A)}else if(y.key==="Escape"){if(!t.reduce?.(A))return}else if(y.key===" "||y.key==="Enter")t.choose(A,!1),
y.key==="Enter"&&t.enter?.();else return;y.preventDefault()},X=y=>s?.spans.some(([A,z])=>A<=y&&y<z)??!1,q=[e,h,d,m,...t.of],K=I({of:[],cells:new Map}),N=q.every(
(y,A)=>y===K.current.of[A])?K.current.cells:null,U=new Map,P=(y,A)=>{let z=y*e.columnCount+A,V=N?.get(z)??l(zi,{...t.look(y,A),data:{[`data-${n[0]}`]:c(y),[`dat\
a-${n[1]}`]:A},column:A,left:de+A*h,stop:y===d&&A===m},A);return U.set(z,V),V};K.current={of:q,cells:U};let R=[];for(let y=v;y<x;y+=1)R.push(y);return l("div",{
class:"ll-scroll",role:"grid","aria-label":t.label,"aria-multiselectable":t.add!==void 0,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{
maxHeight:`${e.head+Math.min(e.rowCount,a)*Le+14}px`,"--w":`${h}px`,"--head":`${e.head}px`},onScroll:()=>p.hide(),children:l("div",{class:"ll-canvas",role:"pres\
entation",ref:f,style:{width:`${de+e.columnCount*h}px`,height:`${e.head+e.rowCount*Le}px`},onClick:y=>{let A=L(y.target);A&&(e.move(A,!0),t.add&&(y.ctrlKey||y.metaKey)?
t.add(A):t.choose(A,y.shiftKey))},onKeyDown:D,onPointerDown:y=>{let A=L(y.target);A&&t.press?.(A,y)},onPointerOver:y=>{S(y);let A=L(y.target);A&&t.over?.(A,y)},
onFocusIn:S,onPointerOut:O,onFocusOut:O,children:[l("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[l("div",{class:"ll-corner",role:"columnheader",
children:t.corner}),r.map(({role:y,start:A,stop:z,begun:V})=>l("div",{class:`ll-band-name${V?" ll-begun":""}`,"data-role":y,"aria-hidden":"true",style:{left:`${de+
A*h}px`,width:`${(z-A)*h-1}px`},children:l("span",{children:V?No:y})},A)),R.map(y=>l("div",{class:`ll-head${X(y)?" ll-on":""}`,role:"columnheader","aria-colinde\
x":y+2,title:t.headTitle(y),style:{left:`${de+y*h}px`},children:t.head(y)},y))]}),[...w].sort((y,A)=>A-y).map(y=>l("div",{class:`ll-row${s?.rows.includes(y)?" l\
l-on":""}`,role:"row","aria-rowindex":e.rowCount-y+1,style:{top:`${e.head+(e.rowCount-1-y)*Le}px`},children:[l("div",{class:"ll-side",role:"rowheader",children:c(
y)}),M(y).map(A=>P(y,A))]},y)),t.marks]})})}function Fi(){let t=k().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(yc,{map:t})})}
function yc({map:t}){let{store:e}=k(),{heatMaps:n,layers:o,targetLayers:s,tokens:r,constants:i}=e.synced,a=J(""),c=I(null),u=t.points.find(ee)??t.points[0],p=u?.
options.map(({text:S})=>S)??[],f=p.includes(a.value)?a.value:"",h=u?.excess===null?"confidence":"excess",d=De(t.points),m=Cn(t.points,f,i),g=new Map(t.points.map(
S=>[`${S.layer}:${S.target_layer}`,S])),b=(S,O)=>g.get(`${S}:${O}`),v=e.view.answer.value,x=v&&b(v.layer,v.target_layer)?.id===v.id?v:null,w=I(!1);w.current=x!==
null;let M=ne(()=>new Ue(o,s,[46,168],[0,0],()=>w.current),[]),L=o*s;return l(C,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:r[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&!e.requests.pending(t.id)&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${L} cells`})]}),l(ge,{label:"Grid",least:2,value:t.
id,options:n.value.map(({id:S,position:O,question:D})=>[S,`position ${O}: ${B(D)}`]),choose:S=>{e.view.heatMapId.value=S}}),l(ge,{label:"What the cells show",least:2,
value:f,options:[["",h],...p.map(S=>[S,`P(${B(S)})`])],choose:S=>{a.value=S}})]}),l("div",{class:"ll-under",children:[l(xc,{found:m,option:f,choose:S=>{e.show(S),
M.move([S.layer,S.target_layer],!0)}}),l(Mt,{keys:wc(t.points,f,m,i)})]}),l(Tt,{grid:M,scroller:c,label:"Layer read by layer written",corner:"read",names:["sour\
ce","target"],head:S=>l(C,{children:[l("small",{children:S===0?"written":""}),l("span",{children:S})]}),headTitle:S=>`written at layer ${S}`,look:(S,O)=>Pi(b(S,
O),[S,O],{option:f,over:d,found:m,here:x,constants:i}),of:[t,f,x],marked:x&&{rows:[x.layer],spans:[[x.target_layer,x.target_layer+1]]},choose:([S,O])=>{let D=b(
S,O);D&&e.show(D)},hint:([S,O])=>l(Ri,{cell:[S,O],answer:b(S,O),option:f})})]})}function xc({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:s}=t,
r=e===""&&o.excess!==null?ue(o.excess):E(Ne(o,e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is n\
o measurement of its own.",onClick:()=>n(o),children:[`Best of ${s}: layer ${o.layer} into ${o.target_layer}, ${r} `,l("span",{class:"ll-mono",dir:"auto",children:l(
H,{text:re(o)})}),Lo(o)!==""&&l("span",{class:"ll-doubt",children:` ${Lo(o)}`})]})}function wc(t,e,n,o){let s=e===""&&De(t);return[{sign:"shade",text:s?"excess,\
 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},s&&{sign:"under",text:"a control supports it as much"},t.some(r=>xe(r,o))&&{sign:"low",text:"low option mass"},
!t.every(ee)&&{sign:"not-finite",text:`${se}: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var $t={layers:[],spans:[]},Kn=class{constructor(e,n){this.synced=e;this.rows=n}synced;rows;anchor=null;kept=$t;picking=!1;hears({layer:e,position:n,start:o}){return this.
picking?!1:(this.kept=$t,o===n&&(this.anchor=[e,n]),!0)}choose(e){this.begin(e),this.select([e[0]],[[e[1],e[1]+1]])}extend([e,n],o){let s=this.synced.selection.
peek();this.anchor??=s?[s.layer,s.position]:o;let[r,i]=this.anchor,[a,c]=[Math.min(r,e),Math.max(r,e)],u=this.rows.filter(f=>a<=f&&f<=c),p=[Math.min(i,n),Math.max(
i,n)+1];this.select([...this.kept.layers,r,...u],[...this.kept.spans,p])}add(e){let[n,o]=e,{layers:s,spans:r}=this.synced.selection.peek()??$t;if(!r.some(([f,h])=>f<=
o&&o<h)||!s.includes(n)){this.begin(e,{layers:s,spans:r}),this.select([...s,n],[...r,[o,o+1]]);return}let a=s.filter(f=>f!==n),u=r.flatMap(([f,h])=>f<=o&&o<h?[[
f,o],[o+1,h]]:[[f,h]]).filter(([f,h])=>f<h);if(a.length===0&&u.length===0)return;let p=a.length>0?{layers:a,spans:r}:{layers:s,spans:u};this.begin(e,p),this.select(
p.layers,p.spans)}drag(e,n,o){let{layers:s,spans:r}=o&&this.synced.selection.peek()||$t;this.kept={layers:s,spans:r},this.select([...s,e],[...r,n])}reduce(e){let{
layers:n,spans:o}=this.synced.selection.peek()??$t,s=n.length>1||o.length>1||o.some(([r,i])=>i-r>1);return s&&this.choose(e),s}begin(e,n=$t){this.anchor=e,this.
kept=n}select(e,n){this.picking=!0;try{this.synced.selectAll(e,n)}finally{this.picking=!1}}};var kc=6;function qi(){let{view:t}=k().store,e=J(""),n=t.pins.value,o=n.length>=kc,s=r=>{e.value="",r.trim()!==""&&!n.includes(r)&&!o&&(t.pins.value=[...n,r])};
return l("span",{class:"ll-pins",children:[n.map((r,i)=>l("button",{type:"button",class:`ll-pinned ll-mono ll-pin-${i}`,title:`Take ${B(r)} away`,"aria-label":`\
Unpin ${r}`,onClick:()=>{t.pins.value=n.filter(a=>a!==r)},children:[l("bdi",{children:r}),l("span",{"aria-hidden":"true",children:" ×"})]},r)),!o&&l("input",{class:"\
ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:n.length>0?"another word":"such as Paris",value:e.value,onInput:r=>{e.value=r.currentTarget.value},
onChange:r=>s(r.currentTarget.value)})]})}var[Un,Ni]=[14,54];function Di({pinned:t}){let{store:e}=k(),{synced:n}=e,{layers:o,tokens:s,frozen:r}=n,i=n.selection.value?.position;F(()=>{if(!(i===void 0||r))
for(let u of t)u.look(e.link,0,o,i,i+1,!0)});let a=t.flatMap((u,p)=>{let h=Array.from({length:o},(d,m)=>u.at(m,i??0)?.measures).flatMap((d,m)=>d&&d.rank!==null?
[[m,d]]:[]);return u.pinned?[{name:u.pinned,i:p,there:h}]:[]});if(i===void 0||a.length===0)return null;let c=u=>4+(1-u)*(Ni-8);return l("figure",{class:"ll-traj\
ectory",children:[l("figcaption",{class:"ll-quiet",children:[`Position ${i} `,l("bdi",{class:"ll-mono",children:l(H,{text:s[i]??""})}),": ",a.map(({name:u,i:p,there:f})=>l(
"span",{class:`ll-pin-name ll-pin-${p}`,children:[l("bdi",{class:"ll-mono",children:l(H,{text:u})}),_c(f)]},p))]}),l("svg",{width:o*Un,height:Ni,role:"img","ari\
a-label":a.map(({name:u,there:p})=>`${u}: ${Sc(p)}`).join(". "),children:[[0,1].map(u=>l("line",{class:"ll-rule",x1:0,x2:o*Un,y1:c(u),y2:c(u)},u)),a.map(({name:u,
i:p,there:f})=>l("g",{class:`ll-pin-${p}`,children:[l("polyline",{class:"ll-own",points:f.map(([h,{chance:d}])=>`${(h+.5)*Un},${c(d??0)}`).join(" ")}),f.map(([h,
{rank:d,chance:m}])=>l("circle",{class:d===1?"ll-dot ll-hollow":"ll-dot",cx:(h+.5)*Un,cy:c(m??0),r:d===1?4:2,children:l("title",{children:`${u}, layer ${h}: ran\
k ${d}, probability ${E(m??0)}`})},h))]},p))]})]})}function _c(t){let e=t.find(([,{rank:n}])=>n===1);return e?` first likeliest at layer ${e[0]}`:" likeliest at\
 no layer"}function Sc(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${E(o??0)}`).join("; ")}var Wi=2;function Gn({lenses:t}){let e=t.find(r=>r.waiting);if(!e)return null;let{read:n,seconds:o}=e.pace,s=n>0&&o>Wi?o*(1-n)/n:0;return l("span",{class:"ll-qu\
iet",children:`reading…${n>0?` ${Math.floor(100*n)} %`:""}${s>Wi?`, ${wt(s)} left`:""}`})}var Ac=[1,2,4,8],Cc=12,Oc=24;function cs({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pins.value[0]??"":"")}function us({lenses:t,view:e}){return e.measure.value!=="rank"||e.siteMap.value?[]:e.pins.value.map(n=>t.of(e.lensName.value,!0,n))}
function Hi({rows:t,sight:e,jump:n}){let{store:o}=k(),{synced:s,view:r}=o,{tokens:i,layers:a,frozen:c}=s,u=r.siteMap.value,p=cs(o);p.at(0,0);let f=us(o);for(let v of f)
v.at(0,0);let h=f.map(v=>v.pinned).filter(Boolean),d=u?$i(u.points):Mi(p.vocab,h),m=s.entries.value.filter(Mc),g=c&&!u?d.slice(0,2):d,b=d.find(({name:v})=>v===r.
measure.value)??d[0];return l("div",{class:"ll-gridbar",children:[l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(ge,{label:"\
What is read in the cells",least:1,value:u?`map ${u.id}`:`lens ${r.lensName.value}`,options:[...s.lenses.value.slice(0,c?1:void 0).map(({name:v,label:x})=>[`len\
s ${v}`,x]),...(c?[]:m).map(({name:v,label:x})=>[`ask ${v}`,`${x}, asked in every cell`]),...s.siteMaps.value.map(v=>[`map ${v.id}`,Tc(v,o.requests.pending(v.id))])],
choose:v=>{let x=m.find(({name:w})=>v===`ask ${w}`);x?o.readWith(x,r.stride.value===1?null:t,e()):v.startsWith("map ")?r.showMap(v.slice(4)):r.showLens(v.slice(
5))}}),l(ge,{label:"What the cells show of it",least:2,value:b?.name??"",options:g.map(({name:v,label:x})=>[v,B(x)]),choose:v=>{r.measure.value=v}}),b?.name==="\
rank"&&l(qi,{}),l(ge,{label:"Rows of layers",least:a>Cc?1:99,value:String(r.stride.value),options:Ac.filter(v=>v<a/2).map(v=>[String(v),v===1?"every layer":`eve\
ry ${v} layers`]),choose:v=>{r.stride.value=Number(v)}}),i.length>=Oc&&l(Rc,{jump:n}),!c&&l(Ec,{rows:t,sight:e})]}),b?.name==="rank"&&f.length===0?l("p",{class:"\
ll-legend ll-quiet",children:"Pin a token to see its rank in every cell."}):null,b&&(b.name!=="rank"||f.length>0)&&l($c,{kind:b,map:u,lenses:u?[]:[p,...f]}),l(Pc,
{}),b?.name==="rank"&&!u&&l(Di,{pinned:f})]})}function Mc({name:t,takes:e,fit:n,group:o,settings:s}){return e===""&&!n&&o!=="Relations"&&t!=="logit_lens"&&"max_\
new_tokens"in s}function Tc({question:t,points:e,complete:n,total:o},s){let r=n||s?"":` (${e.length} of ${o})`;return`Answers: ${B(t)}${r}`}function $c({kind:t,
map:e,lenses:n}){let{requests:o}=k().store,s=e?.points??[],r=e!==null&&!e.complete&&!o.pending(e.id);return l("div",{class:"ll-legend",children:[l(wi,{scale:t.scale,
of:t.of}),l(Gn,{lenses:n}),s.some(i=>ee(i)&&!ct(i))&&l("span",{class:"ll-key ll-key-under",children:s.some(({noise:i})=>i?.read===!1)?"not told from its control\
s or from noise":"a control supports it as much"}),e&&r&&l("span",{class:"ll-quiet",children:`${s.length} of ${e.total} cells`})]})}function Ec({rows:t,sight:e}){
let{store:n}=k(),{draft:o,synced:s,view:r}=n,i=s.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,c=r.stride.value===1?null:t;return l("span",{class:"ll\
-fill",children:[l("button",{type:"button",class:"ll-link",title:"Let the model go on with the prompt, without any question",onClick:()=>n.requests.begin("conti\
nuation",{}),children:"Continue the prompt"}),l("button",{type:"button",class:"ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every layer of\
 ${Te(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&Me(i).length>1?"Every layer of these tokens":"Every layer of this token"}),l("b\
utton",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*s.tokens.length} cells, those in sight first`,onClick:()=>n.
sites(!0,c,e()),children:"Every cell"})]})}function Pc(){let{text:t="",ended:e=!0}=k().store.view.continuation.value??{};return t?l("p",{class:"ll-goes-on",role:"\
status",children:[l("span",{class:"ll-label",children:"The model goes on "}),l("span",{class:"ll-mono",dir:"auto",children:[l(H,{text:t}),e?"":" …"]})]}):null}
function Rc({jump:t}){let{tokens:e}=k().store.synced,n=J(""),o=J(-1),s=n.value.trim().toLowerCase(),r=s?Lc(e,s):[],i=()=>{r.length!==0&&(o.value=(o.value+1)%r.length,
t(r[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token",title:"\
A text in the tokens, or the number of a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),
i())}}),s&&l("button",{type:"button",class:"ll-link",disabled:r.length===0,onClick:i,children:r.length===0?"none":`${Math.max(0,o.value)+1} of ${r.length}, next`})]})}
function Lc(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),s=t.flatMap((r,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().
indexOf(o);return c>=0&&c<r.length?[i]:[]});return[...new Set([...n,...s])]}var Ic=[[["←","→","↑","↓"],"go to another cell; Home, End, Page Up and Page Down go further"],[["Ctrl+Home","Ctrl+End"],"go to the first cell of the top\
 layer, or to the last of the lowest"],[["Space"],"select this cell alone"],[["Enter"],"select this cell, and ask"],[["Shift+arrow"],"select the layers and toke\
ns from where the selection began to here"],[["Ctrl+Space"],"add the layer and token of this cell; where it is selected, take its layer away, or of one layer it\
s token"],[["Esc"],"keep only this cell of all that is selected"]];function ji(){let{frozen:t}=k().store.synced;return l("details",{class:"ll-keyhelp",children:[
l("summary",{children:"Keys of the grid"}),l("dl",{children:Ic.filter(([e])=>!t||e[0]!=="Enter").map(([e,n])=>l("div",{children:[l("dt",{children:e.map(o=>l("kb\
d",{children:o},o))}),l("dd",{children:n})]},e.join()))}),l("p",{children:"Of several layers and several tokens, every pair is selected. On a Mac, Command may s\
tand for Ctrl. With the mouse, drag, or hold Shift or Ctrl and click."})]})}function Bi(t){let e=t.columnsOf.value,n=t.hovered.value??t.current();if(!n)return null;let{layer:o,position:s}=n;return n.of==="own"?{layer:o,own:s,second:t.fromOwn(
e,s)}:{layer:o,own:t.ownOf(e,s),second:s}}function Jn({of:t,grid:e,rowOf:n}){let{seconds:o}=k().store,s=o.open.value&&o.shown.value?Bi(o):null,r=s?.[t]??null,i=s?
n(s.layer):-1;if(r===null||i<0)return null;let a=e.width.value;return l("div",{class:"ll-linked","aria-hidden":"true",style:{left:`${de+r*a}px`,top:`${e.head+(e.
rowCount-1-i)*Le}px`,width:`${a-1}px`,height:`${Le-1}px`}})}function Vi(){let{seconds:t,synced:e}=k().store,n=Bi(t);if(!n)return e.frozen?l("span",{class:"ll-qu\
iet",children:"Choose a cell of either grid."}):null;let o=t.tokensOf(t.columnsOf.value),s=(r,i="")=>l(C,{children:[`position ${r} `,l("b",{class:"ll-mono",dir:"\
auto",children:l(H,{text:i})})]});return l("span",{children:[`Layer ${n.layer}, `,n.own===null?"no partner above":s(n.own,e.tokens[n.own])," · here ",n.second===
null?"no partner":s(n.second,o[n.second])]})}var zc=46,Fc=.995;function Ki({rows:t,grid:e,scroller:n,shade:o,of:s}){let r=I(null),i=e.sight(),[a,c]=[e.columnCount,t.length],u=Math.min(i.width,i.height)<Fc;
if(To(()=>{let h=u?r.current?.getContext?.("2d"):null;if(!r.current||!h)return;let d=getComputedStyle(r.current).color;h.clearRect(0,0,a,c),h.fillStyle=d;for(let m=0;m<
c;m+=1)for(let g=0;g<a;g+=1){let b=o(t[m]??0,g);b!==null&&(h.globalAlpha=.1+.9*b,h.fillRect(g,c-1-m,1,1))}},[u,t,...s]),!u)return null;let p=h=>{if(h.type==="po\
intermove"&&(h.buttons&1)===0)return;let d=n.current,m=r.current?.getBoundingClientRect();if(!d||!m||m.width===0)return;let g=(b,v,x)=>(b-v)/x;d.scrollLeft=g(h.
clientX,m.left,m.width)*d.scrollWidth-d.clientWidth/2,d.scrollTop=g(h.clientY,m.top,m.height)*d.scrollHeight-d.clientHeight/2},f=h=>`${100*h}%`;return l("div",{
class:"ll-minimap","aria-hidden":"true",onPointerDown:p,onPointerMove:p,children:[l("canvas",{ref:r,width:a,height:c,style:{height:`${zc}px`}}),l("span",{class:"\
ll-sight",style:{left:f(i.left),width:f(i.width),top:f(i.top),height:f(i.height)}})]})}function Xn({title:t,token:e,notes:n,reading:o,pinned:s}){let{frozen:r}=k().store.synced,i=o?.probs[0]===null;return l(C,{children:[l("div",{class:"ll-pop-head",
children:[l("span",{children:t}),l("b",{class:"ll-mono",dir:"auto",children:jt(e)})]}),n.map((a,c)=>l("div",{class:"ll-quiet",children:a},c)),!o&&l("div",{class:"\
ll-quiet",children:r?"Not read before this page was saved.":"The lens has not been read here yet."}),i&&l("div",{class:"ll-quiet",children:bt}),!i&&o?.tokens.map(
(a,c)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(H,{text:a})}),l("span",{class:"ll-bar",style:{"--p":String(o.
probs[c]??0)}}),l("span",{class:"ll-num",children:E(o.probs[c]??0)})]},c)),!i&&l(qc,{reading:o,pinned:s})]})}function qc({reading:t,pinned:e}){let n=t?.measures;
if(!n)return null;let{entropy:o,surprisal:s}=n;return l(C,{children:[o!==null&&l(ae,{name:"entropy",value:`${o.toFixed(2)} nats`}),s!==null&&l(ae,{name:"surpris\
al of the next token",value:`${s.toFixed(2)} nats`}),e.map(([r,i])=>{let{rank:a=null,chance:c}=i?.measures??{};return a===null?null:l(ae,{name:`rank of ${B(r)}`,
value:`${a}, ${E(c??0)}`},r)})]})}var ut={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},Ie={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",unheard:"\
No kernel has answered here. In a saved page none will: open the notebook and run its cell to ask.",gone:"The kernel is gone. Run the notebook cell again."};function Ui(t){
try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var Gi=["dead","terminating","restarting","autorestarting"],Yn=class{constructor(e,n,o){
this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=T("here");waiting=new Map;page=Math.random().
toString(36).slice(2);told=0;heard=Date.now();known=!1;routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(
e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?ut.ping:ut.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.
page,n:this.told})}receive(e){this.heard=Date.now(),this.known=!0,e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.
send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=ut.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!==
"gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=Ui(this.model);e!==void 0&&Gi.includes(e)&&this.become("gone"),!(Date.now()-this.heard<ut.heartbeat||
this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=Ui(this.model),o=n!==void 0&&Gi.
includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":this.known||n!==void 0?"busy":"unheard"),!o&&(n==="idle"&&this.ping(),this.watch(e,ut.ping))}settle(e){
clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.
onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var ln=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:s},r={}){this.layers=e;this.positions=n;this.more=r;this.high=o,this.wide=s}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;parts=new Map;came=0;since=0;reports=T(
0);done=new Set;vocab=0;pinned="";version=T(0);high;wide;at(e,n){this.version.value;let[o,s]=this.found(e,n);if(!o)return;let{k:r,measures:i,difference:a}=o;return{
tokens:o.index.slice(s*r,(s+1)*r).map(c=>o.words[c]??""),probs:o.probs.slice(s*r,(s+1)*r),...i&&{measures:{entropy:i.entropy[s]??null,surprisal:i.surprisal[s]??
null,rank:i.rank[s]??null,chance:i.chance[s]??null}},...a&&{difference:{top:o.words[a.index[s]??-1]??null,chance:a.chance[s]??null,entropy:a.entropy[s]??null,surprisal:a.
surprisal[s]??null,before:a.before[s]??null,after:a.after[s]??null,distance:a.distance[s]??null,equal:a.equal[s]??!1}}}}chance(e,n){let[o,s]=this.found(e,n);return o?.
probs[s*o.k]}found(e,n){let o=this.blocks.get(this.block(e,n)),s=o?.layers.indexOf(e)??-1;return!o||s<0||n<o.start||n>=o.stop?[void 0,0]:[o,s*(o.stop-o.start)+n-
o.start]}block(e,n){return Math.floor(e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get empty(){return this.version.
value,this.blocks.size===0}get whole(){return this.version.value,this.blocks.size>=Math.ceil(this.layers/this.high)*Math.ceil(this.positions/this.wide)}get read(){
this.version.value;let e=0;for(let{layers:n,start:o,stop:s}of this.blocks.values())e+=n.length*(s-o);return e}get waiting(){return this.version.value,this.asked.
size>0}get pace(){this.reports.value;let e=this.came;for(let n of this.parts.values())e+=n;return{read:e/Math.max(1,this.came+this.asked.size),seconds:(Date.now()-
this.since)/1e3}}progress(e,n,o){[...this.asked.values()].includes(e)&&(o===0&&this.came===0&&this.parts.size===0&&(this.since=Date.now()),o!==0&&(this.parts.set(
e,n/o),this.reports.value+=1))}get error(){return this.version.value,[...this.failed.values()][0]}addAll(e){for(let n of e){let o=Io(n);o&&this.add(o)}}add(e){let n=e.
measures??e.difference;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,s,r,i=!1){
for(let c of i?[]:this.strayed(n,o,s,r))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,s,r)].map(([c,u])=>{let p=nt();return this.began(c,p),{id:p,args:u}});
a.length>0&&this.changed();for(let{id:c,args:u}of a)e.send({kind:"query",id:c,what:"lens",args:u},!0)||this.ended(c,Ie.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,s){
let r=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<
s;c+=this.wide){let u=`${a}:${c}`;if(this.asked.has(u)||this.failed.has(u)||this.done.has(u))continue;let p=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=
1)p.push(h);let f=Math.min(c+this.wide,this.positions);this.covered(p,c,f)||r.set(u,{layers:p,start:c,stop:f,...this.more})}return r}strayed(e,n,o,s){return[...this.
asked].filter(([r])=>{let[i=0,a=0]=r.split(":").map(Number);return i>=n||i+this.high<=e||a>=s||a+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.size===0&&([
this.came,this.since]=[0,Date.now()]),this.asked.set(e,n)}ended(e,n,o){for(let[s,r]of this.asked)r===e&&(this.asked.delete(s),this.parts.delete(e),o&&(this.came+=
1),n!==void 0&&this.failed.set(s,n),o&&(this.done.add(s),this.add(o)),this.changed())}covered(e,n,o){let s=this.blocks.get(this.block(e[0]??0,n));return!!s&&s.start<=
n&&s.stop>=o&&e.every(r=>s.layers.includes(r))}changed(){this.version.value=this.version.peek()+1}};var Et=class{constructor(e,n,o,s={}){this.layers=e;this.positions=n;this.constants=o;this.base=s;this.plain=new ln(e,n,o,s)}layers;positions;constants;base;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let s={...this.base,...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},r=JSON.stringify(s),i=this.others.get(r)??new ln(this.layers,
this.positions,this.constants,s);return this.others.set(r,i),i}progress(e,n,o){for(let s of[this.plain,...this.others.values()])s.progress(e,n,o)}ended(e,n,o){for(let s of[
this.plain,...this.others.values()])s.ended(e,n,o)}};function Pt(t){return t instanceof Element?t.closest(".ll-second")??t.closest(".ll-grid"):null}function Ji(t){return(t?.patches.length??0)>0?"difference":"secon\
d"}var Qn=class{constructor(e,n,o){this.synced=e;this.requests=n;this.constants=o;let{id:s="",side:r}=e.secondShown,i=this.find(s),a=i??e.seconds.peek().at(-1);
this.open=T(a!==void 0),this.shownId=T(a?.id??""),this.side=T((i&&r)??Ji(a)),this.shown=he(()=>this.find(this.shownId.value)??null),this.columnsOf=he(()=>{let c=this.
shown.value;return this.side.value==="second"?c?.id??"":c?.base??""});for(let{id:c,pages:u}of e.secondPages)for(let p of u)this.pages(c,p.difference!==void 0,"",
!1,"").addAll([p])}synced;requests;constants;open;shownId;shown;side;offered=T([]);hovered=T(null);chosen=T(null);copied=T(null);dragged=T(null);columnsOf;lenses=new Map;before=new Map;follow(e){
let n=JSON.stringify(this.synced.secondShown);return Q(()=>{let o={id:this.shown.value?.id??"",side:this.side.value},s=JSON.stringify(o);o.id===""||s===n||(n=s,
e.tell({kind:"shown",shown:o}))})}find(e){return this.synced.seconds.value.find(n=>n.id===e)}tokensOf(e){return e===""?this.synced.tokens:this.find(e)?.tokens??
[]}rolesOf(e){return e===""?this.synced.roles:this.find(e)?.roles??[]}ownOf(e,n){return e===""?n:this.find(e)?.own[n]??null}fromOwn(e,n){if(e==="")return n;let o=this.
find(e)?.own.indexOf(n)??-1;return o<0?null:o}parting(){let[e,n]=[this.shown.peek(),this.columnsOf.peek()];if(!e)return 0;if(e.patches.length>0)return Math.min(
...e.patches.map(([,a])=>a));let[o,s]=[this.tokensOf(n),this.tokensOf(n===e.id?e.base:e.id)],r=a=>n===e.id?e.partners.indexOf(a):e.partners[a]??-1,i=o.findIndex(
(a,c)=>a!==s[r(c)]);return i<0?o.length-1:i}current(){let e=this.synced.selection.value;return this.chosen.value??(e&&{of:"own",layer:e.layer,position:e.position})}patched(e){
return(this.find(e)?.patches.length??0)>0}readAt({of:e,layer:n,position:o}){let s=this.side.value==="difference"&&this.patched(this.shownId.value);return{trace:e===
"own"?"":s?this.shownId.value:this.columnsOf.value,layer:n,position:o}}writeAt({of:e,layer:n,position:o}){return{trace:e==="own"?"":this.patched(this.shownId.value)?
this.shownId.value:this.columnsOf.value,layer:n,position:o}}compare(e,n,o=""){this.requests.begin("second",{prompt:e,begins:n,key:o})}list(){this.requests.begin(
"traces",{})}patch(e,n){this.requests.begin("patch",{read:e,write:n})}undo({id:e,base:n}){this.show(this.before.get(e)??n)}show(e){Z(()=>{this.shownId.value=e,this.
chosen.value=null,!this.patched(e)&&this.side.peek()==="base"&&(this.side.value="second")})}done(e){Z(()=>{let{seconds:n}=this.synced;e.patches.length>0&&this.before.
set(e.id,this.shownId.peek()),n.value=[...n.peek().filter(({id:s})=>s!==e.id),e],this.open.value=!0,this.shownId.value=e.id,this.side.value=Ji(e),this.chosen.value=
null})}pages(e,n,o,s,r){let i=this.tokensOf(n?this.find(e)?.base??"":e).length,a=`${n?"difference":"trace"} ${e}`,c=this.lenses.get(a)??new Et(this.synced.layers,
i,this.constants,{trace:e,...n&&{difference:n}});return this.lenses.set(a,c),c.of(o,s,r)}progress(e,n,o){for(let s of this.lenses.values())s.progress(e,n,o)}ended(e,n,o){
for(let s of this.lenses.values())s.ended(e,n,o)}};function Xi({scroller:t}){let{store:e,view:n}=k(),{synced:o,seconds:s}=e,{tokens:r,layers:i,quiet:a,roles:c,splitCharacters:u,selection:p}=o,f=e.view.stride.value,
h=ne(()=>Array.from({length:i},(_,$)=>$).filter(_=>(i-1-_)%f===0),[f]),d=_=>h[_]??0,m=_=>h.findIndex($=>$>=_),g=I(null),b=ne(()=>new Kn(o,h),[h]),v=J(null),x=I(
null),w=ne(()=>{let _=x.current,{layer:$,position:W}=_??p.peek()??{layer:i-1,position:r.length-1};return new Ue(h.length,r.length,[68,168],[m($),W],()=>_!==null||
p.peek()!==null,c.length>0?Bn:0)},[h]),M=ne(()=>he(()=>new Set(o.answers.value.filter(({vector:_})=>!_).flatMap(({sites:_,layer:$,position:W})=>_.length>0?_:[[$,
W]]).map(_=>_.join(":")))),[]);F(()=>{let _=new AbortController,$=W=>{let G=v.peek();v.value=null;let ve=W.target instanceof Element&&W.target.closest(".ll-seco\
nd");!G||ve||b.drag(G[0],[G[1],G[2]+1],W.ctrlKey||W.metaKey)};return document.addEventListener("pointerup",$,{signal:_.signal}),()=>_.abort()},[b]),F(()=>{let _=!0;
return Q(()=>{let $=p.value;if(_||!$){_=!1;return}if(!b.hears($))return;let{layer:W,position:G,layers:ve}=$,[mt,fo]=w.cursor.peek();ve.includes(d(mt))&&Me($).includes(
fo)||w.move([m(W),G],g.current?.contains(document.activeElement)??!1)})},[w]);let[L,S]=w.cursor.value;F(()=>()=>{x.current={layer:d(L),position:S}});let[O,D,X,q]=w.
seen();w.version.value;let K=w.width.value,N=I([]),U=ne(()=>()=>N.current,[]),P=ne(()=>_=>w.move([w.cursor.peek()[0],_],!1),[w]),R=e.view.siteMap.value,y=cs(e),
A=us(e),z=JSON.stringify(A.length>0&&e.view.pins.value),V=R?[]:[y,...A],_e=V.map(_=>_.error).find(_=>_!==void 0),cn=V.map(_=>_.changes).join(),[dt,Rt]=[d(O),d(D-
1)+1];N.current=[dt,Rt-1,X,Math.max(X,q-1)],F(()=>{if(!o.frozen)for(let _ of V)_.look(e.link,dt,Rt,X,q)},[y,z,R,dt,Rt,X,q,_e]);let pt=ne(()=>new Map(R?.points.map(
_=>[`${_.layer}:${_.position}`,_])),[R]),gl=ne(()=>De(R?.points??[]),[R]);F(()=>{n.columnWidth.value=K},[K]);let vl=p.value,un=v.value,ft=un?He([un[0]],[[un[1],
un[2]+1]]):vl,bl=_=>{let $=Ht(c,_);return`${_}: ${B(r[_]??"")}${$?`, ${$}`:""}`},yl=_=>[...u.filter(({first:$,last:W})=>$<=_&&_<=W).map(({text:$})=>l(C,{children:[
"a part of ",l("bdi",{children:$})]})),...c.length>0?[Ht(c,_)??"written by the chat template"]:[]],ht=e.view.measure.value,gs=(_,$)=>R?Ei(pt.get(`${_}:${$}`),ht,
gl,o.constants):A.length>0?Ti(A.map(W=>[W.pinned,W.at(_,$)]),y.vocab):o.frozen&&!y.at(_,$)?Oi:at(y.at(_,$),ht,y.vocab),xl=(_,$)=>{if(!R&&(ht===""||ht==="probabi\
lity"))return y.chance(_,$)??null;let{share:W,classes:G}=gs(_,$);return G["ll-empty"]?null:W},wl=(_,$)=>{let W=d(_),G=gs(W,$),ve=ft?.layers.includes(W)?ft.spans.
find(([fo,kl])=>fo<=$&&$<kl):void 0,mt=ve!==void 0;return{text:G.text,share:G.share,label:`Layer ${W}, position ${$} ${r[$]}: ${G.says}`,selected:mt,classes:{...G.
classes,"ll-among":mt&&ve[1]-ve[0]>1,"ll-first":mt&&$===ve[0],"ll-last":mt&&$===ve[1]-1,"ll-dim":a.has($),"ll-answered":M.value.has(`${W}:${$}`)}}},dn=([_,$])=>[
d(_),$];return l("div",{class:"ll-grid",ref:g,children:[l(Hi,{rows:h,sight:U,jump:P}),l(Ki,{rows:h,grid:w,scroller:t,shade:xl,of:[R??cn,y,ht]}),l(Tt,{grid:w,scroller:t,
label:"Lens: layers by tokens",corner:"layer",bands:c,names:["layer","position"],head:_=>l(C,{children:[l("small",{children:_}),l("span",{class:"ll-mono ll-cut",
dir:Bt(u,_)?"ltr":"auto",children:l(je,{text:r[_]??"",part:Bt(u,_)})})]}),headTitle:bl,look:wl,rowNumbers:h,of:[R??cn,y,ht,ft,M.value,pt],marked:ft&&{rows:ft.layers.
filter(_=>h.includes(_)).map(m),spans:ft.spans},choose:([_,$],W)=>{let G=d(_);if(W)return b.extend([G,$],[G,$]);s.chosen.value=null,b.choose([G,$]);let ve=pt.get(
`${G}:${$}`);ve&&(e.view.answer.value=ve)},add:_=>b.add(dn(_)),enter:()=>e.ask(),extend:(_,$)=>b.extend(dn(_),dn($)),reduce:_=>b.reduce(dn(_)),hint:([_,$])=>R?l(
Li,{title:`Layer ${d(_)}, position ${$}`,token:r[$]??"",answer:pt.get(`${d(_)}:${$}`)}):l(Xn,{title:`Layer ${d(_)}, position ${$}`,token:r[$]??"",notes:yl($),reading:y.
at(d(_),$),pinned:A.map(W=>[W.pinned,W.at(d(_),$)])}),press:([_,$],W)=>{if(W.button!==0||W.pointerType==="touch"||W.shiftKey)return;b.anchor=[d(_),$];let G=s.open.
peek()&&!o.frozen?Pt(W.target):null;G&&(s.dragged.value={site:{trace:"",layer:d(_),position:$},grid:G})},hover:_=>{s.open.peek()&&(s.hovered.value=_&&{of:"own",
layer:d(_[0]),position:_[1]})},marks:l(Jn,{of:"own",grid:w,rowOf:_=>h.indexOf(_)}),over:([,_],$)=>{if(!b.anchor||($.buttons&1)===0)return;let[W,G]=b.anchor;!v.peek()&&
_===G||(v.value=[W,Math.min(G,_),Math.max(G,_)])}}),l("div",{class:"ll-note",role:"status",children:[o.frozen&&!R&&y.read<i*r.length&&l("span",{children:`This p\
age has ${y.read} of the ${i*r.length} cells of the lens: the others, marked –, were not read before it was saved. Open the notebook and run its cell to read th\
em.`}),_e!==void 0&&l(C,{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${_e} `}),l("button",{type:"button",class:"ll-link",onClick:()=>V.
forEach(_=>{_.retry()}),children:"Try again"})]})]}),l(ji,{})]})}var Zn=class{answer;wanted=T(0);arrived=T(0);curveId;heatMapId;steeredId=T("");steered;siteMap;lensName=T("");siteMapId;measure=T("");pins=T([]);stride=T(1);continuation=T(
null);lines;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,siteMaps:s,steered:r}){this.answer=T(e.peek().at(-1)??null),this.curveId=T(n.peek().at(-1)?.
id??""),this.heatMapId=T(o.peek().at(-1)?.id??""),this.lines=he(()=>[...n.value,...s.value.flatMap(ki)]),this.curve=ds(this.lines,this.curveId),this.heatMap=ds(
o,this.heatMapId),this.siteMapId=T(""),this.siteMap=he(()=>s.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=ds(r,this.steeredId)}showMap(e){
this.siteMapId.value=e,this.lines.peek().some(n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=
e,this.measure.value=""}};function ds(t,e){return he(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var eo=class{hint=T(null);open=T(!1);columnWidth=T(
80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){
clearTimeout(this.timer)}};var to=class{constructor(e,n){this.link=e;this.frozen=n}link;frozen;work=T(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=nt();if(this.frozen)return o;
let s=[...this.work.peek()].filter(([,{state:i}])=>i!=="failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.
value=new Map([...s,[o,r]]),this.link.send({kind:"query",id:o,what:e,args:n},!0)||this.fail(o,Ie.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send(
{kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:s,done:r,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target"||n==="answer"||n==="\
traces")return;let{began:c,first:u}=this.get(e)??{};this.put({id:e,what:n,args:o,says:"",message:"",state:s,ahead:a,done:r,total:i,began:c,first:u})}progress(e,n,o,s=""){
let r=this.get(e),i=r?.began??Date.now(),a=r?.first??(o>0?n:void 0);this.change(e,{state:"running",done:n,total:o,says:s,began:i,first:a})}fail(e,n,o=""){this.change(
e,{state:"failed",message:n,setting:o})}corrected(){for(let{id:e,state:n,setting:o}of this.work.peek().values())n==="failed"&&o&&this.drop(e)}refused(e){return[
...this.work.value.values()].some(n=>ps(n,e))}pending(e){let n=this.work.value.get(e);return n!==void 0&&n.state!=="failed"}failAll(e){for(let n of this.work.peek().
keys())this.fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.
put({...o,...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function ps({state:t,setting:e,message:n},o){return t==="failed"&&o?.setting===e&&
o?.message===n}function Yi({began:t,first:e=0,done:n,total:o},s=Date.now()){if(!(t===void 0||o===0||n<=e))return(s-t)/1e3/(n-e)*(o-n)}function Qi(){let{store:t}=k(),e=t.link.kernel.value,n=t.preview.problem.value,o=[...t.requests.work.value.values()].filter(r=>!ps(r,n)),s=e!=="here"&&!o.some(({
state:r})=>r==="sent"||r==="failed");return l("div",{class:"ll-work",children:[o.map(r=>l(Dc,{work:r},r.id)),s&&l("div",{class:"ll-job","data-state":e==="gone"?
"failed":"sent",children:l("span",{class:e==="gone"?"ll-message ll-error":"ll-message",children:e==="busy"?"The kernel is busy with a notebook cell.":Ie[e]})})]})}
var Nc=["fit","steer","train"];function Dc({work:t}){let{store:e}=k(),{done:n,total:o,state:s}=t,r=s==="failed",i=o>0,a=Yi(t);return l("div",{class:"ll-job","da\
ta-state":s,children:[l("span",{class:r?"ll-message ll-error":"ll-message",role:r?"alert":void 0,children:Wc(e,t)}),s==="running"&&l("span",{class:i?"ll-bar ll-\
progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{
"--p":String(i?n/o:1)}}),s==="running"&&i&&l("span",{class:"ll-num",children:`${n} of ${o}`}),s==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",
children:`${wt(a)} left`}),s==="running"&&t.says!==""&&Nc.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"\
ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function Wc(t,e){if(e.state==="failed")return e.message;let n=t.link.kernel.value;
if(e.state==="sent"&&(n==="busy"||n==="unheard"))return Ie[n];let o=Hc(t,e);return e.state==="queued"&&e.ahead>0?`${o}: waiting for ${e.ahead} before it`:o}function Hc({
synced:t},{what:e,args:n}){let{layer:o,position:s,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===r?.preset)?.label}`;case"\
sweep":return`Sweeping layer ${o}`;case"continuation":return"The model goes on with the prompt";case"traces":return"Looking for traces of this session";case"sec\
ond":return"Running the second prompt";case"patch":return"Running the prompt again with the patch";case"sites":return"Asking layer after layer, those in sight f\
irst";case"scales":return`Sweeping the scales of ${St(n)}`;case"layers":return`Asking position ${s} at every layer, into every layer`;case"steer":return`Steerin\
g: ${r?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the s\
teered model, at strength ${n.strength}`;case"noise":return"Comparing the answer with noise";case"verify":return"Running the answer again by itself";case"reader\
s":return`Asking several readers about ${St(n)}`;default:return`Asking ${St(n)}`}}var Zi={entropy:5,surprisal:10};function el(t,e,n){return t==="entropy"||t==="surprisal"?{of:`${t} in nats`,most:`${Zi[t]}+`}:t==="rank"?{of:`rank of ${n||"the \
pinned token"}`,most:e>1?`÷${e}`:""}:{of:"probability of what was likeliest",most:"1"}}function tl(t,e,n,o,s){if(!s)return{text:"",share:0,says:"equal: the pat\
ch cannot reach it",classes:{"ll-outside":!0}};if(!o)return{text:"",share:0,says:"no partner",classes:{"ll-empty":!0}};let r=t?.difference;if(!t||!r)return{text:"",
share:0,says:"not compared yet",classes:{"ll-empty":!0}};if(r.equal)return{text:"=",share:0,says:"equal",classes:{"ll-equal":!0}};if((t.probs[0]??null)===null)return{
text:se,share:0,says:se,classes:{"ll-not-finite":!0}};let[i,a,c]=jc(t,e,n);return i===null?{text:"",share:0,says:`no ${e} here`,classes:{"ll-empty":!0}}:{text:c,
share:Math.min(1,Math.abs(a)),says:`${e===""||e==="probability"?`probability of ${t.tokens[0]}`:e} ${c}`,classes:{"ll-more":a>0,"ll-less":a<0}}}function jc(t,e,n){
let{entropy:o,surprisal:s,before:r,after:i,chance:a}=t.difference??{};if(e==="entropy"||e==="surprisal"){let u=(e==="entropy"?o:s)??null;return[u,(u??0)/Zi[e],ue(
u??0)]}if(e==="rank"){if(r==null||i===null||i===void 0)return[null,0,""];let u=Math.log(r/i)/Math.log(Math.max(2,n));return[i-r,u,`${r} → ${i}`]}let c=t.probs[0]??
null;return c===null||a===null||a===void 0?[null,0,""]:[a-c,a-c,ue(a-c)]}function nl(t,e){return`${t===null?"":E(t)} → ${e===null?"":E(e)}`}var Bc=10;function no({view:t}){let e=t.siteMap.value?"":t.measure.value;return{kind:e,pinned:e==="rank"?t.pins.value[0]??"":""}}function oo(t,e){let{seconds:n,
view:o,lenses:s}=t,{kind:r,pinned:i}=no(t),[a,c]=[n.side.value,o.lensName.value];if(a==="difference")return n.pages(e.id,!0,c,r==="rank",i);let u=r!==""&&r!=="p\
robability";return a==="base"&&e.base===""?s.of(c,u,i):n.pages(a==="base"?e.base:e.id,!1,c,u,i)}function fs({patches:t},e,n){return t.length===0||t.some(([o,s])=>e===
o&&n===s||e>o&&n>=s)}function ol({entry:t}){let{store:e}=k(),{synced:n,seconds:o,view:s,link:r}=e,i=o.side.value,a=o.columnsOf.value,c=o.tokensOf(a),u=o.rolesOf(
a),p=s.stride.value,f=ne(()=>Array.from({length:n.layers},(P,R)=>R).filter(P=>(n.layers-1-P)%p===0),[p]),h=I(null),d=ne(()=>new Ue(f.length,c.length,[68,168],[f.
length-1,o.parting()],()=>!0,u.length>0?Bn:0),[f,c.length,u.length]),{kind:m}=no(e),g=oo(e,t),[b,v,x,w]=d.seen();d.version.value;let M=P=>f[P]??0,[L,S]=[M(b),M(
v-1)+1],{error:O}=g;F(()=>{n.frozen||g.look(r,L,S,x,w)},[g,L,S,x,w,O]),F(()=>Q(()=>{let P=n.selection.value,R=P&&o.fromOwn(a,P.position);if(!P||R===null)return;
let y=f.findIndex(A=>A>=P.layer);queueMicrotask(()=>d.move([y,R],!1))}),[d,a]);let D=ne(()=>new Set(a===""?n.quiet:o.find(a)?.quiet??[]),[a]),X=P=>i!=="differen\
ce"||(t.partners[P]??null)!==null,q=i!=="base"&&t.patches.length>0,K=(P,R)=>{let y=g.at(P,R);return i==="difference"?tl(y,m,g.vocab,X(R),fs(t,P,R)):at(y,m,g.vocab)},
N=o.chosen.value,U=(P,R)=>{let y=M(P),{text:A,share:z,says:V,classes:_e}=K(y,R),cn=q&&!fs(t,y,R),dt=q&&t.patches.some(([Rt,pt])=>Rt===y&&pt===R);return{text:A,share:z,
label:`Layer ${y}, position ${R} ${c[R]}: ${V}${dt?", patched":""}`,selected:N?.layer===y&&N.position===R,classes:{..._e,"ll-dim":D.has(R),"ll-outside":cn,"ll-w\
ritten":dt}}};return l(C,{children:[l(Tt,{grid:d,scroller:h,label:Vc[i],corner:"layer",names:["layer","position"],most:Bc,head:P=>l(C,{children:[l("small",{children:P}),
l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(je,{text:c[P]??""})})]}),bands:u,headTitle:P=>{let R=Ht(u,P);return`${P}: ${B(c[P]??"")}${R?`, ${R}`:""}`},
look:U,rowNumbers:f,of:[g,g.changes,t,i,m,N],marked:N&&{rows:[f.indexOf(N.layer)],spans:[[N.position,N.position+1]]},choose:([P,R])=>{o.chosen.value={of:"second",
layer:M(P),position:R}},hover:P=>{o.hovered.value=P&&{of:"second",layer:M(P[0]),position:P[1]}},press:([P,R],y)=>{let A=Pt(y.target);if(!A||n.frozen||y.button!==
0||y.pointerType==="touch")return;let z=o.readAt({of:"second",layer:M(P),position:R});o.dragged.value={site:z,grid:A}},marks:l(Jn,{of:"second",grid:d,rowOf:P=>f.
indexOf(P)}),hint:([P,R])=>{let y=M(P),A=`Layer ${y}, position ${R}`,z=g.at(y,R),V=c[R]??"",_e=q&&!fs(t,y,R)?[Kc]:[];return i==="difference"?l(Uc,{title:A,token:V,
reading:z,notes:_e,partner:X(R)}):l(Xn,{title:A,token:V,notes:_e,reading:z,pinned:g.pinned?[[g.pinned,z]]:[]})}}),O!==void 0&&l("div",{class:"ll-note",role:"sta\
tus",children:[l("span",{class:"ll-error",children:`The cells could not be read: ${O} `}),l("button",{type:"button",class:"ll-link",onClick:()=>g.retry(),children:"\
Try again"})]})]})}var Vc={second:"Second trace: layers by tokens",base:"Before: layers by tokens",difference:"Difference: layers by tokens"},Kc="The patch cann\
ot reach this cell: it is equal in both runs.";function Uc({title:t,token:e,reading:n,notes:o,partner:s}){let r=n?.difference,[i]=n?.tokens??[],a=(n?.probs[0]??
null)!==null,c=r&&!r.equal&&a&&o.length===0&&s;return l(C,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{class:"ll-mono",dir:"a\
uto",children:jt(e)})]}),o.map(u=>l("div",{class:"ll-quiet",children:u},u)),!s&&l("div",{class:"ll-quiet",children:"This token has no partner in the second prom\
pt."}),s&&!r&&o.length===0&&l("div",{class:"ll-quiet",children:"Not compared yet."}),r?.equal&&o.length===0&&l("div",{class:"ll-quiet",children:"Equal in both, \
but for rounding."}),r&&!r.equal&&!a&&l("div",{class:"ll-quiet",children:se}),c&&l(C,{children:[l("div",{class:"ll-pop-text ll-mono",dir:"auto",children:[l(H,{text:i??
""}),r.top!==null&&r.top!==i&&l(C,{children:[" → ",l("bdi",{children:l(H,{text:r.top})})]})]}),l(ae,{name:`P(${B(i??"")})`,value:nl(n.probs[0]??null,r.chance)}),
r.entropy!==null&&l(ae,{name:"entropy",value:`${ue(r.entropy)} nats`}),r.surprisal!==null&&l(ae,{name:"surprisal of the next token",value:`${ue(r.surprisal)} na\
ts`}),r.before!==null&&l(ae,{name:"rank",value:`${r.before} → ${r.after}`}),r.distance!==null&&l(ae,{name:"distance",value:r.distance.toFixed(2)})]})]})}var Gc="Compare with another prompt, begin the reply, or patch";function sl(){let{seconds:t,synced:e}=k().store,n=t.shown.value,{begun:o,frozen:s}=e;return Xc(),
s&&!n?null:t.open.value?l("section",{class:"ll-second","aria-label":"Second trace",children:[s?l(Qc,{}):l(Yc,{}),n&&l(We,{code:n.code,children:l(Zc,{entry:n})}),
n&&l(Jc,{entry:n}),!s&&l(tu,{}),n&&l(nu,{entry:n})]}):l("p",{class:"ll-second-open",children:l("button",{type:"button",class:"ll-link",onClick:()=>{t.open.value=
!0,t.list()},children:o===null?"Compare with another prompt, or patch":Gc})})}function Jc({entry:t}){let{store:e}=k(),n=oo(e,t),o=e.synced.frozen&&!n.whole&&l("\
p",{class:"ll-help ll-line",children:["This page does not have ",n.empty?"these cells":"all of these cells",". Open the notebook and run its cell to see them."]});
return o&&n.empty?o:l(C,{children:[o,l(ol,{entry:t},`${t.id} ${e.seconds.columnsOf.value}`),l(eu,{entry:t})]})}function Xc(){let{seconds:t}=k().store;F(()=>{let e=new AbortController,
n=o=>{let s=t.dragged.peek();t.dragged.value=null;let r=o.target instanceof Element?o.target.closest(".ll-cell"):null,i=Pt(r);if(!s||!r||!i||i===s.grid||i.closest(
".ll-root")!==s.grid.closest(".ll-root"))return;let a=i.matches(".ll-second")?"second":"own",[c,u]=[Number(r.dataset.layer),Number(r.dataset.position)];t.patch(
s.site,t.writeAt({of:a,layer:c,position:u}))};return document.addEventListener("pointerup",n,{signal:e.signal}),()=>e.abort()},[])}function Yc(){let{seconds:t,synced:e}=k().
store,{begun:n}=e,o=ie(),s=J(""),r=J(n),i=n!==null,a=s.value.trim()!==""||r.value!==n,c=t.offered.value;return l("form",{class:"ll-line",onSubmit:u=>{u.preventDefault(),
a&&t.compare(s.value,r.value)},children:[l("label",{class:"ll-label",for:o,children:"Compare with"}),l("input",{class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"\
off",spellcheck:!1,placeholder:"a second prompt","aria-describedby":i?`${o}-help`:void 0,value:s.value,onInput:({currentTarget:u})=>{s.value=u.value}}),l("butto\
n",{type:"submit",class:"ll-button",disabled:!a,children:"Compare"}),l(ge,{label:"Prompts of this session",least:2,value:"",options:[["","or one of this session"],
...c.map(u=>[u.key,B(u.label)])],choose:u=>{u&&t.compare("",null,u)}}),l(rl,{}),l("button",{type:"button",class:"ll-link ll-second-close","aria-label":"Close th\
e comparison",onClick:()=>{t.open.value=!1},children:"×"}),i&&l("span",{class:"ll-begins",children:[l("label",{class:"ll-label",for:`${o}-begins`,children:"Rep\
ly begins with"}),l("input",{class:"ll-field ll-mono",id:`${o}-begins`,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"the first words of the assistant\
's reply","aria-describedby":`${o}-help`,value:r.value??"",onInput:({currentTarget:u})=>{r.value=u.value}})]}),i&&l("span",{class:"ll-quiet",id:`${o}-help`,children:"\
A second prompt replaces the chat's last user message; what comes after that is left out. Without one, the chat stays as it is up to its last reply."})]})}function Qc(){
return k().store.synced.seconds.value.length>1?l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Compared with"}),l(rl,{})]}):null}function rl(){
let{seconds:t,synced:e}=k().store;return l(ge,{label:"Compared so far",least:2,value:t.shown.value?.id??"",options:e.seconds.value.map(n=>[n.id,B(n.label)]),choose:n=>t.
show(n)})}function Zc({entry:t}){let{seconds:e,synced:n}=k().store,o=t.patches.length>0;return l("div",{class:"ll-sides",children:[l("span",{class:"ll-segments",
role:"group","aria-label":"What the second grid shows",children:(o?[["base","Before"],["second","After"],["difference","After minus before"]]:[["second","Second\
 prompt"],["difference","Second minus first"]]).map(([r,i])=>l("button",{type:"button",class:"ll-button","aria-pressed":e.side.value===r,onClick:()=>{e.side.value=
r,e.chosen.value=null},children:i},r))}),l("span",{class:"ll-quiet ll-cut",dir:"auto",title:t.label,children:t.label}),o&&!n.frozen&&l("button",{type:"button",class:"\
ll-link",onClick:()=>e.undo(t),children:"Undo the patch"})]})}function eu({entry:t}){let{store:e}=k(),{seconds:n}=e,o=oo(e,t);o.at(0,0);let{kind:s}=no(e),{of:r,
most:i}=el(s,o.vocab,o.pinned),a=n.side.value==="difference",c=t.patches.length>0;return l("div",{class:"ll-legend ll-second-keys",children:[a&&l("span",{class:"\
ll-key ll-ramp",children:[`${r}: ${s==="rank"?"worse":`−${i}`} `,l("span",{class:"ll-gradient ll-diverging","aria-hidden":"true"}),s==="rank"?" better":` +${i}`]}),
l(Mt,{keys:[a&&{sign:"equal",text:"equal"},a&&!c&&{sign:"none",text:"no partner"},c&&n.side.value!=="base"&&{sign:"outside",text:"the patch cannot reach it: equ\
al"},c&&n.side.value!=="base"&&{sign:"written",text:"patched"}]}),l(Gn,{lenses:[o]}),l("span",{class:"ll-linked-words",role:"status",children:l(Vi,{})})]})}function tu(){
let{seconds:t}=k().store,e=t.current(),n=e&&t.readAt(e),o=t.copied.value,s=({trace:r,layer:i,position:a})=>l(C,{children:[`L${i}, position ${a} `,l("b",{class:"\
ll-mono",dir:"auto",children:l(H,{text:t.tokensOf(r)[a]??""})}),r===""?" of the first prompt":t.patched(r)?" of the patched run":" of the second"]});return l("d\
iv",{class:"ll-line ll-patching",children:[l("span",{class:"ll-quiet",children:n?s(n):"Choose a cell of either grid."}),l("button",{type:"button",class:"ll-butt\
on",disabled:!n,onClick:()=>{t.copied.value=n},children:"Copy this activation"}),l("button",{type:"button",class:"ll-button",disabled:!n||!o,title:o?"Run the pr\
ompt again with the copied state in this cell":"Copy an activation first",onClick:()=>{e&&o&&t.patch(o,t.writeAt(e))},children:"Patch here"}),l("span",{class:"l\
l-quiet",role:"status",children:o?l(C,{children:["copied: ",s(o)]}):"or drag a cell of one grid onto a cell of the other"}),t.patched(t.shownId.value)&&l("span",
{class:"ll-quiet",children:"A patch in this grid joins those that it has; one in the first grid starts without them."})]})}function nu({entry:t}){let{next:e,distance:n,
patches:o}=t,s=o.length>0?["before","after"]:["first","second"];return l("div",{class:"ll-next",children:[l("p",{class:"ll-help",children:n===null?"What comes n\
ext is not finite in one of both.":n<.005?`The next token is as likely ${o.length>0?"as before":"in both"}.`:`What comes next differs by ${E(n)} (total variatio\
n, 0 to 1).`}),e.length>0&&l("table",{children:[l("thead",{children:l("tr",{children:[l("th",{scope:"col",children:"next token"}),l("th",{scope:"col",children:s[0]}),
l("th",{scope:"col",children:s[1]})]})}),l("tbody",{children:e.slice(0,6).map(({token:r,before:i,after:a})=>l("tr",{children:[l("th",{scope:"row",class:"ll-mono",
dir:"auto",children:l(H,{text:r})}),[i,a].map((c,u)=>l("td",{children:[l("span",{class:"ll-bar",style:{"--p":String(c)}}),l("span",{class:"ll-num",children:E(c)})]},
s[u]))]},r))})]})]})}function il(){let{store:t}=k(),{draft:e,steering:n,synced:o}=t,s=e.state.value.panel==="steer"&&o.steer!==void 0,r=I(null),i=I(s);F(()=>{s&&!i.current&&r.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=s},[s]);let{label:a,steers:c}=e.entry,u=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!s,ref:r,children:[s&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:p=>{p.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(C,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:u||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Be,{groups:[o.steer],beside:({name:p})=>p==="steer_wish"&&l(ou,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(su,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),s&&l(ru,{})]})}function ou(){
let{store:t}=k(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function su(){let{store:t}=k(),{steering:e,preview:n}=t,o=ie(),s=n.problem.value,r=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>r(i.value),
onChange:({currentTarget:i})=>{r(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),s?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:s.message})]})}function ru(){let{store:t}=k(),{synced:e,view:n,steering:o}=t,s=n.steered.value;if(!s)return null;let r=o.at(s),i=`strength\
 ${o.strength}`,a=e.steered.value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(We,{code:r?.code??"",children:l(
"span",{class:"ll-asked",children:[l("bdi",{children:s.label})," → ",l("b",{dir:"auto",children:s.wish})]})}),a.length>1&&l("div",{class:"ll-line",role:"group",
"aria-label":"What was learnt",children:a.map(c=>l("button",{type:"button",class:"ll-link","aria-pressed":c.id===s.id,onClick:()=>{n.steeredId.value=c.id,o.moved()},
children:l("bdi",{children:`${c.wish}, ${iu[c.learn]}`})},c.id))}),l("p",{class:"ll-quiet ll-learnt",children:lu(s)}),l("div",{class:"ll-columns","aria-live":"p\
olite",children:[l(so,{name:"As it is",said:s.before,steered:s}),s.learn==="slot"&&l(C,{children:[l(so,{name:"Empty slot",said:s.empty,steered:s}),l(so,{name:`R\
andom vector, ${i}`,said:o.noiseAt(s),steered:s})]}),l(so,{name:`Steered, ${i}`,said:r,steered:s})]}),l("p",{class:"ll-quiet ll-learnt",children:"The decoder is\
 convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var iu={vectors:"vectors",lora:"a LoRA",slot:"a slot"};function lu(t){
let{learn:e,layers:n,steps:o,done:s,kept:r,cancelled:i,losses:a,sites:c}=t,[u=0,p=0]=a,f=[...new Set(c.map(([g])=>g))],{spans:h}=He([],c.map(([,g])=>[g,g+1])),d=i&&
e!=="slot"?`cancelled after ${s} of ${o} steps`:`${o} steps`,m=`the decoder’s loss ${u.toPrecision(2)} before, ${p.toPrecision(2)} after step ${r}. `;return e===
"slot"?`A vector at the x of “${t.prompt}”, ${d}; ${m}${au(t)}`:`${e==="lora"?"A LoRA of":"Vectors at"} ${pe(n)}, ${d}; ${m}Reads ${pe(f)}, ${Te(h)}.`}function au({
tried:t,convinced:e,cancelled:n}){if(e===void 0)return"Cancelled before its own replies were put to the decoder.";let o=`the decoder answers as wished about ${Math.
round(100*e)} % of its own replies`;return n?`Cancelled; the best so far: ${o}.`:`The best of ${t}: ${o}.`}function so({name:t,said:e,steered:n}){return l("div",
{class:"ll-outcome",role:"group","aria-label":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),
l("p",{class:"ll-mono ll-say",dir:"auto",children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"l\
l-quiet",children:[l("bdi",{children:n.decoder})," reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-\
quiet",children:E(e.confidence)})]})]})}var cu={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},ll=(t,e)=>JSON.stringify(t)===JSON.stringify(e),ro=class{constructor(e,n={},o={},s={},r={}){
this.entries=e;this.sources=o;this.steering=s;this.training=r;this.state=T({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??cu}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}applies({when:e,needs:n}){return e!==void 0&&!e[1].includes(
this.value(e[0]))?!1:n===void 0||this.value(n)!==null}get vector(){return this.value("vector")}value(e){let{settings:n}=this.state.value,o=(e in n?n[e]:this.own[e])??
null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...s}=this.state.peek().settings,r=n===void 0||ll(n,this.own[e]);this.
change({settings:r?s:{...s,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(
this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!ll(o,e[n]??null)))}get comparable(){let{
entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(s=>s!==e);this.change({beside:n?[...o,e]:o})}restore({preset:e="",text:n=""},o,s){let r=this.entries.
peek().find(({name:c})=>c===e);if(!r)return;let i=this.state.peek(),a=Object.entries(i.settings).filter(([c])=>!(c in r.settings)&&!this.isSource(c));this.change(
{preset:e,texts:n?{...i.texts,[e]:n}:i.texts,options:o.map(c=>c.text).join(", "),settings:{...Object.fromEntries(a),...s}})}reset(){let{settings:e}=this.state.peek(),
n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(
this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.
settings),source:this.vector||this.value("variant")?this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,s=this.textOf(e).trim();return n===""?{text:s}:
o===""?{preset:n}:{preset:n,text:s}}};var io=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:s,settings:r}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:s,settings:r,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:s}=this.store;!this.begun.delete(e)||
s.entry.name!==n.question?.preset||this.store.edit(()=>s.change({preset:o}))}};function hs(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function lo(t,e,n,o){let s=t.peek().find(
i=>i.id===e)??o(),r=new Set(s.points.map(i=>i.id));return hs(t,{...s,points:[...s.points,...n.filter(i=>!r.has(i.id))]})}function al(t,e){let{link:n,preview:o,requests:s}=t;Z(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)s.adopt(r);break;case"que\
ued":s.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":s.progress(e.id,e.done,e.total,e.says);for(let r of[t.lenses,t.seconds])r.progress(
e.id,e.done,e.total);break;case"partial":fu(t,e);break;case"result":case"error":case"cancelled":uu(t,e)}})}function uu(t,e){let{requests:n,preview:o,lenses:s,seconds:r}=t,
{id:i}=e,a=e.kind==="error"?e.message||e.type:void 0,c=n.get(i),u=e.kind==="result"&&mu(e.value)?e.value:void 0;if(s.ended(i,a,u),r.ended(i,a,u),t.ended(i),c&&a!==
void 0){let p=e.kind==="error"&&e.setting||"";p&&o.fail(p,a),n.fail(i,a,p)}else n.drop(i);c&&a===void 0&&du(t,c,e.kind==="cancelled"),e.kind==="result"&&(!c&&hu(
e.value)&&t.replace(e.value),pu(t,i,c,e.value))}function du({pace:t},{what:e,args:n,began:o,first:s=0,done:r,total:i},a){if(o===void 0||!["ask","sweep","scales",
"layers"].includes(e)||a&&e==="ask")return;let c=e==="ask"?1:(a?r:i)-s;t.note(e,n,c,(Date.now()-o)/1e3)}function pu(t,e,n,o){let{synced:s,view:r}=t;if(n?.what===
"fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let i=s.trained.peek().filter(a=>a.id!==e);
s.trained.value=[...i,o]}else if(n?.what==="continuation")r.continuation.value=o;else if(n?.what==="second"||n?.what==="patch")t.seconds.done(o);else if(n?.what===
"traces")t.seconds.offered.value=o.traces;else if(n?.what==="ask"){let i=o;s.answers.value=[...s.answers.peek().filter(a=>a.id!==i.id),i],r.answer.value=i,r.arrived.
value+=1}else n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what==="readers"?r.arrived.value+=1:(n?.what==="sweep"||n?.what==="scales")&&hs(s.curves,o)&&
(r.curveId.value=e)}function fu({requests:t,synced:e,view:n},{id:o,answers:s,target:r}){let[i]=s;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.
total??0,complete:!1,points:[],...r&&{target:r}};a?.what==="layers"?lo(e.heatMaps,o,s,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="si\
tes"?lo(e.siteMaps,o,s,()=>c)&&n.showMap(o):lo(e.curves,o,s,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function hu(t){
return typeof t=="object"&&t!==null&&"confidence_kind"in t}function mu(t){return typeof t=="object"&&t!==null&&"words"in t}function cl(t,e,n){let{link:o,synced:s,requests:r}=t,i=p=>r.work.peek().has(p),c=[["msg:custom",(p,f)=>al(t,Zs(p,f))],...Object.entries({selection:()=>s.echoed(),
span:()=>s.echoed(),layers:()=>s.echoed(),spans:()=>s.echoed(),source:()=>{s.source.value=e.get("source")},presets:()=>{s.entries.value=e.get("presets")},history:()=>gu(
t,Ze(e.get("history"))),comparisons:()=>{s.comparisons.value=e.get("comparisons")},seconds:()=>{s.seconds.value=e.get("seconds")},steered:()=>{s.steered.value=e.
get("steered")},trained:()=>{s.trained.value=e.get("trained")},curves:()=>s.replace("curves",i),site_maps:()=>s.replace("site_maps",i),lenses:()=>{s.lenses.value=
e.get("lenses")},heat_maps:()=>s.replace("heat_maps",i),pages:()=>t.lenses.plain.addAll(e.get("pages"))}).map(([p,f])=>[`change:${p}`,f]),...["selection","draft",
"source","pages","second_pages","second_shown"].map(p=>[`change:${p}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[p,f]of c)e.on(p,f);let u=setInterval(
()=>{(r.work.peek().size>0||document.visibilityState!=="hidden")&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(u);for(let[p,f]of c)e.off(p,f)}),
o.ping(),o.route(ut.subshell)}function gu({synced:t,view:e},n){let{answers:o}=t,s=o.peek().at(-1)?.id,r=n.at(-1)??null;Z(()=>{o.value=n,(r?.id!==s||!n.some(({id:i})=>i===
e.answer.peek()?.id))&&(e.answer.value=r)})}var vu=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],ao=class{known=new Map;version=T(0);note(e,n,o,s){if(!(o<1||!(s>0))){
for(let r of[this.key(e,n),ul(e)])this.known.set(r,s/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(s=>this.known.has(s));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:s={}}){let r=vu.
map(i=>s[i]??null);return JSON.stringify([ul(e),n?.preset??"",o.length>0,r])}};function ul(t){return t==="ask"?"ask":"sweep"}var bu=250,co=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=T(null);problem=T(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},bu))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Z(()=>{this.target.value=e,this.problem.value=n})}};var uo=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:s})=>s===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Z(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,s=o?.text.trim(),r=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...r])].
filter(i=>i!==s).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:r,args:i,state:a})=>r==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}noiseAt({
random:e}){return e?.find(({strength:n})=>n===this.strength)}done(e){let{synced:n,view:o}=this.store,s=n.steered.peek();Z(()=>{n.steered.value=s.some(({id:r})=>r===
e.id)?s.map(r=>r.id===e.id?e:r):[...s,e],o.steeredId.value=e.id})}};var yu=700,xu=100,po=class{constructor(e){this.store=e;this.now=this.read()}store;past=T([]);future=T([]);now;last="";at=0;answers=new WeakMap;card;get back(){return this.
past}get ahead(){return this.future}watch(){return Q(()=>this.note(this.read()))}leave(e){let n=this.card;this.card??={id:this.store.view.answer.peek()?.id};try{
Z(e)}finally{this.card=n}}undo(){this.go(this.past,this.future)}redo(){this.go(this.future,this.past)}read(){let{draft:e,synced:n,view:o}=this.store,{open:s,panel:r,
...i}=e.state.value;return{selection:n.selection.value,question:i,lens:o.lensName.value,map:o.siteMapId.value,measure:o.measure.value,pins:o.pins.value,stride:o.
stride.value}}note(e){let n=wu(this.now,e).join();if(n==="")return;!(n===this.last&&Date.now()-this.at<yu&&n!=="selection")&&!(n==="selection"&&!this.now.selection)&&
(this.answers.set(this.now,(this.card??{id:this.store.view.answer.peek()?.id}).id),this.past.value=[...this.past.peek(),this.now].slice(-xu)),this.future.value=
[],[this.now,this.last,this.at]=[e,n,Date.now()]}go(e,n){let o=e.peek().at(-1);if(!o)return;let{draft:s,synced:r,view:i}=this.store;this.answers.set(this.now,i.
answer.peek()?.id),Z(()=>{e.value=e.peek().slice(0,-1),n.value=[...n.peek(),this.now],this.now={...o,selection:o.selection??r.selection.peek()},this.last="",o.selection&&
r.selectAll(o.selection.layers,o.selection.spans),this.store.edit(()=>s.change(o.question)),i.lensName.value=o.lens,i.siteMapId.value=o.map,i.measure.value=o.measure,
i.pins.value=o.pins,i.stride.value=o.stride;let a=r.answers.peek().find(({id:c})=>c===this.answers.get(o));a&&(i.answer.value=a)})}};function wu(t,e){return Object.
keys(t).filter(o=>JSON.stringify(t[o])!==JSON.stringify(e[o]))}function dl(t){if(!(t instanceof Element))return!1;let e=t.closest("textarea, [contenteditable], \
input");return e!==null&&!["checkbox","radio","range","button"].includes(e.getAttribute("type")??"")}var ku=400,an=class{link;synced;requests;view;lenses;draft;preview;fits;steering;seconds;undo;pace=new ao;wanted=new Map;resting;constructor(e,n){this.link=new Yn(
e,f=>{f==="gone"&&(this.requests.failAll(Ie.gone),this.wanted.clear())},n),this.synced=new Mn(e,this.link),this.requests=new to(this.link,this.synced.frozen),this.
view=new Zn(this.synced);let{layers:o,tokens:s,constants:r,entries:i,source:a,steer:c,train:u}=this.synced;this.lenses=new Et(o,s.length,r),this.lenses.plain.addAll(
e.get("pages")??[]),this.draft=new ro(i,e.get("draft")??{},a.peek()?.settings,c?.settings,u?.settings),this.fits=new io(this),this.steering=new uo(this),this.seconds=
new Qn(this.synced,this.requests,r),this.undo=new po(this);let p=[this.undo.watch()];n?.addEventListener("abort",()=>{for(let f of p)f()}),this.preview=new co(f=>{
let h=nt();return this.link.send({kind:"query",id:h,what:"target",args:f})?h:void 0},n),!this.synced.frozen&&(cl(this,e,n),p.push(Q(()=>this.lookAhead()),Q(()=>this.
complete()),this.seconds.follow(this.link)),n?.addEventListener("abort",()=>clearTimeout(this.resting)))}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:s,
source:r}=e.asking();n.want(e.ready?{question:o,settings:s,source:r,...this.selected()}:null)}complete(){let{brief:e,id:n}=this.view.answer.value??{};if(!e||n===
void 0||this.wanted.has(n))return;let o=nt();this.link.send({kind:"query",id:o,what:"answer",args:{answer:n}})&&this.wanted.set(n,o)}ended(e){for(let[n,o]of this.
wanted)o===e&&this.wanted.delete(n)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:s,layers:r,
spans:i}=e;return this.draft.vector?{layer:n,position:o}:{layer:n,position:o,...s<o&&{start:s,stop:o+1},...r.length>1&&{layers:r},...i.length>1&&{spans:i}}}edit(e){
Z(()=>{e(this.draft),this.requests.corrected();let{setting:n}=this.preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.
preview.problem.value=null)}),clearTimeout(this.resting),this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),ku)}asking(){let{
draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.
asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,
beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),s=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&
s){let{layer:r,layers:i,start:a,position:c}=s,u=i.length>1?{layers:i}:{},p=a<c?{start:a,stop:c+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...u,...p,...e.
asking()})}}sites(e,n,o){let s=this.synced.selection.peek();if(!this.draft.ready||!s&&!e)return;let{start:r,position:i}=s??{start:0,position:0},a=e?{start:null,
stop:null}:{start:r,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.
draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){let n=a=>a.
map(c=>c.id===e.id?e:c),{answers:o,curves:s,heatMaps:r,siteMaps:i}=this.synced;Z(()=>{o.value=n(o.peek()),s.value=s.peek().map(a=>({...a,points:n(a.points)})),r.
value=r.peek().map(a=>({...a,points:n(a.points)})),i.value=i.peek().map(a=>({...a,points:n(a.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.value=
e)})}show(e){this.undo.leave(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(me(e),Fo(e))})}goBack(e){let{asked:n,settings:o={},options:s}=e;
this.undo.leave(()=>{this.show(e),n&&this.edit(r=>r.restore(n,s,o))})}readWith({name:e},n,o){let s=c=>_u(c,e,n),r=[...this.requests.work.peek().values()].find(({
what:c,args:u,state:p})=>c==="sites"&&p!=="failed"&&s(u)),i=this.synced.siteMaps.peek().findLast(c=>c.complete&&s(c.asked)),a=r?this.synced.siteMaps.peek().find(
({id:c})=>c===r.id):i;if(a)this.view.showMap(a.id);else if(!r){let u={layers:n,start:null,stop:null,near:o,question:{preset:e},options:[],settings:{},source:{}};
this.requests.begin("sites",u)}}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:s}=this.synced,i=[...n.value,...o.value,...s.value].find(
({id:a})=>e.id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};function _u(t,e,n){if(!t?.question)return!1;let{question:o,options:s=[],
settings:r={},source:i={},start:a,stop:c}=t;return o.preset===e&&!o.text&&a===null&&c===null&&s.length+Object.keys(r).length+Object.keys(i).length===0&&JSON.stringify(
t.layers)===JSON.stringify(n)}var pl="latentlens-closed-tip";function fl(){let{tip:t,frozen:e}=k().store.synced,[n,o]=yn(Su);if(t===""||e||n===t)return null;let s=()=>{o(t);try{localStorage.
setItem(pl,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((r,i)=>i%2?l("code",{class:"ll-mono",children:r},i):
r)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:s,children:"Close"})]})}function Su(){try{return localStorage.getItem(pl)}catch{
return null}}function hl(){let{store:t}=k(),{draft:e,requests:n,synced:o}=t,s=o.train,r=e.state.value.panel==="train"&&s!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!r,children:[r&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Be,{groups:[s],beside:({name:i})=>i==="train_recipe"&&l(Au,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),r&&o.trained.value.toReversed().map(i=>l(Cu,{training:i},
i.id))]})}function Au(){let{store:t}=k(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Cu({training:t}){let{store:e}=k(),{name:n,out:o,preset:s,cancelled:r,
said:i,rows:a,runs:c,code:u}=t,[p,f]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(We,{code:u,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:s===null,onClick:()=>e.edit(h=>h.change({preset:s??""})),children:"A\
sk it"})]}),r?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(C,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${p} rows, validated on ${f}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Ou,{run:h},h.kind))})]})]})]})}
function Ou({run:{kind:t,steps:e,loss:n,validation:o,speed:s}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:s===
null?"–":Math.round(s)})]})}function ml(){let{undo:t}=k().store;return l("span",{class:"ll-undo",children:[l("button",{type:"button",class:"ll-link",disabled:t.back.value.length===0,title:"\
Back to the cells, the question and the lens before (Ctrl+Z)",onClick:()=>t.undo(),children:"Undo"}),l("button",{type:"button",class:"ll-link",disabled:t.ahead.
value.length===0,title:"Forward again (Ctrl+Shift+Z)",onClick:()=>t.redo(),children:"Redo"})]})}function Mu({open:t}){let e=ne(t,[t]),{synced:n}=e,o=ne(()=>({store:e,view:new eo}),[e]),s=I(null),r=I(null);F(()=>()=>o.view.end(),[o]),F(()=>s.current&&r.current?
Tu(s.current,r.current,e):void 0,[e]);let i=n.tokens.length;return l(Ro.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". No kernel: a saved view. \
Open the notebook and run its cell to ask."]}),!n.frozen&&l(ml,{})]}),l(fl,{}),l(Xi,{scroller:s}),l(sl,{}),!n.frozen&&l(ei,{}),l(Qi,{}),!n.frozen&&l(il,{}),!n.frozen&&
l(hl,{}),l("div",{class:"ll-result",children:[l("div",{class:"ll-reply",children:[l(pr,{}),l(ti,{})]}),l(Ci,{})]}),l(Ai,{scroller:r}),l(Fi,{}),l(Ur,{}),l($u,{name:n.
key})]})}function Tu(t,e,{view:n}){let o=new AbortController,s=(i,a)=>()=>{let{vector:c,position:u}=n.curve.peek()??{};c===void 0&&u===void 0&&a.scrollLeft!==i.
scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",s(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",s(e,t),{signal:o.signal,passive:!0});
let r=Q(()=>{n.curve.value,queueMicrotask(s(t,e))});return()=>{r(),o.abort()}}function $u({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} {\
 display: none; }`})}var ms=class extends Fe{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){
let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},Py=()=>{
let t;return{initialize({model:e,signal:n}){try{t=new an(e,n)}catch{}},render({model:e,el:n,signal:o}){let s=document.createElement("div");s.className="ll-root",
s.setAttribute("data-jp-suppress-context-menu",""),s.addEventListener("keydown",i=>{let a=i.ctrlKey||i.metaKey,c=a&&!i.altKey&&i.key.toLowerCase()==="z"&&!dl(i.
target);c&&(i.preventDefault(),i.shiftKey?t?.undo.redo():t?.undo.undo()),(!a||c)&&i.stopPropagation()},{signal:o}),n.append(s),So(l(ms,{children:l(Mu,{open:()=>(t??=
new an(e,o),t)})}),s),o.addEventListener("abort",()=>So(null,s))}}};export{Py as default};
