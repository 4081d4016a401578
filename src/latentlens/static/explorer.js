var H,Cs,So,je,wo,_n,Os,wn,Ms,Ao,ko,$s,jt=Symbol.for("pv"),Sn={},An=[],ql=/^m(i|n|o|s|text|space)$/,Co=Array.isArray,Oo=An.slice,tt=Object.assign;function et(t){
t&&t.parentNode&&t.remove()}function Ts(t,e,n){var o,s,r,i={},a=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?s=e[r]:i[r]=e[r];return a>
2&&(i.children=a>3?Oo.call(arguments,2):n),Ht(t,i,o,s,null)}function Ht(t,e,n,o,s){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:jt,__v:s||++Cs,__i:-1,__u:0};return!s&&H.vnode&&H.
vnode(r),r}function A(t){return t.children}function Be(t,e){this.props=t,this.context=e,this.__g=0}function Ve(t,e){if(e==null)return t.__&&Ve(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Ve(t)}function Nl(t){var e,n=t.__v,o=n.__e,s=[],r=[],i=t.__P;
i&&((e=tt({constructor:jt},n)).__v=n.__v+1,H.vnode&&H.vnode(e),Mo(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,s,o||Ve(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,Fs(s,e,r),n.__=n.__e=null,e.__e!=o&&Es(e))}function Es(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Es(t)}function _o(t){(8&t.__g||(t.__g|=8,je.push(t),_n++))&&wo==H.debounceRendering||((wo=H.debounceRendering)||queueMicrotask)(Ps)}function Ps(){try{for(var t,
e=1;je.length;)je.length>e&&je.sort(Os),t=je.shift(),e=je.length,8&t.__g&&Nl(t)}finally{(_n=je.length)&&(wo||queueMicrotask)(Ps)}}function Ls(t,e,n,o,s,r,i,a,c,d,p){
var f,h,u,m,v,y,g=o.__k||An,b=e.length;for(c=Dl(n,e,g,c,b),f=0;f<b;f++)(u=n.__k[f])!=null&&(h=~u.__i&&g[u.__i]||Sn,u.__i=f,y=Mo(t,u,h,s,r,i,a,c,d,p),m=u.__e,(h.
ref!=u.ref||8&h.__u)&&(h.ref&&$o(h.ref,null,u,h),u.ref&&p.push(u.ref,u.__c||m,u)),v=v||m,4&u.__u?(c=Rs(u,c,t,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="functi\
on"&&y!==void 0?c=y:m&&(c=m.nextSibling),u.__u&=-21);return n.__e=v,c}function Dl(t,e,n,o,s){var r,i,a,c,d,p,f,h,u,m=n.length,v=m,y=0,g=0,b=t.__k=Array(s);for(r=
0;r<s;r++)(i=e[r])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=b[r]=Ht(null,i):Co(i)?i=b[r]=Ht(A,{children:i}):
i.constructor===jt&&i.__b?i=b[r]=Ht(i.type,i.props,i.key,i.ref,i.__v):b[r]=i,c=r+y,i.__=t,i.__b=t.__b+1,a=null,~(d=i.__i=Wl(i,n,c,v))&&(v--,(a=n[d])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,d==c-1?y--:d==c+1?y++:d!=c&&(d>c?y--:y++,g=1)):(~d||(s>m?y--:s<m&&y++),typeof i.type!="function"&&(i.__u|=4))):b[r]=null;if(g){for(p=[],f=[],
r=0;r<s;r++)if((i=b[r])&&16&i.__u){for(y=0,h=p.length;y<h;)p[u=y+h>>1]<i.__i?y=u+1:h=u;p[y]=i.__i,f[r]=y+1}for(y=p.length;r--;)f[r]&&(f[r]==y?y--:b[r].__u|=4)}if(v)
for(r=0;r<m;r++)!(a=n[r])||2&a.__u||(a.__e==o&&(o=Ve(a)),To(a,a));return o}function Rs(t,e,n,o){var s,r,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(s=t.__k)for(r=0;r<s.length;r++)s[r]&&(s[r].__=t,e=Rs(s[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=Ve(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Wl(t,e,n,o){var s,r=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&r==null||c&&r==a.key&&i==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=
e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s;for(s=n+1;s<e.length;s++)if((a=e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s}return-1}function As(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function xn(t,e,n,o,s){var r,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||As(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||As(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=ko[e]||(ko[e]=Hl(e)),(t.__a||(t.__a={}))[e]=Ao,r=e!=(e=e.replace(Ms,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,r):t.removeEventListener(e,i,r));else{if(s=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Hl(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[wn]==null)e[wn]=Ao++;else if(e[wn]<this.__a[t])return;return n(H.event?H.event(e):e)}}}function Mo(t,e,n,o,s,r,i,a,c,d){
var p,f,h,u,m,v,y,g,b,x,T,R,_,O,q,B,N,V,j=e.type;if(e.constructor!==jt)return null;128&n.__u&&(c=32&n.__u,p=n.__c.__z)&&(e.__u|=c,f=r=[],p.nodeType==8?a=kn(p,r):
r.push(p),a=r[0]||a),(p=H.__b)&&p(e);e:if(typeof j=="function"){h=i.length;try{if(g=e.props,b=(p=j.prototype)&&p.render,x=(p=j.contextType)&&o[p.__c],T=p?x?x.props.
value:p.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(b?e.__c=u=new j(g,T):(e.__c=u=new Be(g,T),u.constructor=j,u.render=Bl),x&&x.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),b&&(u.__s||(u.__s=u.state),j.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=tt({},u.__s)),tt(u.__s,j.getDerivedStateFromProps(
g,u.__s)))),m=u.props,v=u.state,u.__v=e,n.__c){if(g!==m&&b&&!j.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(g,T),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(g,u.__s,T)===!1){e.__v!=n.__v&&(u.props=g,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(J){J&&(J.__=e)}),An.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&i.push(u),a=Ve(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
g,u.__s,T),b&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,v,y)})}else b&&!j.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
b&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=T,u.props=g,u.__P=t,u.__g&=-5,R=H.__r,_=b?25:0;do u.__g&=-9,R&&R(e),p=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++_<25);b&&(An.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=tt({},o,u.getChildContext())),b&&n.__c&&u.getSnapshotBeforeUpdate&&
(y=u.getSnapshotBeforeUpdate(m,v)),O=p&&p.type===A&&p.key==null?p.props.children:p,g.__P&&(p=a,s=(t=g.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(J){J&&To(J,J)}),n.__k=null),a=n.__k?Ve(n,0):null),a=Ls(t,Co(O)?O:[O],e,n,o,s,r,i,a,c,d),g.__P&&(e.__e=null,a=p),e.__u&=-161,f&&f.some(et),u.__h.length&&
i.push(u),1&u.__g&&(u.__g&=-4)}catch(J){if(i.length=h,e.__v=null,c||r)if(J&&J.then){if(e.__u|=128|c,r){for(~(N=r.indexOf(a||void 0))||(N=r.length);(V=r[N-1])&&V.
nodeType==8;)N--;for(;N<r.length;N++)if(V=r[N])if(r[N]=null,q){if(V==B)break}else{if(V.nodeType!=8)break;V.data.startsWith("$s")&&(B=kn(q=V))}}if(!q){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;q=a}(p=kn(q=e.__c.__z||(e.__c.__z=q)))?(e.__e=q,a=p):e.__e=a,a=a&&a.nextSibling}else r&&r.some(et);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),J&&J.then||Is(e),H.__e(J,e,n)}}else a=e.__e=jl(n.__e,e,n,o,s,r,i,c,d,t);return(p=H.diffed)&&p(e),a}function kn(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Is(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Is))}function Fs(t,e,n){for(var o=0;o<n.length;)$o(n[o++],n[o++],n[o++]);H.__c&&H.__c(e,t),t.some(
function(s){try{t=s.__h,s.__h=[],t.some(function(r){r.call(s)})}catch(r){H.__e(r,s.__v)}})}function jl(t,e,n,o,s,r,i,a,c,d){var p,f,h,u,m,v,y,g,b=n.props||Sn,x=e.
props,T=e.type;if(T=="svg"?s="http://www.w3.org/2000/svg":T=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),r){for(p=0;p<r.
length;p++)if((m=r[p])&&(T?m.localName==T:m.nodeType==3)){t=m,r[p]=null;break}}if(!t){if(g=d.ownerDocument||document,!T)return g.createTextNode(x);t=g.createElementNS(
s,T,x.is?x:d),a&&(H.__m&&H.__m(e,r),a=!1),r=null}if(T){if(d=T=="template"&&t.content||t,r=T=="textarea"&&x.defaultValue!=null?null:r&&Oo.call(d.childNodes),!a&&
r)for(b={},p=0;p<t.attributes.length;p++)b[(m=t.attributes[p]).name]=m.value;for(p in b)m=b[p],p=="dangerouslySetInnerHTML"?h=m:p=="children"||p in x||p=="value"&&
"defaultValue"in x||p=="checked"&&"defaultChecked"in x||xn(t,p,null,m,s);for(p in x)m=x[p],p=="children"?u=m:p=="dangerouslySetInnerHTML"?f=m:p=="value"?v=m:p==
"checked"?y=m:a&&typeof m!="function"||b[p]===m||xn(t,p,m,b[p],s);f?(a||h&&(f.__html==h.__html||f.__html==t.a)||(t.a=f.__html),e.__k=[]):(h&&(t.textContent=""),
(T=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&ql.test(T))&&(s="http://www.w3.org/1999/xhtml"),Ls(d,Co(u)?u:[u],e,n,o,s,r,i,r?r[0]:n.__k&&Ve(n,0),
a,c),r&&r.some(et)),a&&T!="textarea"||(p="value",T=="progress"&&v==null?t.removeAttribute(p):v==null||v===t[p]&&(T!="progress"||v)||xn(t,p,v,b[p],s),p="checked",
y!=null&&y!=t[p]&&xn(t,p,y,b[p],s))}else b===x||a&&t.data==x||(t.data=x);return t}function $o(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(s){H.__e(s,n)}}function To(t,e,n){var o,s,r,i;if(H.unmount&&H.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||$o(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){H.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&To(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(s=kn(o,r=[]))&&(o==t.__e&&r.some(et),et(s),et(o)),n||et(
t.__e),t.__e=t.__c=t.__=null}function Bl(t,e,n){return this.constructor(t,n)}function Eo(t,e){var n,o,s,r;H.__&&H.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Ht(A,{children:[t]}),s=[],r=[],Mo(e,e.__k,o||Sn,Sn,e.namespaceURI,o?null:e.firstChild?Oo.call(e.childNodes):null,s,o?o.__e:e.firstChild,
n,r),Fs(s,e.__k,r),e.__k.props.children=null}function zs(t){function e(n){var o,s;return this.getChildContext||(o=new Set,(s={})[e.__c]=this,this.getChildContext=function(){return s},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(i){i.__g|=4,_o(i)})},this.sub=function(r){o.add(r);var i=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),i&&i.call(r)}}),n.children}return e.__c="__cC"+$s++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}H={__e:function(t,e,n,o){for(var s,r,i;e=e.__;)if((s=e.__c)&&!(1&s.__g)){s.__g|=4;try{if((i=(r=s.constructor)&&r.getDerivedStateFromError)&&s.setState(r.getDerivedStateFromError(
t)),s.componentDidCatch&&(s.componentDidCatch(t,o||{}),i=1),i&&8&s.__g)return void(s.__g|=2)}catch(a){t=a}}throw _n=0,t}},Cs=0,So=function(t){return t!=null&&t.
constructor===jt},Be.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=tt({},this.state)),typeof t=="function"&&(t=t(tt({},n),this.props)),
t&&(tt(n,t),this.__v&&(e&&this.__k.push(e),_o(this)))},Be.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),_o(this))},Be.prototype.render=
A,je=[],_n=0,Os=function(t,e){return t.__v.__b-e.__v.__b},wn=Symbol(),Ms=/(PointerCapture)$|Capture$/i,Ao=0,ko={},$s=0;var nt,ne,Po,qs,Lo=Object.is,Cn=0,Us=[],Ro=[],se=H,Ns=se.__b,Ds=se.__r,Ws=se.diffed,Hs=se.__c,js=se.unmount,Bs=se.__;function Vt(t,e){se.__h&&se.__h(ne,t,Cn||e),
Cn=0;var n=ne.__H||(ne.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function On(t){return Cn=1,Vl(Js,t)}function Vl(t,e,n){var o=Vt(nt++,2);
if(o.t=t,!o.__c&&(o.__=[n?n(e):Js(void 0,e),function(r){var i=(o.__N||o.__)[0],a=o.t(i,r);Lo(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=ne,!ne.__f)){ne.
__f=!0;var s=ne.shouldComponentUpdate;ne.shouldComponentUpdate=function(r,i,a){var c=this.__H;if(!c)return!0;var d=!1,p=this.props!=r;if(c.__.some(function(h){h.
__N&&(d=!0,Lo(h.__[0],h.__N[0])||(p=!0))}),s){var f=s.call(this,r,i,a);return d?f||p:f}return!d||p}}return o.__}function Fo(t,e){var n=Vt(nt++,3);!se.__s&&zo(n.
__H,e)&&(n.__P=!0,n.__=t,n.u=e,ne.__H.__h.push(n))}function D(t,e){var n=Vt(nt++,4);!se.__s&&zo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,ne.__h.push(n))}function F(t){return Cn=
5,oe(function(){return{current:t}},[])}function oe(t,e){var n=Vt(nt++,7);return zo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Gs(t){var e=ne.context[t.__c],n=Vt(nt++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(ne)),e.props.value):t.__}function Kl(){var t;do{for(;t=Ro.shift();)try{Bt(t)}catch(n){se.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Us.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Bt),e.__h.
some(Io),e.__h=[]}catch(n){e.__h=[],se.__e(n,t.__v)}}}while(Ro.length)}se.__b=function(t){ne=null,Ns&&Ns(t)},se.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.
__m),Bs&&Bs(t,e)},se.__r=function(t){Ds&&Ds(t),nt=0;var e=(ne=t.__c).__H;e&&(Po==ne?ne.__h=[]:(e.__h.some(Bt),e.__h.some(Io),nt=0),e.__h=[],e.__.some(function(n){
n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Po=ne},se.diffed=function(t){Ws&&Ws(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Ks(Us.push(e)),e.__H.__.some(function(n){
n.u&&(n.__H=n.u)})),Po=ne=null},se.__c=function(t,e){e.some(function(n){try{n.__h.some(Bt),n.__h=n.__h.filter(function(o){return!o.__||Io(o)})}catch(o){n.__h=[function(){
throw o}]}}),Hs&&Hs(t,e)},se.unmount=function(t){js&&js(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,Ks(Ro.push(s))}else Bt(s)}catch(r){e=r}}),o.__H=void 0,e&&se.__e(e,o.__v))};var Vs=typeof requestAnimationFrame==
"function";function Ul(t){var e,n=function(){clearTimeout(o),Vs&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Vs&&(e=requestAnimationFrame(n))}function Ks(t){
t!=1&&qs==se.requestAnimationFrame||((qs=se.requestAnimationFrame)||Ul)(Kl)}function Bt(t){var e=ne,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),ne=e}function Io(t){
var e=ne;t.__c=t.__(),ne=e}function zo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Lo(n,t[o])})}function Js(t,e){return typeof e=="function"?
e(t):e}var Gl=Symbol.for("preact-signals");function En(){if(Te>1)Te--;else{var t,e=!1;for((function(){var s=$n;for($n=void 0;s!==void 0;){var r=s.S;if(r.v===s.v)for(var i=r.
t;i!==void 0;i=i.x)i.i===s.i&&(i.i=r.i);s=s.o}})();Ut!==void 0;){var n=Ut;for(Ut=void 0,Mn++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Ys(n))try{n.
c()}catch(s){e||(t=s,e=!0)}n=o}}if(Mn=0,Te--,e)throw t}}function Q(t){if(Te>0)return t();qo=++Jl,Te++;try{return t()}finally{En()}}var Kt,ee=void 0;function Gt(t){
var e=ee,n=Kt;ee=void 0,Kt=void 0;try{return t()}finally{ee=e,Kt=n}}var Ut=void 0,Te=0,Mn=0,Jl=0,qo=0,$n=void 0,Tn=0;function Xs(t){if(ee!==void 0){var e=t.n;if(e===
void 0||e.t!==ee)return e={i:0,S:t,p:ee.s,n:void 0,t:ee,e:void 0,x:void 0,r:e},ee.s!==void 0&&(ee.s.n=e),ee.s=e,t.n=e,32&ee.f&&t.S(e),e;if(e.i===-1)return e.i=0,
e.n!==void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=ee.s,e.n=void 0,ee.s.n=e,ee.s=e),e}}function ae(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=
0,this.W=e?.watched,this.Z=e?.unwatched,this.name=e?.name}ae.prototype.brand=Gl;ae.prototype.h=function(){return!0};ae.prototype.S=function(t){var e=this,n=this.
t;n!==t&&t.e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:Gt(function(){var o;(o=e.W)==null||o.call(e)}))};ae.prototype.U=function(t){var e=this;if(this.t!==void 0){
var n=t.e,o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&Gt(function(){var s;(s=e.Z)==null||s.call(e)}))}};
ae.prototype.subscribe=function(t){var e=this;return Z(function(){var n=e.value;Gt(function(){return t(n)})},{name:"sub"})};ae.prototype.valueOf=function(){return this.
value};ae.prototype.toString=function(){return this.value+""};ae.prototype.toJSON=function(){return this.value};ae.prototype.peek=function(){var t=this;return Gt(
function(){return t.value})};Object.defineProperty(ae.prototype,"value",{get:function(){var t=Xs(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==
this.v){if(Mn>100)throw new Error("Cycle detected");(function(n){Te!==0&&Mn===0&&n.l!==qo&&(n.l=qo,$n={S:n,v:n.v,i:n.i,o:$n})})(this),this.v=t,this.i++,Tn++,Te++;
try{for(var e=this.t;e!==void 0;e=e.x)e.t.N()}finally{En()}}}});function $(t,e){return new ae(t,e)}function Ys(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||
!e.S.h()||e.S.i!==e.i)return!0;return!1}function Qs(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}
function Zs(t){for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=
void 0),e=o}t.s=n}function ot(t,e){ae.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Tn-1,this.f=4}ot.prototype=new ae;ot.prototype.h=function(){if(this.f&=-3,
1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Tn))return!0;if(this.g=Tn,this.f|=1,this.i>0&&!Ys(this))return this.f&=-2,!0;var t=ee;try{Qs(this),ee=
this;var e=this.x();(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return ee=t,Zs(this),this.f&=-2,!0};
ot.prototype.S=function(t){if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}ae.prototype.S.call(this,t)};ot.prototype.U=function(t){if(this.
t!==void 0&&(ae.prototype.U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};ot.prototype.N=function(){if(!(2&this.f)){this.
f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};Object.defineProperty(ot.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Xs(
this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.f)throw this.v;return this.v}});function pe(t,e){return new ot(t,e)}function er(t){var e=t.j;if(t.j=void 0,typeof e==
"function"){Te++;var n=ee;ee=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,No(t),o}finally{ee=n,En()}}}function No(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=
void 0,t.s=void 0,er(t)}function Xl(t){if(ee!==this)throw new Error("Out-of-order effect");Zs(this),ee=t,this.f&=-2;try{8&this.f&&No(this)}finally{En()}}function kt(t,e){
this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=e?.name,Kt&&Kt.push(this)}kt.prototype.c=function(){var t=this.S();try{if(8&this.f||this.
x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{t()}};kt.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=
1,this.f&=-9,er(this),Qs(this),Te++;var t=ee;return ee=this,Xl.bind(this,t)};kt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ut,Ut=this)};kt.prototype.d=function(){
this.f|=8,1&this.f||No(this)};kt.prototype.dispose=function(){this.d()};function Z(t,e){var n=new kt(t,e);try{n.c()}catch(s){throw n.d(),s}var o=n.d.bind(n);return o[Symbol.
dispose]=o,o}var tr,Ln,Pn,Yl=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var nr=[];Z(function(){tr=this.N})();function _t(t,e){H[t]=e.bind(null,H[t]||function(){})}function Jt(t){if(Pn){var e=Pn;Pn=void 0,e()}Pn=t&&t.S()}function or(t){
var e=this,n=t.data,o=K(n);o.name="ReactiveDom",o.value=n;var s=oe(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var d=pe(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),p=pe(function(){return!Array.isArray(d.value)&&!So(d.value)}),f=Z(function(){if(this.N=sr,p.value){var u=d.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=u)}}),h=e.__$u.d;return e.__$u.d=function(){f(),h.call(this)},[p,d]},[]),r=s[0],i=s[1];return r.value?i.
peek():i.value}or.displayName="ReactiveTextNode";Object.defineProperties(ae.prototype,{constructor:{configurable:!0,value:Ts(A,null).constructor},type:{configurable:!0,
value:or},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});_t("__b",function(t,e){if(Jt(),
Ln=void 0,typeof e.type=="string"){var n,o=e.props;for(var s in o)if(s!=="children"){var r=o[s];r instanceof ae&&(n||(e.__np=n={}),n[s]=r,o[s]=r.peek())}}t(e)});
_t("__r",function(t,e){if(t(e),e.type!==A){Jt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(s,r){var i;return Z(function(){i=this},{name:r}),
i.c=s,i})((function(s){return function(){var r;Yl&&((r=this.y)==null||r.call(this)),s.__$f|=1,s.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),Ln=o,Jt(n)}});_t("__e",function(t,e,n,o){Jt(),Ln=void 0,t(e,n,o)});_t("diffed",function(t,e){Jt(),Ln=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,s=e.props,r=n.U;if(r)for(var i in r){var a=r[i];a===void 0||o&&i in o||(a.d(),r[i]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var d=r[c],
p=o[c];d===void 0?(d=Ql(n,c,p,s),r[c]=d):d.o(p,s)}}}t(e)});function Ql(t,e,n,o){var s=e in t&&t.ownerSVGElement===void 0,r=$(n);return{o:function(i,a){r.value=i,
o=a},d:Z(function(){this.N=sr;var i=r.value.value;o[e]!==i&&(o[e]=i,s?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}_t("unmo\
unt",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var s in o){var r=o[s];r&&r.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var d=e.__c;if(d){d.__$f|=8;var p=d.__$u;p&&(d.__$u=void 0,p.d())}}t(e)});_t("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Be.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var s in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function K(t,e){return oe(function(){return $(t,e)},[])}var Zl=function(t){queueMicrotask(function(){queueMicrotask(t)})};function ea(){Q(function(){for(var t;t=nr.shift();)tr.call(t)})}function sr(){nr.push(this)===1&&(H.requestAnimationFrame||Zl)(ea)}var Do=zs(null);function k(){let t=Gs(Do);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var ta=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function I(t){return ta.test(t)?`⁨${t}⁩`:t}var na=/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function Ee(t){return t.replace(na,e=>`<U+${(e.codePointAt(0)??0).toString(16).toUpperCase().padStart(4,"0")}>`)}var re="not finite",St="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function te({confidence:t}){return t!==null}var At="no \
answer";function xe(t){return te(t)&&t.text===""}function de(t){return te(t)&&t.text!==""}function ie(t,e=At){if(!te(t))return re;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:Ee(n)||e}var oa=Symbol.for("pv"),sa=0;function l(t,e,n,o,s,r){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var d={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:oa,__v:--sa,__i:-1,__u:0};return(s||r)&&(d.__source=s,d.__self=r),H.vnode&&H.vnode(d),d}function rr({answer:t}){let{store:e}=k(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),s=a=>o.
some(c=>c.what===a),r=!n&&t.position!==null&&te(t),i=r&&!t.noise&&t.excess!==null&&!xe(t);return l("div",{class:"ll-checks",hidden:!r&&!t.verified,children:[l("\
button",{type:"button",class:"ll-link",hidden:!i,disabled:s("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer co\
unts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:s("noise")?
"Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!r||!!t.verified,disabled:s("verify"),title:"Run this question\
 again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:s("verify")?"Verifying…":"Verify one at a ti\
me"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Pe(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ke(t,e){return e===""?t.excess??t.confidence??0:Pe(t,e)}
function Ue(t){return t.some(({excess:e})=>e!==null)}function ve({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var ra=["generic","text inversion","t\
arget text"];function Wo({flags:t}){return t.filter(({kind:e})=>ra.includes(e)).map(({message:e})=>e).join(" ")}function Rn(t,e,n){let o=e===""&&Ue(t),s=t.filter(
a=>de(a)&&!ve(a,n)&&!(o&&a.excess===null)),[r]=s;return r?{answer:s.reduce((a,c)=>Ke(c,e)>Ke(a,e)?c:a,r),of:s.length}:null}function Ge({code:t,more:e=[],children:n}){let o=K(""),s=K(""),r=F(null);D(()=>{s.value!==""&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[s.value]);
let i=async(c,d)=>{try{await navigator.clipboard.writeText(d)}catch{s.value=d;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(A,{children:[l("header",{children:[n,a.map(({label:c,text:d,hidden:p})=>l("button",{type:"button",class:"ll-\
link",hidden:p,onClick:()=>{i(c,d())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:s.
value==="",rows:Math.min(12,s.value.split(`
`).length),ref:r,value:s.value})]})}var In=class extends Error{},ia=-(2**15),la=1e4,ir={u8:Uint8Array,u16:Uint16Array,i32:Int32Array,near:Int16Array,f32:Float32Array};function st(t,e=[]){if(Array.
isArray(t))return t;try{return Le(t.column,t.n,e)}catch(n){if(n instanceof In)return[];throw n}}function Ct(t,e=[]){let n=st(t.points,e),o=!Array.isArray(t.points)&&
n.length===0;return{...t,points:n,complete:t.complete&&!o}}function Ho(t,e=[]){let n=i=>st(i,e),{measures:o,difference:s}=t,r={...t,index:n(t.index),probs:n(t.probs),
...o&&{measures:{...o,entropy:n(o.entropy),surprisal:n(o.surprisal),rank:n(o.rank),chance:n(o.chance)}},...s&&{difference:{...s,index:n(s.index),chance:n(s.chance),
entropy:n(s.entropy),surprisal:n(s.surprisal),before:n(s.before),after:n(s.after),distance:n(s.distance),equal:n(s.equal)}}};return r.index.length===0&&t.layers.
length>0?null:r}function lr(t,e=[]){if(t.kind==="partial")return{...t,answers:st(t.answers,e)};if(t.kind!=="result"||typeof t.value!="object"||!t.value)return t;
let{value:n}=t;return"points"in n?{...t,value:Ct(n,e)}:"words"in n?{...t,value:Ho(n,e)}:t}function Le(t,e,n){if("same"in t)return Array(e).fill(t.same);if("keys"in
t){let o=Array.from({length:e},()=>({}));for(let[s,r]of Object.entries(t.keys)){let i="has"in r?r:null,a=i?Le(i.of,i.n,n):Le(r,e,n),c=i?Le(i.has,e,n):null,d=0;for(let[
p,f]of o.entries())(!c||c[p])&&(f[s]=a[d++])}return o}if("items"in t){let o=t.items.map(s=>Le(s,e,n));return Array.from({length:e},(s,r)=>o.map(i=>i[r]))}if("le\
ngths"in t){let o=Le(t.flat,t.n,n),s=0;return Le(t.lengths,e,n).map(r=>(s+=r,o.slice(s-r,s)))}if("table"in t)return Le(t.at,e,n).map(o=>t.table[o]);if("parts"in
t){let o=t.numbers.map(s=>Le(s,e,n));return Array.from({length:e},(s,r)=>t.parts.map((i,a)=>i+(a<o.length?o[a]?.[r]:"")).join(""))}return aa(t,n)}function aa(t,e){
let[[n,o]=["",void 0]]=Object.entries(t),s=typeof o=="number"?e[o]:o;if(!(n in ir)||!s?.buffer)throw new In;let r=s.buffer.slice(s.byteOffset,s.byteOffset+s.byteLength),
i=Array.from(new ir[n](r));return n==="near"?i.map(a=>a===ia?null:a/la):n==="f32"?i.map(a=>Number.isNaN(a)?null:a):i}var ca='script[type="application/vnd.jupyter.widget-state+json"]';function ar(t){if(t.get("frozen")===!0)return!0;let e=t.widget_manager;return e&&typeof e=="ob\
ject"&&"kernel"in e?!1:"__MARIMO_STATIC__"in globalThis||document.querySelector(ca)!==null}function Oe(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[d])=>c-d)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[s,r]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:r-1,start:s,layers:o,spans:n}}function Re({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,s)=>e+s))}var da=3e3,jo=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),Fn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.begun=
e.get("begun")??null,this.splitCharacters=e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=ar(
e),this.constants=e.get("constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("\
presets")??[]),this.source=$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(st(e.get("history")??[])),this.curves=$((e.get("curves")??[]).
map(r=>Ct(r))),this.heatMaps=$((e.get("heat_maps")??[]).map(r=>Ct(r))),this.siteMaps=$((e.get("site_maps")??[]).map(r=>Ct(r))),this.lenses=$(e.get("lenses")??[]),
this.comparisons=$(e.get("comparisons")??[]),this.seconds=$(e.get("seconds")??[]),this.secondShown=e.get("second_shown")??{},this.secondPages=this.frozen&&e.get(
"second_pages")||[];let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let s=e.get("train");this.train=s&&"fields"in s?
s:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;begun;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;seconds;secondShown;secondPages;steer;steered;train;trained;moved=()=>{};ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Oe(e,n),s=this.selection.peek();if(this.selection.value=o,this.moved(),this.frozen||jo(o,s))return;let{layers:r,
spans:i,...a}=o,c={...r.length>1&&{layers:r},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){
let e=this.toldSelection();this.ours=this.ours.filter(({at:o})=>Date.now()-o<da);let n=this.ours.findIndex(o=>jo(o.told,e));this.ours.splice(0,n+1),!(this.ours.
length>0)&&(jo(this.selection.peek(),e)||(this.selection.value=e,this.moved()))}replace(e,n){let o=(s,r)=>{let i=r.map(c=>Ct(c)),a=s.peek().filter(({id:c})=>n(c)&&
!i.some(d=>d.id===c));s.value=[...i,...a]};Q(()=>{e==="curves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,
this.model.get(e))})}toldSelection(){let e=this.model.get("selection");if(!e)return null;let[n,o]=e,s=this.model.get("span"),[r,i]=[this.model.get("layers")??[],
this.model.get("spans")??[]],a=s&&s[1]-1===o?s:[o,o+1];return Oe(r.at(-1)===n?r:[n],i.at(-1)?.join()===a.join()?i.map(([c,d])=>[c,d]):[a])}};var cr=60;function ye({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Bo(t){return Oe([],zn(t).map(e=>[e,e+1])).spans}function he(t){
return`${t.length>1?"layers":"layer"} ${dr(t.map(String))}`}function dr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function zn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([s])=>s===e).map(([,s])=>s);return o.length>0?o:[n]}function ke(t){let e=t.map(([o,s])=>s-o>1?
`${o} to ${s-1}`:`${o}`);return`${t.length>1||t.some(([o,s])=>s-o>1)?"positions":"position"} ${dr(e)}`}function Xt(t,e){let n=e.map(([o,s])=>t.slice(o,s).join("")).
join(" … ");return[n,n.length>cr?`${n.slice(0,cr)}…`:n]}function we(t,e){if(t.vector)return["Vector",t.token];let n=Bo(t),o=ke(n),s=zn(t).length===1;return[
`P${o.slice(1)}`,s?t.token:Xt(e,n)[1]]}function Yt(t,e){let n=t.find(({start:o,stop:s})=>o<=e&&e<s);return n?.begun?`${n.role}, ${Vo}`:n?.role}var Vo="begun rep\
ly";var ua=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,ur=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,pa=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function z({text:t}){let e=Qt(t);return e.includes("<")?l(A,{children:e.split(ua).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(A,{children:e})}function Qt(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(pa,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Zt(t,e){let n=t.find(({first:o,last:s})=>o<=e&&e<=s);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function Ko(t){let e=[],[n,o]=[[],0];return t.forEach((s,r)=>{let i=ur.test(s)?(s.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],r]),n.push(a);let c=n.length>1?fa(n):"";c&&o<r&&e.push({text:c,first:o,last:r})}i.length===0&&(n=[])}),e}function pr(t,e){let n=[],o=Ko(
t);for(let s=0;s<t.length;s+=1){let[r,i]=[t[s]??"",o.find(({first:u})=>u===s)],a=i?.last??s,c=t.slice(s,a+1).join("").match(/<0x/g)?.length,d=i&&c===new TextEncoder().
encode(i.text).length,f=(d?e.slice(s,a+1):e.slice(s,s+1)).reduce((u,m)=>u===void 0||m===void 0?void 0:u*m,1),h=r.startsWith("·")?"·":"";n.push({text:d?`${h}${i.
text}`:r,...f!==void 0&&{chance:f}}),d&&(s=a)}return n}function fa(t){try{return new TextDecoder("utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function Je({
text:t,part:e}){if(!e||!ur.test(t))return l(z,{text:t});let n=t.replace(/^\u00b7/,"").slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: par\
t ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"\
ll-part",children:`${e.part}/${e.of}`})]})}var fr=14;function hr({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(Nn,{...e}),l(qn,{name:"Writes",where:Uo(t),children:l(
en,{tokens:t.tokens,marked:n,chip:Dn(n,"slot")})})]})}function en({tokens:t,marked:e,chip:n,more:o={}}){let[s,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,s-fr),Math.min(t.length,r+fr+1)],c=Math.max(0,i-3),d=Ko(t.slice(c,a+3)),p=f=>f>0&&l("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[p(i),t.slice(i,a).map((f,h)=>n(f,i+h,Zt(d,i+h-c))),p(t.length-a)]})}function qn({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function Nn({tokens:t,layers:e,positions:n,
name:o}){return l(qn,{name:"Reads",where:he(e),children:o===void 0?l(en,{tokens:t,marked:n,chip:Dn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function Dn(t,e){return(n,o,s)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
Je,{text:n,part:s})},o)}function Uo({layer:t}){return t===null?"":`layer ${t}`}function L(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ot(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ue(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function mr(t,e,{verdicts:n}){let[o,s]=we(t,e),r=t.controls.map(({kind:h,support:u,text:m})=>[`${h} control`,L(u),Mt(m.trim()||"(nothing)")]),i=de(t)?L(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,Mt(ie(t))],...r],{model:c,seed:d,versions:p={}}=t.provenance??{},f=[c&&`model ${Mt(c)}`,d!==void 0&&`seed ${d}`,
...Object.entries(p).map(([h,u])=>`${h} ${u}`)].filter(Boolean);return[`**${Mt(ie(t))}** to ${Mt(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ue(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:u,n:m,p_value:v})=>`- ${u}\
 of ${m} (${h}) come as far, p = ${L(v)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${he(ye(t))}, ${o.toLowerCase()} ${Mt(
s)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...f.length>0?[`- ${f.join(", ")}`]:[],"",ha(t.code)].join(`
`)}function Mt(t){let e=Ee(t).replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(gr(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function ha(t){let e="`".repeat(Math.
max(3,gr(t)+1));return`${e}python
${t}
${e}
`}function gr(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}function vr({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${L(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:L(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var ma={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function rt(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Go(n,o.length),controls:o}))}function Go(t,e){let[n,o]=ma[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Jo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function ga(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function $t(t,e=""){
if(t.length===0)return null;let n=t.map(o=>ga(o,e));return[Math.min(...n),Math.max(...n)]}function it(t,e){return rt(t.controls).map(({name:n,controls:o})=>{let s=[
...new Set(($t(o,e)??[]).map(L))];return[n.toLowerCase(),s.join(" to ")]})}function yr({answer:t}){let{confidence:e,excess:n}=t;return e===null||xe(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(Xo,{kind:"own",label:"\
Confidence",value:e,children:t.confidence_kind}),l(vr,{answer:t}),rt(t.controls).map(o=>l(ya,{...o,brief:t.brief===!0},o.kind)),n!==null&&l("div",{class:"ll-mea\
sure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ue(n)}),l("span",{class:"ll-quiet ll-cut",
children:"confidence minus the largest support"})]}),t.noise&&l(va,{noise:t.noise}),l(ba,{answer:t})]})}function va({noise:t}){let e=t.samples.find(({kind:s})=>s===
"random"),n=t.samples.map(({kind:s,reached:r,n:i})=>`${r} of ${Jo(s,i)}`),o=`How many exceed their own controls as far as the answer does its, where each answer\
s the question for itself.
`+t.samples.map(({kind:s,n:r,p_value:i})=>`${Jo(s,r)}: p = ${L(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`${n.join(", ")} come as far`})]})}function Xo({kind:t,label:e,value:n,low:o,title:s,children:r}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:s,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${L(o)} to ${L(n)}`:`${e} ${L(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:L(n)}),l("span",{class:"ll-quiet ll-cut",children:r})]})}function ya({
name:t,controls:e,brief:n}){let[o,s]=$t(e)??[0,0],r=e.length>1,i=[...new Set(e.map(({text:c})=>Ee(c.trim())))],a=`How much ${r?"they support":"it supports"} thi\
s answer in the activation's place: ${e.map(({support:c})=>L(c)).join(", ")}.
`+e.map(({text:c,confidence:d})=>`${n?"":`“${I(Ee(c))}” `}with confidence ${L(d)}`).join(`
`);return l(Xo,{kind:"control",label:t,value:s,low:r?o:void 0,title:a,children:[r?`support ${L(o)} to ${L(s)}`:"support",!n&&l(A,{children:[r?"; themselves say ":
"; itself says ",i.map((c,d)=>l(A,{children:[d>0&&", ",c===""?"nothing":l("span",{class:"ll-mono",dir:"auto",children:l(z,{text:c})})]},c))]})]})}function ba({answer:{
options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:s})=>({text:o,p:s??0})).sort((o,s)=>s.p-o.p);return l(A,{children:[l("p",
{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option mass is ${L(e)}`]}),n.map(({text:o,p:s})=>l(Xo,{kind:"option",label:o,
value:s},o))]})}function br({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:xa(o)})]},n))})]})}
function xa(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function xr(){let{store:t}=k(),e=t.view.answer.value,n=e?ye(e):[],o=e&&t.targetOf(e),[s,r]=e?we(e,t.synced.tokens):["",""],i=F(null);D(()=>{let c=!0;return Z(()=>{
t.view.arrived.value,!c&&!wa(t)&&ka(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...Sa(t,e)]:[];return l("section",{class:"ll-card","aria-l\
abel":"Answer",hidden:!e,ref:i,children:[e&&l(Aa,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(Ca,{answer:e}),e&&l(_a,{answer:e})]}),e&&l(A,{
children:[l(yr,{answer:e}),l(rr,{answer:e}),o&&o.tokens.length>0&&l(hr,{tokens:t.synced.tokens,layers:ye(e),positions:zn(e),target:o,name:e.vector&&r}),a.length>
0&&l("ul",{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(Wn,{name:n.length>1?"Layers":"Layer",children:n.join(
", ")}),l(Wn,{name:s,children:l("span",{class:"ll-mono",dir:"auto",children:r})}),l(Wn,{name:"Into layer",children:e.target_layer}),l(Wn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(br,{answer:e})]})]})}function wa(t){let[e,n]=[t.view.answer.peek(),t.synced.
selection.peek()];return!e||!n||e.position===null?!1:e.position!==n.position||!ye(e).includes(n.layer)}function ka(t){t?.closest(".ll-root")?.contains(document.
activeElement)&&requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function _a({answer:t}){let{constants:e}=k().store.synced;return l("p",{class:"\
ll-verdict","data-verdict":t.verdict,children:e.verdicts[t.verdict]})}function Sa({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Rn(o,"",t.constants)).
find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Aa({answer:t}){let{store:e}=k(),{question:n,
code:o}=t;return l(Ge,{code:o,more:[{label:"Copy as Markdown",text:()=>mr(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll\
-cut",dir:"auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn what makes the model's activations g\
ive another answer",onClick:()=>e.steering.open(t),children:"Steer"})]})}function Ca({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(xe(t))return l("div",
{class:"ll-words",children:l("i",{class:"ll-quiet",children:At})});let s=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(te(t)?Ee(o):l("i",{class:"ll-quiet",children:re})),pr(e,e.map((r,i)=>n[i]).map(r=>r===void 0?r:Math.exp(r))).map(({text:r,chance:i},a)=>{let c=s?r.replaceAll(
"·"," "):r;return l("span",{class:"ll-word",title:i===void 0?void 0:`probability ${L(i)}`,style:{"--p":String(i??0)},children:l(z,{text:a===0&&c.trimStart()||c})},
a)})]})}function Wn({name:t,children:e}){return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var wr=t=>t.replaceAll(`
`,"\\n"),kr=t=>t.replaceAll("\\n",`
`);function tn(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>wr(String(n))).join(" "):e.join(", "):wr(String(e))}function _r(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(kr):kr(e)}function Sr({field:t,id:e,value:n,wrong:o,describedBy:s,onFocus:r,onBlur:i}){let{store:a}=k(),c=K(null),d=u=>a.edit(m=>m.set(t.name,u)),p={id:e,"data-setting":t.
name,"aria-describedby":s,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let u=({currentTarget:m})=>d(m.value||null);return l("select",{...p,class:"ll-\
field",value:tn(t,n),onInput:u,onChange:u,onBlur:i,children:t.choices.map(([m,v])=>l("option",{value:m??"",children:v},m??""))})}if(t.kind==="yes"){let u=({currentTarget:m})=>d(
m.checked);return l("input",{...p,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:i})}let f=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,d(_r(t,u.value))},h=()=>{c.value=null};return l("input",{...p,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??tn(t,n),onInput:f,onChange:h,onBlur:()=>{h(),i()}})}var Ar=0;function le(){let[t]=On(()=>(Ar+=1,`ll-${Math.random().toString(36).slice(2,8)}-${Ar}`));return t}function lt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Xe({groups:t,beside:e}){let{draft:n}=k().store;return l(A,{children:t.map(({group:o,fields:s})=>({group:o,fields:s.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:s})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),s.map(r=>l(Ma,{field:r,
children:e?.(r)},r.name))]},o))})}function Oa(t){return[...t.closest(".ll-group")?.querySelectorAll(".ll-setting:not([hidden])")??[]].at(-1)??t}function Ma({field:t,
children:e}){let{store:n,view:o}=k(),{draft:s,preview:r}=n,[i,a,c]=[le(),le(),le()],d=s.value(t.name),p=r.problem.value,f=s.applies(t),h=f&&p?.setting===t.name,
u=()=>l("div",{class:"ll-pop-help",children:t.help}),m=({currentTarget:b})=>{let x=b.closest(".ll-setting")??b;o.show({anchor:x,content:u,above:!0})},v=({currentTarget:b})=>o.
show({anchor:Oa(b),content:u}),y=()=>o.hide(),g=F(!1);return l("div",{class:`ll-setting${t.name in s.changed()?" ll-set":""}`,hidden:!f,onPointerDown:()=>{g.current=
!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-named",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"\
button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:m,onPointerEnter:m,onPointerLeave:b=>{b.pointerType!=="touch"&&y()},onBlur:y,children:"\
?"})]}),l(Sr,{field:t,id:i,value:d,wrong:h,describedBy:t.help===""?a:`${c} ${a}`,onFocus:b=>{t.help!==""&&!g.current&&v(b)},onBlur:y}),l("span",{class:"ll-unsee\
n",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!h,role:h?"alert":void 0,children:h?p.message:""})]})}function Or({draft:t,synced:e}){let n=t.value("variant");if(n===null)return null;let o=e.source.value?.fields.find(({name:i})=>i==="variant"),[,s]=o?.choices?.find(
([i])=>i===n)??[];if(s!==void 0)return{label:s,refused:""};let r=nn(String(n));return{label:r.label,refused:r.says}}function nn(t){let[e="",...n]=t.split(":");if(e===
"on"||e==="minus"){let s=I(n.join(":"));return{label:e==="on"?`${s} on`:`${s} ${Cr}`,says:`The adapter ${s} cannot be read here any more: it is not loaded, or a\
 decoder has it as its own. Load it again, or choose another model.`}}let o=I(n.slice(1).join(":")||n[0]||e);return{label:e==="difference"?`${o} ${Cr}`:o,says:`\
The model ${o} is closed. Open its session and choose it again, or choose another model.`}}var Cr="minus the model as it is";function Mr(){let{draft:t,synced:e}=k().store,n=e.source.value,o=(n?.fields??[]).map(a=>$a(a,t.value(a.name))),s=o.some(({name:a,choices:c=[]})=>c.length>(a==="\
vector"?2:1)),r=!n||!t.vector&&!s,i=o.filter(({name:a,choices:c=[]})=>a!=="variant"||c.length>1);return l("div",{class:"ll-from",hidden:r,children:!r&&l(Xe,{groups:[
{...n,fields:i}]})})}function $a(t,e){let{choices:n,name:o}=t;if(!n||e===null||n.some(([r])=>r===e))return t;let s=o==="variant"?nn(String(e)).label:$r(String(e));
return{...t,choices:[...n,[String(e),`${s} (not here any more)`]]}}var $r=t=>I(t.slice(t.indexOf(":")+1));function Tt({layer:t,layers:e,position:n,start:o,spans:s,
source:r={}}){let{vector:i,minus:a}=r;if(typeof i=="string"&&i!=="difference")return $r(i);let c=n??-1,d=ke(s??[[o??c,c+1]]);return`${he(e??[t??-1])}, ${d}${i?`\
 minus ${a}`:""}`}function Tr(){let{store:t,view:e}=k(),{draft:n,synced:o}=t,s=t.other(),r=s?t.subject():o.selection.value,{fit:i}=n.entry,{vector:a}=n,c=a!==null&&a!=="differenc\
e",d=!t.asking(),p=r?Re(r).length:0,f=()=>{t.edit(()=>{n.set("vector","difference"),n.set("minus",r?.position)})},h=!s?.refused&&t.readModel()?.refused,u=a===null?
Ea(t,p):"";return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",children:h?l("span",{class:"ll-refused ll-error",role:"status",children:h}):
c?l(A,{children:[l("b",{dir:"auto",children:Tt(n.asking())}),l(Er,{})]}):l(Pa,{})}),l("button",{type:"button",class:"ll-link",hidden:!h,onClick:()=>t.edit(()=>n.
set("variant",void 0)),children:"Ask the model as it was run"}),l("button",{type:"button",class:"ll-link",hidden:!r||s!==null||i===!0||c||!!h,onClick:f,children:p>
1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:d||!n.has("layer")||a!==null,title:a?"A vector belongs \
to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("but\
ton",{type:"button",class:"ll-button",disabled:d,title:a?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those th\
at are selected; layers that are selected together are read together",onClick:()=>t.sweep(e.positions),children:a?"Sweep scales":p>1?`Sweep ${p} positions`:"Swe\
ep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:i?!n.ready||!!h:d,children:i?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:u===
""||i===!0,children:u})]})}var Ta=5;function Ea({draft:t,pace:e,synced:n},o){let s=o>1?o:n.tokens.length,r=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${s}\
 positions`,e.sweep(i,s)],...t.has("layer")?[[`a layer grid of ${r} cells`,e.sweep(i,r)]]:[]];if(a.every(([,p])=>p===void 0))return s>64?`Ask once to see how lo\
ng sweeping ${s} positions would take.`:"";let d=a.flatMap(([p,f])=>f&&f.seconds>Ta?[`${p} takes ${f.most?"at most ":""}${Ot(f.seconds)}`]:[]).join(", ");return d&&
`At the pace so far, ${d}.`}function Pa(){let{store:t}=k(),{draft:e,synced:n,preview:o}=t,s=t.other();if(s&&s.refused!=="")return l("span",{class:"ll-refused",children:s.
refused});let r=t.subject();if(!r)return l(A,{children:"Choose a cell of the grid."});let{layer:i,position:a}=r,c=e.vector==="difference",d=!c,p=d?r.layers:[i],
f=d?r.spans:[[a,a+1]],[h,u]=Xt(n.tokens,f);return l(A,{children:[`L${he(p).slice(1)}, ${ke(f)} `,l("b",{class:"ll-mono",dir:"auto",title:h,children:l(z,{text:u})}),
s&&l(A,{children:[" in ",l("bdi",{children:s.entry.model})]}),!s&&l(Er,{}),d&&La(r,o.target.value),c&&l(A,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",
children:l(z,{text:n.tokens[Number(e.value("minus")??Number.NaN)]??"…"})})]})]})}function Er(){let t=k().store.readModel();return t&&l(A,{children:["; model: ",
l("bdi",{children:t.label})]})}function La(t,e){let{positions:n=[],layers:o=[]}=e??{},[s,r]=[t.layers.length,Re(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.
layer;if(s*r===1||!i)return"";let a=r>1?`${r} tokens`:"the token",c=s>1?`${a} at ${s} layers`:a;if(o.length===s&&n.length===r)return`; this reader reads ${s>1?c:
`all ${c}`} for one answer`;let d=[n.length<r?"the last":a,...o.length<s?["at the last layer"]:s>1?[`at ${s} layers`]:[]];return`; this reader does not take ${c}\
 at once: it reads ${d.join(" ")}`}function Pr(){let{store:t}=k(),{draft:e}=t,n=le(),o=e.beside,s=e.comparable.filter(r=>!o.includes(r));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(r=>l("span",{class:"ll-chip",children:[l("bdi",{children:r.label}),e.asksOtherwise(
r)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${I(r.label)}`,placeholder:r.sample,value:e.
textOf(r),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(r,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${I(r.label)}`,
onClick:()=>t.edit(()=>e.compare(r.name,!1)),children:"×"})]},r.name)),l("select",{class:"ll-field",id:n,value:"",hidden:s.length===0,onChange:({currentTarget:r})=>{
let{value:i}=r;r.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
s.map(({name:r,label:i})=>l("option",{value:r,children:i},r))]})]})}var Et=Math.min,Ie=Math.max,sn=Math.round,rn=Math.floor,Me=t=>({x:t,y:t}),Ra={left:"right",right:"left",bottom:"top",top:"bottom"};function Ir(t,e,n){return Ie(
t,Et(e,n))}function ln(t,e){return typeof t=="function"?t(e):t}function at(t){return t.split("-")[0]}function an(t){return t.split("-")[1]}function Yo(t){return t===
"x"?"y":"x"}function Qo(t){return t==="y"?"height":"width"}function Fe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function Zo(t){return Yo(Fe(t))}function Fr(t,e,n){
n===void 0&&(n=!1);let o=an(t),s=Zo(t),r=Qo(s),i=s==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(i=
on(i)),[i,on(i)]}function zr(t){let e=on(t);return[Hn(t),e,Hn(e)]}function Hn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Lr=[
"left","right"],Rr=["right","left"],Ia=["top","bottom"],Fa=["bottom","top"];function za(t,e,n){switch(t){case"top":case"bottom":return n?e?Rr:Lr:e?Lr:Rr;case"le\
ft":case"right":return e?Ia:Fa;default:return[]}}function qr(t,e,n,o){let s=an(t),r=za(at(t),n==="start",o);return s&&(r=r.map(i=>i+"-"+s),e&&(r=r.concat(r.map(
Hn)))),r}function on(t){let e=at(t);return Ra[e]+t.slice(e.length)}function qa(t){var e,n,o,s;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=
t.bottom)!=null?o:0,left:(s=t.left)!=null?s:0}}function Nr(t){return typeof t!="number"?qa(t):{top:t,right:t,bottom:t,left:t}}function ct(t){let{x:e,y:n,width:o,
height:s}=t;return{width:o,height:s,top:n,left:e,right:e+o,bottom:n+s,x:e,y:n}}function Dr(t,e,n){let{reference:o,floating:s}=t,r=Fe(e),i=Zo(e),a=Qo(i),c=at(e),d=r==="y",p=o.x+o.width/2-s.width/2,f=o.y+o.height/2-s.height/2,h=o[a]/2-s[a]/2,
u;switch(c){case"top":u={x:p,y:o.y-s.height};break;case"bottom":u={x:p,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:f};break;case"left":u={x:o.x-s.width,
y:f};break;default:u={x:o.x,y:o.y}}let m=an(e);return m&&(u[i]+=h*(m==="end"?1:-1)*(n&&d?-1:1)),u}async function Wr(t,e){var n;e===void 0&&(e={});let{x:o,y:s,platform:r,
rects:i,elements:a,strategy:c}=t,{boundary:d="clippingAncestors",rootBoundary:p="viewport",elementContext:f="floating",altBoundary:h=!1,padding:u=0}=ln(e,t),m=Nr(
u),y=a[h?f==="floating"?"reference":"floating":f],g=ct(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(y)))==null||n?y:y.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(a.floating)),boundary:d,rootBoundary:p,strategy:c})),b=f==="floating"?{x:o,y:s,width:i.floating.width,
height:i.floating.height}:i.reference,x=await(r.getOffsetParent==null?void 0:r.getOffsetParent(a.floating)),T=await(r.isElement==null?void 0:r.isElement(x))&&await(r.
getScale==null?void 0:r.getScale(x))||{x:1,y:1},R=ct(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:b,offsetParent:x,strategy:c}):b);return{top:(g.top-R.top+m.top)/T.y,bottom:(R.bottom-g.bottom+m.bottom)/T.y,left:(g.left-R.left+m.left)/T.x,right:(R.
right-g.right+m.right)/T.x}}var Na=50,Hr=async(t,e,n)=>{let{placement:o="bottom",strategy:s="absolute",middleware:r=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:Wr},c=await(i.isRTL==null?void 0:i.isRTL(e)),d=await i.getElementRects({reference:t,floating:e,strategy:s}),{x:p,y:f}=Dr(d,o,c),h=o,u=0,m={};for(let v=0;v<
r.length;v++){let y=r[v];if(!y)continue;let{name:g,fn:b}=y,{x,y:T,data:R,reset:_}=await b({x:p,y:f,initialPlacement:o,placement:h,strategy:s,middlewareData:m,rects:d,
platform:a,elements:{reference:t,floating:e}});p=x??p,f=T??f,m[g]={...m[g],...R},_&&u<Na&&(u++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&(d=_.rects===
!0?await i.getElementRects({reference:t,floating:e,strategy:s}):_.rects),{x:p,y:f}=Dr(d,h,c)),v=-1)}return{x:p,y:f,placement:h,strategy:s,middlewareData:m}};var jr=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:s,middlewareData:r,rects:i,initialPlacement:a,platform:c,elements:d}=e,
{mainAxis:p=!0,crossAxis:f=!0,fallbackPlacements:h,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:v=!0,...y}=ln(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let g=at(s),b=Fe(a),x=at(a)===a,T=await(c.isRTL==null?void 0:c.isRTL(d.floating)),R=h||(x||!v?[on(a)]:zr(a)),_=m!=="none";!h&&_&&
R.push(...qr(a,v,m,T));let O=[a,...R],q=await c.detectOverflow(e,y),B=[],N=((o=r.flip)==null?void 0:o.overflows)||[];if(p&&B.push(q[g]),f){let U=Fr(s,i,T);B.push(
q[U[0]],q[U[1]])}if(N=[...N,{placement:s,overflows:B}],!B.every(U=>U<=0)){var V,j;let U=(((V=r.flip)==null?void 0:V.index)||0)+1,G=O[U];if(G&&(!(f==="alignment"?
b!==Fe(G):!1)||N.every(C=>Fe(C.placement)===b?C.overflows[0]>0:!0)))return{data:{index:U,overflows:N},reset:{placement:G}};let w=(j=N.filter(M=>M.overflows[0]<=
0).sort((M,C)=>M.overflows[1]-C.overflows[1])[0])==null?void 0:j.placement;if(!w)switch(u){case"bestFit":{var J;let M=(J=N.filter(C=>{if(_){let P=Fe(C.placement);
return P===b||P==="y"}return!0}).map(C=>[C.placement,C.overflows.filter(P=>P>0).reduce((P,X)=>P+X,0)]).sort((C,P)=>C[1]-P[1])[0])==null?void 0:J[0];M&&(w=M);break}case"\
initialPlacement":w=a;break}if(s!==w)return{reset:{placement:w}}}return{}}}};var Da=new Set(["left","top"]);async function Wa(t,e){let{placement:n,platform:o,elements:s}=t,r=await(o.isRTL==null?void 0:o.isRTL(s.floating)),i=at(n),a=an(n),
c=Fe(n)==="y",d=Da.has(i)?-1:1,p=r&&c?-1:1,f=ln(e,t),{mainAxis:h,crossAxis:u,alignmentAxis:m}=typeof f=="number"?{mainAxis:f,crossAxis:0,alignmentAxis:null}:{mainAxis:f.
mainAxis||0,crossAxis:f.crossAxis||0,alignmentAxis:f.alignmentAxis};return a&&typeof m=="number"&&(u=a==="end"?m*-1:m),c?{x:u*p,y:h*d}:{x:h*d,y:u*p}}var Br=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:s,y:r,placement:i,middlewareData:a}=e,c=await Wa(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:s+c.x,y:r+c.y,data:{...c,placement:i}}}}},Vr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:s,platform:r}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:b=>{let{x,y:T}=b;return{x,y:T}}},...d}=ln(t,e),p={x:n,y:o},
f=await r.detectOverflow(e,d),h=Fe(s),u=Yo(h),m=p[u],v=p[h],y=(b,x)=>Ir(x+f[b==="y"?"top":"left"],x,x-f[b==="y"?"bottom":"right"]);i&&(m=y(u,m)),a&&(v=y(h,v));let g=c.
fn({...e,[u]:m,[h]:v});return{...g,data:{x:g.x-n,y:g.y-o,enabled:{[u]:i,[h]:a}}}}}};function jn(){return typeof window<"u"}function ut(t){return Ur(t)?(t.nodeName||"").toLowerCase():"#document"}function me(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function $e(t){var e;return(e=(Ur(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Ur(t){
return jn()?t instanceof Node||t instanceof me(t).Node:!1}function _e(t){return jn()?t instanceof Element||t instanceof me(t).Element:!1}function ze(t){return jn()?
t instanceof HTMLElement||t instanceof me(t).HTMLElement:!1}function Kr(t){return!jn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof me(t).ShadowRoot}
function cn(t){let{overflow:e,overflowX:n,overflowY:o,display:s}=Se(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&s!=="inline"&&s!=="contents"}function Gr(t){
return/^(table|td|th)$/.test(ut(t))}function dn(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Ha=/transform|translate|scale|rotate|perspective|filter/,
ja=/paint|layout|strict|content/,dt=t=>!!t&&t!=="none",es;function Bn(t){let e=_e(t)?Se(t):t;return dt(e.transform)||dt(e.translate)||dt(e.scale)||dt(e.rotate)||
dt(e.perspective)||!Vn()&&(dt(e.backdropFilter)||dt(e.filter))||Ha.test(e.willChange||"")||ja.test(e.contain||"")}function Jr(t){let e=Ye(t);for(;ze(e)&&!Lt(e);){
if(Bn(e))return e;if(dn(e))return null;e=Ye(e)}return null}function Vn(){return es==null&&(es=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),es}function Lt(t){return/^(html|body|#document)$/.test(ut(t))}function Se(t){return me(t).getComputedStyle(t)}function un(t){return _e(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Ye(t){if(ut(t)==="html")return t;let e=t.assignedSlot||t.parentNode||Kr(t)&&
t.host||$e(t);return Kr(e)?e.host:e}function Xr(t){let e=Ye(t);return Lt(e)?(t.ownerDocument||t).body:ze(e)&&cn(e)?e:Xr(e)}function Pt(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let s=Xr(t),r=s===((o=t.ownerDocument)==null?void 0:o.body),i=me(s);if(r){let a=Kn(i);return e.concat(i,i.visualViewport||[],cn(s)?s:[],
a&&n?Pt(a):[])}else return e.concat(s,Pt(s,[],n))}function Kn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Zr(t){let e=Se(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,s=ze(t),r=s?t.offsetWidth:n,i=s?t.offsetHeight:o,a=sn(n)!==r||sn(o)!==i;return a&&
(n=r,o=i),{width:n,height:o,$:a}}function ns(t){return _e(t)?t:t.contextElement}function Rt(t){let e=ns(t);if(!ze(e))return Me(1);let n=e.getBoundingClientRect(),
{width:o,height:s,$:r}=Zr(e),i=(r?sn(n.width):n.width)/o,a=(r?sn(n.height):n.height)/s;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Ba=Me(0);function ei(t){let e=me(t);return!Vn()||!e.visualViewport?Ba:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Va(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===me(t)}function pt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let s=t.getBoundingClientRect(),r=ns(t),i=Me(1);e&&(o?_e(
o)&&(i=Rt(o)):i=Rt(t));let a=Va(r,n,o)?ei(r):Me(0),c=(s.left+a.x)/i.x,d=(s.top+a.y)/i.y,p=s.width/i.x,f=s.height/i.y;if(r&&o){let h=me(r),u=_e(o)?me(o):o,m=h,v=Kn(
m);for(;v&&u!==m;){let y=Rt(v),g=v.getBoundingClientRect(),b=Se(v),x=g.left+(v.clientLeft+parseFloat(b.paddingLeft))*y.x,T=g.top+(v.clientTop+parseFloat(b.paddingTop))*
y.y;c*=y.x,d*=y.y,p*=y.x,f*=y.y,c+=x,d+=T,m=me(v),v=Kn(m)}}return ct({width:p,height:f,x:c,y:d})}function Un(t,e){let n=un(t).scrollLeft;return e?e.left+n:pt($e(
t)).left+n}function ti(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-Un(t,n),s=n.top+e.scrollTop;return{x:o,y:s}}function Ka(t){let{elements:e,rect:n,
offsetParent:o,strategy:s}=t,r=s==="fixed",i=$e(o),a=e?dn(e.floating):!1;if(o===i||a&&r)return n;let c={scrollLeft:0,scrollTop:0},d=Me(1),p=Me(0),f=ze(o);if((f||
!r)&&((ut(o)!=="body"||cn(i))&&(c=un(o)),f)){let u=pt(o);d=Rt(o),p.x=u.x+o.clientLeft,p.y=u.y+o.clientTop}let h=i&&!f&&!r?ti(i,c):Me(0);return{width:n.width*d.x,
height:n.height*d.y,x:n.x*d.x-c.scrollLeft*d.x+p.x+h.x,y:n.y*d.y-c.scrollTop*d.y+p.y+h.y}}function Ua(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Ga(t){let e=un(t),n=t.ownerDocument.body,o=Ie(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),s=Ie(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+Un(t),i=-e.scrollTop;return Se(n).direction==="rtl"&&(r+=Ie(t.clientWidth,n.clientWidth)-o),{width:o,height:s,x:r,y:i}}var Ja=25;
function Xa(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",s=me(t),r=$e(t),i=s.visualViewport,a=r.clientWidth,c=r.clientHeight,d=0,p=0;if(i){let h=!Vn()||
e==="fixed";o?h||(d=-i.offsetLeft,p=-i.offsetTop):(a=i.width,c=i.height,h&&(d=i.offsetLeft,p=i.offsetTop))}if(Un(r)<=0){let h=r.ownerDocument,u=h.body,m=getComputedStyle(
u),v=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,y=Math.abs(r.clientWidth-u.clientWidth-v),g=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?y/2:y;g<=Ja&&(a-=g)}return{width:a,height:c,x:d,y:p}}function Ya(t,e){let n=pt(t,!0,e==="fixed"),o=n.top+t.clientTop,s=n.left+t.clientLeft,r=Rt(
t),i=t.clientWidth*r.x,a=t.clientHeight*r.y,c=s*r.x,d=o*r.y;return{width:i,height:a,x:c,y:d}}function Yr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Xa(t,n,e);else if(e==="document")o=Ga($e(t));else if(_e(e))o=Ya(e,n);else{let s=ei(t);o={x:e.x-s.x,y:e.y-s.y,width:e.width,height:e.height}}return ct(o)}function Qa(t,e){
let n=e.get(t);if(n)return n;let o=Pt(t,[],!1).filter(a=>_e(a)&&ut(a)!=="body"),s=null,r=Se(t).position==="fixed",i=r?Ye(t):t;for(;_e(i)&&!Lt(i);){let a=Se(i),c=Bn(
i),d=s?s.position:r?"fixed":"";!c&&(d==="fixed"||d==="absolute"&&a.position==="static")?o=o.filter(f=>f!==i):s=a,i=Ye(i)}return e.set(t,o),o}function Za(t){let{
element:e,boundary:n,rootBoundary:o,strategy:s}=t,i=[...n==="clippingAncestors"?dn(e)?[]:Qa(e,this._c):[].concat(n),o],a=Yr(e,i[0],s),c=a.top,d=a.right,p=a.bottom,
f=a.left;for(let h=1;h<i.length;h++){let u=Yr(e,i[h],s);c=Ie(u.top,c),d=Et(u.right,d),p=Et(u.bottom,p),f=Ie(u.left,f)}return{width:d-f,height:p-c,x:f,y:c}}function ec(t){
let{width:e,height:n}=Zr(t);return{width:e,height:n}}function tc(t,e,n){let o=ze(e),s=$e(e),r=n==="fixed",i=pt(t,!0,r,e),a={scrollLeft:0,scrollTop:0},c=Me(0);if((o||
!r)&&((ut(e)!=="body"||cn(s))&&(a=un(e)),o)){let h=pt(e,!0,r,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&s&&(c.x=Un(s));let d=s&&!o&&!r?ti(s,a):Me(0),p=i.left+
a.scrollLeft-c.x-d.x,f=i.top+a.scrollTop-c.y-d.y;return{x:p,y:f,width:i.width,height:i.height}}function ts(t){return Se(t).position==="static"}function Qr(t,e){
if(!ze(t)||Se(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return $e(t)===n&&(n=n.ownerDocument.body),n}function ni(t,e){let n=me(t);
if(dn(t))return n;if(!ze(t)){let s=Ye(t);for(;s&&!Lt(s);){if(_e(s)&&!ts(s))return s;s=Ye(s)}return n}let o=Qr(t,e);for(;o&&Gr(o)&&ts(o);)o=Qr(o,e);return o&&Lt(
o)&&ts(o)&&!Bn(o)?n:o||Jr(t)||n}var nc=async function(t){let e=this.getOffsetParent||ni,n=this.getDimensions,o=await n(t.floating);return{reference:tc(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function oc(t){return Se(t).direction==="rtl"}var sc={convertOffsetParentRelativeRectToViewportRelativeRect:Ka,
getDocumentElement:$e,getClippingRect:Za,getOffsetParent:ni,getElementRects:nc,getClientRects:Ua,getDimensions:ec,getScale:Rt,isElement:_e,isRTL:oc};function oi(t,e){
return t.x===e.x&&t.y===e.y&&t.width===e.width&&t.height===e.height}function rc(t,e,n){let o=null,s,r=$e(t);function i(){var p;clearTimeout(s),(p=o)==null||p.disconnect(),
o=null}function a(p,f){p===void 0&&(p=!1),f===void 0&&(f=1),i();let h=t.getBoundingClientRect(),{left:u,top:m,width:v,height:y}=h;if(p||e(),!v||!y)return;let g=rn(
m),b=rn(r.clientWidth-(u+v)),x=rn(r.clientHeight-(m+y)),T=rn(u),_={rootMargin:-g+"px "+-b+"px "+-x+"px "+-T+"px",threshold:Ie(0,Et(1,f))||1},O=!0;function q(B){
let N=B[0].intersectionRatio;if(!oi(h,t.getBoundingClientRect()))return a();if(N!==f){if(!O)return a();N?a(!1,N):s=setTimeout(()=>{a(!1,1e-7)},1e3)}O=!1}try{o=new IntersectionObserver(
q,{..._,root:r.ownerDocument})}catch{o=new IntersectionObserver(q,_)}o.observe(t)}let c=me(t),d=()=>a(n);return c.addEventListener("resize",d),a(!0),()=>{c.removeEventListener(
"resize",d),i()}}function si(t,e,n,o){o===void 0&&(o={});let{ancestorScroll:s=!0,ancestorResize:r=!0,elementResize:i=typeof ResizeObserver=="function",layoutShift:a=typeof IntersectionObserver==
"function",animationFrame:c=!1}=o,d=ns(t),p=s||r?[...d?Pt(d):[],...e?Pt(e):[]]:[];p.forEach(g=>{s&&g.addEventListener("scroll",n),r&&g.addEventListener("resize",
n)});let f=d&&a?rc(d,n,r):null,h=-1,u=null;i&&(u=new ResizeObserver(g=>{let[b]=g;b&&b.target===d&&u&&e&&(u.unobserve(e),cancelAnimationFrame(h),h=requestAnimationFrame(
()=>{var x;(x=u)==null||x.observe(e)})),n()}),d&&!c&&u.observe(d),e&&u.observe(e));let m,v=c?pt(t):null;c&&y();function y(){let g=pt(t);v&&!oi(v,g)&&n(),v=g,m=requestAnimationFrame(
y)}return n(),()=>{var g;p.forEach(b=>{s&&b.removeEventListener("scroll",n),r&&b.removeEventListener("resize",n)}),f?.(),(g=u)==null||g.disconnect(),u=null,c&&cancelAnimationFrame(
m)}}var os=Br;var ss=Vr,rs=jr;var is=(t,e,n)=>{let o=new Map,s=n??{},r={...sc,...s.platform,_c:o};return Hr(t,e,{...s,platform:r})};function Gn(t){try{return t.matches(":popover-open")}catch{return!1}}function ri(t,e,n){if(!n){Gn(e)&&e.hidePopover();return}Gn(e)||e.showPopover?.(),is(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[os(2),rs({padding:8}),ss({padding:8})]}).then(({x:o,y:s})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(s)}px`}))}function ii(){let{view:t}=k(),e=F(null),n=t.hint.value,o=t.open.value;return D(()=>{let s=e.current;if(!(!s||!n)){if(!o){Gn(s)&&s.hidePopover();
return}return Gn(s)||s.showPopover?.(),si(n.anchor,s,()=>{is(n.anchor,s,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[os(6),rs({padding:8}),ss(
{padding:8})]}).then(({x:r,y:i})=>Object.assign(s.style,{left:`${Math.round(r)}px`,top:`${Math.round(i)}px`}))})}}),D(()=>{let s=new AbortController,{signal:r}=s;
return document.addEventListener("pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:r,
capture:!0}),()=>s.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ce({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var ic=12;function li({entries:t,choose:e}){let n=le(),o=K(""),s=K(0),r=F(null),i=lc(t,o.value),a=o.value.trim()!=="",c=Math.min(s.value,i.length-1),d=F(null);D(
()=>{r.current&&d.current&&ri(r.current,d.current,a)});let p=()=>{o.value="",s.value=0},f=u=>{u&&(p(),e(u))},h=u=>{if(u.key==="ArrowDown")s.value=Math.min(c+1,i.
length-1);else if(u.key==="ArrowUp")s.value=Math.max(c-1,0);else if(u.key==="Enter"&&a)f(i[c]);else if(u.key==="Escape"&&a)p();else return;u.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:r,
onInput:({currentTarget:{value:u}})=>{o.value=u,s.value=0},onKeyDown:h,onBlur:p}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:d,children:[i.map((u,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:v=>{v.preventDefault(),f(u)},children:[
l("b",{children:u.label}),l("span",{class:"ll-quiet",children:` ${u.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:u.help})]},u.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader matches."})]})]})}function lc(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(a=>i.
toLowerCase().includes(a)),s=t.filter(({label:i})=>o(i)),r=t.filter(i=>!s.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...s,...r].
slice(0,ic)}function ci(){let{store:t}=k(),{draft:e,synced:n}=t,[o,s]=[le(),le()],r=F(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[d,p]=ac(
n.entries.value,c),f=u=>{t.edit(()=>{e.change({preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})};D(()=>{let u=!0;return Z(
()=>{t.view.wanted.value;let m=r.current;!u&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),u=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(A,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":s,value:i.name,onChange:u=>f(u.currentTarget.value),children:[d.map(ai),p.map(([u,m])=>l("optgroup",{label:u,children:m.map(ai)},
u))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":s,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:r,onInput:u=>{let{value:m}=u.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(li,{entries:[...d,...p.flatMap(([,u])=>u)],choose:({name:u})=>f(u)})]}),l("p",{class:"ll-help",id:s,children:h})]})}function ai({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function ac(t,e){let n=new Map,o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.
includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":s=[]}=Object.fromEntries(n);return n.delete(""),[s,[...n]]}function ui(){let{store:t}=k(),{draft:e,synced:n}=t,o=le(),s=F(null),{open:r}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${dc(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:s,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),l(di,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(di,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),s.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:l(Xe,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(cc,{})})})]})}function di({name:t,hidden:e,children:n}){let{store:o}=k(),{draft:s}=o,r=s.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":r,hidden:e,onClick:()=>o.edit(()=>s.change({panel:r?"":t})),children:n})}function cc(){let{store:t}=k(),{draft:e}=t,n=t.synced.selection.
value,o=n?Re(n):[],s=o.length,r=s===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:s>1?`the ${s} selected tokens`:"the selected token"})}function dc(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(tn(t,e)||t.empty||"none")}function pi(){let{store:t}=k(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:s}=t.synced,r=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(A,{children:[e.reads?l(Nn,{tokens:s,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(Nn,{tokens:s,layers:r,positions:i}),l(qn,{name:"Writes",where:Uo(e),children:l(uc,{target:e,slots:e.slots??i})})]})})}
function uc({target:t,slots:e}){let{store:n}=k(),o=F(null),s=F(!1);if(D(()=>{s.current&&(s.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(en,{tokens:t.tokens,marked:e,chip:Dn(e,"slot")});let r=c=>{s.current=!0,n.preview.put(c),n.edit(d=>d.set("position",c))},
i=(c,d)=>{let p={ArrowLeft:-1,ArrowRight:1}[c.key];p!==void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,d+p))))},a=(c,d,p)=>{let f=e.includes(
d);return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":d,tabIndex:f||e.length===0&&
d===0?0:-1,title:`position ${d}`,onClick:()=>r(d),onKeyDown:h=>i(h,d),children:l(Je,{text:c,part:p})},d)};return l(en,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function fi(){let{store:t}=k(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(ci,{}),l(pc,{}),l(Pr,{}),l(ui,{}),l(pi,{}),l(Mr,{}),l(hc,{}),l(Tr,{})]})}function pc(){let{store:t}=k(),{draft:e,synced:n}=t,[o,s]=[le(),le()],
r=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:s,children:"Into layer"}),l("select",{class:"ll-field",id:s,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),l(
"option",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var fc=[
"question","layer","position"];function hc(){let{draft:t,preview:e,requests:n,synced:o}=k().store,s=e.problem.value,r=s!==null&&fc.includes(s.setting),{open:i,panel:a}=t.
state.value,c=v=>t.isSteering(v)?a==="steer":t.isTraining(v)?a==="train":i||t.isSource(v),p=[...o.fields,...o.steer?[o.steer]:[],...o.train?[o.train]:[]].flatMap(
({fields:v})=>v).find(({name:v})=>v===s?.setting),f=s!==null&&c(s.setting)&&(!p||t.applies(p)),h=s!==null&&(r||!f),u=p&&!r?`${p.label}: `:"",m=s?.setting!=="que\
stion"||n.refused(s)||t.entry.takes==="corpus"&&t.text!=="";return l("p",{class:m?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!h,children:h?
`${u}${s.message}`:""})}function hi(){let{store:t}=k(),{answers:e,comparisons:n,constants:o,tokens:s}=t.synced,r=t.view.answer.value?.id??"",i=n.value.find(p=>p.answers.includes(r)),a=(i?.
answers??[]).flatMap(p=>e.value.find(f=>f.id===p)??[]),[c]=a,d=p=>`${he(ye(p))}, ${we(p,s)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(A,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${d(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:mc(i)})]}),l("div",{class:"ll-columns",children:a.
map(p=>l("button",{type:"button","data-id":p.id,"aria-current":p.id===r?"true":void 0,onClick:()=>t.show(p),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:p.question,children:p.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ie(p)}),d(p)!==d(c)&&l("span",{class:"ll-quiet",children:`reads ${d(
p)}`}),l(gc,{name:"confidence",value:de(p)?p.confidence:null}),it(p,"").map(([f,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("spa\
n",{class:"ll-num",children:h})]},f)),l("span",{class:"ll-quiet",children:o.verdicts[p.verdict]})]},p.id))})]})})}function mc({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${L(t/e)}`}function gc({name:t,value:e}){return l(A,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":L(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function mi(t){return typeof t=="object"?t.key:t}function gi(t,e){let n=t.length;return new Proxy(t,{get(o,s,r){if(typeof s=="string"){let i=s.charCodeAt(0);if(i>=
48&&i<=57){let a=+s;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let d=e[a*2];c=o[a]={index:a,key:c,start:d,size:e[a*2+1],end:d+e[a*2+1],
lane:0}}return c}}if(s==="length")return n}return Reflect.get(o,s,r)}})}function ft(t,e,n){let o=n.initialDeps??[],s,r=!0;function i(){var a;let d=0,p=t();if(!(p.length!==o.length||p.some((u,m)=>o[m]!==u)))return s;o=p;let h=0;return s=
e(...p),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(s),r=!1,s}return i.updateDeps=a=>{o=a},i}function ls(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var qe=(t,e)=>Math.abs(t-e)<1.01,vi=(t,e,n)=>{let o;return Object.assign(function(...s){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,s),n)},{cancel:()=>{t.clearTimeout(o)}})};function yi({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:s,pendingWrite:r,clampedMaxAtWrite:i}){var a;return e&&r===null&&t===s?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((a=r.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var vc=t=>t==="smooth"||t==="smoothFinishing";function bi({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!vc(n.phase)&&!qe(e,n.lastTargetOffset)&&
!qe(e,o())&&t!=="clampedEcho"}var as=40;function xi(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<as;)n--;if(n<0)return!1;
let o=t[n],s=n-1;for(;s>=0&&o.t-t[s].t<as;)s--;if(s<0)return!1;let r=t[s],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-r.offset)/(o.t-r.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function wi(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<as;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var pn,fn=()=>{if(pn!==void 0)return pn;if(typeof navigator>"u")return pn=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return pn=!0;let t=navigator.maxTouchPoints;
return pn=navigator.platform==="MacIntel"&&t!==void 0&&t>0},cs,yc=()=>cs!==void 0?cs:cs=fn()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),ki=()=>!fn()||yc();var It={capture:!0,passive:!0},Jn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:s,external:r})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
s&&this._openTail(!0,!1)),!o&&n&&s&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),s=()=>this.touchEnd();return n.addEventListener("touchstart",o,It),n.addEventListener("touchend",s,It),n.addEventListener("touchcanc\
el",s,It),()=>{n.removeEventListener("touchstart",o,It),n.removeEventListener("touchend",s,It),n.removeEventListener("touchcancel",s,It),this.end()}},this._openTail=
(n,o)=>{let s=this.host.getWindow();if(s==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:s.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var bc=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},xc=t=>t,wc=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),s=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(s);for(let i=0;i<
s;i++)r[i]=n+i;return r};var _i={passive:!0};var kc=typeof window>"u"?!0:"onscrollend"in window,_c=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let s=t.targetWindow;if(!s)return;let r=t.options.useScrollendEvent&&
kc,i=0,a=r?null:vi(s,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=f=>()=>{i=n(o),a?.(),e(i,f)},d=c(!0),p=c(!1);return o.addEventListener("scroll",d,_i),r&&
o.addEventListener("scrollend",p,_i),()=>{o.removeEventListener("scroll",d),r&&o.removeEventListener("scrollend",p),a?.cancel()}},ds=(t,e)=>_c(t,e,n=>{let{horizontal:o,
isRtl:s}=t.options;return o?n.scrollLeft*(s&&-1||1):n.scrollTop});var Sc=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),s=n.options.getItemKey(o);return n.itemSizeCache.get(s)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),s=n.
options.getItemKey(o),r=n.itemSizeCache.get(s);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Ac=(t,{adjustments:e=0,behavior:n},o)=>{
var s;let{scrollElement:r,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&r!==null&&"ownerDocument"in r;(s=r?.scrollTo)==null||s.call(r,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Ai=Ac,Si=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",hn=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Cc(t,e,n,o){if(e===0)return!1;
let s=o(0),r=new Set,i=0;for(;i<t;){let c=n(i);if(c===s)break;r.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(r.has(o(c)))return!1;return!0}var Xn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Jn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&wi(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,s;return((s=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:s.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,s=!1,r=!1,i=new Set,a=()=>{if(n)return n;
let d=this.targetWindow;if(!d||!d.ResizeObserver)return null;let p=o=bc(d);return n=new d.ResizeObserver(f=>{let h=()=>{let u={sync:!1};this._resizeBatch=u;try{
f.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)p.schedule(h);else{s=!0;try{h()}finally{s=!1}}})},c=d=>{let p=d.target,f=this.indexFromElement(p);if(!p.
isConnected){this.observer.unobserve(p);for(let[h,u]of this.elementsCache)if(u===p){this.elementsCache.delete(h);break}return}this.isIndexInRange(f)&&this.shouldMeasureDuringScroll(
f)&&this.resizeItem(f,this.options.measureElement(p,d,this))};return{disconnect:()=>{var d;(d=a())==null||d.disconnect(),o?.cancel(),i.clear(),r=!1,n=null,o=null},
observe:d=>{let p=a();if(p){if(!s){p.observe(d,{box:"border-box"});return}i.add(d),r||(r=!0,o?.schedule(()=>{r=!1,i.forEach(f=>{f.isConnected&&n?.observe(f,{box:"\
border-box"})}),i.clear()}))}},unobserve:d=>{var p;i.delete(d),(p=a())==null||p.unobserve(d)}}})(),this.range=null,this.setOptions=n=>{var o;let s={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:xc,rangeExtractor:wc,onChange:()=>{},measureElement:Sc,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let p in n){let f=n[p];
f!==void 0&&(s[p]=f)}let r=this.options,i=null,a=null,c=!1;if(r!==void 0&&r.enabled&&s.enabled&&s.anchorTo==="end"&&this.scrollElement!==null){let p=r.count,f=s.
count,h=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=x=>mi(u[x]),v=p>0?m(0):null,y=p>0?m(p-1):null;if(f!==p||p>0&&f>0&&
(s.getItemKey(0)!==v||s.getItemKey(f-1)!==y)){c=!0;let x=p>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;x&&(i=[x.key,this.getScrollOffset()-
x.start]);let T=s.followOnAppend===!0?"auto":s.followOnAppend||null;T&&f>0&&this.isAtEnd(r.scrollEndThreshold)&&(p===0||s.getItemKey(f-1)!==y)&&(f>p||Cc(p,f,m,s.
getItemKey))&&(a=T)}}this.options=s,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let d=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[p,f]=i,h=this.getMeasurements(),{count:u,getItemKey:m}=this.options,v=0;for(;v<u&&m(v)!==p;)v++;if(v<u){let y=h[v];if(y){let g=Math.max(0,y.start+f);!a&&g!==
this.scrollOffset&&(d=g-this.scrollOffset,this.scrollOffset=g)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:d!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:d}:(this._holdOffset+=d,this._followOffsetTarget(d)))},this.notify=n=>{var o,s;(s=(o=this.options).onChange)==null||s.call(o,this,n)},this.
maybeNotify=ft(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,i)=>{var a,c,d,p;let f=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=r<0||f!==null&&r>f+1;let u=r;this._lastElementOffset=u,r=this._toLayoutOffset(r);let m=this._classifyScrollEvent(
r,i,f);if(m==="spurious")return;m==="readBack"?r=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:bi({kind:m,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let v=this.getScrollOffset(),
y=this.scrollDirection;this.scrollDirection=i?v===r?this.scrollDirection:v<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=i;let g=this.scrollState;
if(g?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)g.samples=[];else{let b=this.now();g.samples=[...(g.samples??[]).filter(x=>b-x.t<=200),
{t:b,offset:u}],(y!==null&&this.scrollDirection!==y||xi(g.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:r!==v,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((d=this.scrollState)==null?void 0:d.phase)!=="smoothFinishing"})&&
((p=this.scrollState)==null?void 0:p.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let s=this.pendingScrollAnchor;this.pendingScrollAnchor=null,s&&this.scrollElement&&this.options.enabled&&(s.kind==="anchor"?this._canWriteScroll()?
hn(this.scrollState)&&!qe(this.getScrollOffset()-s.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(s.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=s.delta,this._followOffsetTarget(s.delta),this.notify(!1)):this.scrollToEnd({behavior:s.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,s)=>{var r;return yi({offset:n,isScrolling:o,elementMax:s,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,s=this.getMaxScrollOffset();s>o+.5&&
(this._clampedAdjustment=n>s+.5?{target:n,maxAtWrite:s}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let s=this.getScrollStateTarget(n);n.lastTargetOffset=s,this._clampedAdjustment=null,n.phase=Si(o,n.index!=
null&&qe(s,this.getScrollOffset())),this._scrollToOffset(s,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:s}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(s&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(fn()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let s=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
s),this._scrollToOffset(s)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
ft(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,s,r,i,a,c,d)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:d}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=ft(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:d},p)=>{
var f;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let b of this.laneAssignments.keys())b>=n&&this.laneAssignments.delete(b);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(b=>{this.itemSizeCache.
set(b.key,b.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let b=n*2,x=(f=this._singleLaneMeasurements)==null?void 0:f.flat;if(!x||x.length<b){let O=new Float64Array(b);x&&u>0&&O.set(x.subarray(0,u*2)),x=O}let T=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(u===0)R=o+s;else{let O=u-1;R=x[O*2]+x[O*2+1]+d}for(let O=u;O<n;O++){let q=r(O);T[O]=q;let B=h.get(
q),N=typeof B=="number"?B:this.options.estimateSize(O);x[O*2]=R,x[O*2+1]=N,R+=N+d}this._singleLaneMeasurements={flat:x,items:T};let _=gi(T,x);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,u),v=new Array(a).fill(void 0),y=new Float64Array(a),g=0;for(let b=0;b<u;b++){let x=m[b];x&&(v[x.lane]===void 0&&g++,v[x.
lane]=b,y[x.lane]=x.end)}for(let b=u;b<n;b++){let x=r(b),T=this.laneAssignments.get(b),R,_,O=c==="estimate"||h.has(x);if(T!==void 0&&this.options.lanes>1){R=T;let V=v[R],
j=V!==void 0?m[V]:void 0;_=j?j.end+d:o+s}else if(g===a){let V=0,j=y[0],J=v[0];for(let U=1;U<a;U++){let G=y[U];(G<j||G===j&&v[U]<J)&&(V=U,j=G,J=v[U])}R=V,_=j+d,O&&
this.laneAssignments.set(b,R)}else R=b%this.options.lanes,_=o+s,O&&this.laneAssignments.set(b,R);let q=h.get(x),B=typeof q=="number"?q:this.options.estimateSize(
b),N=_+B;m[b]={index:b,start:_,size:B,end:N,key:x,lane:R},v[R]===void 0&&g++,v[R]=b,y[R]=N}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=ft(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,s,r,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=Mc(n,o,Math.min(s,a),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=ft(()=>{let n=null,o=null,s=this.calculateRange();
return s&&(n=s.startIndex,o=s.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,s,r,i,a)=>r===null||i===null?[]:n({startIndex:r,endIndex:i,overscan:o,count:s,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,s=n.getAttribute(o);return s?parseInt(s,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!hn(this.scrollState))return!0;let s=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(s!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,s-r),a=Math.min(this.options.count-1,s+r);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let s=this.options.getItemKey(
o),r=this.elementsCache.get(s);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(s,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var s,r,i;if(!this.isIndexInRange(
n))return;(s=this._resizeBatch)!=null&&s.sync&&this.getMeasurements();let a,c,d,p=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
p!=null)d=this.options.getItemKey(n),c=p[n*2],a=p[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;d=u.key,c=u.start,a=u.size}let f=this.itemSizeCache.get(
d)??a,h=o-f;if(h!==0){let u=this.options.anchorTo==="end"&&!hn(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=u?this._getLayoutTotalSize():
0,v=this.getScrollOffset(),g=!this.itemSizeCache.has(d)?c<v:c+f<=v&&this.scrollDirection!=="backward",b=!hn(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:d,start:c,size:a,end:c+a,lane:0},h,this):g);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(d,o),this.itemSizeCacheVersion++;let x=!1;if(this._awaitingCommandReadBack()||(u?x=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):b&&(x=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=x);return}
this.notify(x),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=ft(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,s)=>{let r=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],d=o[c];r.push(s===0?d:{...d,start:d.start-s,end:d.end-s})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let s=this.getMeasurements();if(s.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&r!=null,a=Ci(0,s.length-1,i?c=>r[c*2]:c=>ls(s[c]).start,n);return ls(s[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,s=Math.max(n,0)+this._holdOffset;if(s>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==s&&r.push(s)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let s=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(s+=this.pendingScrollAnchor.delta),s},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,s=this.targetWindow;if(o===null||s===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=r,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
d=i.getPropertyPriority(a),p=()=>this.options.horizontal?r.clientHeight:r.clientWidth,f=p();if(i.setProperty(a,"hidden","important"),p()!==f){i.setProperty(a,c,
d);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,d),!0),done:n};this._momentumStop=h,
s.requestAnimationFrame(()=>s.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let s=o+this._holdOffset;return n>s+.5?{target:n,maxAtWrite:s}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,s=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+r?"end":"start"),o==="center"?n+=(s-r)/2:o==="end"&&(n-=r);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let s=this.getSize(),r=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=r+s-this.options.scrollPaddingEnd)o="end";else if(i.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),d=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(d,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
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
return!(fn()&&this._iosGesture.dragging())&&n!==null&&!qe(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let s=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===s&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),s=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&qe(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=s){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=hn(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,s){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(s==="absolute"&&r!==null){if(r==="fling"&&ki()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Si(o,e.index!=null&&qe(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Ci=(t,e,n,o)=>{for(;t<=e;){let s=(t+e)/2|0,r=n(s);if(r<o)t=s+1;else if(r>o)e=s-1;else return s}return t>0?t-1:0};
function Oc(t,e,n){let o=0;for(;o<=e;){let s=(o+e)/2|0,r=t[s*2];if(r<n)o=s+1;else if(r>n)e=s-1;else return s}return o>0?o-1:0}function Mc(t,e,n,o,s){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&s!==null){let d=Oc(s,r,n),p=d,f=n+e;for(;p<r&&s[p*2]+s[p*2+1]<f;)p++;return{startIndex:d,endIndex:p}}
let a=Ci(0,r,d=>t[d].start,n),c=a;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let d=Array(o).fill(0);for(;c<r&&d.some(f=>f<n+e);){let f=t[c];d[f.lane]=f.end,
c++}let p=Array(o).fill(n+e);for(;a>=0&&p.some(f=>f>=n);){let f=t[a];p[f.lane]=f.start,a--}a=Math.max(0,a-a%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var Ne=24,$c=38,Yn=16,fe=44,us=18,Oi=760;function Tc(t,e,n,o=68,s=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(s,r))*10)/10}function Ec(t,e,n={}){
return new Xn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:ds,scrollToFn:Ai,...n})}var Qe=class{constructor(e,n,o,s,r,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=i;this.cursor=$(s),this.width.value=this.fitting(),this.rows=this.axis(e,()=>Ne,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;scrolled=new Set;placed=!1;hidden=!0;get head(){
return $c+this.band}axis(e,n,o){let s=()=>({width:(this.scroller?.clientWidth||Oi)-fe,height:(this.scroller?.clientHeight||us*Ne+this.head)-this.head});return Ec(
e,n,{horizontal:o,initialRect:s(),getScrollElement:()=>this.scroller,observeElementRect:(r,i)=>{let a=()=>i(s());return this.resized.add(a),a(),()=>this.resized.
delete(a)},observeElementOffset:(r,i)=>{let a=ds(r,i),c=()=>{let d=this.scroller?.[o?"scrollLeft":"scrollTop"]??0;d!==r.scrollOffset&&i(d,!1)};return this.scrolled.
add(c),()=>{this.scrolled.delete(c),a?.()}},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(
o=>(o._willUpdate(),o._didMount()));if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}
return()=>{for(let o of n)o();this.scroller=null}}settle(){this.restore();for(let e of this.scrolled)e()}restore(){!this.scroller||this.scroller.scrollLeft>0||this.
scroller.scrollTop>0||(this.scroller.scrollLeft=this.columns.scrollOffset??0,this.scroller.scrollTop=this.rows.scrollOffset??0)}fitting(){return Tc(this.scroller?.
clientWidth||Oi,fe,this.columnCount,...this.widths)}layout(){let e=(this.scroller?.clientWidth??0)>0,n=!this.placed&&e;e&&this.hidden&&this.restore(),this.hidden=
!e;let o=this.fitting(),s=o!==this.width.peek();s&&(this.width.value=o,this.columns.measure());for(let r of this.resized)r();!n&&!s||(this.placed||=n,this.marked()&&
this.reveal(this.cursor.peek(),n))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,s]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-s,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}sight(){let e=(i,a)=>{let c=i.getTotalSize()||1,d=Math.min(1,(i.scrollRect?.[a]??c)/c);return[
Math.min((i.scrollOffset??0)/c,1-d),d]},[[n,o],[s,r]]=[e(this.columns,"width"),e(this.rows,"height")];return{left:n,width:o,top:s,height:r}}move([e,n],o){let s=(r,i)=>Math.
max(0,Math.min(i-1,r));this.wantsFocus||=o,this.cursor.value=[s(e,this.rowCount),s(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n],o=!1){if(!this.
scroller?.clientWidth)return;this.rows.scrollToIndex(this.rowCount-1-e);let s=o&&(n+1)*this.width.peek()>this.scroller.clientWidth-fe;this.columns.scrollToIndex(
n,{align:s?"center":"auto"})}},Mi={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]},$i={Home:(t,{rowCount:e})=>[e-1,0],End:(t,{columnCount:e})=>[0,e-1]};var Qn=10,hs=112,ms=Qn+hs+6,Ze=t=>Qn+(1-t)*hs;function gs(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=$t(t.controls,e);return n!==null&&Pe(t,e)<=n[1]}function Ti(t,e=({
position:n})=>n??-1){let n=[...t].sort((s,r)=>e(s)-e(r)),o=[];for(let s of n){let r=o.at(-1),i=r?.at(-1);r&&i&&e(i)===e(s)-1?r.push(s):o.push([s])}return o}function Ei({
points:t,at:e,option:n,column:o,width:s,marked:r,constants:i}){let a=u=>ps(e(u),o),c=t.filter(de),d=(u,m)=>u.flatMap(v=>[-o/2,o/2].map(y=>`${a(v)+y},${Ze(m(v))}`)),
p=(u,m)=>v=>$t(fs(v,u),n)?.[m]??0,f=u=>{let m=v=>[...d(u,p("random",1)),...d(u,v).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),u.some(v=>fs(v,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(p("random",0))})]})},h=rt(c.flatMap(({controls:u})=>u)).
map(({kind:u})=>u);return l("svg",{class:"ll-chart",width:s,height:ms,"aria-hidden":"true",children:[[0,.5,1].map(u=>l("line",{class:"ll-rule",x1:fe,x2:s,y1:Ze(
u),y2:Ze(u)},u)),r!==void 0&&l("line",{class:"ll-guide",x1:ps(r,o),x2:ps(r,o),y1:Qn,y2:Qn+hs}),[...new Set(["random",...h])].flatMap(u=>Ti(c.filter(m=>fs(m,u).length>
0),e).map(m=>u==="random"?f(m):l("polyline",{class:`ll-control ll-${u}`,points:d(m,p(u,1)).join(" ")}))),Ti(c,e).map(u=>l("polyline",{class:"ll-own",points:u.map(
m=>`${a(m)},${Ze(Pe(m,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!de(u)).map(u=>l("path",{class:"ll-cross",d:`M${a(u)-4} ${Ze(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>l(
"circle",{class:`ll-dot${ve(u,i)?" ll-hollow":""}${gs(u,n)?" ll-within":""}`,"data-position":e(u),cx:a(u),cy:Ze(Pe(u,n)),r:4},u.id))]})}function ps(t,e){return fe+
(t+.5)*e}function fs(t,e){return t.controls.filter(n=>n.kind===e)}function Pi({curve:t,columns:e,option:n,column:o}){let{store:s,view:r}=k(),i=F(null),a=K(-1),c=F(!1),{at:d,heads:p,unit:f}=e,h=new Map(t.points.map(_=>[d(_),_])),
u=h.has(a.value)?a.value:t.points[0]?d(t.points[0]):-1;D(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=s.synced.
selection.value,v=t.points.find(({id:_})=>_===s.view.answer.value?.id),y=f==="positions"?m?.position:f==="layers"&&m?e.values.indexOf(m.layer):v&&d(v),g=f==="sc\
ales"||(f==="layers"?m?.position===t.position:m?.layer===t.layer),b=fe+p.length*o,x=_=>{let O=_ instanceof Element?_.closest(".ll-tick"):null,q=O&&h.get(Number(
O.dataset.position));return q?[O,q]:void 0},T=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let O=[...h.keys()].sort((V,j)=>V-j),q=O.indexOf(u),N={ArrowLeft:q-1,
ArrowRight:q+1,Home:0,End:O.length-1}[_.key];N!==void 0&&(_.preventDefault(),c.current=!0,a.value=O[Math.max(0,Math.min(O.length-1,N))]??u)},R=({target:_})=>{let O=x(
_);O&&r.show({anchor:O[0],content:()=>l(Lc,{answer:O[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${b}px`},onKeyDown:T,
onClick:({target:_})=>{let O=x(_);O&&(a.value=d(O[1]),s.show(O[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>r.hide(),onFocusOut:()=>r.hide(),children:[l(Ei,
{points:t.points,at:d,option:n,column:o,width:b,marked:y===void 0||y<0?void 0:y,constants:s.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${Ze(_)}px`},children:_},_))}),p.map((_,O)=>l(Pc,{head:_,column:O,answer:h.get(O),stop:O===u,on:g&&O===y,width:o},O))]})}function Pc({
head:t,column:e,answer:n,stop:o,on:s,width:r}){let{tokens:i}=k().store.synced;return l("button",{type:"button",class:s?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Rc(n,i):`Position ${e} ${t}`,style:{left:`${fe+e*r}px`,width:`${r}px`,paddingTop:`${ms}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(z,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(z,{text:ie(n)})})]})}function Lc({answer:t,
option:e}){let{tokens:n}=k().store.synced,[o,s]=we(t,n),r=te(t);return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(z,{text:s})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(z,{text:ie(t)})}),!r&&l("div",{class:"ll-quiet",children:St}),
r&&!xe(t)&&l(ce,{name:e||"confidence",value:L(Pe(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ce,{name:"calibrated",value:L(t.calibrated_confidence)}),
it(t,e).map(([i,a])=>l(ce,{name:i,value:a},i)),t.option_mass!==null&&l(ce,{name:"option mass",value:L(t.option_mass)})]})}function Rc(t,e){let n=we(t,e).join(" ");
if(t.confidence===null)return`${n}: ${re}`;let o=it(t,"").map(([s,r])=>`, ${s} ${r}`);return de(t)?`${n}: ${t.text}, confidence ${L(t.confidence)}${o.join("")}`:
`${n}: ${ie(t)}`}function Ft({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Li({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function ge({
label:t,value:e,options:n,least:o,choose:s}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:({currentTarget:r})=>{s(r.value),
e===""&&(r.value="")},children:n.map(([r,i])=>l("option",{value:r,children:i},r))})}function Ri(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Ii(t,e,n){
if(t?.vector){let o=t.points.map(({scale:r=1})=>r).sort((r,i)=>r-i),s=o.map(r=>`× ${String(r).replace("-","−")}`);return{values:o,heads:s,unit:"scales",at:({
scale:r=1})=>o.indexOf(r)}}if(t?.position!==void 0){let o=t.total===n?Array.from({length:n},(s,r)=>r):t.points.map(({layer:s})=>s).sort((s,r)=>s-r);return{values:o,
heads:o.map(String),unit:"layers",at:({layer:s})=>o.indexOf(s)}}return{values:e.map((o,s)=>s),heads:e,unit:"positions",at:({position:o})=>o??-1}}var Ic=54;function zi({scroller:t}){let{store:e,view:n}=k(),{constants:o,tokens:s,layers:r}=e.synced,i=e.view.curve.value,a=K(""),c=i?.points[0]?.options.map(({
text:u})=>u)??[],d=c.includes(a.value)?a.value:"",p=Ii(i,s,r),{heads:f,unit:h}=p;return l("section",{class:"ll-curve","aria-label":`Confidence across ${h}`,hidden:!i,
children:[l("header",{children:[i&&l("span",{class:"ll-title",children:[`${Fi(i)}: `,l("span",{class:"ll-mono",dir:"auto",children:i.question}),!i.complete&&!e.
requests.pending(i.id)&&i.points.length>0&&l("span",{class:"ll-quiet",children:` ${i.points.length} of ${i.total||f.length} ${h}`})]}),l(ge,{label:"Sweep",least:2,
value:i?.id??"",options:e.view.lines.value.map(u=>[u.id,`${Fi(u)}: ${I(u.question)}${e.requests.pending(u.id)?"":zc(u)}`]),choose:u=>{e.view.curveId.value=u}}),
l(ge,{label:"What is drawn",least:2,value:d,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{a.value=u}}),i&&l(Ft,{keys:Fc(i,d,o)})]}),l("div",
{class:h==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:i&&l(Pi,{curve:i,columns:p,option:d,column:h==="layers"?Ic:n.columnWidth.value})})]})}function Fc({
points:t},e,n){let o=rt(t.find(te)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:s,controls:r})=>({sign:s,text:Go(s,
r.length).toLowerCase()})),t.some(s=>de(s)&&gs(s,e))&&{sign:"within",text:"a control supports it as much"},t.some(s=>ve(s,n))&&{sign:"hollow",text:"low option m\
ass"},!t.every(de)&&{sign:"cross",text:t.some(xe)?At:`${re}: ${At}`}]}function zc({complete:t,points:e,total:n}){return t||e.length===0?"":` (${e.length} of ${n||
e.length})`}function Fi({layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${I(e)}`:""}`}function qi(){let{store:t}=k(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,s=o.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:s.map((i,a)=>l(A,{children:[i.question!==s[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:I(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===r?"true":void 0,title:`L${he(ye(i)).slice(1)}: ${we(i,n).map(I).join(" ")}
${I(i.question)}
${I(ie(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.goBack(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${ye(i).join("+")}`}),l("span",{class:"ll-mono ll-cut l\
l-quiet",dir:"auto",children:we(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(z,{text:ie(i)})}),l("span",{class:"ll-bar",style:{"--p":String(
de(i)?i.confidence:0)}}),l("span",{class:"ll-num",children:de(i)?L(i.confidence):""})]})})]},i.id))})]})}var mn={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}},Ni={...mn,text:"–",says:"not read before this page was saved"};function Di(t,e){let n=t>1?
Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:[
"0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:["0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",
`${n}+`],of:"surprisal in nats"},{name:"rank",label:e.length>0?`rank of ${e.join(", ")}`:"rank of pinned tokens",scale:[t>1?String(t):"","1"],of:e.length>1?"ran\
k of the likeliest of them, logarithmic":"rank, logarithmic"}]}function ht(t,e,n){if(!t)return mn;let o=t.probs[0];if(o==null)return{text:re,share:0,says:re,classes:{
"ll-not-finite":!0}};let s=t.tokens[0]??"",r=`lens reads ${s}, probability ${L(o)}`;if(e==="")return{text:s,share:o,says:r,classes:{}};if(e==="probability")return{
text:L(o),share:o,says:r,classes:{}};let{measures:i}=t;if(!i)return mn;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,says:`no ${e}\
 here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${L(i.chance??0)}`,classes:{}}:{text:c.toFixed(2),
share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Wi(t,e){let[n]=t;if(!n||t.length===1)return ht(n?.[1],"rank",e);let o=t.filter(([,c])=>typeof c?.
measures?.rank=="number"),s=([,c])=>c?.measures?.rank??Number.POSITIVE_INFINITY,[r]=o.toSorted((c,d)=>s(c)-s(d));if(t.some(([,c])=>!c?.measures))return mn;if(!r)
return ht(n[1],"rank",e);let i=ht(r[1],"rank",e),a=o.map(c=>`${c[0]} rank ${s(c)}`).join(", ");return{...i,text:`${s(r)} ${r[0]}`,says:a}}function Hi(t){let e=Ue(
t),n=t.find(te)?.options??[],o={scale:["0","1"],of:"confidence"},s={scale:["0","1"],of:"excess"};return[{name:"",label:e?"answer, by excess":"answer, by confide\
nce",...e?s:o},...e?[{name:"excess",label:"excess",...s}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:r})=>({name:`option ${r}`,label:`P(${r}\
)`,scale:["0","1"],of:"probability"}))]}function mt({verdict:t}){return t!=="controls"&&t!=="noise"}function ji(t,e,n,o){if(!t)return{...mn,says:"not asked yet"};
if(!te(t))return{text:re,share:0,says:re,classes:{"ll-not-finite":!0}};let{confidence:s,excess:r,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===
""||e==="excess"),d=a?i.find(({text:h})=>h===a)?.probability??0:c?r??0:s??0,p=c?r===null?"":ue(r):L(d),f=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?
ie(t):p,share:mt(t)||!c?Math.max(0,d):0,says:`${ie(t)}, ${f} ${p}`,classes:{"ll-under-controls":!a&&!mt(t),"ll-low":ve(t,o)}}}function Bi(t,[e,n],o){let{option:s,over:r,found:i,here:a,constants:c}=o,d=t!==void 0&&!te(t),p=s===""&&t?.excess===null&&r,f=t&&!p?Ke(t,s):0,h=t?ie(t,""):"",u=d?
re:t?`${ie(t)}, ${qc(t,s)}`:"not asked yet";return{text:h,share:t&&s===""&&r&&!mt(t)?0:Math.max(0,f),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!d&&!p&&s===""&&(f<=0||!mt(t)),"ll-not-finite":d,"ll-low":t!==void 0&&ve(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function qc(t,e){return e!==""?`P(${e}) ${L(Ke(t,e))}`:t.excess===null?`confidence ${L(Ke(t,""))}`:`excess ${ue(
t.excess)}`}function Vi({cell:[t,e],answer:n,option:o}){return l(A,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(Ui,{answer:n,option:o})]})}function Ki({title:t,token:e,answer:n}){return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(z,{text:e})})]}),l(Ui,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Ui({
answer:t,option:e}){return l(A,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!te(t)&&l("div",{class:"ll-quiet",children:St}),t&&te(t)&&
l(A,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(z,{text:ie(t)})}),(e!==""||!xe(t))&&l(ce,{name:e||"confidence",value:L(Pe(t,e))}),it(t,
e).map(([n,o])=>l(ce,{name:n,value:o},n)),t.excess!==null&&l(ce,{name:"excess",value:ue(t.excess)})]})]})}function Gi({text:t,share:e,label:n,selected:o,classes:s,data:r,column:i,left:a,stop:c}){let d=Object.keys(s).filter(p=>s[p]);return l("div",{...r,class:["ll-ce\
ll ll-mono",...d].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(z,{text:t})})}function zt(t){let{grid:e,names:n,scroller:o,marked:s,bands:r=[],rowNumbers:i,most:a=us}=t,c=w=>i?.[w]??w,d=w=>i?i.indexOf(w):w,{view:p}=k(),f=F(null);D(()=>o.current?
e.attach(o.current):void 0,[e,o]),e.version.value;let h=e.width.value,[u,m]=e.cursor.value;D(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-c\
ell[tabindex='0']")?.focus({preventScroll:!0}))});let[v,y,g,b]=e.seen(),x=new Set([u]);for(let w=v;w<y;w+=1)x.add(w);let T=w=>{let M=new Set(w===u?[m]:[]);if(w>=
v&&w<y)for(let C=g;C<b;C+=1)M.add(C);return[...M].sort((C,P)=>C-P)},R=w=>{let M=w instanceof Element?w.closest(".ll-cell"):null;return M?[d(Number(M.dataset[n[0]])),
Number(M.dataset[n[1]])]:void 0},_=({target:w})=>{let M=R(w),C=w.closest(".ll-cell");M&&t.hover?.(M),M&&C&&p.show({anchor:C,content:()=>t.hint(M)})},O=()=>{t.hover?.(
null),p.hide()},q=w=>{if(w.altKey)return;let M=e.cursor.peek(),C=w.ctrlKey||w.metaKey,P=(C?$i:Mi)[w.key];if(P)e.move(P(M,e),!0),w.shiftKey&&t.extend?.(e.cursor.
peek(),M);else if(C){if(w.key!==" "||!t.add)return;t.add(M)}else if(w.key==="Escape"){if(!t.reduce?.(M))return}else if(w.key===" "||w.key==="Enter")t.choose(M,!1),
w.key==="Enter"&&t.enter?.();else return;w.preventDefault()},B=w=>s?.spans.some(([M,C])=>M<=w&&w<C)??!1,N=[e,h,u,m,...t.of],V=F({of:[],cells:new Map}),j=N.every(
(w,M)=>w===V.current.of[M])?V.current.cells:null,J=new Map,U=(w,M)=>{let C=w*e.columnCount+M,P=j?.get(C)??l(Gi,{...t.look(w,M),data:{[`data-${n[0]}`]:c(w),[`dat\
a-${n[1]}`]:M},column:M,left:fe+M*h,stop:w===u&&M===m},M);return J.set(C,P),P};V.current={of:N,cells:J};let G=[];for(let w=g;w<b;w+=1)G.push(w);return l("div",{
class:"ll-scroll",role:"grid","aria-label":t.label,"aria-multiselectable":t.add!==void 0,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{
maxHeight:`${e.head+Math.min(e.rowCount,a)*Ne+14}px`,"--w":`${h}px`,"--head":`${e.head}px`},onScroll:()=>p.hide(),onPointerEnter:()=>e.settle(),onAnimationStart:({
target:w,currentTarget:M})=>{w===M&&e.restore()},children:l("div",{class:"ll-canvas",role:"presentation",ref:f,style:{width:`${fe+e.columnCount*h}px`,height:`${e.
head+e.rowCount*Ne}px`},onClick:w=>{let M=R(w.target);M&&(e.move(M,!0),t.add&&(w.ctrlKey||w.metaKey)?t.add(M):t.choose(M,w.shiftKey))},onKeyDown:q,onPointerDown:w=>{
let M=R(w.target);M&&t.press?.(M,w)},onPointerOver:w=>{_(w);let M=R(w.target);M&&t.over?.(M,w)},onFocusIn:_,onPointerOut:O,onFocusOut:O,children:[l("div",{class:"\
ll-heads",role:"row","aria-rowindex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),r.map(({role:w,start:M,stop:C,begun:P})=>l("\
div",{class:`ll-band-name${P?" ll-begun":""}`,"data-role":w,"aria-hidden":"true",style:{left:`${fe+M*h}px`,width:`${(C-M)*h-1}px`},children:l("span",{children:P?
Vo:w})},M)),G.map(w=>l("div",{class:`ll-head${B(w)?" ll-on":""}`,role:"columnheader","aria-colindex":w+2,title:t.headTitle(w),style:{left:`${fe+w*h}px`},children:t.
head(w)},w))]}),[...x].sort((w,M)=>M-w).map(w=>l("div",{class:`ll-row${s?.rows.includes(w)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-w+1,style:{top:`${e.
head+(e.rowCount-1-w)*Ne}px`},children:[l("div",{class:"ll-side",role:"rowheader",children:c(w)}),T(w).map(M=>U(w,M))]},w)),t.marks]})})}function Ji(){let t=k().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Nc,{map:t})})}
function Nc({map:t}){let{store:e}=k(),{heatMaps:n,layers:o,targetLayers:s,tokens:r,constants:i}=e.synced,a=K(""),c=F(null),d=t.points.find(te)??t.points[0],p=d?.
options.map(({text:_})=>_)??[],f=p.includes(a.value)?a.value:"",h=d?.excess===null?"confidence":"excess",u=Ue(t.points),m=Rn(t.points,f,i),v=new Map(t.points.map(
_=>[`${_.layer}:${_.target_layer}`,_])),y=(_,O)=>v.get(`${_}:${O}`),g=e.view.answer.value,b=g&&y(g.layer,g.target_layer)?.id===g.id?g:null,x=F(!1);x.current=b!==
null;let T=oe(()=>new Qe(o,s,[46,168],[0,0],()=>x.current),[]),R=o*s;return l(A,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(z,{text:r[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&!e.requests.pending(t.id)&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(ge,{label:"Grid",least:2,value:t.
id,options:n.value.map(({id:_,position:O,question:q})=>[_,`position ${O}: ${I(q)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(ge,{label:"What the cells show",least:2,
value:f,options:[["",h],...p.map(_=>[_,`P(${I(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(Dc,{found:m,all:t.points.length,option:f,
choose:_=>{e.show(_),T.move([_.layer,_.target_layer],!0)}}),l(Ft,{keys:Wc(t.points,f,m,i)})]}),l(zt,{grid:T,scroller:c,label:"Layer read by layer written",corner:"\
read",names:["source","target"],head:_=>l(A,{children:[l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,O)=>Bi(
y(_,O),[_,O],{option:f,over:u,found:m,here:b,constants:i}),of:[t,f,b],marked:b&&{rows:[b.layer],spans:[[b.target_layer,b.target_layer+1]]},choose:([_,O])=>{let q=y(
_,O);q&&e.show(q)},hint:([_,O])=>l(Vi,{cell:[_,O],answer:y(_,O),option:f})})]})}function Dc({found:t,all:e,option:n,choose:o}){if(!t)return null;let{answer:s,of:r}=t,
i=n===""&&s.excess!==null?ue(s.excess):L(Ke(s,n));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is n\
o measurement of its own."+(r<e?` Left out: ${e-r} of ${e} that cannot be ranked.`:""),onClick:()=>o(s),children:[`Best of ${r}: layer ${s.layer} into ${s.target_layer}\
, ${i} `,l("span",{class:"ll-mono",dir:"auto",children:l(z,{text:ie(s)})}),Wo(s)!==""&&l("span",{class:"ll-doubt",children:` ${Wo(s)}`})]})}function Wc(t,e,n,o){
let s=e===""&&Ue(t);return[{sign:"shade",text:s?"excess, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},s&&{sign:"under",text:"a control supports it as much"},
t.some(r=>ve(r,o))&&{sign:"low",text:"low option mass"},!t.every(te)&&{sign:"not-finite",text:`${re}: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"\
best",text:`best of ${n.of}`}]}var qt={layers:[],spans:[]},Zn=class{constructor(e,n){this.synced=e;this.rows=n}synced;rows;anchor=null;kept=qt;picking=!1;hears({layer:e,position:n,start:o}){return this.
picking?!1:(this.kept=qt,o===n&&(this.anchor=[e,n]),!0)}choose(e){this.begin(e),this.select([e[0]],[[e[1],e[1]+1]])}extend([e,n],o){let s=this.synced.selection.
peek();this.anchor??=s?[s.layer,s.position]:o;let[r,i]=this.anchor,[a,c]=[Math.min(r,e),Math.max(r,e)],d=this.rows.filter(f=>a<=f&&f<=c),p=[Math.min(i,n),Math.max(
i,n)+1];this.select([...this.kept.layers,r,...d],[...this.kept.spans,p])}add(e){let[n,o]=e,{layers:s,spans:r}=this.synced.selection.peek()??qt;if(!r.some(([f,h])=>f<=
o&&o<h)||!s.includes(n)){this.begin(e,{layers:s,spans:r}),this.select([...s,n],[...r,[o,o+1]]);return}let a=s.filter(f=>f!==n),d=r.flatMap(([f,h])=>f<=o&&o<h?[[
f,o],[o+1,h]]:[[f,h]]).filter(([f,h])=>f<h);if(a.length===0&&d.length===0)return;let p=a.length>0?{layers:a,spans:r}:{layers:s,spans:d};this.begin(e,p),this.select(
p.layers,p.spans)}drag(e,n,o){let{layers:s,spans:r}=o&&this.synced.selection.peek()||qt;this.kept={layers:s,spans:r},this.select([...s,e],[...r,n])}reduce(e){let{
layers:n,spans:o}=this.synced.selection.peek()??qt,s=n.length>1||o.length>1||o.some(([r,i])=>i-r>1);return s&&this.choose(e),s}begin(e,n=qt){this.anchor=e,this.
kept=n}select(e,n){this.picking=!0;try{this.synced.selectAll(e,n)}finally{this.picking=!1}}};var Hc=6;function Xi(){let{view:t}=k().store,e=K(""),n=t.pins.value,o=n.length>=Hc,s=r=>{e.value="",r.trim()!==""&&!n.includes(r)&&!o&&(t.pins.value=[...n,r])};
return l("span",{class:"ll-pins",children:[n.map((r,i)=>l("button",{type:"button",class:`ll-pinned ll-mono ll-pin-${i}`,title:`Take ${I(r)} away`,"aria-label":`\
Unpin ${r}`,onClick:()=>{t.pins.value=n.filter(a=>a!==r)},children:[l("bdi",{children:r}),l("span",{"aria-hidden":"true",children:" ×"})]},r)),!o&&l("input",{class:"\
ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:n.length>0?"another word":"such as Paris",value:e.value,onInput:r=>{e.value=r.currentTarget.value},
onChange:r=>s(r.currentTarget.value)})]})}var[Nt,Yi]=[14,54];function Qi({pinned:t}){let{store:e}=k(),{synced:n}=e,{layers:o,tokens:s,frozen:r}=n,i=n.selection.value?.position;D(()=>{if(!(i===void 0||r))
for(let d of t)d.look(e.link,0,o,i,i+1,!0)});let a=t.flatMap((d,p)=>{let h=Array.from({length:o},(u,m)=>d.at(m,i??0)?.measures).flatMap((u,m)=>u&&u.rank!==null?
[[m,u]]:[]);return d.pinned?[{name:d.pinned,i:p,there:h}]:[]});if(i===void 0||a.length===0)return null;let c=d=>4+(1-d)*(Yi-8);return l("figure",{class:"ll-traj\
ectory",children:[l("figcaption",{class:"ll-quiet",children:[`Probability at position ${i} `,l("bdi",{class:"ll-mono",children:l(z,{text:s[i]??""})}),`, layers \
0 to ${o-1}: `,a.map(({name:d,i:p,there:f})=>l("span",{class:`ll-pin-name ll-pin-${p}`,children:[l("bdi",{class:"ll-mono",children:l(z,{text:d})}),jc(f)]},p))]}),
l("svg",{width:o*Nt+Nt,height:Yi,role:"img","aria-label":a.map(({name:d,there:p})=>`${d}: ${Bc(p)}`).join(". "),children:[[0,1].map(d=>l("g",{children:[l("line",
{class:"ll-rule",x1:0,x2:o*Nt,y1:c(d),y2:c(d)}),l("text",{x:o*Nt+4,y:c(d)+4,children:d})]},d)),a.map(({name:d,i:p,there:f})=>l("g",{class:`ll-pin-${p}`,children:[
l("polyline",{class:"ll-own",points:f.map(([h,{chance:u}])=>`${(h+.5)*Nt},${c(u??0)}`).join(" ")}),f.map(([h,{rank:u,chance:m}])=>l("circle",{class:u===1?"ll-do\
t ll-hollow":"ll-dot",cx:(h+.5)*Nt,cy:c(m??0),r:u===1?4:2,children:l("title",{children:`${d}, layer ${h}: rank ${u}, probability ${L(m??0)}`})},h))]},p))]})]})}
function jc(t){let e=t.find(([,{rank:n}])=>n===1);return e?` first likeliest at layer ${e[0]}`:" likeliest at no layer"}function Bc(t){return t.map(([e,{rank:n,
chance:o}])=>`layer ${e}: rank ${n}, ${L(o??0)}`).join("; ")}var Zi=2;function eo({lenses:t}){let e=t.find(r=>r.waiting);if(!e)return null;let{read:n,seconds:o}=e.pace,s=n>0&&o>Zi?o*(1-n)/n:0;return l("span",{class:"ll-qu\
iet",children:`reading…${n>0?` ${Math.floor(100*n)} %`:""}${s>Zi?`, ${Ot(s)} left`:""}`})}var Vc=[1,2,4,8],Kc=12,Uc=24;function vs({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pins.value[0]??"":"")}function ys({lenses:t,view:e}){return e.measure.value!=="rank"||e.siteMap.value?[]:e.pins.value.map(n=>t.of(e.lensName.value,!0,n))}
function el({rows:t,sight:e,jump:n}){let{store:o}=k(),{synced:s,view:r}=o,{tokens:i,layers:a,frozen:c}=s,d=r.siteMap.value,p=vs(o);p.at(0,0);let f=ys(o);for(let g of f)
g.at(0,0);let h=f.map(g=>g.pinned).filter(Boolean),u=d?Hi(d.points):Di(p.vocab,h),m=s.entries.value.filter(Gc),v=c&&!d?u.slice(0,2):u,y=u.find(({name:g})=>g===r.
measure.value)??u[0];return l("div",{class:"ll-gridbar",children:[l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(ge,{label:"\
What is read in the cells",least:1,value:d?`map ${d.id}`:`lens ${r.lensName.value}`,options:[...s.lenses.value.slice(0,c?1:void 0).map(({name:g,label:b})=>[`len\
s ${g}`,b]),...(c?[]:m).map(({name:g,label:b})=>[`ask ${g}`,`${b}, asked in every cell`]),...s.siteMaps.value.map(g=>[`map ${g.id}`,Jc(g,o.requests.pending(g.id))])],
choose:g=>{let b=m.find(({name:x})=>g===`ask ${x}`);b?o.readWith(b,r.stride.value===1?null:t,e()):g.startsWith("map ")?r.showMap(g.slice(4)):r.showLens(g.slice(
5))}}),l(ge,{label:"What the cells show of it",least:2,value:y?.name??"",options:v.map(({name:g,label:b})=>[g,I(b)]),choose:g=>{r.measure.value=g}}),y?.name==="\
rank"&&l(Xi,{}),l(ge,{label:"Rows of layers",least:a>Kc?1:99,value:String(r.stride.value),options:Vc.filter(g=>g<a/2).map(g=>[String(g),g===1?"every layer":`eve\
ry ${g} layers`]),choose:g=>{r.stride.value=Number(g)}}),i.length>=Uc&&l(Zc,{jump:n}),!c&&l(Yc,{rows:t,sight:e})]}),y?.name==="rank"&&f.length===0?l("p",{class:"\
ll-legend ll-quiet",children:"Pin a token to see its rank in every cell."}):null,y&&(y.name!=="rank"||f.length>0)&&l(Xc,{kind:y,map:d,lenses:d?[]:[p,...f]}),l(Qc,
{}),y?.name==="rank"&&!d&&l(Qi,{pinned:f})]})}function Gc({name:t,takes:e,fit:n,group:o,settings:s}){return e===""&&!n&&o!=="Relations"&&t!=="logit_lens"&&"max_\
new_tokens"in s}function Jc({question:t,points:e,complete:n,total:o},s){let r=n||s?"":` (${e.length} of ${o})`;return`Answers: ${I(t)}${r}`}function Xc({kind:t,
map:e,lenses:n}){let{requests:o,synced:s}=k().store,r=e?.points??[],i=e!==null&&!e.complete&&!o.pending(e.id),a=t.name.startsWith("option ");return l("div",{class:"\
ll-legend",children:[l(Li,{scale:t.scale,of:t.of}),l(eo,{lenses:n}),!a&&r.some(c=>te(c)&&!mt(c))&&l("span",{class:"ll-key ll-key-under",children:r.some(({noise:c})=>c?.
read===!1)?"not told from its controls or from noise":"a control supports it as much"}),r.some(c=>ve(c,s.constants))&&l("span",{class:"ll-key ll-key-low",children:"\
low option mass"}),e&&i&&l("span",{class:"ll-quiet",children:`${r.length} of ${e.total} cells`})]})}function Yc({rows:t,sight:e}){let{store:n}=k(),{draft:o,synced:s,
view:r}=n,i=s.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null&&!n.readModel()?.refused,c=r.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[
l("button",{type:"button",class:"ll-link",title:"Let the model go on with the prompt, without any question",onClick:()=>n.requests.begin("continuation",{}),children:"\
Continue the prompt"}),l("button",{type:"button",class:"ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every layer of ${ke(i.spans)}`:"Choos\
e a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&Re(i).length>1?"Every layer of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"\
ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*s.tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"\
Every cell"})]})}function Qc(){let{text:t="",ended:e=!0}=k().store.view.continuation.value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("spa\
n",{class:"ll-label",children:"The model goes on "}),l("span",{class:"ll-mono",dir:"auto",children:[l(z,{text:t}),e?"":" …"]})]}):null}function Zc({jump:t}){let{
tokens:e}=k().store.synced,n=K(""),o=K(-1),s=n.value.trim().toLowerCase(),r=s?ed(e,s):[],i=()=>{r.length!==0&&(o.value=(o.value+1)%r.length,t(r[o.value]??0))};return l(
"span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token",title:"A text in the tokens, \
or the number of a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),i())}}),s&&l(
"button",{type:"button",class:"ll-link",disabled:r.length===0,onClick:i,children:r.length===0?"none":`${Math.max(0,o.value)+1} of ${r.length}, next`})]})}function ed(t,e){
let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),s=t.flatMap((r,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().indexOf(o);return c>=
0&&c<r.length?[i]:[]});return[...new Set([...n,...s])]}var td=[[["←","→","↑","↓"],"go to another cell; Home, End, Page Up and Page Down go further"],[["Ctrl+Home","Ctrl+End"],"go to the first cell of the top\
 layer, or to the last of the lowest"],[["Space"],"select this cell alone"],[["Enter"],"select this cell, and ask"],[["Shift+arrow"],"select the layers and toke\
ns from where the selection began to here"],[["Ctrl+Space"],"add the layer and token of this cell; where it is selected, take its layer away, or of one layer it\
s token"],[["Esc"],"keep only this cell of all that is selected"]];function tl(){let{frozen:t}=k().store.synced;return l("details",{class:"ll-keyhelp",children:[
l("summary",{children:"Keys of the grid"}),l("dl",{children:td.filter(([e])=>!t||e[0]!=="Enter").map(([e,n])=>l("div",{children:[l("dt",{children:e.map(o=>l("kb\
d",{children:o},o))}),l("dd",{children:n})]},e.join()))}),l("p",{children:"Of several layers and several tokens, every pair is selected. On a Mac, Command may s\
tand for Ctrl. With the mouse, drag, or hold Shift or Ctrl and click."})]})}function nl(t){let e=t.columnsOf.value,n=t.hovered.value??t.current();if(!n)return null;let{layer:o,position:s}=n,r={layer:o,span:[s,s+1]};return n.of==="own"?{
own:r,second:{layer:t.layerIn(e,o,""),span:t.fromOwn(e,s)}}:{own:{layer:t.layerIn("",o,e),span:t.ownOf(e,s)},second:r}}function to({of:t,grid:e,rowOf:n}){let{seconds:o}=k().
store,s=o.open.value&&o.shown.value?nl(o):null,r=s?.[t].span??null,i=s?n(s[t].layer):-1;if(r===null||i<0)return null;let a=e.width.value;return l("div",{class:"\
ll-linked","aria-hidden":"true",style:{left:`${fe+r[0]*a}px`,top:`${e.head+(e.rowCount-1-i)*Ne}px`,width:`${(r[1]-r[0])*a-1}px`,height:`${Ne-1}px`}})}function ol(){
let{seconds:t,synced:e}=k().store,n=nl(t);if(!n)return e.frozen?l("span",{class:"ll-quiet",children:"Choose a cell of either grid."}):null;let o=t.columnsOf.value,
s=(r,i)=>l(A,{children:[`${ke([r])} `,l("b",{class:"ll-mono",dir:"auto",children:l(z,{text:Xt(i,[r])[1]})})]});return l("span",{children:[`Layer ${n.own.layer},\
 `,n.own.span===null?"no partner above":s(n.own.span,e.tokens),t.byDepth(o)?` · here layer ${n.second.layer}, `:" · here ",n.second.span===null?"no partner":s(
n.second.span,t.tokensOf(o))]})}var nd=46,od=.995;function sl({rows:t,grid:e,scroller:n,shade:o,of:s}){let r=F(null),i=e.sight(),[a,c]=[e.columnCount,t.length],d=Math.min(i.width,i.height)<od,
p=K(0);if(Fo(()=>{let m=d?r.current?.getContext?.("2d"):null;if(!r.current||!m)return;let v=getComputedStyle(r.current).color;m.clearRect(0,0,a,c),m.fillStyle=v;
for(let y=0;y<c;y+=1)for(let g=0;g<a;g+=1){let b=o(t[y]??0,g);b!==null&&(m.globalAlpha=.08+.5*b,m.fillRect(g,c-1-y,1,1))}},[d,t,p.value,...s]),!d)return null;let f=()=>{
p.value+=1},h=m=>{if(m.type==="pointermove"&&(m.buttons&1)===0)return;let v=n.current,y=r.current?.getBoundingClientRect();if(!v||!y||y.width===0)return;let g=(b,x,T)=>(b-
x)/T;v.scrollLeft=g(m.clientX,y.left,y.width)*v.scrollWidth-v.clientWidth/2,v.scrollTop=g(m.clientY,y.top,y.height)*v.scrollHeight-v.clientHeight/2},u=m=>`${100*
m}%`;return l("div",{class:"ll-minimap","aria-hidden":"true",onPointerDown:h,onPointerMove:h,children:[l("canvas",{ref:r,width:a,height:c,style:{height:`${nd}px`},
onTransitionEnd:f,onTransitionCancel:f}),l("span",{class:"ll-sight",style:{left:u(i.left),width:u(i.width),top:u(i.top),height:u(i.height)}})]})}function no({title:t,token:e,notes:n,reading:o,pinned:s}){let{frozen:r}=k().store.synced,i=o?.probs[0]===null;return l(A,{children:[l("div",{class:"ll-pop-head",
children:[l("span",{children:t}),l("b",{class:"ll-mono",dir:"auto",children:Qt(e)})]}),n.map((a,c)=>l("div",{class:"ll-quiet",children:a},c)),!o&&l("div",{class:"\
ll-quiet",children:r?"Not read before this page was saved.":"The lens has not been read here yet."}),i&&l("div",{class:"ll-quiet",children:St}),!i&&o?.tokens.map(
(a,c)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(z,{text:a})}),l("span",{class:"ll-bar",style:{"--p":String(o.
probs[c]??0)}}),l("span",{class:"ll-num",children:L(o.probs[c]??0)})]},c)),!i&&l(sd,{reading:o,pinned:s})]})}function sd({reading:t,pinned:e}){let n=t?.measures;
if(!n)return null;let{entropy:o,surprisal:s}=n;return l(A,{children:[o!==null&&l(ce,{name:"entropy",value:`${o.toFixed(2)} nats`}),s!==null&&l(ce,{name:"surpris\
al of the next token",value:`${s.toFixed(2)} nats`}),e.map(([r,i])=>{let{rank:a=null,chance:c}=i?.measures??{};return a===null?null:l(ce,{name:`rank of ${I(r)}`,
value:`${a}, ${L(c??0)}`},r)})]})}var gt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},De={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",unheard:"\
No kernel has answered here. In a saved page none will: open the notebook and run its cell to ask.",gone:"The kernel is gone. Run the notebook cell again."};function rl(t){
try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var il=["dead","terminating","restarting","autorestarting"],oo=class{constructor(e,n,o){
this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().
toString(36).slice(2);told=0;heard=Date.now();known=!1;routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(
e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?gt.ping:gt.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.
page,n:this.told})}receive(e){this.heard=Date.now(),this.known=!0,e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.
send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=gt.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!==
"gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=rl(this.model);e!==void 0&&il.includes(e)&&this.become("gone"),!(Date.now()-this.heard<gt.heartbeat||
this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=rl(this.model),o=n!==void 0&&il.
includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":this.known||n!==void 0?"busy":"unheard"),!o&&(n==="idle"&&this.ping(),this.watch(e,gt.ping))}settle(e){
clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.
onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var gn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:s},r={}){this.layers=e;this.positions=n;this.more=r;this.high=o,this.wide=s}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;parts=new Map;came=0;since=0;reports=$(
0);done=new Set;vocab=0;pinned="";version=$(0);high;wide;at(e,n){this.version.value;let[o,s]=this.found(e,n);if(!o)return;let{k:r,measures:i,difference:a}=o;return{
tokens:o.index.slice(s*r,(s+1)*r).map(c=>o.words[c]??""),probs:o.probs.slice(s*r,(s+1)*r),...i&&{measures:{entropy:i.entropy[s]??null,surprisal:i.surprisal[s]??
null,rank:i.rank[s]??null,chance:i.chance[s]??null}},...a&&{difference:{top:o.words[a.index[s]??-1]??null,chance:a.chance[s]??null,entropy:a.entropy[s]??null,surprisal:a.
surprisal[s]??null,before:a.before[s]??null,after:a.after[s]??null,distance:a.distance[s]??null,equal:a.equal[s]??!1}}}}chance(e,n){let[o,s]=this.found(e,n);return o?.
probs[s*o.k]}found(e,n){let o=this.blocks.get(this.block(e,n)),s=o?.layers.indexOf(e)??-1;return!o||s<0||n<o.start||n>=o.stop?[void 0,0]:[o,s*(o.stop-o.start)+n-
o.start]}block(e,n){return Math.floor(e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get empty(){return this.version.
value,this.blocks.size===0}get whole(){return this.version.value,this.blocks.size>=Math.ceil(this.layers/this.high)*Math.ceil(this.positions/this.wide)}get read(){
this.version.value;let e=0;for(let{layers:n,start:o,stop:s}of this.blocks.values())e+=n.length*(s-o);return e}get waiting(){return this.version.value,this.asked.
size>0}get pace(){this.reports.value;let e=this.came;for(let n of this.parts.values())e+=n;return{read:e/Math.max(1,this.came+this.asked.size),seconds:(Date.now()-
this.since)/1e3}}progress(e,n,o){[...this.asked.values()].includes(e)&&(o===0&&this.came===0&&this.parts.size===0&&(this.since=Date.now()),o!==0&&(this.parts.set(
e,n/o),this.reports.value+=1))}get error(){return this.version.value,[...this.failed.values()][0]}get instead(){this.version.value;for(let{instead:e}of this.blocks.
values())if(e)return e;return""}addAll(e){for(let n of e){let o=Ho(n);o&&this.add(o)}}add(e){let n=e.measures??e.difference;n&&([this.vocab,this.pinned]=[n.vocab,
n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,s,r,i=!1){for(let c of i?[]:this.strayed(n,o,s,r))this.
ended(c),e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,s,r)].map(([c,d])=>{let p=lt();return this.began(c,p),{id:p,args:d}});a.length>0&&this.changed();
for(let{id:c,args:d}of a)e.send({kind:"query",id:c,what:"lens",args:d},!0)||this.ended(c,De.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,s){let r=new Map,
i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<s;c+=this.wide){
let d=`${a}:${c}`;if(this.asked.has(d)||this.failed.has(d)||this.done.has(d))continue;let p=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=1)p.push(h);let f=Math.
min(c+this.wide,this.positions);this.covered(p,c,f)||r.set(d,{layers:p,start:c,stop:f,...this.more})}return r}strayed(e,n,o,s){return[...this.asked].filter(([r])=>{
let[i=0,a=0]=r.split(":").map(Number);return i>=n||i+this.high<=e||a>=s||a+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.size===0&&([this.came,this.since]=
[0,Date.now()]),this.asked.set(e,n)}ended(e,n,o){for(let[s,r]of this.asked)r===e&&(this.asked.delete(s),this.parts.delete(e),o&&(this.came+=1),n!==void 0&&this.
failed.set(s,n),o&&(this.done.add(s),this.add(o)),this.changed())}covered(e,n,o){let s=this.blocks.get(this.block(e[0]??0,n));return!!s&&s.start<=n&&s.stop>=o&&
e.every(r=>s.layers.includes(r))}changed(){this.version.value=this.version.peek()+1}};var Dt=class{constructor(e,n,o,s={}){this.layers=e;this.positions=n;this.constants=o;this.base=s;this.plain=new gn(e,n,o,s)}layers;positions;constants;base;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let s={...this.base,...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},r=JSON.stringify(s),i=this.others.get(r)??new gn(this.layers,
this.positions,this.constants,s);return this.others.set(r,i),i}progress(e,n,o){for(let s of[this.plain,...this.others.values()])s.progress(e,n,o)}ended(e,n,o){for(let s of[
this.plain,...this.others.values()])s.ended(e,n,o)}};var rd="A cell of the difference is of both models: choose a cell of one of the grids.";function Wt(t){return t instanceof Element?t.closest(".ll-second")??t.closest(
".ll-grid"):null}function ll(t){return(t?.patches.length??0)>0?"difference":"second"}var so=class{constructor(e,n,o){this.synced=e;this.requests=n;this.constants=
o;let{id:s="",side:r}=e.secondShown,i=this.find(s),a=i??e.seconds.peek().at(-1);this.open=$(a!==void 0),this.shownId=$(a?.id??""),this.side=$((i&&r)??ll(a)),this.
shown=pe(()=>this.find(this.shownId.value)??null),this.columnsOf=pe(()=>{let c=this.shown.value;return this.side.value==="second"?c?.id??"":c?.base??""}),this.otherCell=
pe(()=>{let[c,d]=[this.chosen.value,this.shown.value];if(c?.of!=="second"||!d?.model)return null;let{layer:p,position:f}=c,h=this.side.value==="difference",u=(h?
d:this.find(this.columnsOf.value))??d,m=h&&d.model!==this.modelOf(d.base);return{entry:u,layer:p,position:f,refused:m?rd:u.not_asked??""}});for(let{id:c,pages:d}of e.
secondPages)for(let p of d)this.pages(c,p.difference!==void 0,"",!1,"").addAll([p])}synced;requests;constants;open;shownId;shown;side;offered=$([]);models=$([]);hovered=$(
null);chosen=$(null);copied=$(null);dragged=$(null);columnsOf;otherCell;lenses=new Map;before=new Map;follow(e){let n=JSON.stringify(this.synced.secondShown);return Z(
()=>{let o={id:this.shown.value?.id??"",side:this.side.value},s=JSON.stringify(o);o.id===""||s===n||(n=s,e.tell({kind:"shown",shown:o}))})}find(e){return this.synced.
seconds.value.find(n=>n.id===e)}tokensOf(e){return e===""?this.synced.tokens:this.find(e)?.tokens??[]}rolesOf(e){return e===""?this.synced.roles:this.find(e)?.roles??
[]}layersOf(e){return(this.find(e)?.n_layers??this.synced.layers-1)+1}byDepth(e){return this.layersOf(e)!==this.synced.layers}layerIn(e,n,o){let[s,r]=[this.layersOf(
e)-1,this.layersOf(o)-1];return s===r?n:Math.round(n*s/r)}ownOf(e,n){let o=this.unpatched(e);return o?al(o.partners,n,o.own[n]):[n,n+1]}fromOwn(e,n){let o=this.
unpatched(e);return o?al(o.own,n,o.partners[n]):[n,n+1]}unpatched(e){let n=this.find(e);return n&&n.patches.length>0?this.find(n.base):n}parting(){let[e,n]=[this.
shown.peek(),this.columnsOf.peek()];if(!e)return 0;if(e.patches.length>0)return Math.min(...e.patches.map(([,a])=>a));if(e.model)return this.tokensOf(n).length-
1;let[o,s]=[this.tokensOf(n),this.tokensOf(n===e.id?e.base:e.id)],r=a=>n===e.id?e.partners.indexOf(a):e.partners[a]??-1,i=o.findIndex((a,c)=>a!==s[r(c)]);return i<
0?o.length-1:i}current(){let e=this.synced.selection.value;return this.chosen.value??(e&&{of:"own",layer:e.layer,position:e.position})}modelOf(e){return this.find(
e)?.model??""}patched(e){return(this.find(e)?.patches.length??0)>0}readAt({of:e,layer:n,position:o}){let s=this.side.value==="difference"&&this.patched(this.shownId.
value);return{trace:e==="own"?"":s?this.shownId.value:this.columnsOf.value,layer:n,position:o}}writeAt({of:e,layer:n,position:o}){return{trace:e==="own"?"":this.
patched(this.shownId.value)?this.shownId.value:this.columnsOf.value,layer:n,position:o}}compare(e,n,o=""){this.requests.begin("second",{prompt:e,begins:n,key:o})}compareIn(e,n,o){
let s=n.trim()!==""||o!==this.synced.begun;this.requests.begin("second",{prompt:n,begins:s?o:null,key:"",model:e})}listed({traces:e,models:n}){this.offered.value=
e,this.models.value=n}othersOpen(){return((this.synced.source.value?.fields??[]).find(({name:o})=>o==="variant")?.choices??[]).some(([o])=>String(o).startsWith(
"state:"))}askedOf({variant:e,trace_key:n}={}){if(e)return this.synced.seconds.value.findLast(o=>o.variant===e&&(n===void 0||o.key===n))}look(e,n){Q(()=>{this.open.
value=!0,this.show(e),this.side.value=n})}list(){this.requests.begin("traces",{})}patch(e,n){this.requests.begin("patch",{read:e,write:n})}undo({id:e,base:n}){this.
show(this.before.get(e)??n)}show(e){Q(()=>{this.shownId.value=e,this.chosen.value=null,(this.side.peek()==="difference"&&this.find(e)?.not_subtracted||!this.patched(
e)&&this.side.peek()==="base")&&(this.side.value="second")})}done(e){Q(()=>{let{seconds:n}=this.synced;e.patches.length>0&&this.before.set(e.id,this.shownId.peek()),
n.value=[...n.peek().filter(({id:s})=>s!==e.id),e],this.open.value=!0,this.shownId.value=e.id,this.side.value=ll(e),this.chosen.value=null})}pages(e,n,o,s,r){let i=n?
this.find(e)?.base??"":e,a=this.tokensOf(i).length,c=`${n?"difference":"trace"} ${e}`,d=this.lenses.get(c)??new Dt(this.layersOf(i),a,this.constants,{trace:e,...n&&
{difference:n}});return this.lenses.set(c,d),d.of(o,s,r)}progress(e,n,o){for(let s of this.lenses.values())s.progress(e,n,o)}ended(e,n,o){for(let s of this.lenses.
values())s.ended(e,n,o)}};function al(t,e,n){let o=t.indexOf(e),s=[...n==null?[]:[n],...o<0?[]:[o,t.lastIndexOf(e)]];return s.length>0?[Math.min(...s),Math.max(
...s)+1]:null}function cl({scroller:t}){let{store:e,view:n}=k(),{synced:o,seconds:s}=e,{tokens:r,layers:i,quiet:a,roles:c,splitCharacters:d,selection:p}=o,f=e.view.stride.value,
h=oe(()=>Array.from({length:i},(S,E)=>E).filter(S=>(i-1-S)%f===0),[f]),u=S=>h[S]??0,m=S=>h.findIndex(E=>E>=S),v=F(null),y=oe(()=>new Zn(o,h),[h]),g=K(null),b=F(
null),x=oe(()=>{let S=b.current,{layer:E,position:W}=S??p.peek()??{layer:i-1,position:r.length-1};return new Qe(h.length,r.length,[68,168],[m(E),W],()=>S!==null||
p.peek()!==null,c.length>0?Yn:0)},[h]),T=oe(()=>pe(()=>new Set(o.answers.value.filter(({vector:S,settings:E})=>!S&&!E?.trace_key).flatMap(({sites:S,layer:E,position:W})=>S.
length>0?S:[[E,W]]).map(S=>S.join(":")))),[]);D(()=>{let S=new AbortController,E=W=>{let Y=g.peek();g.value=null;let be=W.target instanceof Element&&W.target.closest(
".ll-second");!Y||be||y.drag(Y[0],[Y[1],Y[2]+1],W.ctrlKey||W.metaKey)};return document.addEventListener("pointerup",E,{signal:S.signal}),()=>S.abort()},[y]),D(()=>{
let S=!0;return Z(()=>{let E=p.value;if(S||!E){S=!1;return}if(!y.hears(E))return;let{layer:W,position:Y,layers:be}=E,[wt,xo]=x.cursor.peek();be.includes(u(wt))&&
Re(E).includes(xo)||x.move([m(W),Y],v.current?.contains(document.activeElement)??!1)})},[x]);let[R,_]=x.cursor.value;D(()=>()=>{b.current={layer:u(R),position:_}});
let[O,q,B,N]=x.seen();x.version.value;let V=x.width.value,j=F([]),J=oe(()=>()=>j.current,[]),U=oe(()=>S=>x.move([x.cursor.peek()[0],S],!1),[x]),G=e.view.siteMap.
value,w=vs(e),M=ys(e),C=JSON.stringify(M.length>0&&e.view.pins.value),P=G?[]:[w,...M],X=P.map(S=>S.error).find(S=>S!==void 0),Ae=P.map(S=>S.instead).find(S=>S!==
""),Ce=P.map(S=>S.changes).join(),[We,He]=[u(O),u(q-1)+1];j.current=[We,He-1,B,Math.max(B,N-1)],n.positions=[B,Math.max(B,N-1)],D(()=>{if(!o.frozen)for(let S of P)
S.look(e.link,We,He,B,N)},[w,C,G,We,He,B,N,X]);let vt=oe(()=>new Map(G?.points.map(S=>[`${S.layer}:${S.position}`,S])),[G]),yn=oe(()=>Ue(G?.points??[]),[G]);D(()=>{
n.columnWidth.value=V},[V]);let bo=p.value,yt=g.value,bt=yt?Oe([yt[0]],[[yt[1],yt[2]+1]]):bo,Ll=S=>{let E=Yt(c,S);return`${S}: ${I(r[S]??"")}${E?`, ${E}`:""}`},
Rl=S=>[...d.filter(({first:E,last:W})=>E<=S&&S<=W).map(({text:E})=>l(A,{children:["a part of ",l("bdi",{children:E})]})),...c.length>0?[Yt(c,S)??"written by the\
 chat template"]:[]],xt=e.view.measure.value,Ss=(S,E)=>G?ji(vt.get(`${S}:${E}`),xt,yn,o.constants):M.length>0?Wi(M.map(W=>[W.pinned,W.at(S,E)]),w.vocab):o.frozen&&
!w.at(S,E)?Ni:ht(w.at(S,E),xt,w.vocab),Il=(S,E)=>{if(!G&&(xt===""||xt==="probability"))return w.chance(S,E)??null;let{share:W,classes:Y}=Ss(S,E);return Y["ll-em\
pty"]?null:W},Fl=(S,E)=>{let W=u(S),Y=Ss(W,E),be=bt?.layers.includes(W)?bt.spans.find(([xo,zl])=>xo<=E&&E<zl):void 0,wt=be!==void 0;return{text:Y.text,share:Y.share,
label:`Layer ${W}, position ${E} ${r[E]}: ${Y.says}`,selected:wt,classes:{...Y.classes,"ll-among":wt&&be[1]-be[0]>1,"ll-first":wt&&E===be[0],"ll-last":wt&&E===be[1]-
1,"ll-dim":a.has(E),"ll-answered":T.value.has(`${W}:${E}`)}}},bn=([S,E])=>[u(S),E];return l("div",{class:"ll-grid",ref:v,children:[l(el,{rows:h,sight:J,jump:U}),
l(sl,{rows:h,grid:x,scroller:t,shade:Il,of:[G??Ce,w,xt]}),l(zt,{grid:x,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:c,names:["layer","position"],
head:S=>l(A,{children:[l("small",{children:S}),l("span",{class:"ll-mono ll-cut",dir:Zt(d,S)?"ltr":"auto",children:l(Je,{text:r[S]??"",part:Zt(d,S)})})]}),headTitle:Ll,
look:Fl,rowNumbers:h,of:[G??Ce,w,xt,bt,T.value,vt],marked:bt&&{rows:bt.layers.filter(S=>h.includes(S)).map(m),spans:bt.spans},choose:([S,E],W)=>{let Y=u(S);if(W)
return y.extend([Y,E],[Y,E]);y.choose([Y,E]);let be=vt.get(`${Y}:${E}`);be&&(e.view.answer.value=be)},add:S=>y.add(bn(S)),enter:()=>e.ask(),extend:(S,E)=>y.extend(
bn(S),bn(E)),reduce:S=>y.reduce(bn(S)),hint:([S,E])=>G?l(Ki,{title:`Layer ${u(S)}, position ${E}`,token:r[E]??"",answer:vt.get(`${u(S)}:${E}`)}):l(no,{title:`La\
yer ${u(S)}, position ${E}`,token:r[E]??"",notes:Rl(E),reading:w.at(u(S),E),pinned:M.map(W=>[W.pinned,W.at(u(S),E)])}),press:([S,E],W)=>{if(W.button!==0||W.pointerType===
"touch"||W.shiftKey)return;y.anchor=[u(S),E];let Y=s.open.peek()&&!o.frozen?Wt(W.target):null;Y&&(s.dragged.value={site:{trace:"",layer:u(S),position:E},grid:Y})},
hover:S=>{s.open.peek()&&(s.hovered.value=S&&{of:"own",layer:u(S[0]),position:S[1]})},marks:l(to,{of:"own",grid:x,rowOf:s.byDepth(s.columnsOf.value)?m:S=>h.indexOf(
S)}),over:([,S],E)=>{if(!y.anchor||(E.buttons&1)===0)return;let[W,Y]=y.anchor;!g.peek()&&S===Y||(g.value=[W,Math.min(Y,S),Math.max(Y,S)])}}),l("div",{class:"ll-\
note",role:"status",children:[Ae&&l("span",{children:`${Ae} `}),o.frozen&&!G&&w.read<i*r.length&&l("span",{children:`This page has ${w.read} of the ${i*r.length}\
 cells of the lens: the others, marked –, were not read before it was saved. Open the notebook and run its cell to read them.`}),X!==void 0&&l(A,{children:[l(
"span",{class:"ll-error",children:`The cells could not be read: ${X} `}),l("button",{type:"button",class:"ll-link",onClick:()=>P.forEach(S=>{S.retry()}),children:"\
Try again"})]})]}),l(tl,{})]})}var ro=class{answer;wanted=$(0);arrived=$(0);curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pins=$([]);stride=$(1);continuation=$(
null);lines;curve;heatMap;constructor({answers:e,comparisons:n,curves:o,heatMaps:s,siteMaps:r,steered:i}){let a=e.peek().at(-1),[c]=n.peek().find(d=>a&&d.answers.
includes(a.id))?.answers??[];this.answer=$(e.peek().find(({id:d})=>d===c)??a??null),this.curveId=$(o.peek().at(-1)?.id??""),this.heatMapId=$(s.peek().at(-1)?.id??
""),this.lines=pe(()=>[...o.value,...r.value.flatMap(Ri)]),this.curve=bs(this.lines,this.curveId),this.heatMap=bs(s,this.heatMapId),this.siteMapId=$(""),this.siteMap=
pe(()=>r.value.find(({id:d})=>d===this.siteMapId.value)??null),this.steered=bs(i,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(n=>n.id===
e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function bs(t,e){return pe(()=>t.
value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var io=class{hint=$(null);open=$(!1);columnWidth=$(80);positions=null;timer;show(e){clearTimeout(this.timer),
this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var lo=class{constructor(e,n){this.link=e;this.frozen=n}link;frozen;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=lt();if(this.frozen)return o;
let s=[...this.work.peek()].filter(([,{state:i}])=>i!=="failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.
value=new Map([...s,[o,r]]),this.link.send({kind:"query",id:o,what:e,args:n},!0)||this.fail(o,De.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send(
{kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:s,done:r,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target"||n==="answer"||n==="\
traces")return;let{began:c,first:d}=this.get(e)??{};this.put({id:e,what:n,args:o,says:"",message:"",state:s,ahead:a,done:r,total:i,began:c,first:d})}progress(e,n,o,s=""){
let r=this.get(e),i=r?.began??Date.now(),a=r?.first??(o>0?n:void 0);this.change(e,{state:"running",done:n,total:o,says:s,began:i,first:a})}fail(e,n,o=""){this.change(
e,{state:"failed",message:n,setting:o})}corrected(){for(let{id:e,state:n,setting:o}of this.work.peek().values())n==="failed"&&o&&this.drop(e)}refused(e){return[
...this.work.value.values()].some(n=>xs(n,e))}pending(e){let n=this.work.value.get(e);return n!==void 0&&n.state!=="failed"}failAll(e){for(let n of this.work.peek().
keys())this.fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.
put({...o,...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function xs({state:t,setting:e,message:n},o){return t==="failed"&&o?.setting===e&&
o?.message===n}function dl({began:t,first:e=0,done:n,total:o},s=Date.now()){if(!(t===void 0||o===0||n<=e))return(s-t)/1e3/(n-e)*(o-n)}function ul(){let{store:t}=k(),e=t.link.kernel.value,n=t.preview.problem.value,o=[...t.requests.work.value.values()].filter(r=>!xs(r,n)),s=e!=="here"&&!o.some(({
state:r})=>r==="sent"||r==="failed");return l("div",{class:"ll-work",children:[o.filter(id(t)).map(r=>l(ad,{work:r},r.id)),s&&l("div",{class:"ll-job","data-stat\
e":e==="gone"?"failed":"sent",children:l("span",{class:e==="gone"?"ll-message ll-error":"ll-message",children:e==="busy"?"The kernel is busy with a notebook cel\
l.":De[e]})})]})}function id(t){let{open:e}=t.seconds,n=!!t.readModel()?.refused;return({what:o,state:s,setting:r})=>s!=="failed"||!(e.value&&o==="second"||n&&r===
"variant")}var ld=["fit","steer","train"];function ad({work:t}){let{store:e}=k(),{done:n,total:o,state:s}=t,r=s==="failed",i=o>1,a=dl(t);return l("div",{class:"\
ll-job","data-state":s,children:[l("span",{class:r?"ll-message ll-error":"ll-message",role:r?"alert":void 0,children:cd(e,t)}),s==="running"&&l("span",{class:i?
"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:
void 0,style:{"--p":String(i?n/o:1)}}),s==="running"&&i&&l("span",{class:"ll-num",children:`${n} of ${o}`}),s==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-\
quiet ll-left",children:`${Ot(a)} left`}),s==="running"&&t.says!==""&&ld.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"\
button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function cd(t,e){if(e.state==="failed")return e.message;let n=t.link.
kernel.value;if(e.state==="sent"&&(n==="busy"||n==="unheard"))return De[n];let o=dd(t,e);return e.state==="queued"&&e.ahead>0?`${o}: waiting for ${e.ahead} befo\
re it`:o}function dd({synced:t},{what:e,args:n}){let{layer:o,position:s,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===
r?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"continuation":return"The model goes on with the prompt";case"traces":return"Looking for what ca\
n be compared with";case"second":return n.model?`Running the prompt in ${n.model}`:"Running the second prompt";case"patch":return"Running the prompt again with \
the patch";case"sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${Tt(n)}`;case"layers":return`Asking po\
sition ${s} at every layer, into every layer`;case"steer":return`Steering the answer to “${r?.text}” towards ${n.steer?.steer_wish}`;case"train":return`Trai\
ning a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"noise":return"Comparing the answer wit\
h noise";case"verify":return"Running the answer again by itself";case"readers":return`Asking several readers about ${Tt(n)}`;default:return`Asking ${Tt(n)}`}}var pl={entropy:5,surprisal:10};function fl(t,e,n){return t==="entropy"||t==="surprisal"?{of:`${t} in nats`,most:`${pl[t]}+`}:t==="rank"?{of:`rank of ${n||"the \
pinned token"}`,most:e>1?`÷${e}`:""}:{of:"probability of what was likeliest",most:"1"}}function hl(t,e,n,o,s){if(!s)return{text:"",share:0,says:"equal: the pat\
ch cannot reach it",classes:{"ll-outside":!0}};if(!o)return{text:"",share:0,says:"no partner",classes:{"ll-empty":!0}};let r=t?.difference;if(!t||!r)return{text:"",
share:0,says:"not compared yet",classes:{"ll-empty":!0}};if(r.equal)return{text:"=",share:0,says:"equal",classes:{"ll-equal":!0}};if((t.probs[0]??null)===null)return{
text:re,share:0,says:re,classes:{"ll-not-finite":!0}};let[i,a,c]=ud(t,e,n);return i===null?{text:"",share:0,says:`no ${e} here`,classes:{"ll-empty":!0}}:{text:c,
share:Math.min(1,Math.abs(a)),says:`${e===""||e==="probability"?`probability of ${t.tokens[0]}`:e} ${c}`,classes:{"ll-more":a>0,"ll-less":a<0}}}function ud(t,e,n){
let{entropy:o,surprisal:s,before:r,after:i,chance:a}=t.difference??{};if(e==="entropy"||e==="surprisal"){let d=(e==="entropy"?o:s)??null;return[d,(d??0)/pl[e],ue(
d??0)]}if(e==="rank"){if(r==null||i===null||i===void 0)return[null,0,""];let d=Math.log(r/i)/Math.log(Math.max(2,n));return[i-r,d,`${r} → ${i}`]}let c=t.probs[0]??
null;return c===null||a===null||a===void 0?[null,0,""]:[a-c,a-c,ue(a-c)]}function ml(t,e){return`${t===null?"":L(t)} → ${e===null?"":L(e)}`}function gl({entry:t}){let{next:e,patches:n,model:o}=t,r=n.length>0?["before","after"]:o?["this model",I(o)]:["first","second"];return l("div",{class:"ll-next",
children:[l("p",{class:"ll-help",children:pd(t)}),e.length>0&&l("table",{children:[l("thead",{children:l("tr",{children:[l("th",{scope:"col",children:"next toke\
n"}),l("th",{scope:"col",children:r[0]}),l("th",{scope:"col",children:r[1]})]})}),l("tbody",{children:e.slice(0,6).map(({token:i,before:a,after:c})=>l("tr",{children:[
l("th",{scope:"row",class:"ll-mono",dir:"auto",children:l(z,{text:i})}),[a,c].map((d,p)=>l("td",{children:[l("span",{class:"ll-bar",style:{"--p":String(d??0)}}),
l("span",{class:"ll-num",children:d===null?"none":L(d)})]},r[p]))]},i))})]})]})}function pd({distance:t,next:e,patches:n,one_vocabulary:o}){return e.length>0&&o===
!1?"The models have other vocabularies, so how far apart the next tokens are is no one number.":t===null?"What comes next is not finite in one of both.":t<.005?
`The next token is as likely ${n.length>0?"as before":"in both"}.`:`What comes next differs by ${L(t)} (total variation, 0 to 1).`}var fd=10;function ao({view:t}){let e=t.siteMap.value?"":t.measure.value;return{kind:e,pinned:e==="rank"?t.pins.value[0]??"":""}}function co(t,e){let{seconds:n,
view:o,lenses:s}=t,{kind:r,pinned:i}=ao(t),[a,c]=[n.side.value,o.lensName.value];if(a==="difference")return n.pages(e.id,!0,c,r==="rank",i);let d=r!==""&&r!=="p\
robability";return a==="base"&&e.base===""?s.of(c,d,i):n.pages(a==="base"?e.base:e.id,!1,c,d,i)}function ws({patches:t},e,n){return t.length===0||t.some(([o,s])=>e===
o&&n===s||e>o&&n>=s)}function vl({entry:t}){let{store:e}=k(),{synced:n,seconds:o,view:s,link:r}=e,i=o.side.value,a=o.columnsOf.value,c=o.tokensOf(a),d=o.rolesOf(
a),p=s.stride.value,f=o.layersOf(a),h=oe(()=>Array.from({length:f},(C,P)=>P).filter(C=>(f-1-C)%p===0),[p,f]),u=C=>h.findIndex(P=>P>=C),m=F(null),v=oe(()=>new Qe(
h.length,c.length,[68,168],[h.length-1,o.parting()],()=>!0,d.length>0?Yn:0),[h,c.length,d.length]),{kind:y}=ao(e),g=co(e,t),[b,x,T,R]=v.seen();v.version.value;let _=C=>h[C]??
0,[O,q]=[_(b),_(x-1)+1],{error:B}=g;D(()=>{n.frozen||g.look(r,O,q,T,R)},[g,O,q,T,R,B]),D(()=>Z(()=>{let C=n.selection.value,P=C&&o.fromOwn(a,C.position);if(!C||
P===null)return;let X=u(o.layerIn(a,C.layer,""));queueMicrotask(()=>v.move([X,P[0]],!1))}),[v,a]);let N=oe(()=>new Set(a===""?n.quiet:o.find(a)?.quiet??[]),[a]),
V=C=>i!=="difference"||(t.partners[C]??null)!==null,j=i!=="base"&&t.patches.length>0,J=(C,P)=>{let X=g.at(C,P);return i==="difference"?hl(X,y,g.vocab,V(P),ws(t,
C,P)):ht(X,y,g.vocab)},U=o.chosen.value,G=i==="second"?t.key:"",w=new Set(n.answers.value.filter(({settings:C})=>G&&C?.trace_key===G).flatMap(({sites:C})=>C.map(
P=>P.join(":")))),M=(C,P)=>{let X=_(C),{text:Ae,share:Ce,says:We,classes:He}=J(X,P),vt=j&&!ws(t,X,P),yn=j&&t.patches.some(([bo,yt])=>bo===X&&yt===P);return{text:Ae,
share:Ce,label:`Layer ${X}, position ${P} ${c[P]}: ${We}${yn?", patched":""}`,selected:U?.layer===X&&U.position===P,classes:{...He,"ll-dim":N.has(P),"ll-outside":vt,
"ll-written":yn,"ll-answered":w.has(`${X}:${P}`)}}};return l(A,{children:[l(zt,{grid:v,scroller:m,label:t.model&&i==="second"?`${t.model}: layers by tokens`:hd[i],
corner:"layer",names:["layer","position"],most:fd,head:C=>l(A,{children:[l("small",{children:C}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(Je,{text:c[C]??
""})})]}),bands:d,headTitle:C=>{let P=Yt(d,C);return`${C}: ${I(c[C]??"")}${P?`, ${P}`:""}`},look:M,rowNumbers:h,of:[g,g.changes,t,i,y,U,[...w].join()],marked:U&&
{rows:[h.indexOf(U.layer)],spans:[[U.position,U.position+1]]},choose:([C,P])=>{e.chooseBelow(_(C),P)},enter:()=>{o.otherCell.peek()&&e.ask()},hover:C=>{o.hovered.
value=C&&{of:"second",layer:_(C[0]),position:C[1]}},press:([C,P],X)=>{let Ae=Wt(X.target);if(!Ae||n.frozen||X.button!==0||X.pointerType==="touch")return;let Ce=o.
readAt({of:"second",layer:_(C),position:P});o.dragged.value={site:Ce,grid:Ae}},marks:l(to,{of:"second",grid:v,rowOf:o.byDepth(a)?u:C=>h.indexOf(C)}),hint:([C,P])=>{
let X=_(C),Ae=`Layer ${X}, position ${P}`,Ce=g.at(X,P),We=c[P]??"",He=j&&!ws(t,X,P)?[md]:[];return i==="difference"?l(gd,{title:Ae,token:We,reading:Ce,notes:He,
partner:V(P)}):l(no,{title:Ae,token:We,notes:He,reading:Ce,pinned:g.pinned?[[g.pinned,Ce]]:[]})}}),l("div",{class:"ll-note",role:"status",children:g.instead}),B!==
void 0&&l("div",{class:"ll-note",role:"status",children:[l("span",{class:"ll-error",children:`The cells could not be read: ${B} `}),l("button",{type:"button",class:"\
ll-link",onClick:()=>g.retry(),children:"Try again"})]})]})}var hd={second:"Second trace: layers by tokens",base:"Before: layers by tokens",difference:"Differen\
ce: layers by tokens"},md="The patch cannot reach this cell: it is equal in both runs.";function gd({title:t,token:e,reading:n,notes:o,partner:s}){let r=n?.difference,
[i]=n?.tokens??[],a=(n?.probs[0]??null)!==null,c=r&&!r.equal&&a&&o.length===0&&s;return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:Qt(e)})]}),o.map(d=>l("div",{class:"ll-quiet",children:d},d)),!s&&l("div",{class:"ll-quiet",children:"This token has \
no partner in the second prompt."}),s&&!r&&o.length===0&&l("div",{class:"ll-quiet",children:"Not compared yet."}),r?.equal&&o.length===0&&l("div",{class:"ll-qui\
et",children:"Equal in both, but for rounding."}),r&&!r.equal&&!a&&l("div",{class:"ll-quiet",children:re}),c&&l(A,{children:[l("div",{class:"ll-pop-text ll-mono",
dir:"auto",children:[l(z,{text:i??""}),r.top!==null&&r.top!==i&&l(A,{children:[" → ",l("bdi",{children:l(z,{text:r.top})})]})]}),l(ce,{name:`P(${I(i??"")})`,value:ml(
n.probs[0]??null,r.chance)}),r.entropy!==null&&l(ce,{name:"entropy",value:`${ue(r.entropy)} nats`}),r.surprisal!==null&&l(ce,{name:"surprisal of the next token",
value:`${ue(r.surprisal)} nats`}),r.before!==null&&l(ce,{name:"rank",value:`${r.before} → ${r.after}`}),r.distance!==null&&l(ce,{name:"distance",value:r.distance.
toFixed(2)})]})]})}function yl({typed:t,choose:e}){let n=k().store.seconds.models.value;return l(ge,{label:"Models of other sessions",least:2,value:"",options:[["","or another mod\
el"],...n.map(o=>[o,`${t?"this prompt":"the same prompt"} in ${I(o)}`])],choose:o=>{o&&e(o)}})}function bl(){let{requests:t}=k().store,e=[...t.work.value.values()].
filter(({what:n,state:o})=>n==="second"&&o==="failed");return l(A,{children:e.map(({id:n,message:o})=>l("p",{class:"ll-line ll-second-failed",children:[l("span",
{class:"ll-error",role:"alert",children:o}),l("button",{type:"button",class:"ll-link",onClick:()=>t.cancel(n),children:"Dismiss"})]},n))})}function xl({entry:t}){
let{seconds:e,synced:n}=k().store,{id:o,model:s,tokens:r,own:i,not_subtracted:a}=t,c=e.layersOf(o)-1,d=r.join(`
`)===n.tokens.join(`
`),p=`${r.length} ${r.length===1?"position":"positions"}`,f=[e.byDepth(o)?`Layers are linked by relative depth: layer ${c} here with layer ${n.layers-1} above.`:
"Layers are linked by number.",d?"The tokens are the same.":i.every(h=>h===null)?"No token covers the same characters as one above.":"Tokens are linked by the c\
haracters that they share.",...a?[a]:[]];return l("p",{class:"ll-line ll-of-model",children:[l("span",{children:[l("b",{children:l("bdi",{children:s})}),`: ${p}\
, layers 0 to ${c}`]}),l("span",{class:"ll-quiet",children:f.join(" ")})]})}function vd(t,e){return`${`Compare with another prompt${e?" or model":""}`}${t?", begin the reply, or patch":", or patch"}`}function wl(){let{seconds:t,synced:e}=k().
store,n=t.shown.value,{begun:o,frozen:s}=e;return bd(),s&&!n?null:t.open.value?l("section",{class:"ll-second","aria-label":"Second trace",children:[s?l(wd,{}):l(
xd,{}),l(bl,{}),n&&l(Ge,{code:n.code,children:l(kd,{entry:n})}),n?.model&&l(xl,{entry:n}),n&&l(yd,{entry:n}),!s&&l(Sd,{}),n&&l(gl,{entry:n})]}):l("p",{class:"ll\
-second-open",children:l("button",{type:"button",class:"ll-link",onClick:()=>{t.open.value=!0,t.list()},children:vd(o!==null,t.othersOpen())})})}function yd({entry:t}){
let{store:e}=k(),n=co(e,t),o=e.synced.frozen&&!n.whole&&l("p",{class:"ll-help ll-line",children:["This page does not have ",n.empty?"these cells":"all of these \
cells",". Open the notebook and run its cell to see them."]});return o&&n.empty?o:l(A,{children:[o,l(vl,{entry:t},`${t.id} ${e.seconds.columnsOf.value}`),l(_d,{
entry:t})]})}function bd(){let{seconds:t}=k().store;D(()=>{let e=new AbortController,n=o=>{let s=t.dragged.peek();t.dragged.value=null;let r=o.target instanceof
Element?o.target.closest(".ll-cell"):null,i=Wt(r);if(!s||!r||!i||i===s.grid||i.closest(".ll-root")!==s.grid.closest(".ll-root"))return;let a=i.matches(".ll-seco\
nd")?"second":"own",[c,d]=[Number(r.dataset.layer),Number(r.dataset.position)];t.patch(s.site,t.writeAt({of:a,layer:c,position:d}))};return document.addEventListener(
"pointerup",n,{signal:e.signal}),()=>e.abort()},[])}function xd(){let{seconds:t,synced:e}=k().store,{begun:n}=e,o=le(),s=K(""),r=K(n),i=n!==null,a=s.value.trim()!==
""||r.value!==n,c=t.offered.value;return l("form",{class:"ll-line",onSubmit:d=>{d.preventDefault(),a&&t.compare(s.value,r.value)},children:[l("label",{class:"ll\
-label",for:o,children:"Compare with"}),l("input",{class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"a second prompt","aria\
-describedby":i?`${o}-help`:void 0,value:s.value,onInput:({currentTarget:d})=>{s.value=d.value}}),l("button",{type:"submit",class:"ll-button",disabled:!a,children:"\
Compare"}),l(ge,{label:"Prompts of this session",least:2,value:"",options:[["","or one of this session"],...c.map(d=>[d.key,I(d.label)])],choose:d=>{d&&t.compare(
"",null,d)}}),l(yl,{typed:s.value.trim()!==""||r.value!==n,choose:d=>t.compareIn(d,s.value,r.value)}),l(kl,{}),l("button",{type:"button",class:"ll-link ll-secon\
d-close","aria-label":"Close the comparison",onClick:()=>{t.open.value=!1},children:"×"}),i&&l("span",{class:"ll-begins",children:[l("label",{class:"ll-label",
for:`${o}-begins`,children:"Reply begins with"}),l("input",{class:"ll-field ll-mono",id:`${o}-begins`,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"t\
he first words of the assistant's reply","aria-describedby":`${o}-help`,value:r.value??"",onInput:({currentTarget:d})=>{r.value=d.value}})]}),i&&l("span",{class:"\
ll-quiet",id:`${o}-help`,children:"A second prompt replaces the chat's last user message; what comes after that is left out. Without one, the chat stays as it i\
s up to its last reply."})]})}function wd(){return k().store.synced.seconds.value.length>1?l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"\
Compared with"}),l(kl,{})]}):null}function kl(){let{seconds:t,synced:e}=k().store;return l(ge,{label:"Compared so far",least:2,value:t.shown.value?.id??"",options:e.
seconds.value.map(n=>[n.id,I(n.label)]),choose:n=>t.show(n)})}function kd({entry:t}){let{seconds:e,synced:n}=k().store,o=t.patches.length>0,s=o?[["base","Before"],
["second","After"],["difference","After minus before"]]:t.model?[["second",I(t.model)],...t.not_subtracted?[]:[["difference",`${I(t.model)} minus this model`]]]:
[["second","Second prompt"],["difference","Second minus first"]];return l("div",{class:"ll-sides",children:[l("span",{class:"ll-segments",role:"group","aria-lab\
el":"What the second grid shows",children:s.map(([r,i])=>l("button",{type:"button",class:"ll-button","aria-pressed":e.side.value===r,onClick:()=>{e.side.value=r,
e.chosen.value=null},children:i},r))}),l("span",{class:"ll-quiet ll-cut",dir:"auto",title:t.label,children:t.label}),o&&!n.frozen&&l("button",{type:"button",class:"\
ll-link",onClick:()=>e.undo(t),children:"Undo the patch"})]})}function _d({entry:t}){let{store:e}=k(),{seconds:n}=e,o=co(e,t);o.at(0,0);let{kind:s}=ao(e),{of:r,
most:i}=fl(s,o.vocab,o.pinned),a=n.side.value==="difference",c=t.patches.length>0;return l("div",{class:"ll-legend ll-second-keys",children:[a&&l("span",{class:"\
ll-key ll-ramp",children:[`${r}: ${s==="rank"?"worse":`−${i}`} `,l("span",{class:"ll-gradient ll-diverging","aria-hidden":"true"}),s==="rank"?" better":` +${i}`]}),
l(Ft,{keys:[a&&{sign:"equal",text:"equal"},a&&!c&&t.partners.includes(null)&&{sign:"none",text:"no partner"},c&&n.side.value!=="base"&&{sign:"outside",text:"the\
 patch cannot reach it: equal"},c&&n.side.value!=="base"&&{sign:"written",text:"patched"}]}),l(eo,{lenses:[o]}),l("span",{class:"ll-linked-words",role:"status",
children:l(ol,{})})]})}function Sd(){let{seconds:t}=k().store,e=t.current(),n=e&&t.readAt(e),o=t.copied.value,s=t.shown.value?.model?" in this model":" of the f\
irst prompt",r=e&&o&&t.modelOf(o.trace)!==t.modelOf(t.writeAt(e).trace),i=t.shown.value?.model?"a state is written into the model that it was read from":"or dra\
g a cell of one grid onto a cell of the other",a=({trace:c,layer:d,position:p})=>l(A,{children:[`L${d}, position ${p} `,l("b",{class:"ll-mono",dir:"auto",children:l(
z,{text:t.tokensOf(c)[p]??""})}),c===""?s:t.patched(c)?" of the patched run":t.modelOf(c)?` in ${I(t.modelOf(c))}`:" of the second"]});return l("div",{class:"ll\
-line ll-patching",children:[l("span",{class:"ll-quiet",children:n?a(n):"Choose a cell of either grid."}),l("button",{type:"button",class:"ll-button",disabled:!n,
onClick:()=>{t.copied.value=n},children:"Copy this activation"}),l("button",{type:"button",class:"ll-button",disabled:!n||!o||r===!0,title:r?"A state is written\
 into the model that it was read from":o?"Run the prompt again with the copied state in this cell":"Copy an activation first",onClick:()=>{e&&o&&t.patch(o,t.writeAt(
e))},children:"Patch here"}),l("span",{class:"ll-quiet",role:"status",children:o?l(A,{children:["copied: ",a(o)]}):i}),t.patched(t.shownId.value)&&l("span",{class:"\
ll-quiet",children:"A patch in this grid is added to those before it; one in the first grid starts without them."})]})}function _l(){let{store:t}=k(),{draft:e,steering:n,synced:o}=t,s=e.state.value.panel==="steer"&&o.steer!==void 0,r=F(null),i=F(s);D(()=>{s&&!i.current&&r.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=s},[s]);let{label:a,steers:c}=e.entry,d=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!s,ref:r,children:[s&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:p=>{p.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(A,{children:["Learn what makes ",l("bdi",{children:a})," give the wished answer to “",l("bdi",{children:d||"you\
r question"}),"” about the selected tokens. The model stays as it is: what is learnt is loaded beside it."]}):"Choose a trained decoder as the question’s read\
er, and write the question to which it should give another answer."}),l(Xe,{groups:[o.steer],beside:({name:p})=>p==="steer_wish"&&l(Ad,{})}),l("div",{class:"ll-\
line ll-steer-go",children:[l(Cd,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),s&&l(Od,{})]})}function Ad(){let{store:t}=k(),
{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.edit(o=>o.
set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function Cd(){let{store:t}=k(),{steering:e,preview:n}=t,o=le(),s=n.problem.value,r=i=>t.edit(a=>a.set(
"steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"range",id:o,
"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>r(i.value),onChange:({
currentTarget:i})=>{r(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),s?.setting==="steer_strength"&&l("span",{class:"ll-error",role:"alert",
children:s.message})]})}function Od(){let{store:t}=k(),{synced:e,view:n,steering:o}=t,s=n.steered.value;if(!s)return null;let r=o.at(s),i=`strength ${o.strength}`,
a=e.steered.value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(Ge,{code:r?.code??"",children:l("span",{class:"\
ll-asked",children:[l("bdi",{children:s.label})," → ",l("b",{dir:"auto",children:s.wish})]})}),a.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"\
What was learnt",children:a.map(c=>l("button",{type:"button",class:"ll-link","aria-pressed":c.id===s.id,onClick:()=>{n.steeredId.value=c.id,o.moved()},children:l(
"bdi",{children:`${c.wish}, ${Md[c.learn]}`})},c.id))}),l("p",{class:"ll-quiet ll-learnt",children:$d(s)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(uo,{name:"As it is",said:s.before,steered:s}),s.learn==="slot"&&l(A,{children:[l(uo,{name:"Empty slot",said:s.empty,steered:s}),l(uo,{name:`Random vector, ${i}`,
said:o.noiseAt(s),steered:s})]}),l(uo,{name:`Steered, ${i}`,said:r,steered:s})]}),l("p",{class:"ll-quiet ll-learnt",children:"The decoder is convinced by the ac\
tivations alone, which may change before the reply does: judge by the reply."})]})}var Md={vectors:"vectors",lora:"a LoRA",slot:"a slot"};function $d(t){let{learn:e,
layers:n,steps:o,done:s,kept:r,cancelled:i,losses:a,sites:c}=t,[d=0,p=0]=a,f=[...new Set(c.map(([y])=>y))],{spans:h}=Oe([],c.map(([,y])=>[y,y+1])),u=i&&e!=="slo\
t"?`cancelled after ${s} of ${o} steps`:`${o} steps`,m=`the decoder’s loss ${d.toPrecision(2)} before, ${p.toPrecision(2)} after step ${r}. `,v=`Below, the de\
coder reads ${he(f)}, ${ke(h)} of the chat as it stands.`;return e==="slot"?`A vector at the x of “${t.prompt}”, ${u}; ${m}${Td(t)} ${v}`:`${e==="lora"?"A L\
oRA of":"Vectors at"} ${he(n)}, ${u}; ${m}${v}`}function Td({tried:t,diverged:e,convinced:n,judged:o=0,cancelled:s}){let r=e?` ${e} diverged and ${e===1?"was":"\
were"} left out.`:"";if(n===void 0)return`Cancelled before its own replies were put to the decoder.${r}`;let i=`asked about its own replies to the chats that it\
 learnt from, the decoder answered as wished for ${Math.round(n*o)} of ${o}`;return(s?`Cancelled; the best so far: ${i}.`:`The best of ${t}: ${i}.`)+r}function uo({
name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-label":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"\
ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",
children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder})," reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:
"…",e&&l("span",{class:"ll-num ll-quiet",children:L(e.confidence)})]})]})}var Ed={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Sl=(t,e)=>JSON.stringify(t)===JSON.stringify(e),po=class{constructor(e,n={},o=$(
{}),s={},r={}){this.entries=e;this.sourceSettings=o;this.steering=s;this.training=r;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],
...n})}entries;sourceSettings;steering;training;state;change(e){this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(
({name:n})=>n===this.state.value.preset)??e[0]??Ed}get text(){return this.state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().
texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===""||e==="corpus"||this.text.trim()!==""}get sources(){return this.sourceSettings.value}get own(){
return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){return e in this.sources}isSteering(e){
return e in this.steering}isTraining(e){return e in this.training}applies({when:e,needs:n}){return e!==void 0&&!e[1].includes(this.value(e[0]))?!1:n===void 0||this.
value(n)!==null}get vector(){return this.value("vector")}value(e){let{settings:n}=this.state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===
0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...s}=this.state.peek().settings,r=n===void 0||Sl(n,this.own[e]);this.change({settings:r?s:{...s,[e]:n}})}changed(){
return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(this.training)}differing(e){return Object.fromEntries(
Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Sl(o,e[n]??null)))}get comparable(){let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.
entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,group:n}){return e!==""&&(e!==this.entry.takes||n!==this.
entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({name:e},n){this.change({texts:{...this.state.peek().
texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??
[]).filter(s=>s!==e);this.change({beside:n?[...o,e]:o})}restore({preset:e="",text:n=""},o,s){let r=this.entries.peek().find(({name:c})=>c===e);if(!r)return;let i=this.
state.peek(),a=Object.entries(i.settings).filter(([c])=>!(c in r.settings)&&!this.isSource(c));this.change({preset:e,texts:n?{...i.texts,[e]:n}:i.texts,options:o.
map(c=>c.text).join(", "),settings:{...Object.fromEntries(a),...s}})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(e).filter(([o])=>this.isSource(o)||
this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){return{question:this.
question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.settings),source:this.vector||this.value("var\
iant")?this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,s=this.textOf(e).trim();return n===""?{text:s}:o===""?{preset:n}:{preset:n,text:s}}};var fo=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:s,settings:r,source:i}=e.asking(),a=o.
selection.peek()?.layer??null;this.begun.add(n.begin("fit",{question:s,settings:r,source:i,layer:a}))}done(e,{args:n},{preset:o=""}){let{draft:s}=this.store;!this.
begun.delete(e)||s.entry.name!==n.question?.preset||this.store.edit(()=>s.change({preset:o}))}};function ks(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function ho(t,e,n,o){let s=t.peek().find(
i=>i.id===e)??o(),r=new Set(s.points.map(i=>i.id));return ks(t,{...s,points:[...s.points,...n.filter(i=>!r.has(i.id))]})}function Al(t,e){let{link:n,preview:o,requests:s}=t;Q(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)s.adopt(r);break;case"que\
ued":s.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":s.progress(e.id,e.done,e.total,e.says);for(let r of[t.lenses,t.seconds])r.progress(
e.id,e.done,e.total);break;case"partial":Id(t,e);break;case"result":case"error":case"cancelled":Pd(t,e)}})}function Pd(t,e){let{requests:n,preview:o,lenses:s,seconds:r}=t,
{id:i}=e,a=e.kind==="error"?e.message||e.type:void 0,c=n.get(i),d=e.kind==="result"&&zd(e.value)?e.value:void 0;if(s.ended(i,a,d),r.ended(i,a,d),t.ended(i),c&&a!==
void 0){let p=e.kind==="error"&&e.setting||"";p&&o.fail(p,a),n.fail(i,a,p)}else n.drop(i);c&&a===void 0&&Ld(t,c,e.kind==="cancelled"),e.kind==="result"&&(!c&&Fd(
e.value)&&t.replace(e.value),Rd(t,i,c,e.value))}function Ld({pace:t},{what:e,args:n,began:o,first:s=0,done:r,total:i},a){if(o===void 0||!["ask","sweep","scales",
"layers"].includes(e)||a&&e==="ask")return;let c=e==="ask"?1:(a?r:i)-s;t.note(e,n,c,(Date.now()-o)/1e3)}function Rd(t,e,n,o){let{synced:s,view:r}=t;if(n?.what===
"fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let i=s.trained.peek().filter(a=>a.id!==e);
s.trained.value=[...i,o]}else if(n?.what==="continuation")r.continuation.value=o;else if(n?.what==="second"||n?.what==="patch")t.seconds.done(o);else if(n?.what===
"traces")t.seconds.listed(o);else if(n?.what==="ask"){let i=o;s.answers.value=[...s.answers.peek().filter(a=>a.id!==i.id),i],r.answer.value=i,r.arrived.value+=1}else
n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what==="readers"?r.arrived.value+=1:(n?.what==="sweep"||n?.what==="scales")&&ks(s.curves,o)&&(r.curveId.value=
e)}function Id({requests:t,synced:e,view:n},{id:o,answers:s,target:r}){let[i]=s;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,
points:[],...r&&{target:r}};a?.what==="layers"?ho(e.heatMaps,o,s,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?ho(e.siteMaps,o,
s,()=>c)&&n.showMap(o):ho(e.curves,o,s,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function Fd(t){return typeof t==
"object"&&t!==null&&"confidence_kind"in t}function zd(t){return typeof t=="object"&&t!==null&&"words"in t}function Cl(t,e,n){let{link:o,synced:s,requests:r}=t,i=p=>r.work.peek().has(p),c=[["msg:custom",(p,f)=>Al(t,lr(p,f))],...Object.entries({selection:()=>s.echoed(),
span:()=>s.echoed(),layers:()=>s.echoed(),spans:()=>s.echoed(),source:()=>{s.source.value=e.get("source")},presets:()=>{s.entries.value=e.get("presets")},history:()=>qd(
t,st(e.get("history"))),comparisons:()=>{s.comparisons.value=e.get("comparisons")},seconds:()=>{s.seconds.value=e.get("seconds")},steered:()=>{s.steered.value=e.
get("steered")},trained:()=>{s.trained.value=e.get("trained")},curves:()=>s.replace("curves",i),site_maps:()=>s.replace("site_maps",i),lenses:()=>{s.lenses.value=
e.get("lenses")},heat_maps:()=>s.replace("heat_maps",i),pages:()=>t.lenses.plain.addAll(e.get("pages"))}).map(([p,f])=>[`change:${p}`,f]),...["selection","draft",
"source","pages","second_pages","second_shown"].map(p=>[`change:${p}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[p,f]of c)e.on(p,f);let d=setInterval(
()=>{(r.work.peek().size>0||document.visibilityState!=="hidden")&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(d);for(let[p,f]of c)e.off(p,f)}),
o.ping(),o.route(gt.subshell)}function qd({requests:t,synced:e,view:n},o){let{answers:s}=e,r=s.peek().at(-1)?.id,i=o.at(-1)??null,a=[...t.work.peek().values()].
find(({id:d,what:p})=>p==="readers"&&i?.id.startsWith(`${d}:`)),c=o.find(({id:d})=>d===`${a?.id}:0`)??i;Q(()=>{s.value=o,(i?.id!==r||!o.some(({id:d})=>d===n.answer.
peek()?.id))&&(n.answer.value=c)})}var Nd=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],mo=class{known=new Map;version=$(0);note(e,n,o,s){if(!(o<1||!(s>0))){
for(let r of[this.key(e,n),Ol(e)])this.known.set(r,s/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(s=>this.known.has(s));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:s={}}){let r=Nd.
map(i=>s[i]??null);return JSON.stringify([Ol(e),n?.preset??"",o.length>0,r])}};function Ol(t){return t==="ask"?"ask":"sweep"}var Dd=250,go=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Dd))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Q(()=>{this.target.value=e,this.problem.value=n})}};var vo=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:s})=>s===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Q(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,s=o?.text.trim(),r=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...r])].
filter(i=>i!==s).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:r,args:i,state:a})=>r==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}noiseAt({
random:e}){return e?.find(({strength:n})=>n===this.strength)}done(e){let{synced:n,view:o}=this.store,s=n.steered.peek();Q(()=>{n.steered.value=s.some(({id:r})=>r===
e.id)?s.map(r=>r.id===e.id?e:r):[...s,e],o.steeredId.value=e.id})}};var Wd=700,Hd=100,yo=class{constructor(e){this.store=e;this.now=this.read()}store;past=$([]);future=$([]);now;last="";at=0;answers=new WeakMap;card;get back(){return this.
past}get ahead(){return this.future}watch(){return Z(()=>this.note(this.read()))}leave(e){let n=this.card;this.card??={id:this.store.view.answer.peek()?.id};try{
Q(e)}finally{this.card=n}}undo(){this.go(this.past,this.future)}redo(){this.go(this.future,this.past)}read(){let{draft:e,seconds:n,synced:o,view:s}=this.store,r=n.
otherCell.value,{open:i,panel:a,...c}=e.state.value;return{selection:o.selection.value,below:r&&{id:n.shownId.value,side:n.side.value,layer:r.layer,position:r.position},
question:c,lens:s.lensName.value,map:s.siteMapId.value,measure:s.measure.value,pins:s.pins.value,stride:s.stride.value}}note(e){let n=jd(this.now,e).join();if(n===
"")return;!(n===this.last&&Date.now()-this.at<Wd&&n!=="selection")&&!(n==="selection"&&!this.now.selection)&&(this.answers.set(this.now,(this.card??{id:this.store.
view.answer.peek()?.id}).id),this.past.value=[...this.past.peek(),this.now].slice(-Hd)),this.future.value=[],[this.now,this.last,this.at]=[e,n,Date.now()]}go(e,n){
let o=e.peek().at(-1);if(!o)return;let{draft:s,synced:r,view:i}=this.store;this.answers.set(this.now,i.answer.peek()?.id),Q(()=>{if(e.value=e.peek().slice(0,-1),
n.value=[...n.peek(),this.now],this.now={...o,selection:o.selection??r.selection.peek()},this.last="",o.selection&&r.selectAll(o.selection.layers,o.selection.spans),
o.below){let{id:c,side:d,layer:p,position:f}=o.below;this.store.seconds.look(c,d),this.store.chooseBelow(p,f)}else this.store.seconds.chosen.value=null;this.store.
edit(()=>s.change(o.question)),i.lensName.value=o.lens,i.siteMapId.value=o.map,i.measure.value=o.measure,i.pins.value=o.pins,i.stride.value=o.stride;let a=r.answers.
peek().find(({id:c})=>c===this.answers.get(o));a&&(i.answer.value=a)})}};function jd(t,e){return Object.keys(t).filter(o=>JSON.stringify(t[o])!==JSON.stringify(
e[o]))}function Ml(t){if(!(t instanceof Element))return!1;let e=t.closest("textarea, [contenteditable], input");return e!==null&&!["checkbox","radio","range","b\
utton"].includes(e.getAttribute("type")??"")}var Bd=400,vn=class{link;synced;requests;view;lenses;draft;preview;fits;steering;seconds;undo;pace=new mo;wanted=new Map;resting;named;constructor(e,n){this.link=
new oo(e,f=>{f==="gone"&&(this.requests.failAll(De.gone),this.wanted.clear())},n),this.synced=new Fn(e,this.link),this.requests=new lo(this.link,this.synced.frozen),
this.view=new ro(this.synced);let{layers:o,tokens:s,constants:r,entries:i,source:a,steer:c,train:d}=this.synced;this.lenses=new Dt(o,s.length,r),this.lenses.plain.
addAll(e.get("pages")??[]),this.draft=new po(i,e.get("draft")??{},pe(()=>a.value?.settings??{}),c?.settings,d?.settings),this.fits=new fo(this),this.steering=new vo(
this),this.seconds=new so(this.synced,this.requests,r),this.synced.moved=()=>{this.seconds.chosen.value=null},this.undo=new yo(this);let p=[this.undo.watch(),this.
returnToOwn()];n?.addEventListener("abort",()=>{for(let f of p)f()}),this.preview=new go(f=>{let h=lt();return this.link.send({kind:"query",id:h,what:"target",args:f})?
h:void 0},n),!this.synced.frozen&&(Cl(this,e,n),p.push(Z(()=>this.lookAhead()),Z(()=>this.complete()),this.seconds.follow(this.link)),n?.addEventListener("abort",
()=>clearTimeout(this.resting)))}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:s,source:r}=this.posed(),i=e.ready&&!this.readModel()?.refused;n.want(
i?{question:o,settings:s,source:r,...this.selected()}:null)}complete(){let{brief:e,id:n}=this.view.answer.value??{};if(!e||n===void 0||this.wanted.has(n))return;
let o=lt();this.link.send({kind:"query",id:o,what:"answer",args:{answer:n}})&&this.wanted.set(n,o)}ended(e){for(let[n,o]of this.wanted)o===e&&this.wanted.delete(
n)}chooseBelow(e,n){Q(()=>{let o=this.draft.state.peek().settings.variant;(!o||o!==this.seconds.otherCell.peek()?.entry.variant)&&(this.named=o),this.seconds.chosen.
value={of:"second",layer:e,position:n};let{entry:s,refused:r}=this.seconds.otherCell.peek()??{};this.synced.frozen||s?.variant&&r===""&&this.edit(i=>i.set("vari\
ant",s.variant))})}returnToOwn(){let e="";return Z(()=>{let n=this.seconds.otherCell.value?.entry.variant??"",o=n!==e&&e!=="",s=this.draft.state.peek().settings.
variant===e;e=n,o&&s&&this.edit(r=>r.set("variant",this.named))})}other(){let e=this.seconds.otherCell.value;if(e===null||e.refused!=="")return e;let{variant:n}=e.
entry;return!n||this.draft.state.value.settings.variant!==n?null:((this.synced.source.value?.fields??[]).find(({name:r})=>r==="variant")?.choices??[]).some(([r])=>r===
n)?e:{...e,refused:nn(n).says}}readModel(){return Or(this)}subject(){let e=this.other();if(e===null)return this.synced.selection.value;let{layer:n,position:o,refused:s}=e;
return s===""?Oe([n],[[o,o+1]]):null}posed(e=this.draft.entry){let n=this.draft.askingOf(e),o=this.other();return o?.refused===""&&o.entry.key?{...n,source:{...n.
source,trace_key:o.entry.key}}:n}selected(){let e=this.subject();if(!e)return{layer:null,position:null};let{layer:n,position:o,start:s,layers:r,spans:i}=e;return this.
draft.vector?{layer:n,position:o}:{layer:n,position:o,...s<o&&{start:s,stop:o+1},...r.length>1&&{layers:r},...i.length>1&&{spans:i}}}edit(e){Q(()=>{e(this.draft),
this.requests.corrected();let{setting:n}=this.preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=
null)}),clearTimeout(this.resting),this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),Bd)}asking(){let{draft:e}=this;if(this.
readModel()?.refused)return null;let n=this.selected(),o=!e.vector||e.vector==="difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...this.posed()}:
null}ask(){let e=this.asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.draft.beside.map(o=>this.posed(o));e&&n.length>0?this.requests.begin("re\
aders",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(e=null){let{draft:n,requests:o}=this,s=this.asking(),r=this.subject();if(s&&n.vector)o.begin("scal\
es",s);else if(s&&r){let i=e?{near:e}:{},{layer:a,layers:c,start:d,position:p}=r,f=c.length>1?{layers:c}:{},h=d<p?{start:d,stop:p+1}:{start:null,stop:null};o.begin(
"sweep",{layer:a,...f,...h,...i,...this.posed()})}}sites(e,n,o){let s=this.synced.selection.peek();if(!this.draft.ready||this.readModel()?.refused||!s&&!e)return;
let{start:r,position:i}=s??{start:0,position:0},a=e?{start:null,stop:null}:{start:r,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){
let e=this.subject();e&&this.asking()&&this.requests.begin("layers",{position:e.position,...this.posed()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){
let n=a=>a.map(c=>c.id===e.id?e:c),{answers:o,curves:s,heatMaps:r,siteMaps:i}=this.synced;Q(()=>{o.value=n(o.peek()),s.value=s.peek().map(a=>({...a,points:n(a.points)})),
r.value=r.peek().map(a=>({...a,points:n(a.points)})),i.value=i.peek().map(a=>({...a,points:n(a.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.
value=e)})}show(e){this.undo.leave(()=>{if(this.view.answer.value=e,e.position===null)return;let n=ye(e),o=this.seconds.askedOf(e.settings);o?(this.seconds.look(
o.id,"second"),this.chooseBelow(e.layer,e.position)):n.every(s=>s<this.synced.layers)&&this.synced.selectAll(n,Bo(e))})}goBack(e){let{asked:n,settings:o={},options:s}=e;
this.undo.leave(()=>{this.show(e),n&&this.edit(r=>r.restore(n,s,o))})}readWith({name:e},n,o){let s=c=>Vd(c,e,n),r=[...this.requests.work.peek().values()].find(({
what:c,args:d,state:p})=>c==="sites"&&p!=="failed"&&s(d)),i=this.synced.siteMaps.peek().findLast(c=>c.complete&&s(c.asked)),a=r?this.synced.siteMaps.peek().find(
({id:c})=>c===r.id):i;if(a)this.view.showMap(a.id);else if(!r){let d={layers:n,start:null,stop:null,near:o,question:{preset:e},options:[],settings:{},source:{}};
this.requests.begin("sites",d)}}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:s}=this.synced,i=[...n.value,...o.value,...s.value].find(
({id:a})=>e.id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};function Vd(t,e,n){if(!t?.question)return!1;let{question:o,options:s=[],
settings:r={},source:i={},start:a,stop:c}=t;return o.preset===e&&!o.text&&a===null&&c===null&&s.length+Object.keys(r).length+Object.keys(i).length===0&&JSON.stringify(
t.layers)===JSON.stringify(n)}var $l="latentlens-closed-tip";function Tl(){let{tip:t,frozen:e}=k().store.synced,[n,o]=On(Kd);if(t===""||e||n===t)return null;let s=()=>{o(t);try{localStorage.
setItem($l,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((r,i)=>i%2?l("code",{class:"ll-mono",children:r},i):
r)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:s,children:"Close"})]})}function Kd(){try{return localStorage.getItem($l)}catch{
return null}}function El(){let{store:t}=k(),{draft:e,requests:n,synced:o}=t,s=o.train,r=e.state.value.panel==="train"&&s!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!r,children:[r&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. Training can be cancelle\
d: the checkpoint is kept, and Train with the same settings goes on from there."}),l(Xe,{groups:[s],beside:({name:i})=>i==="train_recipe"&&l(Ud,{})}),l("div",{class:"\
ll-line ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),r&&o.trained.value.toReversed().map(i=>l(Gd,{training:i},
i.id))]})}function Ud(){let{store:t}=k(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Gd({training:t}){let{store:e}=k(),{name:n,out:o,preset:s,cancelled:r,
said:i,rows:a,runs:c,code:d}=t,[p,f]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(Ge,{code:d,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:s===null,onClick:()=>e.edit(h=>h.change({preset:s??""})),children:"A\
sk it"})]}),r?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(A,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${p} rows, validated on ${f}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Jd,{run:h},h.kind))})]})]})]})}
function Jd({run:{kind:t,steps:e,loss:n,validation:o,speed:s}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:s===
null?"–":s<10?Number(s.toPrecision(2)):Math.round(s)})]})}function Pl(){let{undo:t}=k().store;return l("span",{class:"ll-undo",children:[l("button",{type:"button",class:"ll-link",disabled:t.back.value.length===0,title:"\
Back to the cells, the question and the lens before (Ctrl+Z)",onClick:()=>t.undo(),children:"Undo"}),l("button",{type:"button",class:"ll-link",disabled:t.ahead.
value.length===0,title:"Forward again (Ctrl+Shift+Z)",onClick:()=>t.redo(),children:"Redo"})]})}function Xd({open:t}){let e=oe(t,[t]),{synced:n}=e,o=oe(()=>({store:e,view:new io}),[e]),s=F(null),r=F(null);D(()=>()=>o.view.end(),[o]),D(()=>s.current&&r.current?
Yd(s.current,r.current,e):void 0,[e]);let i=n.tokens.length;return l(Do.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". No kernel: a saved view. \
Open the notebook and run its cell to ask."]}),!n.frozen&&l(Pl,{})]}),l(Tl,{}),l(cl,{scroller:s}),l(wl,{}),!n.frozen&&l(fi,{}),l(ul,{}),!n.frozen&&l(_l,{}),!n.frozen&&
l(El,{}),l("div",{class:"ll-result",children:[l("div",{class:"ll-reply",children:[l(xr,{}),l(hi,{})]}),l(qi,{})]}),l(zi,{scroller:r}),l(Ji,{}),l(ii,{}),l(Qd,{name:n.
key})]})}function Yd(t,e,{view:n}){let o=new AbortController,s=(i,a)=>()=>{let{vector:c,position:d}=n.curve.peek()??{};c===void 0&&d===void 0&&a.scrollLeft!==i.
scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",s(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",s(e,t),{signal:o.signal,passive:!0});
let r=Z(()=>{n.curve.value,requestAnimationFrame(s(t,e))});return()=>{r(),o.abort()}}function Qd({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,
"")} { display: none; }`})}var _s=class extends Be{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){
let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},_x=()=>{
let t;return{initialize({model:e,signal:n}){try{t=new vn(e,n)}catch{}},render({model:e,el:n,signal:o}){let s=document.createElement("div");s.className="ll-root",
s.setAttribute("data-jp-suppress-context-menu",""),s.addEventListener("keydown",i=>{let a=i.ctrlKey||i.metaKey,c=a&&!i.altKey&&i.key.toLowerCase()==="z"&&!Ml(i.
target);c&&(i.preventDefault(),i.shiftKey?t?.undo.redo():t?.undo.undo()),(!a||c)&&i.stopPropagation()},{signal:o}),n.append(s),Eo(l(_s,{children:l(Xd,{open:()=>(t??=
new vn(e,o),t)})}),s),o.addEventListener("abort",()=>Eo(null,s))}}};export{_x as default};
