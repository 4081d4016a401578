var j,ir,ro,Ne,to,ln,lr,rn,ar,so,no,cr,Pt=Symbol.for("pv"),an={},cn=[],ol=/^m(i|n|o|s|text|space)$/,io=Array.isArray,lo=cn.slice,tt=Object.assign;function et(t){
t&&t.parentNode&&t.remove()}function ur(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?lo.call(arguments,2):n),Et(t,i,o,r,null)}function Et(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Pt,__v:r||++ir,__i:-1,__u:0};return!r&&j.vnode&&j.
vnode(s),s}function A(t){return t.children}function We(t,e){this.props=t,this.context=e,this.__g=0}function He(t,e){if(e==null)return t.__&&He(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:He(t)}function rl(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=tt({constructor:Pt},n)).__v=n.__v+1,j.vnode&&j.vnode(e),ao(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||He(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,gr(r,e,s),n.__=n.__e=null,e.__e!=o&&dr(e))}function dr(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
dr(t)}function oo(t){(8&t.__g||(t.__g|=8,Ne.push(t),ln++))&&to==j.debounceRendering||((to=j.debounceRendering)||queueMicrotask)(pr)}function pr(){try{for(var t,
e=1;Ne.length;)Ne.length>e&&Ne.sort(lr),t=Ne.shift(),e=Ne.length,8&t.__g&&rl(t)}finally{(ln=Ne.length)&&(to||queueMicrotask)(pr)}}function fr(t,e,n,o,r,s,i,a,c,p,d){
var f,h,u,m,g,b,w=o.__k||cn,y=e.length;for(c=sl(n,e,w,c,y),f=0;f<y;f++)(u=n.__k[f])!=null&&(h=~u.__i&&w[u.__i]||an,u.__i=f,b=ao(t,u,h,r,s,i,a,c,p,d),m=u.__e,(h.
ref!=u.ref||8&h.__u)&&(h.ref&&co(h.ref,null,u,h),u.ref&&d.push(u.ref,u.__c||m,u)),g=g||m,4&u.__u?(c=hr(u,c,t,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="functi\
on"&&b!==void 0?c=b:m&&(c=m.nextSibling),u.__u&=-21);return n.__e=g,c}function sl(t,e,n,o,r){var s,i,a,c,p,d,f,h,u,m=n.length,g=m,b=0,w=0,y=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=y[s]=Et(null,i):io(i)?i=y[s]=Et(A,{children:i}):
i.constructor===Pt&&i.__b?i=y[s]=Et(i.type,i.props,i.key,i.ref,i.__v):y[s]=i,c=s+b,i.__=t,i.__b=t.__b+1,a=null,~(p=i.__i=il(i,n,c,g))&&(g--,(a=n[p])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,p==c-1?b--:p==c+1?b++:p!=c&&(p>c?b--:b++,w=1)):(~p||(r>m?b--:r<m&&b++),typeof i.type!="function"&&(i.__u|=4))):y[s]=null;if(w){for(d=[],f=[],
s=0;s<r;s++)if((i=y[s])&&16&i.__u){for(b=0,h=d.length;b<h;)d[u=b+h>>1]<i.__i?b=u+1:h=u;d[b]=i.__i,f[s]=b+1}for(b=d.length;s--;)f[s]&&(f[s]==b?b--:y[s].__u|=4)}if(g)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=He(a)),uo(a,a));return o}function hr(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=hr(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=He(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function il(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function sr(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function on(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||sr(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||sr(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=no[e]||(no[e]=ll(e)),(t.__a||(t.__a={}))[e]=so,s=e!=(e=e.replace(ar,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function ll(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[rn]==null)e[rn]=so++;else if(e[rn]<this.__a[t])return;return n(j.event?j.event(e):e)}}}function ao(t,e,n,o,r,s,i,a,c,p){
var d,f,h,u,m,g,b,w,y,x,T,R,_,C,q,G,W,H,K=e.type;if(e.constructor!==Pt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(e.__u|=c,f=s=[],d.nodeType==8?a=sn(d,s):
s.push(d),a=s[0]||a),(d=j.__b)&&d(e);e:if(typeof K=="function"){h=i.length;try{if(w=e.props,y=(d=K.prototype)&&d.render,x=(d=K.contextType)&&o[d.__c],T=d?x?x.props.
value:d.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(y?e.__c=u=new K(w,T):(e.__c=u=new We(w,T),u.constructor=K,u.render=cl),x&&x.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),y&&(u.__s||(u.__s=u.state),K.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=tt({},u.__s)),tt(u.__s,K.getDerivedStateFromProps(
w,u.__s)))),m=u.props,g=u.state,u.__v=e,n.__c){if(w!==m&&y&&!K.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(w,T),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(w,u.__s,T)===!1){e.__v!=n.__v&&(u.props=w,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(U){U&&(U.__=e)}),cn.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&i.push(u),a=He(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
w,u.__s,T),y&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,g,b)})}else y&&!K.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
y&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=T,u.props=w,u.__P=t,u.__g&=-5,R=j.__r,_=y?25:0;do u.__g&=-9,R&&R(e),d=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++_<25);y&&(cn.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=tt({},o,u.getChildContext())),y&&n.__c&&u.getSnapshotBeforeUpdate&&
(b=u.getSnapshotBeforeUpdate(m,g)),C=d&&d.type===A&&d.key==null?d.props.children:d,w.__P&&(d=a,r=(t=w.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(U){U&&uo(U,U)}),n.__k=null),a=n.__k?He(n,0):null),a=fr(t,io(C)?C:[C],e,n,o,r,s,i,a,c,p),w.__P&&(e.__e=null,a=d),e.__u&=-161,f&&f.some(et),u.__h.length&&
i.push(u),1&u.__g&&(u.__g&=-4)}catch(U){if(i.length=h,e.__v=null,c||s)if(U&&U.then){if(e.__u|=128|c,s){for(~(W=s.indexOf(a||void 0))||(W=s.length);(H=s[W-1])&&H.
nodeType==8;)W--;for(;W<s.length;W++)if(H=s[W])if(s[W]=null,q){if(H==G)break}else{if(H.nodeType!=8)break;H.data.startsWith("$s")&&(G=sn(q=H))}}if(!q){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;q=a}(d=sn(q=e.__c.__z||(e.__c.__z=q)))?(e.__e=q,a=d):e.__e=a,a=a&&a.nextSibling}else s&&s.some(et);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),U&&U.then||mr(e),j.__e(U,e,n)}}else a=e.__e=al(n.__e,e,n,o,r,s,i,c,p,t);return(d=j.diffed)&&d(e),a}function sn(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function mr(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(mr))}function gr(t,e,n){for(var o=0;o<n.length;)co(n[o++],n[o++],n[o++]);j.__c&&j.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){j.__e(s,r.__v)}})}function al(t,e,n,o,r,s,i,a,c,p){var d,f,h,u,m,g,b,w,y=n.props||an,x=e.
props,T=e.type;if(T=="svg"?r="http://www.w3.org/2000/svg":T=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.
length;d++)if((m=s[d])&&(T?m.localName==T:m.nodeType==3)){t=m,s[d]=null;break}}if(!t){if(w=p.ownerDocument||document,!T)return w.createTextNode(x);t=w.createElementNS(
r,T,x.is?x:p),a&&(j.__m&&j.__m(e,s),a=!1),s=null}if(T){if(p=T=="template"&&t.content||t,s=T=="textarea"&&x.defaultValue!=null?null:s&&lo.call(p.childNodes),!a&&
s)for(y={},d=0;d<t.attributes.length;d++)y[(m=t.attributes[d]).name]=m.value;for(d in y)m=y[d],d=="dangerouslySetInnerHTML"?h=m:d=="children"||d in x||d=="value"&&
"defaultValue"in x||d=="checked"&&"defaultChecked"in x||on(t,d,null,m,r);for(d in x)m=x[d],d=="children"?u=m:d=="dangerouslySetInnerHTML"?f=m:d=="value"?g=m:d==
"checked"?b=m:a&&typeof m!="function"||y[d]===m||on(t,d,m,y[d],r);f?(a||h&&(f.__html==h.__html||f.__html==t.a)||(t.a=f.__html),e.__k=[]):(h&&(t.textContent=""),
(T=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&ol.test(T))&&(r="http://www.w3.org/1999/xhtml"),fr(p,io(u)?u:[u],e,n,o,r,s,i,s?s[0]:n.__k&&He(n,0),
a,c),s&&s.some(et)),a&&T!="textarea"||(d="value",T=="progress"&&g==null?t.removeAttribute(d):g==null||g===t[d]&&(T!="progress"||g)||on(t,d,g,y[d],r),d="checked",
b!=null&&b!=t[d]&&on(t,d,b,y[d],r))}else y===x||a&&t.data==x||(t.data=x);return t}function co(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){j.__e(r,n)}}function uo(t,e,n){var o,r,s,i;if(j.unmount&&j.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||co(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){j.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&uo(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=sn(o,s=[]))&&(o==t.__e&&s.some(et),et(r),et(o)),n||et(
t.__e),t.__e=t.__c=t.__=null}function cl(t,e,n){return this.constructor(t,n)}function po(t,e){var n,o,r,s;j.__&&j.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Et(A,{children:[t]}),r=[],s=[],ao(e,e.__k,o||an,an,e.namespaceURI,o?null:e.firstChild?lo.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),gr(r,e.__k,s),e.__k.props.children=null}function vr(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,oo(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+cr++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}j={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw ln=0,t}},ir=0,ro=function(t){return t!=null&&t.
constructor===Pt},We.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=tt({},this.state)),typeof t=="function"&&(t=t(tt({},n),this.props)),
t&&(tt(n,t),this.__v&&(e&&this.__k.push(e),oo(this)))},We.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),oo(this))},We.prototype.render=
A,Ne=[],ln=0,lr=function(t,e){return t.__v.__b-e.__v.__b},rn=Symbol(),ar=/(PointerCapture)$|Capture$/i,so=0,no={},cr=0;var nt,Q,fo,br,ho=Object.is,un=0,Mr=[],mo=[],ee=j,yr=ee.__b,xr=ee.__r,wr=ee.diffed,_r=ee.__c,kr=ee.unmount,Sr=ee.__;function Rt(t,e){ee.__h&&ee.__h(Q,t,un||e),un=
0;var n=Q.__H||(Q.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function dn(t){return un=1,ul(Tr,t)}function ul(t,e,n){var o=Rt(nt++,2);if(o.
t=t,!o.__c&&(o.__=[n?n(e):Tr(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);ho(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=Q,!Q.__f)){Q.__f=!0;
var r=Q.shouldComponentUpdate;Q.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var p=!1,d=this.props!=s;if(c.__.some(function(h){h.__N&&(p=
!0,ho(h.__[0],h.__N[0])||(d=!0))}),r){var f=r.call(this,s,i,a);return p?f||d:f}return!p||d}}return o.__}function vo(t,e){var n=Rt(nt++,3);!ee.__s&&bo(n.__H,e)&&
(n.__P=!0,n.__=t,n.u=e,Q.__H.__h.push(n))}function z(t,e){var n=Rt(nt++,4);!ee.__s&&bo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,Q.__h.push(n))}function I(t){return un=5,
te(function(){return{current:t}},[])}function te(t,e){var n=Rt(nt++,7);return bo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Or(t){var e=Q.context[t.__c],n=Rt(nt++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(Q)),e.props.value):t.__}function dl(){var t;do{for(;t=mo.shift();)try{Lt(t)}catch(n){ee.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Mr.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Lt),e.__h.
some(go),e.__h=[]}catch(n){e.__h=[],ee.__e(n,t.__v)}}}while(mo.length)}ee.__b=function(t){Q=null,yr&&yr(t)},ee.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.
__m),Sr&&Sr(t,e)},ee.__r=function(t){xr&&xr(t),nt=0;var e=(Q=t.__c).__H;e&&(fo==Q?Q.__h=[]:(e.__h.some(Lt),e.__h.some(go),nt=0),e.__h=[],e.__.some(function(n){n.
__N&&(n.__=n.__N),n.u=n.__N=void 0})),fo=Q},ee.diffed=function(t){wr&&wr(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Cr(Mr.push(e)),e.__H.__.some(function(n){n.
u&&(n.__H=n.u)})),fo=Q=null},ee.__c=function(t,e){e.some(function(n){try{n.__h.some(Lt),n.__h=n.__h.filter(function(o){return!o.__||go(o)})}catch(o){n.__h=[function(){
throw o}]}}),_r&&_r(t,e)},ee.unmount=function(t){kr&&kr(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Cr(mo.push(r))}else Lt(r)}catch(s){e=s}}),o.__H=void 0,e&&ee.__e(e,o.__v))};var Ar=typeof requestAnimationFrame==
"function";function pl(t){var e,n=function(){clearTimeout(o),Ar&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Ar&&(e=requestAnimationFrame(n))}function Cr(t){
t!=1&&br==ee.requestAnimationFrame||((br=ee.requestAnimationFrame)||pl)(dl)}function Lt(t){var e=Q,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),Q=e}function go(t){
var e=Q;t.__c=t.__(),Q=e}function bo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!ho(n,t[o])})}function Tr(t,e){return typeof e=="function"?e(
t):e}var fl=Symbol.for("preact-signals");function mn(){if(Me>1)Me--;else{var t,e=!1;for((function(){var r=fn;for(fn=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();Ft!==void 0;){var n=Ft;for(Ft=void 0,pn++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Er(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(pn=0,Me--,e)throw t}}function ne(t){if(Me>0)return t();yo=++hl,Me++;try{return t()}finally{mn()}}var It,Y=void 0;function zt(t){
var e=Y,n=It;Y=void 0,It=void 0;try{return t()}finally{Y=e,It=n}}var Ft=void 0,Me=0,pn=0,hl=0,yo=0,fn=void 0,hn=0;function $r(t){if(Y!==void 0){var e=t.n;if(e===
void 0||e.t!==Y)return e={i:0,S:t,p:Y.s,n:void 0,t:Y,e:void 0,x:void 0,r:e},Y.s!==void 0&&(Y.s.n=e),Y.s=e,t.n=e,32&Y.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=Y.s,e.n=void 0,Y.s.n=e,Y.s=e),e}}function ie(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}ie.prototype.brand=fl;ie.prototype.h=function(){return!0};ie.prototype.S=function(t){var e=this,n=this.t;n!==t&&
t.e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:zt(function(){var o;(o=e.W)==null||o.call(e)}))};ie.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.
e,o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&zt(function(){var r;(r=e.Z)==null||r.call(e)}))}};ie.prototype.
subscribe=function(t){var e=this;return re(function(){var n=e.value;zt(function(){return t(n)})},{name:"sub"})};ie.prototype.valueOf=function(){return this.value};
ie.prototype.toString=function(){return this.value+""};ie.prototype.toJSON=function(){return this.value};ie.prototype.peek=function(){var t=this;return zt(function(){
return t.value})};Object.defineProperty(ie.prototype,"value",{get:function(){var t=$r(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.
v){if(pn>100)throw new Error("Cycle detected");(function(n){Me!==0&&pn===0&&n.l!==yo&&(n.l=yo,fn={S:n,v:n.v,i:n.i,o:fn})})(this),this.v=t,this.i++,hn++,Me++;try{
for(var e=this.t;e!==void 0;e=e.x)e.t.N()}finally{mn()}}}});function $(t,e){return new ie(t,e)}function Er(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.
S.h()||e.S.i!==e.i)return!0;return!1}function Pr(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}
function Lr(t){for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=
void 0),e=o}t.s=n}function ot(t,e){ie.call(this,void 0,e),this.x=t,this.s=void 0,this.g=hn-1,this.f=4}ot.prototype=new ie;ot.prototype.h=function(){if(this.f&=-3,
1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===hn))return!0;if(this.g=hn,this.f|=1,this.i>0&&!Er(this))return this.f&=-2,!0;var t=Y;try{Pr(this),Y=this;
var e=this.x();(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return Y=t,Lr(this),this.f&=-2,!0};ot.
prototype.S=function(t){if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}ie.prototype.S.call(this,t)};ot.prototype.U=function(t){if(this.
t!==void 0&&(ie.prototype.U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};ot.prototype.N=function(){if(!(2&this.f)){this.
f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};Object.defineProperty(ot.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=$r(
this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.f)throw this.v;return this.v}});function me(t,e){return new ot(t,e)}function Rr(t){var e=t.j;if(t.j=void 0,typeof e==
"function"){Me++;var n=Y;Y=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,xo(t),o}finally{Y=n,mn()}}}function xo(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,
t.s=void 0,Rr(t)}function ml(t){if(Y!==this)throw new Error("Out-of-order effect");Lr(this),Y=t,this.f&=-2;try{8&this.f&&xo(this)}finally{mn()}}function vt(t,e){
this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=e?.name,It&&It.push(this)}vt.prototype.c=function(){var t=this.S();try{if(8&this.f||this.
x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{t()}};vt.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=
1,this.f&=-9,Rr(this),Pr(this),Me++;var t=Y;return Y=this,ml.bind(this,t)};vt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ft,Ft=this)};vt.prototype.d=function(){
this.f|=8,1&this.f||xo(this)};vt.prototype.dispose=function(){this.d()};function re(t,e){var n=new vt(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.
dispose]=o,o}var Ir,vn,gn,gl=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Fr=[];re(function(){Ir=this.N})();function bt(t,e){j[t]=e.bind(null,j[t]||function(){})}function qt(t){if(gn){var e=gn;gn=void 0,e()}gn=t&&t.S()}function zr(t){
var e=this,n=t.data,o=Z(n);o.name="ReactiveDom",o.value=n;var r=te(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var p=me(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),d=me(function(){return!Array.isArray(p.value)&&!ro(p.value)}),f=re(function(){if(this.N=qr,d.value){var u=p.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=u)}}),h=e.__$u.d;return e.__$u.d=function(){f(),h.call(this)},[d,p]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}zr.displayName="ReactiveTextNode";Object.defineProperties(ie.prototype,{constructor:{configurable:!0,value:ur(A,null).constructor},type:{configurable:!0,
value:zr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});bt("__b",function(t,e){if(qt(),
vn=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof ie&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
bt("__r",function(t,e){if(t(e),e.type!==A){qt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return re(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;gl&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),vn=o,qt(n)}});bt("__e",function(t,e,n,o){qt(),vn=void 0,t(e,n,o)});bt("diffed",function(t,e){qt(),vn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var p=s[c],
d=o[c];p===void 0?(p=vl(n,c,d,r),s[c]=p):p.o(d,r)}}}t(e)});function vl(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:re(function(){this.N=qr;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}bt("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var p=e.__c;if(p){p.__$f|=8;var d=p.__$u;d&&(p.__$u=void 0,d.d())}}t(e)});bt("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});We.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Z(t,e){return te(function(){return $(t,e)},[])}var bl=function(t){queueMicrotask(function(){queueMicrotask(t)})};function yl(){ne(function(){for(var t;t=Fr.shift();)Ir.call(t)})}function qr(){Fr.push(this)===1&&(j.requestAnimationFrame||bl)(yl)}var wo=vr(null);function k(){let t=Or(wo);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var de="not finite",yt="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function J({confidence:t}){return t!==null}var xt="no a\
nswer";function be(t){return J(t)&&t.text===""}function ae(t){return J(t)&&t.text!==""}function oe(t,e=xt){if(!J(t))return de;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}var xl=Symbol.for("pv"),wl=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var p={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:xl,__v:--wl,__i:-1,__u:0};return(r||s)&&(p.__source=r,p.__self=s),j.vnode&&j.vnode(p),p}function Dr({answer:t}){let{store:e}=k(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),r=a=>o.
some(c=>c.what===a),s=!n&&t.position!==null&&J(t),i=s&&!t.noise&&t.excess!==null&&!be(t);return l("div",{class:"ll-checks",hidden:!s&&!t.verified,children:[l("b\
utton",{type:"button",class:"ll-link",hidden:!i,disabled:r("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer cou\
nts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:r("noise")?"\
Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!s||!!t.verified,disabled:r("verify"),title:"Run this question \
again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:r("verify")?"Verifying…":"Verify one at a tim\
e"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Oe(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function je(t,e){return e===""?t.excess??t.confidence??0:Oe(t,e)}
function Be(t){return t.some(({excess:e})=>e!==null)}function _e({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var _l=["generic","text inversion","t\
arget text"];function _o({flags:t}){return t.filter(({kind:e})=>_l.includes(e)).map(({message:e})=>e).join(" ")}function bn(t,e,n){let o=e===""&&Be(t),r=t.filter(
a=>ae(a)&&!_e(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>je(c,e)>je(a,e)?c:a,s),of:r.length}:null}function Ve({code:t,more:e=[],children:n}){let o=Z(""),r=Z(""),s=I(null);z(()=>{r.value!==""&&(s.current?.focus({preventScroll:!0}),s.current?.select())},[r.value]);
let i=async(c,p)=>{try{await navigator.clipboard.writeText(p)}catch{r.value=p;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(A,{children:[l("header",{children:[n,a.map(({label:c,text:p,hidden:d})=>l("button",{type:"button",class:"ll-\
link",hidden:d,onClick:()=>{i(c,p())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:r.
value==="",rows:Math.min(12,r.value.split(`
`).length),ref:s,value:r.value})]})}var yn=class extends Error{},kl=-(2**15),Sl=1e4,Nr={u8:Uint8Array,u16:Uint16Array,i32:Int32Array,near:Int16Array,f32:Float32Array};function rt(t,e=[]){if(Array.
isArray(t))return t;try{return Te(t.column,t.n,e)}catch(n){if(n instanceof yn)return[];throw n}}function wt(t,e=[]){let n=rt(t.points,e),o=!Array.isArray(t.points)&&
n.length===0;return{...t,points:n,complete:t.complete&&!o}}function ko(t,e=[]){let n=s=>rt(s,e),{measures:o}=t,r={...t,index:n(t.index),probs:n(t.probs),...o&&{
measures:{...o,entropy:n(o.entropy),surprisal:n(o.surprisal),rank:n(o.rank),chance:n(o.chance)}}};return r.index.length===0&&t.layers.length>0?null:r}function Wr(t,e=[]){
if(t.kind==="partial")return{...t,answers:rt(t.answers,e)};if(t.kind!=="result"||typeof t.value!="object"||!t.value)return t;let{value:n}=t;return"points"in n?{
...t,value:wt(n,e)}:"words"in n?{...t,value:ko(n,e)}:t}function Te(t,e,n){if("same"in t)return Array(e).fill(t.same);if("keys"in t){let o=Array.from({length:e},
()=>({}));for(let[r,s]of Object.entries(t.keys)){let i="has"in s?s:null,a=i?Te(i.of,i.n,n):Te(s,e,n),c=i?Te(i.has,e,n):null,p=0;for(let[d,f]of o.entries())(!c||
c[d])&&(f[r]=a[p++])}return o}if("items"in t){let o=t.items.map(r=>Te(r,e,n));return Array.from({length:e},(r,s)=>o.map(i=>i[s]))}if("lengths"in t){let o=Te(t.flat,
t.n,n),r=0;return Te(t.lengths,e,n).map(s=>(r+=s,o.slice(r-s,r)))}if("table"in t)return Te(t.at,e,n).map(o=>t.table[o]);if("parts"in t){let o=t.numbers.map(r=>Te(
r,e,n));return Array.from({length:e},(r,s)=>t.parts.map((i,a)=>i+(a<o.length?o[a]?.[s]:"")).join(""))}return Al(t,n)}function Al(t,e){let[[n,o]=["",void 0]]=Object.
entries(t),r=typeof o=="number"?e[o]:o;if(!(n in Nr)||!r?.buffer)throw new yn;let s=r.buffer.slice(r.byteOffset,r.byteOffset+r.byteLength),i=Array.from(new Nr[n](
s));return n==="near"?i.map(a=>a===kl?null:a/Sl):n==="f32"?i.map(a=>Number.isNaN(a)?null:a):i}var Cl='script[type="application/vnd.jupyter.widget-state+json"]';function jr(t){if(t.get("frozen")===!0)return!0;let e=t.widget_manager;return e&&typeof e=="ob\
ject"?!("kernel"in e)&&Hr():"__MARIMO_STATIC__"in globalThis||Hr()}var Hr=()=>document.querySelector(Cl)!==null;function Ke(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[p])=>c-p)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function $e({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Ml=3e3,So=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),xn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=jr(e),this.constants=e.get("constants"),this.
fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=$(e.get("source")),
this.selection=$(this.toldSelection()),this.answers=$(rt(e.get("history")??[])),this.curves=$((e.get("curves")??[]).map(s=>wt(s))),this.heatMaps=$((e.get("heat_\
maps")??[]).map(s=>wt(s))),this.siteMaps=$((e.get("site_maps")??[]).map(s=>wt(s))),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]),
this.seconds=$(e.get("seconds")??[]);let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=
r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;seconds;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Ke(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||So(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Ml);let n=this.ours.findIndex(o=>So(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(So(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=s.map(c=>wt(c)),a=r.peek().filter(({id:c})=>n(c)&&!i.some(p=>p.id===c));r.value=[...i,...a]};
ne(()=>{e==="curves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.
model.get("selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:
[o,o+1];return Ke(s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,p])=>[c,p]):[a])}};var Br=60;function ge({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Ao(t){return Ke([],wn(t).map(e=>[e,e+1])).spans}function pe(t){
return`${t.length>1?"layers":"layer"} ${Vr(t.map(String))}`}function Vr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function wn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Ee(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${Vr(e)}`}function Co(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>Br?`${n.slice(0,Br)}…`:n]}function ye(t,e){if(t.vector)return["Vector",t.token];let n=Ao(t),o=Ee(n),r=wn(t).length===1;return[
`P${o.slice(1)}`,r?t.token:Co(e,n)[1]]}function Mo(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var Ol=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,Kr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Tl=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function N({text:t}){let e=Dt(t);return e.includes("<")?l(A,{children:e.split(Ol).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(A,{children:e})}function Dt(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Tl,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Nt(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function Gr(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=Kr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?$l(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function $l(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function Ge({text:t,part:e}){if(!e||!Kr.test(t))return l(N,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var Ur=14;function Xr({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(kn,{...e}),l(_n,{name:"Writes",where:Oo(t),children:l(
Wt,{tokens:t.tokens,marked:n,chip:Sn(n,"slot")})})]})}function Wt({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-Ur),Math.min(t.length,s+Ur+1)],c=Math.max(0,i-3),p=Gr(t.slice(c,a+3)),d=f=>f>0&&l("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[d(i),t.slice(i,a).map((f,h)=>n(f,i+h,Nt(p,i+h-c))),d(t.length-a)]})}function _n({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function kn({tokens:t,layers:e,positions:n,
name:o}){return l(_n,{name:"Reads",where:pe(e),children:o===void 0?l(Wt,{tokens:t,marked:n,chip:Sn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function Sn(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
Ge,{text:n,part:r})},o)}function Oo({layer:t}){return t===null?"":`layer ${t}`}function E(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function An(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ce(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function Yr(t,e,{verdicts:n}){let[o,r]=ye(t,e),s=t.controls.map(({kind:h,support:u,text:m})=>[`${h} control`,E(u),_t(m.trim()||"(nothing)")]),i=ae(t)?E(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,_t(oe(t))],...s],{model:c,seed:p,versions:d={}}=t.provenance??{},f=[c&&`model ${_t(c)}`,p!==void 0&&`seed ${p}`,
...Object.entries(d).map(([h,u])=>`${h} ${u}`)].filter(Boolean);return[`**${_t(oe(t))}** to ${_t(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ce(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:u,n:m,p_value:g})=>`- ${u}\
 of ${m} (${h}) come as far, p = ${E(g)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${pe(ge(t))}, ${o.toLowerCase()} ${_t(
r)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...f.length>0?[`- ${f.join(", ")}`]:[],"",El(t.code)].join(`
`)}function _t(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(Jr(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function El(t){let e="`".repeat(Math.
max(3,Jr(t)+1));return`${e}python
${t}
${e}
`}function Jr(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}function Qr({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${E(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:E(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var Pl={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function st(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:To(n,o.length),controls:o}))}function To(t,e){let[n,o]=Pl[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function $o(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Ll(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function kt(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Ll(o,e));return[Math.min(...n),Math.max(...n)]}function it(t,e){return st(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((kt(o,e)??[]).map(E))];return[n.toLowerCase(),r.join(" to ")]})}var Rl=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function B(t){return Rl.test(t)?`⁨${t}⁩`:t}function Zr({answer:t}){let{confidence:e,excess:n}=t;return e===null||be(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(Eo,{kind:"own",label:"\
Confidence",value:e,children:t.confidence_kind}),l(Qr,{answer:t}),st(t.controls).map(o=>l(Fl,{...o,brief:t.brief===!0},o.kind)),n!==null&&l("div",{class:"ll-mea\
sure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ce(n)}),l("span",{class:"ll-quiet ll-cut",
children:"confidence minus the largest support"})]}),t.noise&&l(Il,{noise:t.noise}),l(zl,{answer:t})]})}function Il({noise:t}){let e=t.samples.find(({kind:r})=>r===
"random"),n=t.samples.map(({kind:r,reached:s,n:i})=>`${s} of ${$o(r,i)}`),o=`How many exceed their own controls as far as the answer does its, where each answer\
s the question for itself.
`+t.samples.map(({kind:r,n:s,p_value:i})=>`${$o(r,s)}: p = ${E(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function Eo({kind:t,label:e,value:n,low:o,title:r,children:s}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${E(o)} to ${E(n)}`:`${e} ${E(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:E(n)}),l("span",{class:"ll-quiet ll-cut",children:s})]})}function Fl({
name:t,controls:e,brief:n}){let[o,r]=kt(e)??[0,0],s=e.length>1,i=[...new Set(e.map(({text:c})=>c.trim()||"nothing"))].join(", "),a=`How much ${s?"they support":
"it supports"} this answer in the activation's place: ${e.map(({support:c})=>E(c)).join(", ")}.
`+e.map(({text:c,confidence:p})=>`${n?"":`“${B(c)}” `}with confidence ${E(p)}`).join(`
`);return l(Eo,{kind:"control",label:t,value:r,low:s?o:void 0,title:a,children:[s?`support ${E(o)} to ${E(r)}`:"support",!n&&l(A,{children:[s?"; themselves say ":
"; itself says ",l("span",{class:"ll-mono",dir:"auto",children:i})]})]})}function zl({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(
({text:o,probability:r})=>({text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(A,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===
null?"":`, whose option mass is ${E(e)}`]}),n.map(({text:o,p:r})=>l(Eo,{kind:"option",label:o,value:r},o))]})}function es({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:ql(o)})]},n))})]})}
function ql(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function ts(){let{store:t}=k(),e=t.view.answer.value,n=e?ge(e):[],o=e&&t.targetOf(e),[r,s]=e?ye(e,t.synced.tokens):["",""],i=I(null);z(()=>{let c=!0;return re(()=>{
t.view.arrived.value,!c&&!Dl(t)&&Nl(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...Hl(t,e)]:[];return l("section",{class:"ll-card","aria-l\
abel":"Answer",hidden:!e,ref:i,children:[e&&l(jl,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(Bl,{answer:e}),e&&l(Wl,{answer:e})]}),e&&l(A,{
children:[l(Zr,{answer:e}),l(Dr,{answer:e}),o&&o.tokens.length>0&&l(Xr,{tokens:t.synced.tokens,layers:ge(e),positions:wn(e),target:o,name:e.vector&&s}),a.length>
0&&l("ul",{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(Cn,{name:n.length>1?"Layers":"Layer",children:n.join(
", ")}),l(Cn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(Cn,{name:"Into layer",children:e.target_layer}),l(Cn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(es,{answer:e})]})]})}function Dl(t){let[e,n]=[t.view.answer.peek(),t.synced.
selection.peek()];return!e||!n||e.position===null?!1:e.position!==n.position||!ge(e).includes(n.layer)}function Nl(t){t?.closest(".ll-root")?.contains(document.
activeElement)&&requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function Wl({answer:t}){let{constants:e}=k().store.synced;return l("p",{class:"\
ll-verdict","data-verdict":t.verdict,children:e.verdicts[t.verdict]})}function Hl({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>bn(o,"",t.constants)).
find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function jl({answer:t}){let{store:e}=k(),{question:n,
code:o}=t;return l(Ve,{code:o,more:[{label:"Copy as Markdown",text:()=>Yr(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll\
-cut",dir:"auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations \
read otherwise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function Bl({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(be(t))return l("div",{class:"\
ll-words",children:l("i",{class:"ll-quiet",children:xt})});let r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(J(
t)?o:l("i",{class:"ll-quiet",children:de})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),p=r?s.replaceAll("·"," "):s;return l("span",{class:"ll-wor\
d",title:c===void 0?void 0:`probability ${E(c)}`,style:{"--p":String(c??0)},children:l(N,{text:i===0&&p.trimStart()||p})},i)})]})}function Cn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var ns=t=>t.replaceAll(`
`,"\\n"),os=t=>t.replaceAll("\\n",`
`);function Ht(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>ns(String(n))).join(" "):e.join(", "):ns(String(e))}function rs(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(os):os(e)}function ss({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=k(),c=Z(null),p=u=>a.edit(m=>m.set(t.name,u)),d={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let u=({currentTarget:m})=>p(m.value||null);return l("select",{...d,class:"ll-\
field",value:Ht(t,n),onInput:u,onChange:u,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let u=({currentTarget:m})=>p(
m.checked);return l("input",{...d,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:i})}let f=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,p(rs(t,u.value))},h=()=>{c.value=null};return l("input",{...d,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Ht(t,n),onInput:f,onChange:h,onBlur:()=>{h(),i()}})}var is=0;function se(){let[t]=dn(()=>(is+=1,`ll-${Math.random().toString(36).slice(2,8)}-${is}`));return t}function lt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ue({groups:t,beside:e}){let{draft:n}=k().store;return l(A,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(Vl,{field:s,
children:e?.(s)},s.name))]},o))})}function Vl({field:t,children:e}){let{store:n,view:o}=k(),{draft:r,preview:s}=n,[i,a,c]=[se(),se(),se()],p=r.value(t.name),d=s.
problem.value,f=d?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,u=({currentTarget:b})=>{
let w=b.closest(".ll-setting")??b;o.show({anchor:w,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=I(!1);return l("div",
{class:`ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:u,onPointerEnter:u,onPointerLeave:b=>{b.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(ss,{field:t,id:i,value:p,wrong:f,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:b=>{t.help!==""&&!g.current&&u(b)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!f,
role:f?"alert":void 0,children:f?d.message:""})]})}function ls(){let{store:t}=k(),e=t.synced.source.value,n=e?.fields.some(({name:r,choices:s=[]})=>s.length>(r==="vector"?2:1)),o=!e||!t.draft.vector&&!n;return l(
"div",{class:"ll-from",hidden:o,children:!o&&l(Ue,{groups:[e]})})}function St({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;
if(typeof i=="string"&&i!=="difference")return B(i.slice(i.indexOf(":")+1));let c=n??-1,p=Ee(r??[[o??c,c+1]]);return`${pe(e??[t??-1])}, ${p}${i?` minus ${a}`:""}`}function as(){let{store:t}=k(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?$e(o).length:
0,p=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},d=s===null?Gl(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:i?l("b",{dir:"auto",children:St(e.asking())}):l(Ul,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:p,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected; layers that are selected together are read together",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Swe\
ep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:r?!e.ready:a,children:r?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:d===
""||r===!0,children:d})]})}var Kl=5;function Gl({draft:t,pace:e,synced:n},o){let r=o>1?o:n.tokens.length,s=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${r}\
 positions`,e.sweep(i,r)],...t.has("layer")?[[`a layer grid of ${s} cells`,e.sweep(i,s)]]:[]];if(a.every(([,d])=>d===void 0))return r>64?`Ask once to see how lo\
ng sweeping ${r} positions would take.`:"";let p=a.flatMap(([d,f])=>f&&f.seconds>Kl?[`${d} takes ${f.most?"at most ":""}${An(f.seconds)}`]:[]).join(", ");return p&&
`At the pace so far, ${p}.`}function Ul(){let{draft:t,synced:e,preview:n}=k().store,o=e.selection.value;if(!o)return l(A,{children:"Choose a cell of the grid."});
let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],p=a?o.spans:[[s,s+1]],[d,f]=Co(e.tokens,p);return l(A,{children:[`L${pe(c).slice(1)}, ${Ee(
p)} `,l("b",{class:"ll-mono",dir:"auto",title:d,children:l(N,{text:f})}),a&&Xl(o,n.target.value),i&&l(A,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(
N,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function Xl(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[t.layers.length,$e(t).length],
i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:a;if(o.length===r&&n.length===
s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let p=[n.length<s?"the last":a,...o.length<r?["at the last layer"]:r>1?[`at ${r} layers`]:[]];return`\
; this reader does not take ${c} at once: it reads ${p.join(" ")}`}function cs(){let{store:t}=k(),{draft:e}=t,n=se(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(s=>l("span",{class:"ll-chip",children:[l("bdi",{children:s.label}),e.asksOtherwise(
s)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${B(s.label)}`,placeholder:s.sample,value:e.
textOf(s),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(s,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${B(s.label)}`,
onClick:()=>t.edit(()=>e.compare(s.name,!1)),children:"×"})]},s.name)),l("select",{class:"ll-field",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{
let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}var Bt=Math.min,Xe=Math.max,Vt=Math.round;var Ce=t=>({x:t,y:t}),Yl={left:"right",right:"left",bottom:"top",top:"bottom"};function ps(t,e,n){return Xe(t,Bt(e,n))}function Kt(t,e){return typeof t=="functi\
on"?t(e):t}function at(t){return t.split("-")[0]}function Gt(t){return t.split("-")[1]}function Po(t){return t==="x"?"y":"x"}function Lo(t){return t==="y"?"heig\
ht":"width"}function Pe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function Ro(t){return Po(Pe(t))}function fs(t,e,n){n===void 0&&(n=!1);let o=Gt(t),r=Ro(t),
s=Lo(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=jt(i)),[i,jt(i)]}function hs(t){let e=jt(
t);return[Mn(t),e,Mn(e)]}function Mn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var us=["left","right"],ds=["right","left"],
Jl=["top","bottom"],Ql=["bottom","top"];function Zl(t,e,n){switch(t){case"top":case"bottom":return n?e?ds:us:e?us:ds;case"left":case"right":return e?Jl:Ql;default:
return[]}}function ms(t,e,n,o){let r=Gt(t),s=Zl(at(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(Mn)))),s}function jt(t){let e=at(t);return Yl[e]+
t.slice(e.length)}function ea(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function gs(t){return typeof t!="number"?ea(t):{top:t,right:t,bottom:t,left:t}}function ct(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function vs(t,e,n){let{reference:o,floating:r}=t,s=Pe(e),i=Ro(e),a=Lo(i),c=at(e),p=s==="y",d=o.x+o.width/2-r.width/2,f=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
u;switch(c){case"top":u={x:d,y:o.y-r.height};break;case"bottom":u={x:d,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:f};break;case"left":u={x:o.x-r.width,
y:f};break;default:u={x:o.x,y:o.y}}let m=Gt(e);return m&&(u[i]+=h*(m==="end"?1:-1)*(n&&p?-1:1)),u}async function bs(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:p="clippingAncestors",rootBoundary:d="viewport",elementContext:f="floating",altBoundary:h=!1,padding:u=0}=Kt(e,t),m=gs(
u),b=a[h?f==="floating"?"reference":"floating":f],w=ct(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(b)))==null||n?b:b.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:p,rootBoundary:d,strategy:c})),y=f==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,x=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),T=await(s.isElement==null?void 0:s.isElement(x))&&await(s.
getScale==null?void 0:s.getScale(x))||{x:1,y:1},R=ct(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:y,offsetParent:x,strategy:c}):y);return{top:(w.top-R.top+m.top)/T.y,bottom:(R.bottom-w.bottom+m.bottom)/T.y,left:(w.left-R.left+m.left)/T.x,right:(R.
right-w.right+m.right)/T.x}}var ta=50,ys=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:bs},c=await(i.isRTL==null?void 0:i.isRTL(e)),p=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:d,y:f}=vs(p,o,c),h=o,u=0,m={};for(let g=0;g<
s.length;g++){let b=s[g];if(!b)continue;let{name:w,fn:y}=b,{x,y:T,data:R,reset:_}=await y({x:d,y:f,initialPlacement:o,placement:h,strategy:r,middlewareData:m,rects:p,
platform:a,elements:{reference:t,floating:e}});d=x??d,f=T??f,m[w]={...m[w],...R},_&&u<ta&&(u++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&(p=_.rects===
!0?await i.getElementRects({reference:t,floating:e,strategy:r}):_.rects),{x:d,y:f}=vs(p,h,c)),g=-1)}return{x:d,y:f,placement:h,strategy:r,middlewareData:m}};var xs=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:p}=e,
{mainAxis:d=!0,crossAxis:f=!0,fallbackPlacements:h,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...b}=Kt(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let w=at(r),y=Pe(a),x=at(a)===a,T=await(c.isRTL==null?void 0:c.isRTL(p.floating)),R=h||(x||!g?[jt(a)]:hs(a)),_=m!=="none";!h&&_&&
R.push(...ms(a,g,m,T));let C=[a,...R],q=await c.detectOverflow(e,b),G=[],W=((o=s.flip)==null?void 0:o.overflows)||[];if(d&&G.push(q[w]),f){let P=fs(r,i,T);G.push(
q[P[0]],q[P[1]])}if(W=[...W,{placement:r,overflows:G}],!G.every(P=>P<=0)){var H,K;let P=(((H=s.flip)==null?void 0:H.index)||0)+1,L=C[P];if(L&&(!(f==="alignment"?
y!==Pe(L):!1)||W.every(F=>Pe(F.placement)===y?F.overflows[0]>0:!0)))return{data:{index:P,overflows:W},reset:{placement:L}};let v=(K=W.filter(M=>M.overflows[0]<=
0).sort((M,F)=>M.overflows[1]-F.overflows[1])[0])==null?void 0:K.placement;if(!v)switch(u){case"bestFit":{var U;let M=(U=W.filter(F=>{if(_){let X=Pe(F.placement);
return X===y||X==="y"}return!0}).map(F=>[F.placement,F.overflows.filter(X=>X>0).reduce((X,xe)=>X+xe,0)]).sort((F,X)=>F[1]-X[1])[0])==null?void 0:U[0];M&&(v=M);break}case"\
initialPlacement":v=a;break}if(r!==v)return{reset:{placement:v}}}return{}}}};var na=new Set(["left","top"]);async function oa(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=at(n),a=Gt(n),
c=Pe(n)==="y",p=na.has(i)?-1:1,d=s&&c?-1:1,f=Kt(e,t),{mainAxis:h,crossAxis:u,alignmentAxis:m}=typeof f=="number"?{mainAxis:f,crossAxis:0,alignmentAxis:null}:{mainAxis:f.
mainAxis||0,crossAxis:f.crossAxis||0,alignmentAxis:f.alignmentAxis};return a&&typeof m=="number"&&(u=a==="end"?m*-1:m),c?{x:u*d,y:h*p}:{x:h*p,y:u*d}}var ws=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await oa(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},_s=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:y=>{let{x,y:T}=y;return{x,y:T}}},...p}=Kt(t,e),d={x:n,y:o},
f=await s.detectOverflow(e,p),h=Pe(r),u=Po(h),m=d[u],g=d[h],b=(y,x)=>ps(x+f[y==="y"?"top":"left"],x,x-f[y==="y"?"bottom":"right"]);i&&(m=b(u,m)),a&&(g=b(h,g));let w=c.
fn({...e,[u]:m,[h]:g});return{...w,data:{x:w.x-n,y:w.y-o,enabled:{[u]:i,[h]:a}}}}}};function Tn(){return typeof window<"u"}function dt(t){return Ss(t)?(t.nodeName||"").toLowerCase():"#document"}function he(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Le(t){var e;return(e=(Ss(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Ss(t){
return Tn()?t instanceof Node||t instanceof he(t).Node:!1}function ke(t){return Tn()?t instanceof Element||t instanceof he(t).Element:!1}function Re(t){return Tn()?
t instanceof HTMLElement||t instanceof he(t).HTMLElement:!1}function ks(t){return!Tn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof he(t).ShadowRoot}
function Ut(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=Se(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function As(t){
return/^(table|td|th)$/.test(dt(t))}function Xt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var ra=/transform|translate|scale|rotate|perspective|filter/,
sa=/paint|layout|strict|content/,ut=t=>!!t&&t!=="none",Io;function $n(t){let e=ke(t)?Se(t):t;return ut(e.transform)||ut(e.translate)||ut(e.scale)||ut(e.rotate)||
ut(e.perspective)||!En()&&(ut(e.backdropFilter)||ut(e.filter))||ra.test(e.willChange||"")||sa.test(e.contain||"")}function Cs(t){let e=Ye(t);for(;Re(e)&&!At(e);){
if($n(e))return e;if(Xt(e))return null;e=Ye(e)}return null}function En(){return Io==null&&(Io=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Io}function At(t){return/^(html|body|#document)$/.test(dt(t))}function Se(t){return he(t).getComputedStyle(t)}function Yt(t){return ke(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Ye(t){if(dt(t)==="html")return t;let e=t.assignedSlot||t.parentNode||ks(t)&&
t.host||Le(t);return ks(e)?e.host:e}function Ms(t){let e=Ye(t);return At(e)?(t.ownerDocument||t).body:Re(e)&&Ut(e)?e:Ms(e)}function On(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=Ms(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=he(r);if(s){let a=Pn(i);return e.concat(i,i.visualViewport||[],Ut(r)?r:[],
a&&n?On(a):[])}else return e.concat(r,On(r,[],n))}function Pn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function $s(t){let e=Se(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=Re(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=Vt(n)!==s||Vt(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function Es(t){return ke(t)?t:t.contextElement}function Ct(t){let e=Es(t);if(!Re(e))return Ce(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=$s(e),i=(s?Vt(n.width):n.width)/o,a=(s?Vt(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var ia=Ce(0);function Ps(t){let e=he(t);return!En()||!e.visualViewport?ia:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function la(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===he(t)}function Jt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=Es(t),i=Ce(1);e&&(o?ke(
o)&&(i=Ct(o)):i=Ct(t));let a=la(s,n,o)?Ps(s):Ce(0),c=(r.left+a.x)/i.x,p=(r.top+a.y)/i.y,d=r.width/i.x,f=r.height/i.y;if(s&&o){let h=he(s),u=ke(o)?he(o):o,m=h,g=Pn(
m);for(;g&&u!==m;){let b=Ct(g),w=g.getBoundingClientRect(),y=Se(g),x=w.left+(g.clientLeft+parseFloat(y.paddingLeft))*b.x,T=w.top+(g.clientTop+parseFloat(y.paddingTop))*
b.y;c*=b.x,p*=b.y,d*=b.x,f*=b.y,c+=x,p+=T,m=he(g),g=Pn(m)}}return ct({width:d,height:f,x:c,y:p})}function Ln(t,e){let n=Yt(t).scrollLeft;return e?e.left+n:Jt(Le(
t)).left+n}function Ls(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-Ln(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function aa(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Le(o),a=e?Xt(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},p=Ce(1),d=Ce(0),f=Re(o);if((f||
!s)&&((dt(o)!=="body"||Ut(i))&&(c=Yt(o)),f)){let u=Jt(o);p=Ct(o),d.x=u.x+o.clientLeft,d.y=u.y+o.clientTop}let h=i&&!f&&!s?Ls(i,c):Ce(0);return{width:n.width*p.x,
height:n.height*p.y,x:n.x*p.x-c.scrollLeft*p.x+d.x+h.x,y:n.y*p.y-c.scrollTop*p.y+d.y+h.y}}function ca(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function ua(t){let e=Yt(t),n=t.ownerDocument.body,o=Xe(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=Xe(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+Ln(t),i=-e.scrollTop;return Se(n).direction==="rtl"&&(s+=Xe(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var da=25;
function pa(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=he(t),s=Le(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,p=0,d=0;if(i){let h=!En()||
e==="fixed";o?h||(p=-i.offsetLeft,d=-i.offsetTop):(a=i.width,c=i.height,h&&(p=i.offsetLeft,d=i.offsetTop))}if(Ln(s)<=0){let h=s.ownerDocument,u=h.body,m=getComputedStyle(
u),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,b=Math.abs(s.clientWidth-u.clientWidth-g),w=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?b/2:b;w<=da&&(a-=w)}return{width:a,height:c,x:p,y:d}}function fa(t,e){let n=Jt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=Ct(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,p=o*s.y;return{width:i,height:a,x:c,y:p}}function Os(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
pa(t,n,e);else if(e==="document")o=ua(Le(t));else if(ke(e))o=fa(e,n);else{let r=Ps(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return ct(o)}function ha(t,e){
let n=e.get(t);if(n)return n;let o=On(t,[],!1).filter(a=>ke(a)&&dt(a)!=="body"),r=null,s=Se(t).position==="fixed",i=s?Ye(t):t;for(;ke(i)&&!At(i);){let a=Se(i),c=$n(
i),p=r?r.position:s?"fixed":"";!c&&(p==="fixed"||p==="absolute"&&a.position==="static")?o=o.filter(f=>f!==i):r=a,i=Ye(i)}return e.set(t,o),o}function ma(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?Xt(e)?[]:ha(e,this._c):[].concat(n),o],a=Os(e,i[0],r),c=a.top,p=a.right,d=a.bottom,
f=a.left;for(let h=1;h<i.length;h++){let u=Os(e,i[h],r);c=Xe(u.top,c),p=Bt(u.right,p),d=Bt(u.bottom,d),f=Xe(u.left,f)}return{width:p-f,height:d-c,x:f,y:c}}function ga(t){
let{width:e,height:n}=$s(t);return{width:e,height:n}}function va(t,e,n){let o=Re(e),r=Le(e),s=n==="fixed",i=Jt(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=Ce(0);if((o||
!s)&&((dt(e)!=="body"||Ut(r))&&(a=Yt(e)),o)){let h=Jt(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=Ln(r));let p=r&&!o&&!s?Ls(r,a):Ce(0),d=i.left+
a.scrollLeft-c.x-p.x,f=i.top+a.scrollTop-c.y-p.y;return{x:d,y:f,width:i.width,height:i.height}}function Fo(t){return Se(t).position==="static"}function Ts(t,e){
if(!Re(t)||Se(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Le(t)===n&&(n=n.ownerDocument.body),n}function Rs(t,e){let n=he(t);
if(Xt(t))return n;if(!Re(t)){let r=Ye(t);for(;r&&!At(r);){if(ke(r)&&!Fo(r))return r;r=Ye(r)}return n}let o=Ts(t,e);for(;o&&As(o)&&Fo(o);)o=Ts(o,e);return o&&At(
o)&&Fo(o)&&!$n(o)?n:o||Cs(t)||n}var ba=async function(t){let e=this.getOffsetParent||Rs,n=this.getDimensions,o=await n(t.floating);return{reference:va(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function ya(t){return Se(t).direction==="rtl"}var xa={convertOffsetParentRelativeRectToViewportRelativeRect:aa,
getDocumentElement:Le,getClippingRect:ma,getOffsetParent:Rs,getElementRects:ba,getClientRects:ca,getDimensions:ga,getScale:Ct,isElement:ke,isRTL:ya};var zo=ws;var qo=_s,Do=xs;var No=(t,e,n)=>{let o=new Map,r=n??{},s={...xa,...r.platform,_c:o};return ys(t,e,{...r,platform:s})};function Rn(t){try{return t.matches(":popover-open")}catch{return!1}}function Is(t,e,n){if(!n){Rn(e)&&e.hidePopover();return}Rn(e)||e.showPopover?.(),No(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[zo(2),Do({padding:8}),qo({padding:8})]}).then(({x:o,y:r})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(r)}px`}))}function Fs(){let{view:t}=k(),e=I(null),n=t.hint.value,o=t.open.value;return z(()=>{let r=e.current;if(!(!r||!n)){if(!o){Rn(r)&&r.hidePopover();
return}Rn(r)||r.showPopover?.(),No(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[zo(6),Do({padding:8}),qo({padding:8})]}).then(({x:s,
y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),z(()=>{let r=new AbortController,{signal:s}=r;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:s,capture:!0}),()=>r.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function le({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var wa=12;function zs({entries:t,choose:e}){let n=se(),o=Z(""),r=Z(0),s=I(null),i=_a(t,o.value),a=o.value.trim()!=="",c=Math.min(r.value,i.length-1),p=I(null);z(
()=>{s.current&&p.current&&Is(s.current,p.current,a)});let d=()=>{o.value="",r.value=0},f=u=>{u&&(d(),e(u))},h=u=>{if(u.key==="ArrowDown")r.value=Math.min(c+1,i.
length-1);else if(u.key==="ArrowUp")r.value=Math.max(c-1,0);else if(u.key==="Enter"&&a)f(i[c]);else if(u.key==="Escape"&&a)d();else return;u.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:s,
onInput:({currentTarget:{value:u}})=>{o.value=u,r.value=0},onKeyDown:h,onBlur:d}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:p,children:[i.map((u,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:g=>{g.preventDefault(),f(u)},children:[
l("b",{children:u.label}),l("span",{class:"ll-quiet",children:` ${u.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:u.help})]},u.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function _a(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(
a=>i.toLowerCase().includes(a)),r=t.filter(({label:i})=>o(i)),s=t.filter(i=>!r.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...r,
...s].slice(0,wa)}function Ds(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[se(),se()],s=I(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[p,d]=ka(
n.entries.value,c),f=u=>{t.edit(()=>{e.change({preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})};z(()=>{let u=!0;return re(
()=>{t.view.wanted.value;let m=s.current;!u&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),u=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(A,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":r,value:i.name,onChange:u=>f(u.currentTarget.value),children:[p.map(qs),d.map(([u,m])=>l("optgroup",{label:u,children:m.map(qs)},
u))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:u=>{let{value:m}=u.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(zs,{entries:[...p,...d.flatMap(([,u])=>u)],choose:({name:u})=>f(u)})]}),l("p",{class:"ll-help",id:r,children:h})]})}function qs({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function ka(t,e){let n=new Map,o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.
includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.fromEntries(n);return n.delete(""),[r,[...n]]}function Ws(){let{store:t}=k(),{draft:e,synced:n}=t,o=se(),r=I(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${Aa(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":s,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!s})),children:"Options"}),l(Ns,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Ns,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!s,children:l(Ue,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Sa,{})})})]})}function Ns({name:t,hidden:e,children:n}){let{store:o}=k(),{draft:r}=o,s=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":s,hidden:e,onClick:()=>o.edit(()=>r.change({panel:s?"":t})),children:n})}function Sa(){let{store:t}=k(),{draft:e}=t,n=t.synced.selection.
value,o=n?$e(n):[],r=o.length,s=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:s,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function Aa(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(Ht(t,e)||t.empty||"none")}function Hs(){let{store:t}=k(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(A,{children:[e.reads?l(kn,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(kn,{tokens:r,layers:s,positions:i}),l(_n,{name:"Writes",where:Oo(e),children:l(Ca,{target:e,slots:e.slots??i})})]})})}
function Ca({target:t,slots:e}){let{store:n}=k(),o=I(null),r=I(!1);if(z(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Wt,{tokens:t.tokens,marked:e,chip:Sn(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(p=>p.set("position",c))},
i=(c,p)=>{let d={ArrowLeft:-1,ArrowRight:1}[c.key];d!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,p+d))))},a=(c,p,d)=>{let f=e.includes(
p);return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":p,tabIndex:f||e.length===0&&
p===0?0:-1,title:`position ${p}`,onClick:()=>s(p),onKeyDown:h=>i(h,p),children:l(Ge,{text:c,part:d})},p)};return l(Wt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function js(){let{store:t}=k(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(Ds,{}),l(Ma,{}),l(cs,{}),l(Ws,{}),l(Hs,{}),l(ls,{}),l(Ta,{}),l(as,{})]})}function Ma(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[se(),se()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var Oa=[
"question","layer","position"];function Ta(){let{draft:t,preview:e,synced:n}=k().store,o=e.problem.value,r=o!==null&&Oa.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),p=o!==null&&(r||!c),f=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=f&&!r?`${f.label}: `:"",u=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:u?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!p,children:p?`${h}${o.message}`:""})}function Bs(){let{store:t}=k(),{answers:e,comparisons:n,constants:o,tokens:r}=t.synced,s=t.view.answer.value?.id??"",i=n.value.find(d=>d.answers.includes(s)),a=(i?.
answers??[]).flatMap(d=>e.value.find(f=>f.id===d)??[]),[c]=a,p=d=>`${pe(ge(d))}, ${ye(d,r)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(A,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${p(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:$a(i)})]}),l("div",{class:"ll-columns",children:a.
map(d=>l("button",{type:"button","data-id":d.id,"aria-current":d.id===s?"true":void 0,onClick:()=>t.show(d),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:d.question,children:d.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:oe(d)}),p(d)!==p(c)&&l("span",{class:"ll-quiet",children:`reads ${p(
d)}`}),l(Ea,{name:"confidence",value:ae(d)?d.confidence:null}),it(d,"").map(([f,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("spa\
n",{class:"ll-num",children:h})]},f)),l("span",{class:"ll-quiet",children:o.verdicts[d.verdict]})]},d.id))})]})})}function $a({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${E(t/e)}`}function Ea({name:t,value:e}){return l(A,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":E(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function Vs(t){return typeof t=="object"?t.key:t}function Ks(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let p=e[a*2];c=o[a]={index:a,key:c,start:p,size:e[a*2+1],end:p+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function pt(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let p=0,d=t();if(!(d.length!==o.length||d.some((u,m)=>o[m]!==u)))return r;o=d;let h=0;return r=
e(...d),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function Wo(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Ie=(t,e)=>Math.abs(t-e)<1.01,Gs=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function Us({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Pa=t=>t==="smooth"||t==="smoothFinishing";function Xs({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Pa(n.phase)&&!Ie(e,n.lastTargetOffset)&&
!Ie(e,o())&&t!=="clampedEcho"}var Ho=40;function Ys(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Ho;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<Ho;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Js(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Ho;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Qt,Zt=()=>{if(Qt!==void 0)return Qt;if(typeof navigator>"u")return Qt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Qt=!0;let t=navigator.maxTouchPoints;
return Qt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},jo,La=()=>jo!==void 0?jo:jo=Zt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Qs=()=>!Zt()||La();var Mt={capture:!0,passive:!0},In=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,Mt),n.addEventListener("touchend",r,Mt),n.addEventListener("touchcanc\
el",r,Mt),()=>{n.removeEventListener("touchstart",o,Mt),n.removeEventListener("touchend",r,Mt),n.removeEventListener("touchcancel",r,Mt),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var Ra=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},Ia=t=>t,Fa=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var Zs={passive:!0};var za=typeof window>"u"?!0:"onscrollend"in window,qa=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
za,i=0,a=s?null:Gs(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=f=>()=>{i=n(o),a?.(),e(i,f)},p=c(!0),d=c(!1);return o.addEventListener("scroll",p,Zs),s&&
o.addEventListener("scrollend",d,Zs),()=>{o.removeEventListener("scroll",p),s&&o.removeEventListener("scrollend",d),a?.cancel()}},ti=(t,e)=>qa(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var Da=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Na=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var ni=Na,ei=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",en=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Wa(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var Fn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new In({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Js(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let p=this.targetWindow;if(!p||!p.ResizeObserver)return null;let d=o=Ra(p);return n=new p.ResizeObserver(f=>{let h=()=>{let u={sync:!1};this._resizeBatch=u;try{
f.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)d.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=p=>{let d=p.target,f=this.indexFromElement(d);if(!d.
isConnected){this.observer.unobserve(d);for(let[h,u]of this.elementsCache)if(u===d){this.elementsCache.delete(h);break}return}this.isIndexInRange(f)&&this.shouldMeasureDuringScroll(
f)&&this.resizeItem(f,this.options.measureElement(d,p,this))};return{disconnect:()=>{var p;(p=a())==null||p.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:p=>{let d=a();if(d){if(!r){d.observe(p,{box:"border-box"});return}i.add(p),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(f=>{f.isConnected&&n?.observe(f,{box:"\
border-box"})}),i.clear()}))}},unobserve:p=>{var d;i.delete(p),(d=a())==null||d.unobserve(p)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:Ia,rangeExtractor:Fa,onChange:()=>{},measureElement:Da,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let d in n){let f=n[d];
f!==void 0&&(r[d]=f)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let d=s.count,f=r.
count,h=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=x=>Vs(u[x]),g=d>0?m(0):null,b=d>0?m(d-1):null;if(f!==d||d>0&&f>0&&
(r.getItemKey(0)!==g||r.getItemKey(f-1)!==b)){c=!0;let x=d>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;x&&(i=[x.key,this.getScrollOffset()-
x.start]);let T=r.followOnAppend===!0?"auto":r.followOnAppend||null;T&&f>0&&this.isAtEnd(s.scrollEndThreshold)&&(d===0||r.getItemKey(f-1)!==b)&&(f>d||Wa(d,f,m,r.
getItemKey))&&(a=T)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let p=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[d,f]=i,h=this.getMeasurements(),{count:u,getItemKey:m}=this.options,g=0;for(;g<u&&m(g)!==d;)g++;if(g<u){let b=h[g];if(b){let w=Math.max(0,b.start+f);!a&&w!==
this.scrollOffset&&(p=w-this.scrollOffset,this.scrollOffset=w)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:p!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:p}:(this._holdOffset+=p,this._followOffsetTarget(p)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=pt(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(s=>{this.observer.observe(s)}),this.unsubs.push(this.options.observeElementRect(
this,s=>{this.scrollRect=s,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(s,i)=>{var a,c,p,d;let f=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=s<0||f!==null&&s>f+1;let u=s;this._lastElementOffset=u,s=this._toLayoutOffset(s);let m=this._classifyScrollEvent(
s,i,f);if(m==="spurious")return;m==="readBack"?s=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&s<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=s:Xs({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=i?g===s?this.scrollDirection:g<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let w=this.scrollState;
if(w?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)w.samples=[];else{let y=this.now();w.samples=[...(w.samples??[]).filter(x=>y-x.t<=200),
{t:y,offset:u}],(b!==null&&this.scrollDirection!==b||Ys(w.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((p=this.scrollState)==null?void 0:p.phase)!=="smoothFinishing"})&&
((d=this.scrollState)==null?void 0:d.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
en(this.scrollState)&&!Ie(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return Us({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=ei(o,n.index!=
null&&Ie(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Zt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
pt(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,p)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:p}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=pt(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:p},d)=>{
var f;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let y of this.laneAssignments.keys())y>=n&&this.laneAssignments.delete(y);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(y=>{this.itemSizeCache.
set(y.key,y.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let y=n*2,x=(f=this._singleLaneMeasurements)==null?void 0:f.flat;if(!x||x.length<y){let C=new Float64Array(y);x&&u>0&&C.set(x.subarray(0,u*2)),x=C}let T=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(u===0)R=o+r;else{let C=u-1;R=x[C*2]+x[C*2+1]+p}for(let C=u;C<n;C++){let q=s(C);T[C]=q;let G=h.get(
q),W=typeof G=="number"?G:this.options.estimateSize(C);x[C*2]=R,x[C*2+1]=W,R+=W+p}this._singleLaneMeasurements={flat:x,items:T};let _=Ks(T,x);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,u),g=new Array(a).fill(void 0),b=new Float64Array(a),w=0;for(let y=0;y<u;y++){let x=m[y];x&&(g[x.lane]===void 0&&w++,g[x.
lane]=y,b[x.lane]=x.end)}for(let y=u;y<n;y++){let x=s(y),T=this.laneAssignments.get(y),R,_,C=c==="estimate"||h.has(x);if(T!==void 0&&this.options.lanes>1){R=T;let H=g[R],
K=H!==void 0?m[H]:void 0;_=K?K.end+p:o+r}else if(w===a){let H=0,K=b[0],U=g[0];for(let P=1;P<a;P++){let L=b[P];(L<K||L===K&&g[P]<U)&&(H=P,K=L,U=g[P])}R=H,_=K+p,C&&
this.laneAssignments.set(y,R)}else R=y%this.options.lanes,_=o+r,C&&this.laneAssignments.set(y,R);let q=h.get(x),G=typeof q=="number"?q:this.options.estimateSize(
y),W=_+G;m[y]={index:y,start:_,size:G,end:W,key:x,lane:R},g[R]===void 0&&w++,g[R]=y,b[R]=W}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=pt(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=ja(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=pt(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!en(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,p,d=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
d!=null)p=this.options.getItemKey(n),c=d[n*2],a=d[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;p=u.key,c=u.start,a=u.size}let f=this.itemSizeCache.get(
p)??a,h=o-f;if(h!==0){let u=this.options.anchorTo==="end"&&!en(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=u?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),w=!this.itemSizeCache.has(p)?c<g:c+f<=g&&this.scrollDirection!=="backward",y=!en(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:p,start:c,size:a,end:c+a,lane:0},h,this):w);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(p,o),this.itemSizeCacheVersion++;let x=!1;if(this._awaitingCommandReadBack()||(u?x=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):y&&(x=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=x);return}
this.notify(x),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=pt(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let s=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],p=o[c];s.push(r===0?p:{...p,start:p.start-r,end:p.end-r})}return s},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let s=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&s!=null,a=oi(0,r.length-1,i?c=>s[c*2]:c=>Wo(r[c]).start,n);return Wo(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let s=o.lowMaxes??
(o.lowMaxes=[]);s[s.length-1]!==r&&s.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let s="document"in o?o.document.scrollingElement:o;if(!s?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=s,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
p=i.getPropertyPriority(a),d=()=>this.options.horizontal?s.clientHeight:s.clientWidth,f=d();if(i.setProperty(a,"hidden","important"),d()!==f){i.setProperty(a,c,
p);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,p),!0),done:n};this._momentumStop=h,
r.requestAnimationFrame(()=>r.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let r=o+this._holdOffset;return n>r+.5?{target:n,maxAtWrite:r}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,r=0)=>{if(!this.scrollElement)
return 0;let s=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+s?"end":"start"),o==="center"?n+=(r-s)/2:o==="end"&&(n-=s);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getSize(),s=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=s+r-this.options.scrollPaddingEnd)o="end";else if(i.start<=s+this.options.scrollPaddingStart)o=
"start";else return[s,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),p=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(p,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:r="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),r,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:r="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let s=this.getOffsetForIndex(n,o);if(!s)return;let[
i,a]=s;this._startScroll({index:n,align:a},i,r,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let r=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},r,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let r=this.
getMeasurements(),s;if(r.length===0)s=this.options.paddingStart;else if(this.options.lanes===1){let i=r.length-1,a=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;a!=null?s=a[i*2]+a[i*2+1]:s=((o=r[i])==null?void 0:o.end)??0}else{let i=Array(this.options.lanes).fill(null),a=r.length-1;for(;a>=0&&i.some(c=>c===null);){
let c=r[a];i[c.lane]===null&&(i[c.lane]=c.end),a--}s=Math.max(...i.filter(c=>c!==null))}return Math.max(s-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let r of o)r&&this.itemSizeCache.has(r.key)&&n.push({index:r.
index,key:r.key,start:r.start,size:r.size,end:r.end,lane:r.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:r}={})=>{let s={target:n+(o??0),smooth:r===
"smooth"};return this.pendingWrite=s,this.options.scrollToFn(n-this._holdOffset,{behavior:r,adjustments:o},this),s},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!(Zt()&&this._iosGesture.dragging())&&n!==null&&!Ie(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,s=o!==this.scrollState.lastTargetOffset;if(!s&&Ie(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=en(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Qs()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:ei(o,e.index!=null&&Ie(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},oi=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function Ha(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function ja(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let p=Ha(r,s,n),d=p,f=n+e;for(;d<s&&r[d*2]+r[d*2+1]<f;)d++;return{startIndex:p,endIndex:d}}
let a=oi(0,s,p=>t[p].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let p=Array(o).fill(0);for(;c<s&&p.some(f=>f<n+e);){let f=t[c];p[f.lane]=f.end,
c++}let d=Array(o).fill(n+e);for(;a>=0&&d.some(f=>f>=n);){let f=t[a];d[f.lane]=f.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var Fe=24,Ba=38,si=16,fe=44,Bo=18,ri=760;function Va(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function Ka(t,e,n={}){
return new Fn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:ti,scrollToFn:ni,...n})}var Je=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>Fe,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return Ba+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||ri)-fe,height:(this.scroller?.clientHeight||Bo*Fe+this.head)-this.head});return Ka(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return Va(this.scroller?.clientWidth||ri,fe,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},ii={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var zn=10,Go=112,Uo=zn+Go+6,Qe=t=>zn+(1-t)*Go;function Xo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=kt(t.controls,e);return n!==null&&Oe(t,e)<=n[1]}function li(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function ai({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=u=>Vo(e(u),o),c=t.filter(ae),p=(u,m)=>u.flatMap(g=>[-o/2,o/2].map(b=>`${a(g)+b},${Qe(m(g))}`)),
d=(u,m)=>g=>kt(Ko(g,u),n)?.[m]??0,f=u=>{let m=g=>[...p(u,d("random",1)),...p(u,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),u.some(g=>Ko(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(d("random",0))})]})},h=st(c.flatMap(({controls:u})=>u)).
map(({kind:u})=>u);return l("svg",{class:"ll-chart",width:r,height:Uo,"aria-hidden":"true",children:[[0,.5,1].map(u=>l("line",{class:"ll-rule",x1:fe,x2:r,y1:Qe(
u),y2:Qe(u)},u)),s!==void 0&&l("line",{class:"ll-guide",x1:Vo(s,o),x2:Vo(s,o),y1:zn,y2:zn+Go}),[...new Set(["random",...h])].flatMap(u=>li(c.filter(m=>Ko(m,u).length>
0),e).map(m=>u==="random"?f(m):l("polyline",{class:`ll-control ll-${u}`,points:p(m,d(u,1)).join(" ")}))),li(c,e).map(u=>l("polyline",{class:"ll-own",points:u.map(
m=>`${a(m)},${Qe(Oe(m,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!ae(u)).map(u=>l("path",{class:"ll-cross",d:`M${a(u)-4} ${Qe(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>l(
"circle",{class:`ll-dot${_e(u,i)?" ll-hollow":""}${Xo(u,n)?" ll-within":""}`,"data-position":e(u),cx:a(u),cy:Qe(Oe(u,n)),r:4},u.id))]})}function Vo(t,e){return fe+
(t+.5)*e}function Ko(t,e){return t.controls.filter(n=>n.kind===e)}function ci({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=k(),i=I(null),a=Z(-1),c=I(!1),{at:p,heads:d,unit:f}=e,h=new Map(t.points.map(_=>[p(_),_])),
u=h.has(a.value)?a.value:t.points[0]?p(t.points[0]):-1;z(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,g=t.points.find(({id:_})=>_===r.view.answer.value?.id),b=f==="positions"?m?.position:f==="layers"&&m?e.values.indexOf(m.layer):g&&p(g),w=f==="sc\
ales"||(f==="layers"?m?.position===t.position:m?.layer===t.layer),y=fe+d.length*o,x=_=>{let C=_ instanceof Element?_.closest(".ll-tick"):null,q=C&&h.get(Number(
C.dataset.position));return q?[C,q]:void 0},T=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let C=[...h.keys()].sort((H,K)=>H-K),q=C.indexOf(u),W={ArrowLeft:q-1,
ArrowRight:q+1,Home:0,End:C.length-1}[_.key];W!==void 0&&(_.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,W))]??u)},R=({target:_})=>{let C=x(
_);C&&s.show({anchor:C[0],content:()=>l(Ua,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${y}px`},onKeyDown:T,
onClick:({target:_})=>{let C=x(_);C&&(a.value=p(C[1]),r.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(ai,
{points:t.points,at:p,option:n,column:o,width:y,marked:b===void 0||b<0?void 0:b,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${Qe(_)}px`},children:_},_))}),d.map((_,C)=>l(Ga,{head:_,column:C,answer:h.get(C),stop:C===u,on:w&&C===b,width:o},C))]})}function Ga({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=k().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Xa(n,i):`Position ${e} ${t}`,style:{left:`${fe+e*s}px`,width:`${s}px`,paddingTop:`${Uo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(N,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(N,{text:oe(n)})})]})}function Ua({answer:t,
option:e}){let{tokens:n}=k().store.synced,[o,r]=ye(t,n),s=J(t);return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(N,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(N,{text:oe(t)})}),!s&&l("div",{class:"ll-quiet",children:yt}),
s&&!be(t)&&l(le,{name:e||"confidence",value:E(Oe(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(le,{name:"calibrated",value:E(t.calibrated_confidence)}),
it(t,e).map(([i,a])=>l(le,{name:i,value:a},i)),t.option_mass!==null&&l(le,{name:"option mass",value:E(t.option_mass)})]})}function Xa(t,e){let n=ye(t,e).join(" ");
if(t.confidence===null)return`${n}: ${de}`;let o=it(t,"").map(([r,s])=>`, ${r} ${s}`);return ae(t)?`${n}: ${t.text}, confidence ${E(t.confidence)}${o.join("")}`:
`${n}: ${oe(t)}`}function Ot({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function ui({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function ve({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function di(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function pi(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Ya=54;function hi({scroller:t}){let{store:e,view:n}=k(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=Z(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",p=pi(s,r),{heads:d,unit:f}=p;return l("section",{class:"ll-curve","aria-label":`Confidence across ${f}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${fi(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||d.length} ${f}`})]}),l(ve,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${fi(h)}: ${B(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(ve,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(Ot,{keys:Ja(s,c,o)})]}),l("div",{class:f==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(ci,
{curve:s,columns:p,option:c,column:f==="layers"?Ya:n.columnWidth.value})})]})}function Ja({points:t},e,n){let o=st(t.find(J)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:To(r,s.length).toLowerCase()})),t.some(r=>ae(r)&&Xo(r,e))&&{sign:"within",text:"a c\
ontrol supports it as much"},t.some(r=>_e(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(ae)&&{sign:"cross",text:t.some(be)?xt:`${de}: ${xt}`}]}function fi({
layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${B(e)}`:""}`}function mi(){let{store:t}=k(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,r=o.toReversed(),s=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:r.map((i,a)=>l(A,{children:[i.question!==r[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:B(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===s?"true":void 0,title:`L${pe(ge(i)).slice(1)}: ${ye(i,n).map(B).join(" ")}
${B(i.question)}
${B(oe(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.show(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${ge(i).join("+")}`}),l("span",{class:"ll-mono ll-cut ll-\
quiet",dir:"auto",children:ye(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:oe(i)}),l("span",{class:"ll-bar",style:{"--p":String(ae(i)?i.confidence:
0)}}),l("span",{class:"ll-num",children:ae(i)?E(i.confidence):""})]})})]},i.id))})]})}var Yo={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function gi(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function qn(t,e,n){if(!t)return Yo;let o=t.probs[0];if(o==null)return{text:de,share:0,
says:de,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${E(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="\
probability")return{text:E(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return Yo;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${E(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function vi(t){let e=Be(t),n=t.find(J)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"excess",...r}]:[],
{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function ft({verdict:t}){
return t!=="controls"&&t!=="noise"}function bi(t,e,n,o){if(!t)return{...Yo,says:"not asked yet"};if(!J(t))return{text:de,share:0,says:de,classes:{"ll-not-finite":!0}};
let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),p=a?i.find(({text:h})=>h===a)?.probability??0:c?s??0:
r??0,d=c?s===null?"":ce(s):E(p),f=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?oe(t):d,share:ft(t)||!c?Math.max(0,p):0,says:`${oe(t)}, ${f} ${d}`,classes:{
"ll-under-controls":!a&&!ft(t),"ll-low":_e(t,o)}}}function yi(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,p=t!==void 0&&!J(t),d=r===""&&t?.excess===null&&s,f=t&&!d?je(t,r):0,h=t?oe(t,""):"",u=p?
de:t?`${oe(t)}, ${Qa(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!ft(t)?0:Math.max(0,f),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!p&&!d&&r===""&&(f<=0||!ft(t)),"ll-not-finite":p,"ll-low":t!==void 0&&_e(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Qa(t,e){return e!==""?`P(${e}) ${E(je(t,e))}`:t.excess===null?`confidence ${E(je(t,""))}`:`excess ${ce(
t.excess)}`}function xi({cell:[t,e],answer:n,option:o}){return l(A,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(_i,{answer:n,option:o})]})}function wi({title:t,token:e,answer:n}){return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(N,{text:e})})]}),l(_i,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function _i({
answer:t,option:e}){return l(A,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!J(t)&&l("div",{class:"ll-quiet",children:yt}),t&&J(t)&&l(
A,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(N,{text:oe(t)})}),(e!==""||!be(t))&&l(le,{name:e||"confidence",value:E(Oe(t,e))}),it(t,e).
map(([n,o])=>l(le,{name:n,value:o},n)),t.excess!==null&&l(le,{name:"excess",value:ce(t.excess)})]})]})}function ki({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let p=Object.keys(r).filter(d=>r[d]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...p].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(N,{text:t})})}function Tt(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i,most:a=Bo}=t,c=v=>i?.[v]??v,p=v=>i?i.indexOf(v):v,{view:d}=k(),f=I(null);z(()=>o.current?
e.attach(o.current):void 0,[e,o]),e.version.value;let h=e.width.value,[u,m]=e.cursor.value;z(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-c\
ell[tabindex='0']")?.focus({preventScroll:!0}))});let[g,b,w,y]=e.seen(),x=new Set([u]);for(let v=g;v<b;v+=1)x.add(v);let T=v=>{let M=new Set(v===u?[m]:[]);if(v>=
g&&v<b)for(let F=w;F<y;F+=1)M.add(F);return[...M].sort((F,X)=>F-X)},R=v=>{let M=v instanceof Element?v.closest(".ll-cell"):null;return M?[p(Number(M.dataset[n[0]])),
Number(M.dataset[n[1]])]:void 0},_=({target:v})=>{let M=R(v),F=v.closest(".ll-cell");M&&t.hover?.(M),M&&F&&d.show({anchor:F,content:()=>t.hint(M)})},C=()=>{t.hover?.(
null),d.hide()},q=v=>{if(v.altKey)return;if(v.ctrlKey||v.metaKey){if(v.key!==" "||!t.add)return;t.add(e.cursor.peek()),v.preventDefault();return}let M=e.cursor.
peek(),F=ii[v.key];if(F){e.move(F(M,e),!0);let X=e.cursor.peek();v.shiftKey&&X[0]===M[0]&&t.extend?.(X)}else if(v.key===" "||v.key==="Enter")t.choose(M,!1),v.key===
"Enter"&&t.enter?.();else return;v.preventDefault()},G=v=>r?.spans.some(([M,F])=>M<=v&&v<F)??!1,W=[e,h,u,m,...t.of],H=I({of:[],cells:new Map}),K=W.every((v,M)=>v===
H.current.of[M])?H.current.cells:null,U=new Map,P=(v,M)=>{let F=v*e.columnCount+M,X=K?.get(F)??l(ki,{...t.look(v,M),data:{[`data-${n[0]}`]:c(v),[`data-${n[1]}`]:M},
column:M,left:fe+M*h,stop:v===u&&M===m},M);return U.set(F,X),X};H.current={of:W,cells:U};let L=[];for(let v=w;v<y;v+=1)L.push(v);return l("div",{class:"ll-scrol\
l",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,a)*Fe+14}p\
x`,"--w":`${h}px`,"--head":`${e.head}px`},onScroll:()=>d.hide(),children:l("div",{class:"ll-canvas",role:"presentation",ref:f,style:{width:`${fe+e.columnCount*h}\
px`,height:`${e.head+e.rowCount*Fe}px`},onClick:v=>{let M=R(v.target);M&&(e.move(M,!0),t.add&&(v.ctrlKey||v.metaKey)?t.add(M):t.choose(M,v.shiftKey))},onKeyDown:q,
onPointerDown:v=>{let M=R(v.target);M&&t.press?.(M,v)},onPointerOver:v=>{_(v);let M=R(v.target);M&&t.over?.(M,v)},onFocusIn:_,onPointerOut:C,onFocusOut:C,children:[
l("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:v,start:M,stop:F})=>l(
"div",{class:"ll-band-name","data-role":v,"aria-hidden":"true",style:{left:`${fe+M*h}px`,width:`${(F-M)*h-1}px`},children:l("span",{children:v})},M)),L.map(v=>l(
"div",{class:`ll-head${G(v)?" ll-on":""}`,role:"columnheader","aria-colindex":v+2,title:t.headTitle(v),style:{left:`${fe+v*h}px`},children:t.head(v)},v))]}),[...x].
sort((v,M)=>M-v).map(v=>l("div",{class:`ll-row${r?.rows.includes(v)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-v+1,style:{top:`${e.head+(e.rowCount-1-v)*
Fe}px`},children:[l("div",{class:"ll-side",role:"rowheader",children:c(v)}),T(v).map(M=>P(v,M))]},v)),t.marks]})})}function Si(){let t=k().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Za,{map:t})})}
function Za({map:t}){let{store:e}=k(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=Z(""),c=I(null),p=t.points.find(J)??t.points[0],d=p?.
options.map(({text:_})=>_)??[],f=d.includes(a.value)?a.value:"",h=p?.excess===null?"confidence":"excess",u=Be(t.points),m=bn(t.points,f,i),g=new Map(t.points.map(
_=>[`${_.layer}:${_.target_layer}`,_])),b=(_,C)=>g.get(`${_}:${C}`),w=e.view.answer.value,y=w&&b(w.layer,w.target_layer)?.id===w.id?w:null,x=I(!1);x.current=y!==
null;let T=te(()=>new Je(o,r,[46,168],[0,0],()=>x.current),[]),R=o*r;return l(A,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(N,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(ve,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:_,position:C,question:q})=>[_,`position ${C}: ${B(q)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(ve,{label:"What the cells show",least:2,value:f,options:[["",
h],...d.map(_=>[_,`P(${B(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(ec,{found:m,option:f,choose:_=>{e.show(_),T.move([_.layer,_.target_layer],
!0)}}),l(Ot,{keys:tc(t.points,f,m,i)})]}),l(Tt,{grid:T,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:_=>l(A,{children:[
l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,C)=>yi(b(_,C),[_,C],{option:f,over:u,found:m,here:y,
constants:i}),of:[t,f,y],marked:y&&{rows:[y.layer],spans:[[y.target_layer,y.target_layer+1]]},choose:([_,C])=>{let q=b(_,C);q&&e.show(q)},hint:([_,C])=>l(xi,{cell:[
_,C],answer:b(_,C),option:f})})]})}function ec({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&o.excess!==null?ce(o.excess):E(je(o,
e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[
`Best of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(N,{text:oe(o)})}),_o(o)!==""&&l("span",{class:"ll\
-doubt",children:` ${_o(o)}`})]})}function tc(t,e,n,o){let r=e===""&&Be(t);return[{sign:"shade",text:r?"excess, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},
r&&{sign:"under",text:"a control supports it as much"},t.some(s=>_e(s,o))&&{sign:"low",text:"low option mass"},!t.every(J)&&{sign:"not-finite",text:`${de}: no a\
nswer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var[Dn,Ai]=[14,54];function Ci({lens:t}){let{store:e}=k(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;z(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(f,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=f=>4+(1-f)*(Ai-
8),p=a.flatMap((f,h)=>f&&f.rank!==null?[[h,f]]:[]),d=p.find(([,{rank:f}])=>f===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(N,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(N,{text:r[i]??""})}),
d?`: first likeliest at layer ${d[0]}`:": likeliest at no layer"]}),l("svg",{width:o*Dn,height:Ai,role:"img","aria-label":nc(p),children:[[0,1].map(f=>l("line",
{class:"ll-rule",x1:0,x2:o*Dn,y1:c(f),y2:c(f)},f)),l("polyline",{class:"ll-own",points:p.map(([f,{chance:h}])=>`${(f+.5)*Dn},${c(h??0)}`).join(" ")}),p.map(([f,
{rank:h,chance:u}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(f+.5)*Dn,cy:c(u??0),r:h===1?4:2,children:l("title",{children:`layer ${f}: rank ${h}\
, probability ${E(u??0)}`})},f))]})]})}function nc(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${E(o??0)}`).join("; ")}var oc=[1,2,4,8],rc=12,sc=24;function Jo({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function Mi({rows:t,sight:e,jump:n}){let{store:o}=k(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,p=s.siteMap.value,d=Jo(o);d.at(
0,0);let f=p?vi(p.points):gi(d.vocab,d.pinned),h=c&&!p?f.slice(0,2):f,u=f.find(({name:m})=>m===s.measure.value)??f[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(ve,{label:"What is read in the cells",least:1,value:p?`map ${p.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.slice(0,c?1:void 0).map(({name:m,label:g})=>[`lens ${m}`,g]),...r.siteMaps.value.map(m=>[`map ${m.id}`,ic(m)])],
choose:m=>{m.startsWith("map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(ve,{label:"What the cells show of it",least:2,value:u?.name??"",options:h.map(
({name:m,label:g})=>[m,B(g)]),choose:m=>{s.measure.value=m}}),u?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"\
a word, such as Paris",value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(ve,{label:"Rows of layers",least:a>rc?1:99,value:String(s.stride.
value),options:oc.filter(m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=sc&&l(uc,{jump:n}),
!c&&l(ac,{rows:t,sight:e})]}),u&&l(lc,{kind:u,map:p,waiting:!p&&d.waiting}),l(cc,{}),u?.name==="rank"&&!p&&l(Ci,{lens:d})]})}function ic({question:t,points:e,complete:n,
total:o}){let r=n?"":` (${e.length} of ${o})`;return`Answers: ${B(t)}${r}`}function lc({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-l\
egend",children:[l(ui,{scale:t.scale,of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>J(r)&&!ft(r))&&l("span",{class:"ll-key ll-key-und\
er",children:o.some(({noise:r})=>r?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-\
quiet",children:`${o.length} of ${e.total} cells`})]})}function ac({rows:t,sight:e}){let{store:n}=k(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&
!o.entry.fit&&o.vector===null,c=s.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-link",title:"Let the mo\
del go on with the prompt, without any question",onClick:()=>n.requests.begin("continuation",{}),children:"Continue the prompt"}),l("button",{type:"button",class:"\
ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every layer of ${Ee(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&
$e(i).length>1?"Every layer of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of th\
e box in all ${t.length*r.tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"Every cell"})]})}function cc(){let{text:t="",ended:e=!0}=k().
store.view.continuation.value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("span",{class:"ll-label",children:"The model goes on "}),l("span",
{class:"ll-mono",dir:"auto",children:[l(N,{text:t}),e?"":" …"]})]}):null}function uc({jump:t}){let{tokens:e}=k().store.synced,n=Z(""),o=Z(-1),r=n.value.trim().
toLowerCase(),s=r?dc(e,r):[],i=()=>{s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"\
ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},
onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"n\
one":`${Math.max(0,o.value)+1} of ${s.length}, next`})]})}function dc(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.
flatMap((s,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}function Oi(t){let e=t.columnsOf.value,n=t.current(),o=t.hovered.value??t.chosen.value??(n&&{of:"own",layer:n.layer,position:n.position});if(!o)return null;let{
layer:r,position:s}=o;return o.of==="own"?{layer:r,own:s,second:t.fromOwn(e,s)}:{layer:r,own:t.ownOf(e,s),second:s}}function Nn({of:t,grid:e,rowOf:n}){let{seconds:o}=k().
store,r=o.open.value&&o.shown.value?Oi(o):null,s=r?.[t]??null,i=r?n(r.layer):-1;if(s===null||i<0)return null;let a=e.width.value;return l("div",{class:"ll-linke\
d","aria-hidden":"true",style:{left:`${fe+s*a}px`,top:`${e.head+(e.rowCount-1-i)*Fe}px`,width:`${a-1}px`,height:`${Fe-1}px`}})}function Ti(){let{seconds:t,synced:e}=k().
store,n=Oi(t);if(!n)return l("span",{class:"ll-quiet",children:"Choose a cell of either grid."});let o=t.tokensOf(t.columnsOf.value),r=(s,i="")=>l(A,{children:[
`position ${s} `,l("b",{class:"ll-mono",dir:"auto",children:l(N,{text:i})})]});return l("span",{children:[`Layer ${n.layer}, `,n.own===null?"no partner above":r(
n.own,e.tokens[n.own])," · here ",n.second===null?"no partner":r(n.second,o[n.second])]})}var pc=46;function $i({rows:t,grid:e,scroller:n,shade:o,of:r}){let s=I(null),[i,a,c,p]=e.seen(),[d,f]=[e.columnCount,t.length],h=p-c<d||a-i<f;if(vo(()=>{let g=h?
s.current?.getContext?.("2d"):null;if(!s.current||!g)return;let b=getComputedStyle(s.current).color;g.clearRect(0,0,d,f),g.fillStyle=b;for(let w=0;w<f;w+=1)for(let y=0;y<
d;y+=1){let x=o(t[w]??0,y);x!==null&&(g.globalAlpha=.1+.9*x,g.fillRect(y,f-1-w,1,1))}},[h,t,...r]),!h)return null;let u=g=>{if(g.type==="pointermove"&&(g.buttons&
1)===0)return;let b=n.current,w=s.current?.getBoundingClientRect();if(!b||!w||w.width===0)return;let y=(x,T,R)=>(x-T)/R;b.scrollLeft=y(g.clientX,w.left,w.width)*
b.scrollWidth-b.clientWidth/2,b.scrollTop=y(g.clientY,w.top,w.height)*b.scrollHeight-b.clientHeight/2},m=(g,b)=>`${100*g/b}%`;return l("div",{class:"ll-minimap",
"aria-hidden":"true",onPointerDown:u,onPointerMove:u,children:[l("canvas",{ref:s,width:d,height:f,style:{height:`${pc}px`}}),l("span",{class:"ll-sight",style:{left:m(
c,d),width:m(p-c,d),top:m(f-a,f),height:m(a-i,f)}})]})}function Wn({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:Dt(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:yt}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(N,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:E(o.probs[a]??0)})]},
a)),!s&&l(fc,{reading:o,pinned:r})]})}function fc({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
A,{children:[o!==null&&l(le,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(le,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(le,{name:`rank of ${B(e)}`,value:`${s}, ${E(i??0)}`})]})}function Ei({scroller:t}){let{store:e,view:n}=k(),{synced:o,seconds:r}=e,{tokens:s,layers:i,quiet:a,roles:c,splitCharacters:p,selection:d}=o,f=e.view.stride.value,
h=te(()=>Array.from({length:i},(S,O)=>O).filter(S=>(i-1-S)%f===0),[f]),u=S=>h[S]??0,m=S=>h.findIndex(O=>O>=S),g=I(null),b=I(null),w=Z(null),y=I(null),x=te(()=>{
let S=y.current,{layer:O,position:D}=S??d.peek()??{layer:i-1,position:s.length-1};return new Je(h.length,s.length,[68,168],[m(O),D],()=>S!==null||d.peek()!==null,
c.length>0?si:0)},[h]),T=te(()=>me(()=>new Set(o.answers.value.filter(({vector:S})=>!S).flatMap(({sites:S,layer:O,position:D})=>S.length>0?S:[[O,D]]).map(S=>S.join(
":")))),[]);z(()=>{let S=new AbortController,O=D=>{let V=w.peek();w.value=null;let ue=D.target instanceof Element&&D.target.closest(".ll-second");if(!V||ue)return;
let we=D.ctrlKey||D.metaKey?d.peek():null,De=[V[1],V[2]+1];o.selectAll([...we?.layers??[],V[0]],[...we?.spans??[],De])};return document.addEventListener("pointe\
rup",O,{signal:S.signal}),()=>S.abort()},[]),z(()=>{let S=!0;return re(()=>{let O=d.value;if(S||!O){S=!1;return}let{layer:D,position:V,start:ue,layers:we}=O,[De,
Ze]=x.cursor.peek();ue===V&&(b.current=[D,V]),!(we.includes(u(De))&&$e(O).includes(Ze))&&x.move([m(D),V],g.current?.contains(document.activeElement)??!1)})},[x]);
let[R,_]=x.cursor.value;z(()=>()=>{y.current={layer:u(R),position:_}});let[C,q,G,W]=x.seen();x.version.value;let H=x.width.value,K=I([]),U=te(()=>()=>K.current,
[]),P=te(()=>S=>x.move([x.cursor.peek()[0],S],!1),[x]),L=e.view.siteMap.value,v=Jo(e),M=L?void 0:v.error,[F,X]=[u(C),u(q-1)+1];K.current=[F,X-1,G,Math.max(G,W-1)],
z(()=>{!o.frozen&&!L&&v.look(e.link,F,X,G,W)},[v,L,F,X,G,W,M]);let xe=te(()=>new Map(L?.points.map(S=>[`${S.layer}:${S.position}`,S])),[L]),eo=te(()=>Be(L?.points??
[]),[L]);z(()=>{n.columnWidth.value=H},[H]);let Ae=d.value,mt=w.value,qe=mt?Ke([mt[0]],[[mt[1],mt[2]+1]]):Ae,Ji=S=>{let O=Mo(c,S);return`${S}: ${B(s[S]??"")}${O?
`, ${O}`:""}`},Qi=S=>[...p.filter(({first:O,last:D})=>O<=S&&S<=D).map(({text:O})=>l(A,{children:["a part of ",l("bdi",{children:O})]})),...c.length>0?[Mo(c,S)??
"written by the chat template"]:[]],gt=e.view.measure.value,or=(S,O)=>L?bi(xe.get(`${S}:${O}`),gt,eo,o.constants):qn(v.at(S,O),gt,v.vocab),Zi=(S,O)=>{if(!L&&(gt===
""||gt==="probability"))return v.chance(S,O)??null;let{share:D,classes:V}=or(S,O);return V["ll-empty"]?null:D},el=(S,O)=>{let D=u(S),V=or(D,O),ue=qe?.layers.includes(
D)?qe.spans.find(([De,Ze])=>De<=O&&O<Ze):void 0,we=ue!==void 0;return{text:V.text,share:V.share,label:`Layer ${D}, position ${O} ${s[O]}: ${V.says}`,selected:we,
classes:{...V.classes,"ll-among":we&&ue[1]-ue[0]>1,"ll-first":we&&O===ue[0],"ll-last":we&&O===ue[1]-1,"ll-dim":a.has(O),"ll-answered":T.value.has(`${D}:${O}`)}}},
rr=([S,O])=>{let D=u(S);b.current??=Ae?[Ae.layer,Ae.position]:[D,O];let[,V]=b.current;o.select(D,Math.max(V,O),Math.min(V,O))},tl=([S,O])=>{let D=u(S),[V,ue]=Ae?
[Ae.layers,Ae.spans]:[[],[]],we=ue.some(([Ze,nl])=>Ze<=O&&O<nl),De=V.filter(Ze=>Ze!==D);we&&V.includes(D)&&De.length>0?o.selectAll(De,ue):o.selectAll([...V,D],[
...ue,[O,O+1]])};return l("div",{class:"ll-grid",ref:g,children:[l(Mi,{rows:h,sight:U,jump:P}),l($i,{rows:h,grid:x,scroller:t,shade:Zi,of:[L??v.changes,v,gt]}),
l(Tt,{grid:x,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:c,names:["layer","position"],head:S=>l(A,{children:[l("small",{children:S}),l("span",
{class:"ll-mono ll-cut",dir:Nt(p,S)?"ltr":"auto",children:l(Ge,{text:s[S]??"",part:Nt(p,S)})})]}),headTitle:Ji,look:el,rowNumbers:h,of:[L??v.changes,v,gt,qe,T.value,
xe],marked:qe&&{rows:qe.layers.filter(S=>h.includes(S)).map(m),spans:qe.spans},choose:([S,O],D)=>{if(D)return rr([S,O]);let V=u(S);b.current=[V,O],r.chosen.value=
null,o.select(V,O);let ue=xe.get(`${V}:${O}`);ue&&(e.view.answer.value=ue)},add:tl,enter:()=>e.ask(),extend:rr,hint:([S,O])=>L?l(wi,{title:`Layer ${u(S)}, posit\
ion ${O}`,token:s[O]??"",answer:xe.get(`${u(S)}:${O}`)}):l(Wn,{title:`Layer ${u(S)}, position ${O}`,token:s[O]??"",notes:Qi(O),reading:v.at(u(S),O),pinned:v.pinned}),
press:([S,O],D)=>{D.button!==0||D.pointerType==="touch"||D.shiftKey||(b.current=[u(S),O],r.open.peek()&&(r.dragged.value={trace:"",layer:u(S),position:O}))},hover:S=>{
r.open.peek()&&(r.hovered.value=S&&{of:"own",layer:u(S[0]),position:S[1]})},marks:l(Nn,{of:"own",grid:x,rowOf:S=>h.indexOf(S)}),over:([,S],O)=>{if(!b.current||(O.
buttons&1)===0)return;let[D,V]=b.current;!w.peek()&&S===V||(w.value=[D,Math.min(V,S),Math.max(V,S)])}}),l("div",{class:"ll-note",role:"status",children:M!==void 0&&
l(A,{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${M} `}),l("button",{type:"button",class:"ll-link",onClick:()=>v.retry(),children:"\
Try again"})]})})]})}var Hn=class{answer;wanted=$(0);arrived=$(0);curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);continuation=$(
null);lines;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.
id??""),this.heatMapId=$(o.peek().at(-1)?.id??""),this.lines=me(()=>[...n.value,...r.value.flatMap(di)]),this.curve=Qo(this.lines,this.curveId),this.heatMap=Qo(
o,this.heatMapId),this.siteMapId=$(""),this.siteMap=me(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=Qo(s,this.steeredId)}showMap(e){
this.siteMapId.value=e,this.lines.peek().some(n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=
e,this.measure.value=""}};function Qo(t,e){return me(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var jn=class{hint=$(null);open=$(!1);columnWidth=$(
80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){
clearTimeout(this.timer)}};var ht={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},ze={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",unheard:"\
No kernel has answered here. In a saved page none will: open the notebook and run its cell to ask.",gone:"The kernel is gone. Run the notebook cell again."};function Pi(t){
try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var Li=["dead","terminating","restarting","autorestarting"],Bn=class{constructor(e,n,o){
this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().
toString(36).slice(2);told=0;heard=Date.now();known=!1;routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(
e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?ht.ping:ht.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.
page,n:this.told})}receive(e){this.heard=Date.now(),this.known=!0,e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.
send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=ht.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!==
"gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=Pi(this.model);e!==void 0&&Li.includes(e)&&this.become("gone"),!(Date.now()-this.heard<ht.heartbeat||
this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=Pi(this.model),o=n!==void 0&&Li.
includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":this.known||n!==void 0?"busy":"unheard"),!o&&(n==="idle"&&this.ping(),this.watch(e,ht.ping))}settle(e){
clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.
onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var Vn=class{constructor(e,n){this.link=e;this.frozen=n}link;frozen;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=lt();if(this.frozen)return o;
let r=[...this.work.peek()].filter(([,{state:i}])=>i!=="failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.
value=new Map([...r,[o,s]]),this.link.send({kind:"query",id:o,what:e,args:n},!0)||this.fail(o,ze.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send(
{kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target"||n==="answer"||n==="\
traces")return;let{began:c,first:p}=this.get(e)??{};this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:s,total:i,began:c,first:p})}progress(e,n,o,r=""){
let s=this.get(e),i=s?.began??Date.now(),a=s?.first??(o>0?n:void 0);this.change(e,{state:"running",done:n,total:o,says:r,began:i,first:a})}fail(e,n){this.change(
e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.
value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function Ri({
began:t,first:e=0,done:n,total:o},r=Date.now()){if(!(t===void 0||o===0||n<=e))return(r-t)/1e3/(n-e)*(o-n)}function Ii(){let{store:t}=k(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(mc,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":ze[e]})})]})}var hc=["fit","steer","train"];function mc({work:t}){let{store:e}=k(),{done:n,
total:o,state:r}=t,s=r==="failed",i=o>0,a=Ri(t);return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:s?"ll-message ll-error":"ll-message",role:s?
"alert":void 0,children:gc(e,t)}),r==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progres\
s","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),r==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",children:`${An(a)} left`}),r==="running"&&t.says!==""&&hc.includes(t.what)&&l("sp\
an",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:s?"Dismiss":"Cancel"})]})}
function gc(t,e){if(e.state==="failed")return e.message;let n=t.link.kernel.value;if(e.state==="sent"&&(n==="busy"||n==="unheard"))return ze[n];let o=vc(t,e);return e.
state==="queued"&&e.ahead>0?`${o}: waiting for ${e.ahead} before it`:o}function vc({synced:t},{what:e,args:n}){let{layer:o,position:r,question:s}=n;switch(e){case"\
fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===s?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"continuation":return"The model goes\
 on with the prompt";case"traces":return"Looking for traces of this session";case"second":return"Running the second prompt";case"patch":return"Running the promp\
t again with the patch";case"sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${St(n)}`;case"layers":return`\
Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${s?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`\
Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"noise":return"Comparing the answer\
 with noise";case"verify":return"Running the answer again by itself";case"readers":return`Asking several readers about ${St(n)}`;default:return`Asking ${St(n)}`}}var Fi={entropy:5,surprisal:10};function zi(t,e,n){return t==="entropy"||t==="surprisal"?{of:`${t} in nats`,most:`${Fi[t]}+`}:t==="rank"?{of:`rank of ${n||"the \
pinned token"}`,most:e>1?`÷${e}`:""}:{of:"probability of what was likeliest",most:"1"}}function qi(t,e,n,o,r){if(!r)return{text:"",share:0,says:"equal: the pat\
ch cannot reach it",classes:{"ll-outside":!0}};if(!o)return{text:"",share:0,says:"no partner",classes:{"ll-empty":!0}};let s=t?.difference;if(!t||!s)return{text:"",
share:0,says:"not compared yet",classes:{"ll-empty":!0}};if(s.equal)return{text:"=",share:0,says:"equal",classes:{"ll-equal":!0}};let[i,a,c]=bc(t,e,n);return i===
null?{text:"",share:0,says:`no ${e} here`,classes:{"ll-empty":!0}}:{text:c,share:Math.min(1,Math.abs(a)),says:`${e===""||e==="probability"?`probability of ${t.tokens[0]}`:
e} ${c}`,classes:{"ll-more":a>0,"ll-less":a<0}}}function bc(t,e,n){let{entropy:o,surprisal:r,before:s,after:i,chance:a}=t.difference??{};if(e==="entropy"||e==="\
surprisal"){let p=(e==="entropy"?o:r)??null;return[p,(p??0)/Fi[e],ce(p??0)]}if(e==="rank"){if(s==null||i===null||i===void 0)return[null,0,""];let p=Math.log(s/i)/
Math.log(Math.max(2,n));return[i-s,p,`${s} → ${i}`]}let c=t.probs[0]??null;return c===null||a===null||a===void 0?[null,0,""]:[a-c,a-c,ce(a-c)]}function Di(t,e){
return`${t===null?"":E(t)} → ${e===null?"":E(e)}`}var yc=10;function Kn({view:t}){let e=t.siteMap.value?"":t.measure.value;return{kind:e,pinned:e==="rank"?t.pinned.value:""}}function er(t,e){let{seconds:n,view:o,
lenses:r}=t,{kind:s,pinned:i}=Kn(t),[a,c]=[n.side.value,o.lensName.value];if(a==="difference")return n.pages(e.id,!0,c,s==="rank",i);let p=s!==""&&s!=="probabil\
ity";return a==="base"&&e.base===""?r.of(c,p,i):n.pages(a==="base"?e.base:e.id,!1,c,p,i)}function Zo({patches:t},e,n){return t.length===0||t.some(([o,r])=>e===o&&
n===r||e>o&&n>=r)}function Ni({entry:t}){let{store:e}=k(),{synced:n,seconds:o,view:r,link:s}=e,i=o.side.value,a=o.columnsOf.value,c=o.tokensOf(a),p=r.stride.value,
d=te(()=>Array.from({length:n.layers},(P,L)=>L).filter(P=>(n.layers-1-P)%p===0),[p]),f=I(null),h=te(()=>new Je(d.length,c.length,[68,168],[d.length-1,c.length-1],
()=>!0),[d,c.length]),{kind:u}=Kn(e),m=er(e,t),[g,b,w,y]=h.seen();h.version.value;let x=P=>d[P]??0,[T,R]=[x(g),x(b-1)+1],{error:_}=m;z(()=>m.look(s,T,R,w,y),[m,
T,R,w,y,_]),z(()=>re(()=>{let P=n.selection.value,L=P&&o.fromOwn(a,P.position);if(!P||L===null)return;let v=d.findIndex(M=>M>=P.layer);queueMicrotask(()=>h.move(
[v,L],!1))}),[h,a]);let C=te(()=>new Set(a===""?n.quiet:o.find(a)?.quiet??[]),[a]),q=P=>i!=="difference"||(t.partners[P]??null)!==null,G=i!=="base"&&t.patches.length>
0,W=(P,L)=>{let v=m.at(P,L);return i==="difference"?qi(v,u,m.vocab,q(L),Zo(t,P,L)):qn(v,u,m.vocab)},H=o.chosen.value,K=(P,L)=>{let v=x(P),{text:M,share:F,says:X,
classes:xe}=W(v,L),eo=G&&!Zo(t,v,L),Ae=G&&t.patches.some(([mt,qe])=>mt===v&&qe===L);return{text:M,share:F,label:`Layer ${v}, position ${L} ${c[L]}: ${X}${Ae?", \
patched":""}`,selected:H?.layer===v&&H.position===L,classes:{...xe,"ll-dim":C.has(L),"ll-outside":eo,"ll-written":Ae}}},U=(P,L)=>({trace:a,layer:x(P),position:L});
return l(A,{children:[l(Tt,{grid:h,scroller:f,label:xc[i],corner:"layer",names:["layer","position"],most:yc,head:P=>l(A,{children:[l("small",{children:P}),l("sp\
an",{class:"ll-mono ll-cut",dir:"auto",children:l(Ge,{text:c[P]??""})})]}),headTitle:P=>`${P}: ${B(c[P]??"")}`,look:K,rowNumbers:d,of:[m,m.changes,t,i,u,H],marked:H&&
{rows:[d.indexOf(H.layer)],spans:[[H.position,H.position+1]]},choose:([P,L])=>{o.chosen.value={of:"second",layer:x(P),position:L}},hover:P=>{o.hovered.value=P&&
{of:"second",layer:x(P[0]),position:P[1]}},press:([P,L],v)=>{v.button===0&&v.pointerType!=="touch"&&(o.dragged.value=U(P,L))},marks:l(Nn,{of:"second",grid:h,rowOf:P=>d.
indexOf(P)}),hint:([P,L])=>{let v=x(P),M=`Layer ${v}, position ${L}`,F=m.at(v,L),X=c[L]??"",xe=G&&!Zo(t,v,L)?[wc]:[];return i==="difference"?l(_c,{title:M,token:X,
reading:F,notes:xe,partner:q(L)}):l(Wn,{title:M,token:X,notes:xe,reading:F,pinned:m.pinned})}}),_!==void 0&&l("div",{class:"ll-note",role:"status",children:[l("\
span",{class:"ll-error",children:`The cells could not be read: ${_} `}),l("button",{type:"button",class:"ll-link",onClick:()=>m.retry(),children:"Try again"})]})]})}
var xc={second:"Second trace: layers by tokens",base:"Before: layers by tokens",difference:"Difference: layers by tokens"},wc="The patch cannot reach this cell:\
 it is equal in both runs.";function _c({title:t,token:e,reading:n,notes:o,partner:r}){let s=n?.difference,[i]=n?.tokens??[],a=s&&!s.equal&&o.length===0&&r;return l(
A,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{class:"ll-mono",dir:"auto",children:Dt(e)})]}),o.map(c=>l("div",{class:"ll-qui\
et",children:c},c)),!r&&l("div",{class:"ll-quiet",children:"This token has no partner in the second prompt."}),r&&!s&&o.length===0&&l("div",{class:"ll-quiet",children:"\
Not compared yet."}),s?.equal&&o.length===0&&l("div",{class:"ll-quiet",children:"Equal in both, but for rounding."}),a&&l(A,{children:[l("div",{class:"ll-pop-te\
xt ll-mono",dir:"auto",children:[l(N,{text:i??""}),s.top!==null&&s.top!==i&&l(A,{children:[" → ",l("bdi",{children:l(N,{text:s.top})})]})]}),l(le,{name:`P(${B(
i??"")})`,value:Di(n.probs[0]??null,s.chance)}),s.entropy!==null&&l(le,{name:"entropy",value:`${ce(s.entropy)} nats`}),s.surprisal!==null&&l(le,{name:"surprisal\
 of the next token",value:`${ce(s.surprisal)} nats`}),s.before!==null&&l(le,{name:"rank",value:`${s.before} → ${s.after}`}),s.distance!==null&&l(le,{name:"dis\
tance",value:s.distance.toFixed(2)})]})]})}function Wi(){let{seconds:t}=k().store,e=t.shown.value;return kc(),t.open.value?l("section",{class:"ll-second","aria-label":"Second trace",children:[l(Sc,{}),e&&
l(Ve,{code:e.code,children:l(Ac,{entry:e})}),e&&l(Ni,{entry:e},`${e.id} ${t.columnsOf.value}`),e&&l(Cc,{entry:e}),l(Mc,{}),e&&l(Oc,{entry:e})]}):l("p",{class:"l\
l-second-open",children:l("button",{type:"button",class:"ll-link",onClick:()=>{t.open.value=!0,t.list()},children:"Compare with another prompt, or patch"})})}function kc(){
let{seconds:t}=k().store;z(()=>{let e=new AbortController,n=o=>{let r=t.dragged.peek();t.dragged.value=null;let s=o.target instanceof Element?o.target.closest("\
.ll-cell"):null,i=s?.closest(".ll-second")??null;if(!r||!s||!(i??s.closest(".ll-grid")))return;let a=r.trace===t.columnsOf.peek()&&i!==null,c=i?t.columnsOf.peek():
"";if(a||!i&&r.trace==="")return;let{layer:p,position:d}=s.dataset;t.patch(r,{trace:c,layer:Number(p),position:Number(d)})};return document.addEventListener("po\
interup",n,{signal:e.signal}),()=>e.abort()},[])}function Sc(){let{seconds:t,synced:e}=k().store,n=se(),o=Z(""),r=t.offered.value,s=e.seconds.value;return l("fo\
rm",{class:"ll-line",onSubmit:i=>{i.preventDefault(),o.value.trim()&&t.compare(o.value,"")},children:[l("label",{class:"ll-label",for:n,children:"Compare with"}),
l("input",{class:"ll-field ll-mono",id:n,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"a second prompt",value:o.value,onInput:({currentTarget:i})=>{o.
value=i.value}}),l("button",{type:"submit",class:"ll-button",disabled:!o.value.trim(),children:"Compare"}),l(ve,{label:"Prompts of this session",least:2,value:"",
options:[["","or one of this session"],...r.map(i=>[i.key,B(i.label)])],choose:i=>{i&&t.compare("",i)}}),l(ve,{label:"Compared so far",least:2,value:t.shown.value?.
id??"",options:s.map(i=>[i.id,B(i.label)]),choose:i=>t.show(i)}),l("button",{type:"button",class:"ll-link","aria-label":"Close the comparison",onClick:()=>{t.open.
value=!1},children:"×"})]})}function Ac({entry:t}){let{seconds:e}=k().store,n=t.patches.length>0;return l("div",{class:"ll-sides",children:[l("span",{class:"ll\
-segments",role:"group","aria-label":"What the second grid shows",children:(n?[["base","Before"],["second","After"],["difference","After minus before"]]:[["seco\
nd","Second prompt"],["difference","Second minus first"]]).map(([r,s])=>l("button",{type:"button",class:"ll-button","aria-pressed":e.side.value===r,onClick:()=>{
e.side.value=r,e.chosen.value=null},children:s},r))}),l("span",{class:"ll-quiet ll-cut",dir:"auto",title:t.label,children:t.label}),n&&l("button",{type:"button",
class:"ll-link",onClick:()=>e.undo(t),children:"Undo the patch"})]})}function Cc({entry:t}){let{store:e}=k(),{seconds:n}=e,o=er(e,t);o.at(0,0);let{kind:r}=Kn(e),
{of:s,most:i}=zi(r,o.vocab,o.pinned),a=n.side.value==="difference",c=t.patches.length>0;return l("div",{class:"ll-legend ll-second-keys",children:[a&&l("span",{
class:"ll-key ll-ramp",children:[`${s}: ${r==="rank"?"worse":`−${i}`} `,l("span",{class:"ll-gradient ll-diverging","aria-hidden":"true"}),r==="rank"?" better":
` +${i}`]}),l(Ot,{keys:[a&&{sign:"equal",text:"equal"},a&&!c&&{sign:"none",text:"no partner"},c&&n.side.value!=="base"&&{sign:"outside",text:"the patch cannot r\
each it: equal"},c&&n.side.value!=="base"&&{sign:"written",text:"patched"}]}),o.waiting&&l("span",{class:"ll-quiet",children:"reading…"}),l("span",{class:"ll-\
linked-words",role:"status",children:l(Ti,{})})]})}function Mc(){let{seconds:t}=k().store,e=t.current(),n=t.copied.value,o=({trace:r,layer:s,position:i})=>l(A,{
children:[`L${s}, position ${i} `,l("b",{class:"ll-mono",dir:"auto",children:l(N,{text:t.tokensOf(r)[i]??""})}),r===""?" of the first prompt":" of the second"]});
return l("div",{class:"ll-line ll-patching",children:[l("span",{class:"ll-quiet",children:e?o(e):"Choose a cell of either grid."}),l("button",{type:"button",class:"\
ll-button",disabled:!e,onClick:()=>{t.copied.value=e},children:"Copy this activation"}),l("button",{type:"button",class:"ll-button",disabled:!e||!n,title:n?"Run\
 the prompt again with the copied state in this cell":"Copy an activation first",onClick:()=>{e&&n&&t.patch(n,e)},children:"Patch here"}),l("span",{class:"ll-qu\
iet",role:"status",children:n?l(A,{children:["copied: ",o(n)]}):"or drag a cell of one grid onto a cell of the other"})]})}function Oc({entry:t}){let{next:e,distance:n,
patches:o}=t,r=o.length>0?["before","after"]:["first","second"];return l("div",{class:"ll-next",children:[l("p",{class:"ll-help",children:n===null?"What comes n\
ext is not finite in one of both.":n<.005?"The next token is as likely as before.":`What comes next differs by ${E(n)} (total variation, 0 to 1).`}),e.length>0&&
l("table",{children:[l("thead",{children:l("tr",{children:[l("th",{scope:"col",children:"next token"}),l("th",{scope:"col",children:r[0]}),l("th",{scope:"col",children:r[1]})]})}),
l("tbody",{children:e.slice(0,6).map(({token:s,before:i,after:a})=>l("tr",{children:[l("th",{scope:"row",class:"ll-mono",dir:"auto",children:l(N,{text:s})}),[i,
a].map((c,p)=>l("td",{children:[l("span",{class:"ll-bar",style:{"--p":String(c)}}),l("span",{class:"ll-num",children:E(c)})]},r[p]))]},s))})]})]})}function ji(){let{store:t}=k(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=I(null),i=I(r);z(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,p=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:d=>{d.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(A,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:p||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ue,{groups:[o.steer],beside:({name:d})=>d==="steer_wish"&&l(Tc,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l($c,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(Ec,{})]})}function Tc(){
let{store:t}=k(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function $c(){let{store:t}=k(),{steering:e,preview:n}=t,o=se(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function Ec(){let{store:t}=k(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(Ve,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${Pc[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:Lc(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(Hi,{name:"As it is",said:r.before,steered:r}),l(Hi,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var Pc={vectors:"vectors",lora:"a LoRA"};function Lc({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,p=0]=i,d=[...new Set(a.map(([u])=>u))],{spans:f}=Ke([],a.map(([,u])=>[u,u+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${pe(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${p.toPrecision(2)} after step ${r}. Reads ${pe(d)}, ${Ee(f)}.`}function Hi({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:E(e.confidence)})]})]})}var Rc={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Bi=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Gn=class{constructor(e,n={},o={},r={},s={}){
this.entries=e;this.sources=o;this.steering=r;this.training=s;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Rc}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...r}=this.state.peek().settings,
s=n===void 0||Bi(n,this.own[e]);this.change({settings:s?r:{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){
return this.differing(this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Bi(o,e[n]??null)))}get comparable(){
let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(
e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){
return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.settings),source:this.vector||
this.value("variant")?this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,r=this.textOf(e).trim();return n===""?{text:r}:o===""?{preset:n}:{preset:n,
text:r}}};var Un=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var tn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){this.version.value;let[o,r]=this.found(e,n);if(!o)return;let{k:s,measures:i,difference:a}=o;return{tokens:o.index.slice(r*s,(r+1)*s).map(c=>o.
words[c]??""),probs:o.probs.slice(r*s,(r+1)*s),...i&&{measures:{entropy:i.entropy[r]??null,surprisal:i.surprisal[r]??null,rank:i.rank[r]??null,chance:i.chance[r]??
null}},...a&&{difference:{top:o.words[a.index[r]??-1]??null,chance:a.chance[r]??null,entropy:a.entropy[r]??null,surprisal:a.surprisal[r]??null,before:a.before[r]??
null,after:a.after[r]??null,distance:a.distance[r]??null,equal:a.equal[r]??!1}}}}chance(e,n){let[o,r]=this.found(e,n);return o?.probs[r*o.k]}found(e,n){let o=this.
blocks.get(this.block(e,n)),r=o?.layers.indexOf(e)??-1;return!o||r<0||n<o.start||n>=o.stop?[void 0,0]:[o,r*(o.stop-o.start)+n-o.start]}block(e,n){return Math.floor(
e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get waiting(){return this.version.value,this.asked.size>0}get error(){
return this.version.value,[...this.failed.values()][0]}addAll(e){for(let n of e){let o=ko(n);o&&this.add(o)}}add(e){let n=e.measures??e.difference;n&&([this.vocab,
this.pinned]=[n.vocab,n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,r,s,i=!1){for(let c of i?[]:this.
strayed(n,o,r,s))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,r,s)].map(([c,p])=>{let d=lt();return this.began(c,d),{id:d,args:p}});a.length>0&&this.
changed();for(let{id:c,args:p}of a)e.send({kind:"query",id:c,what:"lens",args:p},!0)||this.ended(c,ze.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){
let s=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<
r;c+=this.wide){let p=`${a}:${c}`;if(this.asked.has(p)||this.failed.has(p)||this.done.has(p))continue;let d=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=
1)d.push(h);let f=Math.min(c+this.wide,this.positions);this.covered(d,c,f)||s.set(p,{layers:d,start:c,stop:f,...this.more})}return s}strayed(e,n,o,r){return[...this.
asked].filter(([s])=>{let[i=0,a=0]=s.split(":").map(Number);return i>=n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n)}ended(e,n,o){
for(let[r,s]of this.asked)s===e&&(this.asked.delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){let r=this.
blocks.get(this.block(e[0]??0,n));return!!r&&r.start<=n&&r.stop>=o&&e.every(s=>r.layers.includes(s))}changed(){this.version.value=this.version.peek()+1}};var $t=class{constructor(e,n,o,r={}){this.layers=e;this.positions=n;this.constants=o;this.base=r;this.plain=new tn(e,n,o,r)}layers;positions;constants;base;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...this.base,...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new tn(this.layers,
this.positions,this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function tr(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Xn(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return tr(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function Vi(t,e){let{link:n,preview:o,requests:r}=t;ne(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"qu\
eued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":qc(t,e);break;case"r\
esult":case"error":case"cancelled":Ic(t,e)}})}function Ic(t,e){let{requests:n,preview:o,lenses:r,seconds:s}=t,{id:i}=e,a=e.kind==="error"?e.message||e.type:void 0,
c=n.get(i),p=e.kind==="result"&&Nc(e.value)?e.value:void 0;r.ended(i,a,p),s.ended(i,a,p),c&&a!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,a),n.fail(
i,a)):n.drop(i),c&&a===void 0&&Fc(t,c,e.kind==="cancelled"),e.kind==="result"&&(!c&&Dc(e.value)&&t.replace(e.value),zc(t,i,c,e.value))}function Fc({pace:t},{what:e,
args:n,began:o,first:r=0,done:s,total:i},a){if(o===void 0||!["ask","sweep","scales","layers"].includes(e)||a&&e==="ask")return;let c=e==="ask"?1:(a?s:i)-r;t.note(
e,n,c,(Date.now()-o)/1e3)}function zc(t,e,n,o){let{synced:r,view:s}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.
done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="continuation")s.continuation.value=o;else if(n?.
what==="second"||n?.what==="patch")t.seconds.done(o);else if(n?.what==="traces")t.seconds.offered.value=o.traces;else if(n?.what==="ask"){let i=o;r.answers.value=
[...r.answers.peek().filter(a=>a.id!==i.id),i],s.answer.value=i,s.arrived.value+=1}else n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what==="readers"?s.
arrived.value+=1:(n?.what==="sweep"||n?.what==="scales")&&tr(r.curves,o)&&(s.curveId.value=e)}function qc({requests:t,synced:e,view:n},{id:o,answers:r,target:s}){
let[i]=r;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...s&&{target:s}};a?.what==="layers"?Xn(e.heatMaps,o,r,
()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Xn(e.siteMaps,o,r,()=>c)&&n.showMap(o):Xn(e.curves,o,r,()=>({...c,layer:i.layer,...i.
vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function Dc(t){return typeof t=="object"&&t!==null&&"confidence_kind"in t}function Nc(t){return typeof t==
"object"&&t!==null&&"words"in t}function Ki(t,e,n){let{link:o,synced:r,requests:s}=t,i=d=>s.work.peek().has(d),c=[["msg:custom",(d,f)=>Vi(t,Wr(d,f))],...Object.entries({selection:()=>r.echoed(),
span:()=>r.echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>Wc(
t,rt(e.get("history"))),comparisons:()=>{r.comparisons.value=e.get("comparisons")},seconds:()=>{r.seconds.value=e.get("seconds")},steered:()=>{r.steered.value=e.
get("steered")},trained:()=>{r.trained.value=e.get("trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=
e.get("lenses")},heat_maps:()=>r.replace("heat_maps",i),pages:()=>t.lenses.plain.addAll(e.get("pages"))}).map(([d,f])=>[`change:${d}`,f]),...["selection","draft",
"source","pages"].map(d=>[`change:${d}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[d,f]of c)e.on(d,f);let p=setInterval(()=>{(s.work.peek().size>
0||document.visibilityState!=="hidden")&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(p);for(let[d,f]of c)e.off(d,f)}),o.ping(),o.route(ht.subshell)}
function Wc({synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,s=n.at(-1)??null;ne(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&
(e.answer.value=s)})}var Hc=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],Yn=class{known=new Map;version=$(0);note(e,n,o,r){if(!(o<1||!(r>0))){
for(let s of[this.key(e,n),Gi(e)])this.known.set(s,r/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(r=>this.known.has(r));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:r={}}){let s=Hc.
map(i=>r[i]??null);return JSON.stringify([Gi(e),n?.preset??"",o.length>0,s])}};function Gi(t){return t==="ask"?"ask":"sweep"}var jc=250,Jn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},jc))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){ne(()=>{this.target.value=e,this.problem.value=n})}};var Qn=class{constructor(e,n,o){this.synced=e;this.requests=n;this.constants=o;let r=e.seconds.peek().at(-1)?.id??"";this.open=$(r!==""),this.shownId=$(r),this.
shown=me(()=>this.find(this.shownId.value)??null),this.columnsOf=me(()=>{let s=this.shown.value;return this.side.value==="second"?s?.id??"":s?.base??""})}synced;requests;constants;open;shownId;shown;side=$(
"second");offered=$([]);hovered=$(null);chosen=$(null);copied=$(null);dragged=$(null);columnsOf;lenses=new Map;before=new Map;find(e){return this.synced.seconds.
value.find(n=>n.id===e)}tokensOf(e){return e===""?this.synced.tokens:this.find(e)?.tokens??[]}ownOf(e,n){return e===""?n:this.find(e)?.own[n]??null}fromOwn(e,n){
if(e==="")return n;let o=this.find(e)?.own.indexOf(n)??-1;return o<0?null:o}current(){let e=this.chosen.value,n=this.synced.selection.value;return e?{trace:this.
columnsOf.value,layer:e.layer,position:e.position}:n&&{trace:"",layer:n.layer,position:n.position}}compare(e,n){this.requests.begin("second",{prompt:e,key:n})}list(){
this.requests.begin("traces",{})}patch(e,n){this.requests.begin("patch",{read:e,write:n})}undo({id:e,base:n}){this.show(this.before.get(e)??n)}show(e){ne(()=>{let n=(this.
find(e)?.patches.length??0)>0;this.shownId.value=e,this.chosen.value=null,!n&&this.side.peek()==="base"&&(this.side.value="second")})}done(e){ne(()=>{let{seconds:n}=this.
synced,o=e.patches.length>0;o&&this.before.set(e.id,this.shownId.peek()),n.value=[...n.peek().filter(({id:r})=>r!==e.id),e],this.open.value=!0,this.shownId.value=
e.id,this.side.value=o?"difference":"second",this.chosen.value=null})}pages(e,n,o,r,s){let i=this.tokensOf(n?this.find(e)?.base??"":e).length,a=`${n?"difference":
"trace"} ${e}`,c=this.lenses.get(a)??new $t(this.synced.layers,i,this.constants,{trace:e,...n&&{difference:n}});return this.lenses.set(a,c),c.of(o,r,s)}ended(e,n,o){
for(let r of this.lenses.values())r.ended(e,n,o)}};var Zn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;ne(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();ne(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var Bc=400,nn=class{link;synced;requests;view;lenses;draft;preview;fits;steering;seconds;pace=new Yn;wanted=new Set;resting;constructor(e,n){this.link=new Bn(e,
f=>{f==="gone"&&this.requests.failAll(ze.gone)},n),this.synced=new xn(e,this.link),this.requests=new Vn(this.link,this.synced.frozen),this.view=new Hn(this.synced);
let{layers:o,tokens:r,constants:s,entries:i,source:a,steer:c,train:p}=this.synced;if(this.lenses=new $t(o,r.length,s),this.lenses.plain.addAll(e.get("pages")??[]),
this.draft=new Gn(i,e.get("draft")??{},a.peek()?.settings,c?.settings,p?.settings),this.fits=new Un(this),this.steering=new Zn(this),this.seconds=new Qn(this.synced,
this.requests,s),this.preview=new Jn(f=>{let h=lt();return this.link.send({kind:"query",id:h,what:"target",args:f})?h:void 0},n),this.synced.frozen)return;Ki(this,
e,n);let d=[re(()=>this.lookAhead()),re(()=>this.complete())];n?.addEventListener("abort",()=>{for(let f of d)f();clearTimeout(this.resting)})}lookAhead(){let{draft:e,
preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,source:s,...this.selected()}:null)}complete(){let{brief:e,id:n}=this.
view.answer.value??{};!e||n===void 0||this.wanted.has(n)||(this.wanted.add(n),this.link.send({kind:"query",id:lt(),what:"answer",args:{answer:n}}))}selected(){let e=this.
synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;return this.draft.vector?{layer:n,position:o}:{
layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){ne(()=>{e(this.draft);let{setting:n}=this.preview.problem.
peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=setTimeout(
()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),Bc)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";return e.
ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.draft.beside.
map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,
o=this.asking(),r=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,layers:i,start:a,position:c}=r,p=i.length>1?{layers:i}:
{},d=a<c?{start:a,stop:c+1}:{start:null,stop:null};n.begin("sweep",{layer:s,...p,...d,...e.asking()})}}sites(e,n,o){let r=this.synced.selection.peek();if(!this.
draft.ready||!r&&!e)return;let{start:s,position:i}=r??{start:0,position:0},a=e?{start:null,stop:null}:{start:s,stop:i+1};this.requests.begin("sites",{layers:n,...a,
near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.
asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){let n=a=>a.map(c=>c.id===e.id?e:c),{answers:o,curves:r,heatMaps:s,siteMaps:i}=this.synced;
ne(()=>{o.value=n(o.peek()),r.value=r.peek().map(a=>({...a,points:n(a.points)})),s.value=s.peek().map(a=>({...a,points:n(a.points)})),i.value=i.peek().map(a=>({
...a,points:n(a.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.value=e)})}show(e){ne(()=>{this.view.answer.value=e,e.position!==null&&this.synced.
selectAll(ge(e),Ao(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.value,...o.value,...r.value].find(({id:a})=>e.
id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var Ui="latentlens-closed-tip";function Xi(){let{tip:t,frozen:e}=k().store.synced,[n,o]=dn(Vc);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(Ui,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function Vc(){try{return localStorage.getItem(Ui)}catch{
return null}}function Yi(){let{store:t}=k(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ue,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(Kc,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(Gc,{training:i},
i.id))]})}function Kc(){let{store:t}=k(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Gc({training:t}){let{store:e}=k(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:p}=t,[d,f]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(Ve,{code:p,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(A,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${d} rows, validated on ${f}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Uc,{run:h},h.kind))})]})]})]})}
function Uc({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Xc({open:t}){let e=te(t,[t]),{synced:n}=e,o=te(()=>({store:e,view:new jn}),[e]),r=I(null),s=I(null);z(()=>()=>o.view.end(),[o]),z(()=>r.current&&s.current?
Yc(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(wo.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". No kernel: a saved view. \
Open the notebook and run its cell to ask."]})]}),l(Xi,{}),l(Ei,{scroller:r}),!n.frozen&&l(Wi,{}),!n.frozen&&l(js,{}),l(Ii,{}),l("div",{class:"ll-result",children:[
l("div",{class:"ll-reply",children:[l(ts,{}),l(Bs,{})]}),l(mi,{})]}),!n.frozen&&l(ji,{}),!n.frozen&&l(Yi,{}),l(hi,{scroller:s}),l(Si,{}),l(Fs,{}),l(Jc,{name:n.key})]})}
function Yc(t,e,{view:n}){let o=new AbortController,r=(i,a)=>()=>{let{vector:c,position:p}=n.curve.peek()??{};c===void 0&&p===void 0&&a.scrollLeft!==i.scrollLeft&&
(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=re(
()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{s(),o.abort()}}function Jc({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display\
: none; }`})}var nr=class extends We{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{
error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},xb=()=>{let t;
return{initialize({model:e,signal:n}){try{t=new nn(e,n)}catch{}},render({model:e,el:n,signal:o}){let r=document.createElement("div");r.className="ll-root",r.setAttribute(
"data-jp-suppress-context-menu",""),r.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&i.stopPropagation()},{signal:o}),n.append(r),po(l(nr,{children:l(Xc,
{open:()=>(t??=new nn(e,o),t)})}),r),o.addEventListener("abort",()=>po(null,r))}}};export{xb as default};
