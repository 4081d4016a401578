var I,To,Fn,Re,Ln,Bt,Eo,qt,$o,zn,Pn,Ro,vt=Symbol.for("pv"),Vt={},Kt=[],li=/^m(i|n|o|s|text|space)$/,Nn=Array.isArray,Wn=Kt.slice,Be=Object.assign;function je(t){
t&&t.parentNode&&t.remove()}function Lo(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?Wn.call(arguments,2):n),gt(t,i,o,r,null)}function gt(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:vt,__v:r||++To,__i:-1,__u:0};return!r&&I.vnode&&I.
vnode(s),s}function T(t){return t.children}function Le(t,e){this.props=t,this.context=e,this.__g=0}function Pe(t,e){if(e==null)return t.__&&Pe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Pe(t)}function ai(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=Be({constructor:vt},n)).__v=n.__v+1,I.vnode&&I.vnode(e),Dn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||Pe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,Wo(r,e,s),n.__=n.__e=null,e.__e!=o&&Po(e))}function Po(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Po(t)}function In(t){(8&t.__g||(t.__g|=8,Re.push(t),Bt++))&&Ln==I.debounceRendering||((Ln=I.debounceRendering)||queueMicrotask)(Io)}function Io(){try{for(var t,
e=1;Re.length;)Re.length>e&&Re.sort(Eo),t=Re.shift(),e=Re.length,8&t.__g&&ai(t)}finally{(Bt=Re.length)&&(Ln||queueMicrotask)(Io)}}function Fo(t,e,n,o,r,s,i,a,c,u,f){
var p,h,d,m,g,v,x=o.__k||Kt,y=e.length;for(c=ci(n,e,x,c,y),p=0;p<y;p++)(d=n.__k[p])!=null&&(h=~d.__i&&x[d.__i]||Vt,d.__i=p,v=Dn(t,d,h,r,s,i,a,c,u,f),m=d.__e,(h.
ref!=d.ref||8&h.__u)&&(h.ref&&Hn(h.ref,null,d,h),d.ref&&f.push(d.ref,d.__c||m,d)),g=g||m,4&d.__u?(c=zo(d,c,t,!h.__v),h.__e&&(h.__e=null)):typeof d.type=="functi\
on"&&v!==void 0?c=v:m&&(c=m.nextSibling),d.__u&=-21);return n.__e=g,c}function ci(t,e,n,o,r){var s,i,a,c,u,f,p,h,d,m=n.length,g=m,v=0,x=0,y=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=y[s]=gt(null,i):Nn(i)?i=y[s]=gt(T,{children:i}):
i.constructor===vt&&i.__b?i=y[s]=gt(i.type,i.props,i.key,i.ref,i.__v):y[s]=i,c=s+v,i.__=t,i.__b=t.__b+1,a=null,~(u=i.__i=ui(i,n,c,g))&&(g--,(a=n[u])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,u==c-1?v--:u==c+1?v++:u!=c&&(u>c?v--:v++,x=1)):(~u||(r>m?v--:r<m&&v++),typeof i.type!="function"&&(i.__u|=4))):y[s]=null;if(x){for(f=[],p=[],
s=0;s<r;s++)if((i=y[s])&&16&i.__u){for(v=0,h=f.length;v<h;)f[d=v+h>>1]<i.__i?v=d+1:h=d;f[v]=i.__i,p[s]=v+1}for(v=f.length;s--;)p[s]&&(p[s]==v?v--:y[s].__u|=4)}if(g)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=Pe(a)),qn(a,a));return o}function zo(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=zo(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Pe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function ui(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function Oo(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Ht(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Oo(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Oo(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=Pn[e]||(Pn[e]=di(e)),(t.__a||(t.__a={}))[e]=zn,s=e!=(e=e.replace($o,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function di(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[qt]==null)e[qt]=zn++;else if(e[qt]<this.__a[t])return;return n(I.event?I.event(e):e)}}}function Dn(t,e,n,o,r,s,i,a,c,u){
var f,p,h,d,m,g,v,x,y,_,M,R,w,C,L,b,k,P,N=e.type;if(e.constructor!==vt)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,p=s=[],f.nodeType==8?a=jt(f,s):
s.push(f),a=s[0]||a),(f=I.__b)&&f(e);e:if(typeof N=="function"){h=i.length;try{if(x=e.props,y=(f=N.prototype)&&f.render,_=(f=N.contextType)&&o[f.__c],M=f?_?_.props.
value:f.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(y?e.__c=d=new N(x,M):(e.__c=d=new Le(x,M),d.constructor=N,d.render=pi),_&&_.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),y&&(d.__s||(d.__s=d.state),N.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Be({},d.__s)),Be(d.__s,N.getDerivedStateFromProps(
x,d.__s)))),m=d.props,g=d.state,d.__v=e,n.__c){if(x!==m&&y&&!N.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(x,M),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(x,d.__s,M)===!1){e.__v!=n.__v&&(d.props=x,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(V){V&&(V.__=e)}),Kt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=Pe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
x,d.__s,M),y&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,g,v)})}else y&&!N.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
y&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=M,d.props=x,d.__P=t,d.__g&=-5,R=I.__r,w=y?25:0;do d.__g&=-9,R&&R(e),f=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++w<25);y&&(Kt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Be({},o,d.getChildContext())),y&&n.__c&&d.getSnapshotBeforeUpdate&&
(v=d.getSnapshotBeforeUpdate(m,g)),C=f&&f.type===T&&f.key==null?f.props.children:f,x.__P&&(f=a,r=(t=x.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(V){V&&qn(V,V)}),n.__k=null),a=n.__k?Pe(n,0):null),a=Fo(t,Nn(C)?C:[C],e,n,o,r,s,i,a,c,u),x.__P&&(e.__e=null,a=f),e.__u&=-161,p&&p.some(je),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(V){if(i.length=h,e.__v=null,c||s)if(V&&V.then){if(e.__u|=128|c,s){for(~(k=s.indexOf(a||void 0))||(k=s.length);(P=s[k-1])&&P.
nodeType==8;)k--;for(;k<s.length;k++)if(P=s[k])if(s[k]=null,L){if(P==b)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(b=jt(L=P))}}if(!L){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;L=a}(f=jt(L=e.__c.__z||(e.__c.__z=L)))?(e.__e=L,a=f):e.__e=a,a=a&&a.nextSibling}else s&&s.some(je);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),V&&V.then||No(e),I.__e(V,e,n)}}else a=e.__e=fi(n.__e,e,n,o,r,s,i,c,u,t);return(f=I.diffed)&&f(e),a}function jt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function No(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(No))}function Wo(t,e,n){for(var o=0;o<n.length;)Hn(n[o++],n[o++],n[o++]);I.__c&&I.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){I.__e(s,r.__v)}})}function fi(t,e,n,o,r,s,i,a,c,u){var f,p,h,d,m,g,v,x,y=n.props||Vt,_=e.
props,M=e.type;if(M=="svg"?r="http://www.w3.org/2000/svg":M=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(f=0;f<s.
length;f++)if((m=s[f])&&(M?m.localName==M:m.nodeType==3)){t=m,s[f]=null;break}}if(!t){if(x=u.ownerDocument||document,!M)return x.createTextNode(_);t=x.createElementNS(
r,M,_.is?_:u),a&&(I.__m&&I.__m(e,s),a=!1),s=null}if(M){if(u=M=="template"&&t.content||t,s=M=="textarea"&&_.defaultValue!=null?null:s&&Wn.call(u.childNodes),!a&&
s)for(y={},f=0;f<t.attributes.length;f++)y[(m=t.attributes[f]).name]=m.value;for(f in y)m=y[f],f=="dangerouslySetInnerHTML"?h=m:f=="children"||f in _||f=="value"&&
"defaultValue"in _||f=="checked"&&"defaultChecked"in _||Ht(t,f,null,m,r);for(f in _)m=_[f],f=="children"?d=m:f=="dangerouslySetInnerHTML"?p=m:f=="value"?g=m:f==
"checked"?v=m:a&&typeof m!="function"||y[f]===m||Ht(t,f,m,y[f],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(M=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&li.test(M))&&(r="http://www.w3.org/1999/xhtml"),Fo(u,Nn(d)?d:[d],e,n,o,r,s,i,s?s[0]:n.__k&&Pe(n,0),
a,c),s&&s.some(je)),a&&M!="textarea"||(f="value",M=="progress"&&g==null?t.removeAttribute(f):g==null||g===t[f]&&(M!="progress"||g)||Ht(t,f,g,y[f],r),f="checked",
v!=null&&v!=t[f]&&Ht(t,f,v,y[f],r))}else y===_||a&&t.data==_||(t.data=_);return t}function Hn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){I.__e(r,n)}}function qn(t,e,n){var o,r,s,i;if(I.unmount&&I.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Hn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){I.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&qn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=jt(o,s=[]))&&(o==t.__e&&s.some(je),je(r),je(o)),n||je(
t.__e),t.__e=t.__c=t.__=null}function pi(t,e,n){return this.constructor(t,n)}function jn(t,e){var n,o,r,s;I.__&&I.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=gt(T,{children:[t]}),r=[],s=[],Dn(e,e.__k,o||Vt,Vt,e.namespaceURI,o?null:e.firstChild?Wn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),Wo(r,e.__k,s),e.__k.props.children=null}function Do(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,In(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+Ro++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}I={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Bt=0,t}},To=0,Fn=function(t){return t!=null&&t.
constructor===vt},Le.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Be({},this.state)),typeof t=="function"&&(t=t(Be({},n),this.props)),
t&&(Be(n,t),this.__v&&(e&&this.__k.push(e),In(this)))},Le.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),In(this))},Le.prototype.render=
T,Re=[],Bt=0,Eo=function(t,e){return t.__v.__b-e.__v.__b},qt=Symbol(),$o=/(PointerCapture)$|Capture$/i,zn=0,Pn={},Ro=0;var nt,K,Bn,Ho,Vn=Object.is,Gt=0,Yo=[],Kn=[],G=I,qo=G.__b,jo=G.__r,Bo=G.diffed,Vo=G.__c,Ko=G.unmount,Go=G.__;function Ut(t,e){G.__h&&G.__h(K,t,Gt||e),Gt=0;var n=K.
__H||(K.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Xt(t){return Gt=1,hi(Zo,t)}function hi(t,e,n){var o=Ut(nt++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Zo(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);Vn(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=K,!K.__f)){K.__f=!0;var r=K.shouldComponentUpdate;
K.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var u=!1,f=this.props!=s;if(c.__.some(function(h){h.__N&&(u=!0,Vn(h.__[0],h.__N[0])||(f=!0))}),
r){var p=r.call(this,s,i,a);return u?p||f:p}return!u||f}}return o.__}function D(t,e){var n=Ut(nt++,4);!G.__s&&Jo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,K.__h.push(n))}function F(t){return Gt=5,oe(function(){return{current:t}},[])}function oe(t,e){var n=Ut(nt++,7);return Jo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Qo(t){var e=K.context[t.__c],n=Ut(nt++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(K)),e.props.value):t.__}function mi(){var t;do{for(;t=Kn.shift();)try{yt(t)}catch(n){G.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Yo.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(yt),e.__h.
some(Gn),e.__h=[]}catch(n){e.__h=[],G.__e(n,t.__v)}}}while(Kn.length)}G.__b=function(t){K=null,qo&&qo(t)},G.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Go&&Go(t,e)},G.__r=function(t){jo&&jo(t),nt=0;var e=(K=t.__c).__H;e&&(Bn==K?K.__h=[]:(e.__h.some(yt),e.__h.some(Gn),nt=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Bn=K},G.diffed=function(t){Bo&&Bo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Xo(Yo.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Bn=K=null},G.__c=function(t,e){e.some(function(n){try{n.__h.some(yt),n.__h=n.__h.filter(function(o){return!o.__||Gn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Vo&&Vo(t,e)},G.unmount=function(t){Ko&&Ko(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Xo(Kn.push(r))}else yt(r)}catch(s){e=s}}),o.__H=void 0,e&&G.__e(e,o.__v))};var Uo=typeof requestAnimationFrame==
"function";function gi(t){var e,n=function(){clearTimeout(o),Uo&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Uo&&(e=requestAnimationFrame(n))}function Xo(t){
t!=1&&Ho==G.requestAnimationFrame||((Ho=G.requestAnimationFrame)||gi)(mi)}function yt(t){var e=K,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),K=e}function Gn(t){
var e=K;t.__c=t.__(),K=e}function Jo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Vn(n,t[o])})}function Zo(t,e){return typeof e=="function"?e(
t):e}var vi=Symbol.for("preact-signals");function Zt(){if(_e>1)_e--;else{var t,e=!1;for((function(){var r=Qt;for(Qt=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();xt!==void 0;){var n=xt;for(xt=void 0,Yt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&tr(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(Yt=0,_e--,e)throw t}}function Y(t){if(_e>0)return t();Un=++yi,_e++;try{return t()}finally{Zt()}}var bt,q=void 0;function wt(t){
var e=q,n=bt;q=void 0,bt=void 0;try{return t()}finally{q=e,bt=n}}var xt=void 0,_e=0,Yt=0,yi=0,Un=0,Qt=void 0,Jt=0;function er(t){if(q!==void 0){var e=t.n;if(e===
void 0||e.t!==q)return e={i:0,S:t,p:q.s,n:void 0,t:q,e:void 0,x:void 0,r:e},q.s!==void 0&&(q.s.n=e),q.s=e,t.n=e,32&q.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=q.s,e.n=void 0,q.s.n=e,q.s=e),e}}function U(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}U.prototype.brand=vi;U.prototype.h=function(){return!0};U.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:wt(function(){var o;(o=e.W)==null||o.call(e)}))};U.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&wt(function(){var r;(r=e.Z)==null||r.call(e)}))}};U.prototype.
subscribe=function(t){var e=this;return le(function(){var n=e.value;wt(function(){return t(n)})},{name:"sub"})};U.prototype.valueOf=function(){return this.value};
U.prototype.toString=function(){return this.value+""};U.prototype.toJSON=function(){return this.value};U.prototype.peek=function(){var t=this;return wt(function(){
return t.value})};Object.defineProperty(U.prototype,"value",{get:function(){var t=er(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Yt>100)throw new Error("Cycle detected");(function(n){_e!==0&&Yt===0&&n.l!==Un&&(n.l=Un,Qt={S:n,v:n.v,i:n.i,o:Qt})})(this),this.v=t,this.i++,Jt++,_e++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Zt()}}}});function $(t,e){return new U(t,e)}function tr(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function nr(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function or(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ve(t,e){U.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Jt-1,this.f=4}Ve.prototype=new U;Ve.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===Jt))return!0;if(this.g=Jt,this.f|=1,this.i>0&&!tr(this))return this.f&=-2,!0;var t=q;try{nr(this),q=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return q=t,or(this),this.f&=-2,!0};Ve.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}U.prototype.S.call(this,t)};Ve.prototype.U=function(t){if(this.t!==void 0&&(U.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ve.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ve.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=er(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function ve(t,e){return new Ve(t,e)}function rr(t){var e=t.j;if(t.j=void 0,typeof e=="function"){_e++;var n=q;
q=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Xn(t),o}finally{q=n,Zt()}}}function Xn(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,rr(t)}function bi(t){
if(q!==this)throw new Error("Out-of-order effect");or(this),q=t,this.f&=-2;try{8&this.f&&Xn(this)}finally{Zt()}}function ot(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,bt&&bt.push(this)}ot.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};ot.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,rr(this),nr(this),_e++;var t=q;
return q=this,bi.bind(this,t)};ot.prototype.N=function(){2&this.f||(this.f|=2,this.u=xt,xt=this)};ot.prototype.d=function(){this.f|=8,1&this.f||Xn(this)};ot.prototype.
dispose=function(){this.d()};function le(t,e){var n=new ot(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var sr,tn,en,xi=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var ir=[];le(function(){sr=this.N})();function rt(t,e){I[t]=e.bind(null,I[t]||function(){})}function _t(t){if(en){var e=en;en=void 0,e()}en=t&&t.S()}function lr(t){
var e=this,n=t.data,o=Q(n);o.name="ReactiveDom",o.value=n;var r=oe(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=ve(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),f=ve(function(){return!Array.isArray(u.value)&&!Fn(u.value)}),p=le(function(){if(this.N=ar,f.value){var d=u.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[f,u]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}lr.displayName="ReactiveTextNode";Object.defineProperties(U.prototype,{constructor:{configurable:!0,value:Lo(T,null).constructor},type:{configurable:!0,
value:lr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});rt("__b",function(t,e){if(_t(),
tn=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof U&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
rt("__r",function(t,e){if(t(e),e.type!==T){_t();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return le(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;xi&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),tn=o,_t(n)}});rt("__e",function(t,e,n,o){_t(),tn=void 0,t(e,n,o)});rt("diffed",function(t,e){_t(),tn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var u=s[c],
f=o[c];u===void 0?(u=wi(n,c,f,r),s[c]=u):u.o(f,r)}}}t(e)});function wi(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:le(function(){this.N=ar;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}rt("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var u=e.__c;if(u){u.__$f|=8;var f=u.__$u;f&&(u.__$u=void 0,f.d())}}t(e)});rt("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Le.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Q(t,e){return oe(function(){return $(t,e)},[])}var _i=function(t){queueMicrotask(function(){queueMicrotask(t)})};function ki(){Y(function(){for(var t;t=ir.shift();)sr.call(t)})}function ar(){ir.push(this)===1&&(I.requestAnimationFrame||_i)(ki)}var Z="not finite",st="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function H({confidence:t}){return t!==null}var Si="no an\
swer";function ee(t,e=Si){if(!H(t))return Z;let n=t.text.trim();return t.text!==""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}function ke(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ie(t,e){return e===""?t.excess??t.confidence??0:ke(t,e)}
function Fe(t){return t.some(({excess:e})=>e!==null)}function de({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function nn(t,e,n){let o=e===""&&Fe(t),
r=t.filter(a=>H(a)&&!de(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>Ie(c,e)>Ie(a,e)?c:a,s),of:r.length}:null}var Yn=Do(null);function S(){let t=Qo(Yn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var Ai=Symbol.for("pv"),Ci=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var u={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Ai,__v:--Ci,__i:-1,__u:0};return(r||s)&&(u.__source=r,u.__self=s),I.vnode&&I.vnode(u),u}function it({code:t,children:e}){let n=Q(!1),o=Q(!1),r=F(null);D(()=>{o.value&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[o.value]);let s=async()=>{
try{await navigator.clipboard.writeText(t)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return l(T,{children:[l("header",{children:[e,l(
"button",{type:"button",class:"ll-link",hidden:t==="",onClick:()=>{s()},children:n.value?"Copied":"Copy as code"})]}),l("textarea",{class:"ll-field ll-mono ll-c\
ode",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,t.split(`
`).length),ref:r,value:t})]})}function ze(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[u])=>c-u)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function Se({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Mi=3e3,Qn=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),on=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.siteMaps=$(e.get("site_maps")??[]),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=
o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=ze(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||Qn(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Mi);let n=this.ours.findIndex(o=>Qn(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(Qn(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=r.peek().filter(({id:a})=>n(a)&&!s.some(c=>c.id===a));r.value=[...s,...i]};Y(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get(
"selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];return ze(
s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,u])=>[c,u]):[a])}};var cr=60;function ye({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Jn(t){return ze([],rn(t).map(e=>[e,e+1])).spans}function ae(t){
return`${t.length>1?"layers":"layer"} ${ur(t.map(String))}`}function ur(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function rn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Ae(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${ur(e)}`}function Zn(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>cr?`${n.slice(0,cr)}…`:n]}function be(t,e){if(t.vector)return["Vector",t.token];let n=Jn(t),o=Ae(n),r=rn(t).length===1;return[
`P${o.slice(1)}`,r?t.token:Zn(e,n)[1]]}function eo(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var Oi=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,dr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Ti=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function j({text:t}){let e=to(t);return e.includes("<")?l(T,{children:e.split(Oi).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(T,{children:e})}function to(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Ti,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function kt(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function fr(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=dr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?Ei(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function Ei(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function lt({text:t,part:e}){if(!e||!dr.test(t))return l(j,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var pr=14;function hr({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(ln,{...e}),l(sn,{name:"Writes",where:no(t),children:l(
St,{tokens:t.tokens,marked:n,chip:an(n,"slot")})})]})}function St({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-pr),Math.min(t.length,s+pr+1)],c=Math.max(0,i-3),u=fr(t.slice(c,a+3)),f=p=>p>0&&l("span",{class:"ll-quiet",title:`${p} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[f(i),t.slice(i,a).map((p,h)=>n(p,i+h,kt(u,i+h-c))),f(t.length-a)]})}function sn({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function ln({tokens:t,layers:e,positions:n,
name:o}){return l(sn,{name:"Reads",where:ae(e),children:o===void 0?l(St,{tokens:t,marked:n,chip:an(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function an(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
lt,{text:n,part:r})},o)}function no({layer:t}){return t===null?"":`layer ${t}`}function E(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ce(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var $i={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ke(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:oo(n,o.length),controls:o}))}function oo(t,e){let[n,o]=$i[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function ro(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Ri(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function at(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Ri(o,e));return[Math.min(...n),Math.max(...n)]}function Ge(t,e){return Ke(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((at(o,e)??[]).map(E))];return[n.toLowerCase(),r.join(" to ")]})}var Li=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function B(t){return Li.test(t)?`⁨${t}⁩`:t}function mr({answer:t}){let{confidence:e,excess:n}=t;return e===null?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(so,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&l(T,{children:[l("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${E(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Ke(t.controls).map(o=>l(Ii,{...o},o.kind)),
n!==null&&l("div",{class:"ll-measure ll-excess",children:[l("span",{class:"ll-label",children:"Over controls"}),l("span",{}),l("span",{class:"ll-num",children:Ce(
n)}),l("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),t.noise&&l(Pi,{noise:t.noise}),l(Fi,{answer:t})]})}function Pi({noise:t}){
let e=t.samples.find(({kind:r})=>r==="random"),n=t.samples.map(({kind:r,reached:s,n:i})=>`${s} of ${ro(r,i)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:r,n:s,p_value:i})=>`${ro(r,s)}: p = ${E(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:[l("b",{children:t.verdict}),": ",n.join(", ")]})]})}function so({kind:t,label:e,value:n,low:o,
title:r,children:s}){let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${E(o)}\
 to ${E(n)}`:`${e} ${E(n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:E(n)}),l("span",{class:"ll-quiet ll-cut",children:s})]})}
function Ii({name:t,controls:e}){let[n,o]=at(e)??[0,0],r=e.length>1,s=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`In place of the activat\
ion, ${r?"they give":"it gives"} this answer ${e.map(({support:a})=>E(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${B(a)}” with confidence ${E(c)}`).join(`
`);return l(so,{kind:"control",label:t,value:o,low:r?n:void 0,title:i,children:[r?`${E(n)} to ${E(o)}; own answers: `:"own answer: ",l("span",{class:"ll-mono",dir:"\
auto",children:s}),e[0]&&!r?`, ${E(e[0].confidence)}`:""]})}function Fi({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(T,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${E(e)}`]}),n.map(({text:o,p:r})=>l(so,{kind:"option",label:o,value:r},o))]})}function gr(){let{store:t}=S(),e=t.view.answer.value,n=e?ye(e):[],o=e&&t.targetOf(e),[r,s]=e?be(e,t.synced.tokens):["",""],i=e?[...e.flags.map(({message:a})=>a),
...zi(t,e)]:[];return l("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&l(Ni,{answer:e},e.id),l("output",{"aria-live":"polite",children:e&&
l(Wi,{answer:e})}),e&&l(T,{children:[l(mr,{answer:e}),o&&o.tokens.length>0&&l(hr,{tokens:t.synced.tokens,layers:ye(e),positions:rn(e),target:o,name:e.vector&&s}),
i.length>0&&l("ul",{class:"ll-flags",children:i.map(a=>l("li",{children:a},a))}),l("dl",{class:"ll-facts",children:[l(cn,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),l(cn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(cn,{name:"Into layer",children:e.target_layer}),l(cn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function zi({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>nn(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Ni({answer:t}){let{
store:e}=S(),{question:n,code:o}=t;return l(it,{code:o,children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"auto",title:n,children:n}),l("button",{type:"but\
ton",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherwise",onClick:()=>e.steering.open(t),children:"St\
eer"})]})}function Wi({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(H(t)?o:l("i",{class:"ll-quiet",children:Z})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),u=r?s.replaceAll("·"," "):s;return l("span",{class:"l\
l-word",title:c===void 0?void 0:`probability ${E(c)}`,style:{"--p":String(c??0)},children:l(j,{text:i===0&&u.trimStart()||u})},i)})]})}function cn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var vr=t=>t.replaceAll(`
`,"\\n"),yr=t=>t.replaceAll("\\n",`
`);function At(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>vr(String(n))).join(" "):e.join(", "):vr(String(e))}function br(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(yr):yr(e)}function xr({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=S(),c=Q(null),u=d=>a.edit(m=>m.set(t.name,d)),f={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let d=({currentTarget:m})=>u(m.value||null);return l("select",{...f,class:"ll-\
field",value:At(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let d=({currentTarget:m})=>u(
m.checked);return l("input",{...f,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let p=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,u(br(t,d.value))},h=()=>{c.value=null};return l("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??At(t,n),onInput:p,onChange:h,onBlur:()=>{h(),i()}})}var wr=0;function te(){let[t]=Xt(()=>(wr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${wr}`));return t}function ct(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ne({groups:t,beside:e}){let{draft:n}=S().store;return l(T,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(Di,{field:s,
children:e?.(s)},s.name))]},o))})}function Di({field:t,children:e}){let{store:n,view:o}=S(),{draft:r,preview:s}=n,[i,a,c]=[te(),te(),te()],u=r.value(t.name),f=s.
problem.value,p=f?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,d=({currentTarget:v})=>{
let x=v.closest(".ll-setting")??v;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=F(!1);return l("div",
{class:`ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:d,onPointerEnter:d,onPointerLeave:v=>{v.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(xr,{field:t,id:i,value:u,wrong:p,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:v=>{t.help!==""&&!g.current&&d(v)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,
role:p?"alert":void 0,children:p?f.message:""})]})}function _r(){let{store:t}=S(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(Ne,{groups:[e]})})}function ut({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;if(typeof i=="string"&&i!=="difference")return B(
i.slice(i.indexOf(":")+1));let c=n??-1,u=Ae(r??[[o??c,c+1]]);return`${ae(e??[t??-1])}, ${u}${i?` minus ${a}`:""}`}function kr(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?Se(o).length:
0,u=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",
children:i?l("b",{dir:"auto",children:ut(e.asking())}):l(Hi,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:u,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("button",{type:"\
button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:r?
!e.ready:a,children:r?"Fit":"Ask"})]})}function Hi(){let{draft:t,synced:e,preview:n}=S().store,o=e.selection.value;if(!o)return l(T,{children:"Choose a cell of \
the grid."});let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],u=a?o.spans:[[s,s+1]],[f,p]=Zn(e.tokens,u);return l(T,{children:[`L${ae(c).
slice(1)}, ${Ae(u)} `,l("b",{class:"ll-mono",dir:"auto",title:f,children:l(j,{text:p})}),a&&qi(o,n.target.value),i&&l(T,{children:[" minus ",l("b",{class:"ll-mo\
no",dir:"auto",children:l(j,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function qi(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[
t.layers.length,Se(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:
a;if(o.length===r&&n.length===s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let u=[n.length<s?"the last":a,...o.length<r?["at the last layer"]:
r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${u.join(" ")}`}function Sr(){let{store:t}=S(),{draft:e}=t,n=te(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:s,label:i})=>l("span",{class:"ll-chip",children:[l("bdi",{children:i}),l(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${B(i)}`,onClick:()=>t.edit(()=>e.compare(s,!1)),children:"×"})]},s)),l("select",{class:"ll-fi\
eld",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}function Cr(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[te(),te()],s=F(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[u,f]=ji(
n.entries.value,c),p=[i.help,i.held_out?.[a?.layer??""]].filter(Boolean).join(" ");return l(T,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll\
-label",for:o,children:"Question"}),l("select",{class:"ll-field",id:o,"aria-describedby":r,value:i.name,onChange:h=>{let d=h.currentTarget.value;t.edit(()=>{e.change(
{preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})},children:[u.map(Ar),f.map(([h,d])=>l("optgroup",{label:h,children:d.
map(Ar)},h))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:h=>{let{value:d}=h.currentTarget;t.edit(()=>{e.text=d,e.set("positio\
n",void 0)})}})]}),l("p",{class:"ll-help",id:r,children:p})]})}function Ar({name:t,label:e}){return l("option",{value:t,children:e},t)}function ji(t,e){let n=new Map,
o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.
fromEntries(n);return n.delete(""),[r,[...n]]}function Or(){let{store:t}=S(),{draft:e,synced:n}=t,o=te(),r=F(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${Vi(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":s,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!s})),children:"Options"}),l(Mr,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Mr,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!s,children:l(Ne,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Bi,{})})})]})}function Mr({name:t,hidden:e,children:n}){let{store:o}=S(),{draft:r}=o,s=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":s,hidden:e,onClick:()=>o.edit(()=>r.change({panel:s?"":t})),children:n})}function Bi(){let{store:t}=S(),{draft:e}=t,n=t.synced.selection.
value,o=n?Se(n):[],r=o.length,s=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:s,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function Vi(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(At(t,e)||t.empty||"none")}function Tr(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(T,{children:[e.reads?l(ln,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(ln,{tokens:r,layers:s,positions:i}),l(sn,{name:"Writes",where:no(e),children:l(Ki,{target:e,slots:e.slots??i})})]})})}
function Ki({target:t,slots:e}){let{store:n}=S(),o=F(null),r=F(!1);if(D(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(St,{tokens:t.tokens,marked:e,chip:an(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(u=>u.set("position",c))},
i=(c,u)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,u+f))))},a=(c,u,f)=>{let p=e.includes(
u);return l("button",{type:"button",class:`ll-token ll-mono${p?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":p,"data-slot":u,tabIndex:p||e.length===0&&
u===0?0:-1,title:`position ${u}`,onClick:()=>s(u),onKeyDown:h=>i(h,u),children:l(lt,{text:c,part:f})},u)};return l(St,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Er(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(Cr,{}),l(Gi,{}),l(Sr,{}),l(Or,{}),l(Tr,{}),l(_r,{}),l(Xi,{}),l(kr,{})]})}function Gi(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[te(),te()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var Ui=[
"question","layer","position"];function Xi(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,r=o!==null&&Ui.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),u=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!u,children:u?`${h}${o.message}`:""})}function $r(){let{store:t}=S(),{answers:e,comparisons:n,tokens:o}=t.synced,r=t.view.answer.value?.id??"",s=n.value.find(u=>u.answers.includes(r)),i=(s?.answers??
[]).flatMap(u=>e.value.find(f=>f.id===u)??[]),[a]=i,c=u=>`${ae(ye(u))}, ${be(u,o)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!a,children:s&&a&&l(T,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${c(a)}`}),l("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:Yi(s)})]}),l("div",{class:"ll-columns",children:i.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===r?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ee(u)}),c(u)!==c(a)&&l("span",{class:"ll-quiet",children:`reads ${c(
u)}`}),l(Qi,{name:"confidence",value:u.confidence}),Ge(u,"").map(([f,p])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("span",{class:"\
ll-num",children:p})]},f))]},u.id))})]})})}function Yi({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${E(t/e)}`}function Qi({name:t,value:e}){return l(T,{children:[l("span",{class:"ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===
null?"":E(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function Rr(t){return typeof t=="object"?t.key:t}function Lr(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let u=e[a*2];c=o[a]={index:a,key:c,start:u,size:e[a*2+1],end:u+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function Ue(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let u=0,f=t();if(!(f.length!==o.length||f.some((d,m)=>o[m]!==d)))return r;o=f;let h=0;return r=
e(...f),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function io(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Me=(t,e)=>Math.abs(t-e)<1.01,Pr=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function Ir({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Ji=t=>t==="smooth"||t==="smoothFinishing";function Fr({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Ji(n.phase)&&!Me(e,n.lastTargetOffset)&&
!Me(e,o())&&t!=="clampedEcho"}var lo=40;function zr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<lo;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<lo;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Nr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<lo;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Ct,Mt=()=>{if(Ct!==void 0)return Ct;if(typeof navigator>"u")return Ct=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Ct=!0;let t=navigator.maxTouchPoints;
return Ct=navigator.platform==="MacIntel"&&t!==void 0&&t>0},ao,Zi=()=>ao!==void 0?ao:ao=Mt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Wr=()=>!Mt()||Zi();var dt={capture:!0,passive:!0},un=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,dt),n.addEventListener("touchend",r,dt),n.addEventListener("touchcanc\
el",r,dt),()=>{n.removeEventListener("touchstart",o,dt),n.removeEventListener("touchend",r,dt),n.removeEventListener("touchcancel",r,dt),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var el=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},tl=t=>t,nl=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var Dr={passive:!0};var ol=typeof window>"u"?!0:"onscrollend"in window,rl=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
ol,i=0,a=s?null:Pr(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},u=c(!0),f=c(!1);return o.addEventListener("scroll",u,Dr),s&&
o.addEventListener("scrollend",f,Dr),()=>{o.removeEventListener("scroll",u),s&&o.removeEventListener("scrollend",f),a?.cancel()}},qr=(t,e)=>rl(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var sl=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},il=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var jr=il,Hr=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Ot=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function ll(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var dn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new un({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Nr(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let u=this.targetWindow;if(!u||!u.ResizeObserver)return null;let f=o=el(u);return n=new u.ResizeObserver(p=>{let h=()=>{let d={sync:!1};this._resizeBatch=d;try{
p.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=u=>{let f=u.target,p=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[h,d]of this.elementsCache)if(d===f){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(f,u,this))};return{disconnect:()=>{var u;(u=a())==null||u.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:u=>{let f=a();if(f){if(!r){f.observe(u,{box:"border-box"});return}i.add(u),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:u=>{var f;i.delete(u),(f=a())==null||f.unobserve(u)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:tl,rangeExtractor:nl,onChange:()=>{},measureElement:sl,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let p=n[f];
p!==void 0&&(r[f]=p)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let f=s.count,p=r.
count,h=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=_=>Rr(d[_]),g=f>0?m(0):null,v=f>0?m(f-1):null;if(p!==f||f>0&&p>0&&
(r.getItemKey(0)!==g||r.getItemKey(p-1)!==v)){c=!0;let _=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;_&&(i=[_.key,this.getScrollOffset()-
_.start]);let M=r.followOnAppend===!0?"auto":r.followOnAppend||null;M&&p>0&&this.isAtEnd(s.scrollEndThreshold)&&(f===0||r.getItemKey(p-1)!==v)&&(p>f||ll(f,p,m,r.
getItemKey))&&(a=M)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let u=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,p]=i,h=this.getMeasurements(),{count:d,getItemKey:m}=this.options,g=0;for(;g<d&&m(g)!==f;)g++;if(g<d){let v=h[g];if(v){let x=Math.max(0,v.start+p);!a&&x!==
this.scrollOffset&&(u=x-this.scrollOffset,this.scrollOffset=x)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:u!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:u}:(this._holdOffset+=u,this._followOffsetTarget(u)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=Ue(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(s=>{this.observer.observe(s)}),this.unsubs.push(this.options.observeElementRect(
this,s=>{this.scrollRect=s,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(s,i)=>{var a,c,u,f;let p=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=s<0||p!==null&&s>p+1;let d=s;this._lastElementOffset=d,s=this._toLayoutOffset(s);let m=this._classifyScrollEvent(
s,i,p);if(m==="spurious")return;m==="readBack"?s=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&s<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=s:Fr({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
v=this.scrollDirection;this.scrollDirection=i?g===s?this.scrollDirection:g<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)x.samples=[];else{let y=this.now();x.samples=[...(x.samples??[]).filter(_=>y-_.t<=200),
{t:y,offset:d}],(v!==null&&this.scrollDirection!==v||zr(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((u=this.scrollState)==null?void 0:u.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
Ot(this.scrollState)&&!Me(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return Ir({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=Hr(o,n.index!=
null&&Me(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Mt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Ue(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,u)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Ue(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u},f)=>{
var p;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let y of this.laneAssignments.keys())y>=n&&this.laneAssignments.delete(y);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(y=>{this.itemSizeCache.
set(y.key,y.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let y=n*2,_=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!_||_.length<y){let C=new Float64Array(y);_&&d>0&&C.set(_.subarray(0,d*2)),_=C}let M=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(d===0)R=o+r;else{let C=d-1;R=_[C*2]+_[C*2+1]+u}for(let C=d;C<n;C++){let L=s(C);M[C]=L;let b=h.get(
L),k=typeof b=="number"?b:this.options.estimateSize(C);_[C*2]=R,_[C*2+1]=k,R+=k+u}this._singleLaneMeasurements={flat:_,items:M};let w=Lr(M,_);return this.measurementsCache=
w,w}let m=this.measurementsCache.slice(0,d),g=new Array(a).fill(void 0),v=new Float64Array(a),x=0;for(let y=0;y<d;y++){let _=m[y];_&&(g[_.lane]===void 0&&x++,g[_.
lane]=y,v[_.lane]=_.end)}for(let y=d;y<n;y++){let _=s(y),M=this.laneAssignments.get(y),R,w,C=c==="estimate"||h.has(_);if(M!==void 0&&this.options.lanes>1){R=M;let P=g[R],
N=P!==void 0?m[P]:void 0;w=N?N.end+u:o+r}else if(x===a){let P=0,N=v[0],V=g[0];for(let J=1;J<a;J++){let ne=v[J];(ne<N||ne===N&&g[J]<V)&&(P=J,N=ne,V=g[J])}R=P,w=N+
u,C&&this.laneAssignments.set(y,R)}else R=y%this.options.lanes,w=o+r,C&&this.laneAssignments.set(y,R);let L=h.get(_),b=typeof L=="number"?L:this.options.estimateSize(
y),k=w+b;m[y]={index:y,start:w,size:b,end:k,key:_,lane:R},g[R]===void 0&&x++,g[R]=y,v[R]=k}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Ue(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=cl(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Ue(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Ot(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,u,f=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
f!=null)u=this.options.getItemKey(n),c=f[n*2],a=f[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;u=d.key,c=d.start,a=d.size}let p=this.itemSizeCache.get(
u)??a,h=o-p;if(h!==0){let d=this.options.anchorTo==="end"&&!Ot(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=d?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),x=!this.itemSizeCache.has(u)?c<g:c+p<=g&&this.scrollDirection!=="backward",y=!Ot(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:u,start:c,size:a,end:c+a,lane:0},h,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(u,o),this.itemSizeCacheVersion++;let _=!1;if(this._awaitingCommandReadBack()||(d?_=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):y&&(_=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=_);return}
this.notify(_),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=Ue(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let s=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],u=o[c];s.push(r===0?u:{...u,start:u.start-r,end:u.end-r})}return s},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let s=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&s!=null,a=Br(0,r.length-1,i?c=>s[c*2]:c=>io(r[c]).start,n);return io(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let s=o.lowMaxes??
(o.lowMaxes=[]);s[s.length-1]!==r&&s.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let s="document"in o?o.document.scrollingElement:o;if(!s?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=s,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
u=i.getPropertyPriority(a),f=()=>this.options.horizontal?s.clientHeight:s.clientWidth,p=f();if(i.setProperty(a,"hidden","important"),f()!==p){i.setProperty(a,c,
u);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,u),!0),done:n};this._momentumStop=h,
r.requestAnimationFrame(()=>r.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let r=o+this._holdOffset;return n>r+.5?{target:n,maxAtWrite:r}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,r=0)=>{if(!this.scrollElement)
return 0;let s=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+s?"end":"start"),o==="center"?n+=(r-s)/2:o==="end"&&(n-=s);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getSize(),s=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=s+r-this.options.scrollPaddingEnd)o="end";else if(i.start<=s+this.options.scrollPaddingStart)o=
"start";else return[s,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),u=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(u,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
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
return!(Mt()&&this._iosGesture.dragging())&&n!==null&&!Me(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,s=o!==this.scrollState.lastTargetOffset;if(!s&&Me(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Ot(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Wr()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Hr(o,e.index!=null&&Me(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Br=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function al(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function cl(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let u=al(r,s,n),f=u,p=n+e;for(;f<s&&r[f*2]+r[f*2+1]<p;)f++;return{startIndex:u,endIndex:f}}
let a=Br(0,s,u=>t[u].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let u=Array(o).fill(0);for(;c<s&&u.some(p=>p<n+e);){let p=t[c];u[p.lane]=p.end,
c++}let f=Array(o).fill(n+e);for(;a>=0&&f.some(p=>p>=n);){let p=t[a];f[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var ft=24,ul=38,Kr=16,ce=44,co=18,Vr=760;function dl(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function fl(t,e,n={}){
return new dn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:qr,scrollToFn:jr,...n})}var pt=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>ft,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return ul+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Vr)-ce,height:(this.scroller?.clientHeight||co*ft+this.head)-this.head});return fl(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return dl(this.scroller?.clientWidth||Vr,ce,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Gr={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var fn=10,po=112,ho=fn+po+6,We=t=>fn+(1-t)*po;function mo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=at(t.controls,e);return n!==null&&ke(t,e)<=n[1]}function Ur(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function Xr({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=d=>uo(e(d),o),c=t.filter(H),u=(d,m)=>d.flatMap(g=>[-o/2,o/2].map(v=>`${a(g)+v},${We(m(g))}`)),
f=(d,m)=>g=>at(fo(g,d),n)?.[m]??0,p=d=>{let m=g=>[...u(d,f("random",1)),...u(d,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),d.some(g=>fo(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(f("random",0))})]})},h=Ke(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:r,height:ho,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:ce,x2:r,y1:We(
d),y2:We(d)},d)),s!==void 0&&l("line",{class:"ll-guide",x1:uo(s,o),x2:uo(s,o),y1:fn,y2:fn+po}),[...new Set(["random",...h])].flatMap(d=>Ur(c.filter(m=>fo(m,d).length>
0),e).map(m=>d==="random"?p(m):l("polyline",{class:`ll-control ll-${d}`,points:u(m,f(d,1)).join(" ")}))),Ur(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
m=>`${a(m)},${We(ke(m,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!H(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${We(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${de(d,i)?" ll-hollow":""}${mo(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:We(ke(d,n)),r:4},d.id))]})}function uo(t,e){return ce+
(t+.5)*e}function fo(t,e){return t.controls.filter(n=>n.kind===e)}var Et=Math.min,De=Math.max,$t=Math.round;var xe=t=>({x:t,y:t}),pl={left:"right",right:"left",bottom:"top",top:"bottom"};function Jr(t,e,n){return De(t,Et(e,n))}function Rt(t,e){return typeof t=="functi\
on"?t(e):t}function Xe(t){return t.split("-")[0]}function Lt(t){return t.split("-")[1]}function go(t){return t==="x"?"y":"x"}function vo(t){return t==="y"?"heig\
ht":"width"}function Oe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function yo(t){return go(Oe(t))}function Zr(t,e,n){n===void 0&&(n=!1);let o=Lt(t),r=yo(t),
s=vo(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=Tt(i)),[i,Tt(i)]}function es(t){let e=Tt(
t);return[pn(t),e,pn(e)]}function pn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Yr=["left","right"],Qr=["right","left"],
hl=["top","bottom"],ml=["bottom","top"];function gl(t,e,n){switch(t){case"top":case"bottom":return n?e?Qr:Yr:e?Yr:Qr;case"left":case"right":return e?hl:ml;default:
return[]}}function ts(t,e,n,o){let r=Lt(t),s=gl(Xe(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(pn)))),s}function Tt(t){let e=Xe(t);return pl[e]+
t.slice(e.length)}function vl(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function ns(t){return typeof t!="number"?vl(t):{top:t,right:t,bottom:t,left:t}}function Ye(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function os(t,e,n){let{reference:o,floating:r}=t,s=Oe(e),i=yo(e),a=vo(i),c=Xe(e),u=s==="y",f=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
d;switch(c){case"top":d={x:f,y:o.y-r.height};break;case"bottom":d={x:f,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:p};break;case"left":d={x:o.x-r.width,
y:p};break;default:d={x:o.x,y:o.y}}let m=Lt(e);return m&&(d[i]+=h*(m==="end"?1:-1)*(n&&u?-1:1)),d}async function rs(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:u="clippingAncestors",rootBoundary:f="viewport",elementContext:p="floating",altBoundary:h=!1,padding:d=0}=Rt(e,t),m=ns(
d),v=a[h?p==="floating"?"reference":"floating":p],x=Ye(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(v)))==null||n?v:v.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:u,rootBoundary:f,strategy:c})),y=p==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,_=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),M=await(s.isElement==null?void 0:s.isElement(_))&&await(s.
getScale==null?void 0:s.getScale(_))||{x:1,y:1},R=Ye(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:y,offsetParent:_,strategy:c}):y);return{top:(x.top-R.top+m.top)/M.y,bottom:(R.bottom-x.bottom+m.bottom)/M.y,left:(x.left-R.left+m.left)/M.x,right:(R.
right-x.right+m.right)/M.x}}var yl=50,ss=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:rs},c=await(i.isRTL==null?void 0:i.isRTL(e)),u=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:f,y:p}=os(u,o,c),h=o,d=0,m={};for(let g=0;g<
s.length;g++){let v=s[g];if(!v)continue;let{name:x,fn:y}=v,{x:_,y:M,data:R,reset:w}=await y({x:f,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:u,platform:a,elements:{reference:t,floating:e}});f=_??f,p=M??p,m[x]={...m[x],...R},w&&d<yl&&(d++,typeof w=="object"&&(w.placement&&(h=w.placement),w.rects&&
(u=w.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:r}):w.rects),{x:f,y:p}=os(u,h,c)),g=-1)}return{x:f,y:p,placement:h,strategy:r,middlewareData:m}};var is=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:u}=e,
{mainAxis:f=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...v}=Rt(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let x=Xe(r),y=Oe(a),_=Xe(a)===a,M=await(c.isRTL==null?void 0:c.isRTL(u.floating)),R=h||(_||!g?[Tt(a)]:es(a)),w=m!=="none";!h&&w&&
R.push(...ts(a,g,m,M));let C=[a,...R],L=await c.detectOverflow(e,v),b=[],k=((o=s.flip)==null?void 0:o.overflows)||[];if(f&&b.push(L[x]),p){let J=Zr(r,i,M);b.push(
L[J[0]],L[J[1]])}if(k=[...k,{placement:r,overflows:b}],!b.every(J=>J<=0)){var P,N;let J=(((P=s.flip)==null?void 0:P.index)||0)+1,ne=C[J];if(ne&&(!(p==="alignmen\
t"?y!==Oe(ne):!1)||k.every(ie=>Oe(ie.placement)===y?ie.overflows[0]>0:!0)))return{data:{index:J,overflows:k},reset:{placement:ne}};let he=(N=k.filter(se=>se.overflows[0]<=
0).sort((se,ie)=>se.overflows[1]-ie.overflows[1])[0])==null?void 0:N.placement;if(!he)switch(d){case"bestFit":{var V;let se=(V=k.filter(ie=>{if(w){let me=Oe(ie.
placement);return me===y||me==="y"}return!0}).map(ie=>[ie.placement,ie.overflows.filter(me=>me>0).reduce((me,Dt)=>me+Dt,0)]).sort((ie,me)=>ie[1]-me[1])[0])==null?
void 0:V[0];se&&(he=se);break}case"initialPlacement":he=a;break}if(r!==he)return{reset:{placement:he}}}return{}}}};var bl=new Set(["left","top"]);async function xl(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=Xe(n),a=Lt(n),
c=Oe(n)==="y",u=bl.has(i)?-1:1,f=s&&c?-1:1,p=Rt(e,t),{mainAxis:h,crossAxis:d,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(d=a==="end"?m*-1:m),c?{x:d*f,y:h*u}:{x:h*u,y:d*f}}var ls=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await xl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},as=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:y=>{let{x:_,y:M}=y;return{x:_,y:M}}},...u}=Rt(t,e),f={x:n,
y:o},p=await s.detectOverflow(e,u),h=Oe(r),d=go(h),m=f[d],g=f[h],v=(y,_)=>Jr(_+p[y==="y"?"top":"left"],_,_-p[y==="y"?"bottom":"right"]);i&&(m=v(d,m)),a&&(g=v(h,
g));let x=c.fn({...e,[d]:m,[h]:g});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[d]:i,[h]:a}}}}}};function mn(){return typeof window<"u"}function Je(t){return us(t)?(t.nodeName||"").toLowerCase():"#document"}function re(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(us(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function us(t){
return mn()?t instanceof Node||t instanceof re(t).Node:!1}function fe(t){return mn()?t instanceof Element||t instanceof re(t).Element:!1}function Ee(t){return mn()?
t instanceof HTMLElement||t instanceof re(t).HTMLElement:!1}function cs(t){return!mn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof re(t).ShadowRoot}
function Pt(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=pe(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function ds(t){
return/^(table|td|th)$/.test(Je(t))}function It(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var wl=/transform|translate|scale|rotate|perspective|filter/,
_l=/paint|layout|strict|content/,Qe=t=>!!t&&t!=="none",bo;function gn(t){let e=fe(t)?pe(t):t;return Qe(e.transform)||Qe(e.translate)||Qe(e.scale)||Qe(e.rotate)||
Qe(e.perspective)||!vn()&&(Qe(e.backdropFilter)||Qe(e.filter))||wl.test(e.willChange||"")||_l.test(e.contain||"")}function fs(t){let e=He(t);for(;Ee(e)&&!ht(e);){
if(gn(e))return e;if(It(e))return null;e=He(e)}return null}function vn(){return bo==null&&(bo=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),bo}function ht(t){return/^(html|body|#document)$/.test(Je(t))}function pe(t){return re(t).getComputedStyle(t)}function Ft(t){return fe(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(Je(t)==="html")return t;let e=t.assignedSlot||t.parentNode||cs(t)&&
t.host||Te(t);return cs(e)?e.host:e}function ps(t){let e=He(t);return ht(e)?(t.ownerDocument||t).body:Ee(e)&&Pt(e)?e:ps(e)}function hn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=ps(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=re(r);if(s){let a=yn(i);return e.concat(i,i.visualViewport||[],Pt(r)?r:[],
a&&n?hn(a):[])}else return e.concat(r,hn(r,[],n))}function yn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function gs(t){let e=pe(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=Ee(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=$t(n)!==s||$t(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function vs(t){return fe(t)?t:t.contextElement}function mt(t){let e=vs(t);if(!Ee(e))return xe(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=gs(e),i=(s?$t(n.width):n.width)/o,a=(s?$t(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var kl=xe(0);function ys(t){let e=re(t);return!vn()||!e.visualViewport?kl:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Sl(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===re(t)}function zt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=vs(t),i=xe(1);e&&(o?fe(
o)&&(i=mt(o)):i=mt(t));let a=Sl(s,n,o)?ys(s):xe(0),c=(r.left+a.x)/i.x,u=(r.top+a.y)/i.y,f=r.width/i.x,p=r.height/i.y;if(s&&o){let h=re(s),d=fe(o)?re(o):o,m=h,g=yn(
m);for(;g&&d!==m;){let v=mt(g),x=g.getBoundingClientRect(),y=pe(g),_=x.left+(g.clientLeft+parseFloat(y.paddingLeft))*v.x,M=x.top+(g.clientTop+parseFloat(y.paddingTop))*
v.y;c*=v.x,u*=v.y,f*=v.x,p*=v.y,c+=_,u+=M,m=re(g),g=yn(m)}}return Ye({width:f,height:p,x:c,y:u})}function bn(t,e){let n=Ft(t).scrollLeft;return e?e.left+n:zt(Te(
t)).left+n}function bs(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-bn(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Al(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Te(o),a=e?It(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},u=xe(1),f=xe(0),p=Ee(o);if((p||
!s)&&((Je(o)!=="body"||Pt(i))&&(c=Ft(o)),p)){let d=zt(o);u=mt(o),f.x=d.x+o.clientLeft,f.y=d.y+o.clientTop}let h=i&&!p&&!s?bs(i,c):xe(0);return{width:n.width*u.x,
height:n.height*u.y,x:n.x*u.x-c.scrollLeft*u.x+f.x+h.x,y:n.y*u.y-c.scrollTop*u.y+f.y+h.y}}function Cl(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Ml(t){let e=Ft(t),n=t.ownerDocument.body,o=De(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=De(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+bn(t),i=-e.scrollTop;return pe(n).direction==="rtl"&&(s+=De(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var Ol=25;
function Tl(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=re(t),s=Te(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,u=0,f=0;if(i){let h=!vn()||
e==="fixed";o?h||(u=-i.offsetLeft,f=-i.offsetTop):(a=i.width,c=i.height,h&&(u=i.offsetLeft,f=i.offsetTop))}if(bn(s)<=0){let h=s.ownerDocument,d=h.body,m=getComputedStyle(
d),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,v=Math.abs(s.clientWidth-d.clientWidth-g),x=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?v/2:v;x<=Ol&&(a-=x)}return{width:a,height:c,x:u,y:f}}function El(t,e){let n=zt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=mt(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,u=o*s.y;return{width:i,height:a,x:c,y:u}}function hs(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Tl(t,n,e);else if(e==="document")o=Ml(Te(t));else if(fe(e))o=El(e,n);else{let r=ys(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Ye(o)}function $l(t,e){
let n=e.get(t);if(n)return n;let o=hn(t,[],!1).filter(a=>fe(a)&&Je(a)!=="body"),r=null,s=pe(t).position==="fixed",i=s?He(t):t;for(;fe(i)&&!ht(i);){let a=pe(i),c=gn(
i),u=r?r.position:s?"fixed":"";!c&&(u==="fixed"||u==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):r=a,i=He(i)}return e.set(t,o),o}function Rl(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?It(e)?[]:$l(e,this._c):[].concat(n),o],a=hs(e,i[0],r),c=a.top,u=a.right,f=a.bottom,
p=a.left;for(let h=1;h<i.length;h++){let d=hs(e,i[h],r);c=De(d.top,c),u=Et(d.right,u),f=Et(d.bottom,f),p=De(d.left,p)}return{width:u-p,height:f-c,x:p,y:c}}function Ll(t){
let{width:e,height:n}=gs(t);return{width:e,height:n}}function Pl(t,e,n){let o=Ee(e),r=Te(e),s=n==="fixed",i=zt(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=xe(0);if((o||
!s)&&((Je(e)!=="body"||Pt(r))&&(a=Ft(e)),o)){let h=zt(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=bn(r));let u=r&&!o&&!s?bs(r,a):xe(0),f=i.left+
a.scrollLeft-c.x-u.x,p=i.top+a.scrollTop-c.y-u.y;return{x:f,y:p,width:i.width,height:i.height}}function xo(t){return pe(t).position==="static"}function ms(t,e){
if(!Ee(t)||pe(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function xs(t,e){let n=re(t);
if(It(t))return n;if(!Ee(t)){let r=He(t);for(;r&&!ht(r);){if(fe(r)&&!xo(r))return r;r=He(r)}return n}let o=ms(t,e);for(;o&&ds(o)&&xo(o);)o=ms(o,e);return o&&ht(
o)&&xo(o)&&!gn(o)?n:o||fs(t)||n}var Il=async function(t){let e=this.getOffsetParent||xs,n=this.getDimensions,o=await n(t.floating);return{reference:Pl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Fl(t){return pe(t).direction==="rtl"}var zl={convertOffsetParentRelativeRectToViewportRelativeRect:Al,
getDocumentElement:Te,getClippingRect:Rl,getOffsetParent:xs,getElementRects:Il,getClientRects:Cl,getDimensions:Ll,getScale:mt,isElement:fe,isRTL:Fl};var ws=ls;var _s=as,ks=is;var Ss=(t,e,n)=>{let o=new Map,r=n??{},s={...zl,...r.platform,_c:o};return ss(t,e,{...r,platform:s})};function As(t){try{return t.matches(":popover-open")}catch{return!1}}function Cs(){let{view:t}=S(),e=F(null),n=t.hint.value,o=t.open.value;return D(()=>{let r=e.
current;if(!(!r||!n)){if(!o){As(r)&&r.hidePopover();return}As(r)||r.showPopover?.(),Ss(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
ws(6),ks({padding:8}),_s({padding:8})]}).then(({x:s,y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),D(()=>{let r=new AbortController,
{signal:s}=r;return document.addEventListener("pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),
{signal:s,capture:!0}),()=>r.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ue({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}function Ms({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=S(),i=F(null),a=Q(-1),c=F(!1),{at:u,heads:f,unit:p}=e,h=new Map(t.points.map(w=>[u(w),w])),
d=h.has(a.value)?a.value:t.points[0]?u(t.points[0]):-1;D(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,g=t.points.find(({id:w})=>w===r.view.answer.value?.id),v=p==="positions"?m?.position:p==="layers"&&m?e.values.indexOf(m.layer):g&&u(g),x=p==="sc\
ales"||(p==="layers"?m?.position===t.position:m?.layer===t.layer),y=ce+f.length*o,_=w=>{let C=w instanceof Element?w.closest(".ll-tick"):null,L=C&&h.get(Number(
C.dataset.position));return L?[C,L]:void 0},M=w=>{if(w.altKey||w.ctrlKey||w.metaKey)return;let C=[...h.keys()].sort((P,N)=>P-N),L=C.indexOf(d),k={ArrowLeft:L-1,
ArrowRight:L+1,Home:0,End:C.length-1}[w.key];k!==void 0&&(w.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,k))]??d)},R=({target:w})=>{let C=_(
w);C&&s.show({anchor:C[0],content:()=>l(Wl,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${y}px`},onKeyDown:M,
onClick:({target:w})=>{let C=_(w);C&&(a.value=u(C[1]),r.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(Xr,
{points:t.points,at:u,option:n,column:o,width:y,marked:v===void 0||v<0?void 0:v,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(w=>l("span",{style:{top:`${We(w)}px`},children:w},w))}),f.map((w,C)=>l(Nl,{head:w,column:C,answer:h.get(C),stop:C===d,on:x&&C===v,width:o},C))]})}function Nl({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=S().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Dl(n,i):`Position ${e} ${t}`,style:{left:`${ce+e*s}px`,width:`${s}px`,paddingTop:`${ho}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(j,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(j,{text:ee(n)})})]})}function Wl({answer:t,
option:e}){let{tokens:n}=S().store.synced,[o,r]=be(t,n),s=H(t);return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(j,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:ee(t)})}),!s&&l("div",{class:"ll-quiet",children:st}),
s&&l(ue,{name:e||"confidence",value:E(ke(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ue,{name:"calibrated",value:E(t.calibrated_confidence)}),Ge(
t,e).map(([i,a])=>l(ue,{name:i,value:a},i)),t.option_mass!==null&&l(ue,{name:"option mass",value:E(t.option_mass)})]})}function Dl(t,e){let n=be(t,e).join(" ");
if(t.confidence===null)return`${n}: ${Z}`;let o=Ge(t,"").map(([r,s])=>`, ${r} ${s}`);return`${n}: ${t.text}, confidence ${E(t.confidence)}${o.join("")}`}function xn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Os({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function we({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function Ts(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Es(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Hl=54;function Rs({scroller:t}){let{store:e,view:n}=S(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=Q(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",u=Es(s,r),{heads:f,unit:p}=u;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${$s(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||f.length} ${p}`})]}),l(we,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${$s(h)}: ${B(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(we,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(xn,{keys:ql(s,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(Ms,
{curve:s,columns:u,option:c,column:p==="layers"?Hl:n.columnWidth.value})})]})}function ql({points:t},e,n){let o=Ke(t.find(H)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:oo(r,s.length).toLowerCase()})),t.some(r=>H(r)&&mo(r,e))&&{sign:"within",text:"does\
 not exceed its controls"},t.some(r=>de(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(H)&&{sign:"cross",text:`${Z}: no answer`}]}function $s({layer:t,vector:e,
position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${B(e)}`:""}`}function Ls(){let{store:t}=S(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:o.map((s,i)=>l("li",{children:[s.question!==o[i-1]?.question&&
l("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:B(s.question),children:s.question}),l("button",{type:"button","data-id":s.id,"aria-current":s.id===
r?"true":void 0,title:`L${ae(ye(s)).slice(1)}: ${be(s,e).map(B).join(" ")}
${B(s.question)}
${B(ee(s))}`,onClick:()=>t.show(s),children:[l("span",{class:"ll-quiet ll-num",children:ye(s).join("+")}),l("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:be(
s,e)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:ee(s)}),l("span",{class:"ll-bar",style:{"--p":String(s.confidence??0)}}),l("span",{class:"ll-num",
children:s.confidence===null?"":E(s.confidence)})]})]},s.id))})]})}var wo={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function Ps(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function Is(t,e,n){if(!t)return wo;let o=t.probs[0];if(o==null)return{text:Z,share:0,
says:Z,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${E(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="p\
robability")return{text:E(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return wo;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${E(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Fs(t){let e=Fe(t),n=t.find(H)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess over its controls"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"\
excess",...r}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function Ze({
excess:t,noise:e}){return e&&e.read===!1?!1:t===null||t>0}function zs(t,e,n,o){if(!t)return{...wo,says:"not asked yet"};if(!H(t))return{text:Z,share:0,says:Z,classes:{
"ll-not-finite":!0}};let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),u=a?i.find(({text:h})=>h===a)?.probability??
0:c?s??0:r??0,f=c?s===null?"":Ce(s):E(u),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?ee(t):f,share:Ze(t)||!c?Math.max(0,u):0,says:`${ee(t)}, ${p} ${f}`,
classes:{"ll-under-controls":!a&&!Ze(t),"ll-low":de(t,o)}}}function Ns(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,u=t!==void 0&&!H(t),f=r===""&&t?.excess===null&&s,p=t&&!f?Ie(t,r):0,h=t?ee(t):"",d=u?Z:
t?`${h}, ${jl(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!Ze(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!u&&!f&&r===""&&(p<=0||!Ze(t)),"ll-not-finite":u,"ll-low":t!==void 0&&de(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function jl(t,e){return e!==""?`P(${e}) ${E(Ie(t,e))}`:t.excess===null?`confidence ${E(Ie(t,""))}`:`over control\
s ${Ce(t.excess)}`}function Ws({cell:[t,e],answer:n,option:o}){return l(T,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into l\
ayer ${e}`})}),l(Hs,{answer:n,option:o})]})}function Ds({title:t,token:e,answer:n}){return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:l(j,{text:e})})]}),l(Hs,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Hs({
answer:t,option:e}){return l(T,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!H(t)&&l("div",{class:"ll-quiet",children:st}),t&&H(t)&&l(
T,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:ee(t)})}),l(ue,{name:e||"confidence",value:E(ke(t,e))}),Ge(t,e).map(([n,o])=>l(ue,
{name:n,value:o},n)),t.excess!==null&&l(ue,{name:"over controls",value:Ce(t.excess)})]})]})}function qs({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let u=Object.keys(r).filter(f=>r[f]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...u].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(j,{text:t})})}function wn(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:u}=S(),f=F(null);D(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[h,d]=e.cursor.value;D(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,g,v,x]=e.seen(),y=new Set([h]);for(let b=m;b<g;b+=1)y.add(b);let _=b=>{let k=new Set(b===h?[d]:[]);if(b>=m&&b<g)for(let P=v;P<
x;P+=1)k.add(P);return[...k].sort((P,N)=>P-N)},M=b=>{let k=b instanceof Element?b.closest(".ll-cell"):null;return k?[c(Number(k.dataset[n[0]])),Number(k.dataset[n[1]])]:
void 0},R=({target:b})=>{let k=M(b),P=b.closest(".ll-cell");k&&P&&u.show({anchor:P,content:()=>t.hint(k)})},w=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let k=e.cursor.peek(),P=Gr[b.key];if(P){e.move(P(k,e),!0);let N=e.cursor.peek();b.shiftKey&&
N[0]===k[0]&&t.extend?.(N)}else if(b.key===" "||b.key==="Enter")t.choose(k,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>r?.spans.some(([
k,P])=>k<=b&&b<P)??!1,L=[];for(let b=v;b<x;b+=1)L.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-\
colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,co)*ft+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>u.hide(),children:l(
"div",{class:"ll-canvas",role:"presentation",ref:f,style:{width:`${ce+e.columnCount*p}px`,height:`${e.head+e.rowCount*ft}px`},onClick:b=>{let k=M(b.target);k&&(e.
move(k,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(k):t.choose(k,b.shiftKey))},onKeyDown:w,onPointerDown:b=>{let k=M(b.target);k&&t.press?.(k,b)},onPointerOver:b=>{
R(b);let k=M(b.target);k&&t.over?.(k,b)},onFocusIn:R,onPointerOut:()=>u.hide(),onFocusOut:()=>u.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowi\
ndex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:b,start:k,stop:P})=>l("div",{class:"ll-band-name","data-role":b,
"aria-hidden":"true",style:{left:`${ce+k*p}px`,width:`${(P-k)*p-1}px`},children:l("span",{children:b})},k)),L.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,
role:"columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${ce+b*p}px`},children:t.head(b)},b))]}),[...y].sort((b,k)=>k-b).map(b=>l("div",{class:`\
ll-row${r?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*ft}px`},children:[l("div",{class:"ll-s\
ide",role:"rowheader",children:a(b)}),_(b).map(k=>l(qs,{...t.look(b,k),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:k},column:k,left:ce+k*p,stop:b===h&&k===d},k))]},
b))]})})}function js(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Bl,{map:t})})}
function Bl({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=Q(""),c=F(null),u=t.points.find(H)??t.points[0],f=u?.
options.map(({text:w})=>w)??[],p=f.includes(a.value)?a.value:"",h=u?.excess===null?"confidence":"over controls",d=Fe(t.points),m=nn(t.points,p,i),g=new Map(t.points.
map(w=>[`${w.layer}:${w.target_layer}`,w])),v=(w,C)=>g.get(`${w}:${C}`),x=e.view.answer.value,y=x&&v(x.layer,x.target_layer)?.id===x.id?x:null,_=F(!1);_.current=
y!==null;let M=oe(()=>new pt(o,r,[46,168],[0,0],()=>_.current),[]),R=o*r;return l(T,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,l("b",{class:"ll-mono",dir:"auto",children:l(j,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"\
auto",children:t.question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(we,{label:"Grid",least:2,value:t.id,options:n.
value.map(({id:w,position:C,question:L})=>[w,`position ${C}: ${B(L)}`]),choose:w=>{e.view.heatMapId.value=w}}),l(we,{label:"What the cells show",least:2,value:p,
options:[["",h],...f.map(w=>[w,`P(${B(w)})`])],choose:w=>{a.value=w}})]}),l("div",{class:"ll-under",children:[l(Vl,{found:m,option:p,choose:w=>{e.show(w),M.move(
[w.layer,w.target_layer],!0)}}),l(xn,{keys:Kl(t.points,p,m,i)})]}),l(wn,{grid:M,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","ta\
rget"],head:w=>l(T,{children:[l("small",{children:w===0?"written":""}),l("span",{children:w})]}),headTitle:w=>`written at layer ${w}`,look:(w,C)=>Ns(v(w,C),[w,C],
{option:p,over:d,found:m,here:y,constants:i}),marked:y&&{rows:[y.layer],spans:[[y.target_layer,y.target_layer+1]]},choose:([w,C])=>{let L=v(w,C);L&&e.show(L)},hint:([
w,C])=>l(Ws,{cell:[w,C],answer:v(w,C),option:p})})]})}function Vl({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&o.excess!==null?
Ce(o.excess):E(Ie(o,e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",
onClick:()=>n(o),children:[`Best of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(j,{text:ee(o)})})]})}function Kl(t,e,n,o){
let r=e===""&&Fe(t);return[{sign:"shade",text:r?"over its controls, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},r&&{sign:"under",text:"does not exceed it\
s controls"},t.some(s=>de(s,o))&&{sign:"low",text:"low option mass"},!t.every(H)&&{sign:"not-finite",text:`${Z}: no answer`},{sign:"same",text:"same layer"},n!==
null&&{sign:"best",text:`best of ${n.of}`}]}var[_n,Bs]=[14,54];function Vs({lens:t}){let{store:e}=S(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;D(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(p,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=p=>4+(1-p)*(Bs-
8),u=a.flatMap((p,h)=>p&&p.rank!==null?[[h,p]]:[]),f=u.find(([,{rank:p}])=>p===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(j,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(j,{text:r[i]??""})}),
f?`: first likeliest at layer ${f[0]}`:": likeliest at no layer"]}),l("svg",{width:o*_n,height:Bs,role:"img","aria-label":Gl(u),children:[[0,1].map(p=>l("line",
{class:"ll-rule",x1:0,x2:o*_n,y1:c(p),y2:c(p)},p)),l("polyline",{class:"ll-own",points:u.map(([p,{chance:h}])=>`${(p+.5)*_n},${c(h??0)}`).join(" ")}),u.map(([p,
{rank:h,chance:d}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(p+.5)*_n,cy:c(d??0),r:h===1?4:2,children:l("title",{children:`layer ${p}: rank ${h}\
, probability ${E(d??0)}`})},p))]})]})}function Gl(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${E(o??0)}`).join("; ")}var Ul=[1,2,4,8],Xl=12,Yl=24;function _o({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function Ks({rows:t,sight:e,jump:n}){let{store:o}=S(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,u=s.siteMap.value,f=_o(o);f.at(
0,0);let p=u?Fs(u.points):Ps(f.vocab,f.pinned),h=c&&!u?p.slice(0,2):p,d=p.find(({name:m})=>m===s.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(we,{label:"What is read in the cells",least:1,value:u?`map ${u.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.map(({name:m,label:g})=>[`lens ${m}`,g]),...r.siteMaps.value.map(m=>[`map ${m.id}`,Ql(m)])],choose:m=>{m.startsWith(
"map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(we,{label:"What the cells show of it",least:2,value:d?.name??"",options:h.map(({name:m,label:g})=>[m,B(
g)]),choose:m=>{s.measure.value=m}}),d?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"a word, such as Paris",
value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(we,{label:"Rows of layers",least:a>Xl?1:99,value:String(s.stride.value),options:Ul.filter(
m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=Yl&&l(ea,{jump:n}),!c&&l(Zl,{rows:t,sight:e})]}),
d&&l(Jl,{kind:d,map:u,waiting:!u&&f.waiting}),d?.name==="rank"&&!u&&l(Vs,{lens:f})]})}function Ql({question:t,points:e,complete:n,total:o}){let r=n?"":` (${e.length}\
 of ${o})`;return`Answers: ${B(t)}${r}`}function Jl({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-legend",children:[l(Os,{scale:t.scale,
of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>H(r)&&!Ze(r))&&l("span",{class:"ll-key ll-key-under",children:o.some(({noise:r})=>r?.read===
!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-quiet",children:`${o.length} of ${e.total} \
cells`})]})}function Zl({rows:t,sight:e}){let{store:n}=S(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,c=s.stride.value===
1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every la\
yer of ${Ae(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e),children:i&&Se(i).length>1?"Every layer of these tokens":"Every layer of this token"}),
l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*r.tokens.length} cells, those in sight first`,onClick:()=>n.
sites(!0,c,e),children:"Every cell"})]})}function ea({jump:t}){let{tokens:e}=S().store.synced,n=Q(""),o=Q(-1),r=n.value.trim().toLowerCase(),s=r?ta(e,r):[],i=()=>{
s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"search","aria-label":"\
Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),
i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"none":`${Math.max(0,o.value)+1} of ${s.length}, next`})]})}
function ta(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.flatMap((s,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().
indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}var na=46;function Gs({rows:t,grid:e,scroller:n,shade:o}){let r=F(null),[s,i,a,c]=e.seen(),[u,f]=[e.columnCount,t.length],p=c-a<u||i-s<f;if(D(()=>{let m=p?r.current?.
getContext?.("2d"):null;if(!r.current||!m)return;let g=getComputedStyle(r.current).color;m.clearRect(0,0,u,f),m.fillStyle=g;for(let v=0;v<f;v+=1)for(let x=0;x<u;x+=
1){let y=o(v,x);y!==null&&(m.globalAlpha=.1+.9*y,m.fillRect(x,f-1-v,1,1))}}),!p)return null;let h=m=>{if(m.type==="pointermove"&&(m.buttons&1)===0)return;let g=n.
current,v=r.current?.getBoundingClientRect();if(!g||!v||v.width===0)return;let x=(y,_,M)=>(y-_)/M;g.scrollLeft=x(m.clientX,v.left,v.width)*g.scrollWidth-g.clientWidth/
2,g.scrollTop=x(m.clientY,v.top,v.height)*g.scrollHeight-g.clientHeight/2},d=(m,g)=>`${100*m/g}%`;return l("div",{class:"ll-minimap","aria-hidden":"true",onPointerDown:h,
onPointerMove:h,children:[l("canvas",{ref:r,width:u,height:f,style:{height:`${na}px`}}),l("span",{class:"ll-sight",style:{left:d(a,u),width:d(c-a,u),top:d(f-i,f),
height:d(i-s,f)}})]})}function Us({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:to(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:st}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(j,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:E(o.probs[a]??0)})]},
a)),!s&&l(oa,{reading:o,pinned:r})]})}function oa({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
T,{children:[o!==null&&l(ue,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(ue,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(ue,{name:`rank of ${B(e)}`,value:`${s}, ${E(i??0)}`})]})}function Xs({scroller:t}){let{store:e,view:n}=S(),{synced:o}=e,{tokens:r,layers:s,quiet:i,roles:a,splitCharacters:c,selection:u}=o,f=e.view.stride.value,p=oe(()=>Array.
from({length:s},(A,O)=>O).filter(A=>(s-1-A)%f===0),[f]),h=A=>p[A]??0,d=A=>p.findIndex(O=>O>=A),m=F(null),g=F(null),v=Q(null),x=oe(()=>{let{layer:A,position:O}=u.
peek()??{layer:s-1,position:r.length-1};return new pt(p.length,r.length,[68,168],[d(A),O],()=>u.peek()!==null,a.length>0?Kr:0)},[p]),y=oe(()=>ve(()=>new Set(o.answers.
value.filter(({vector:A})=>!A).flatMap(({sites:A,layer:O,position:z})=>A.length>0?A:[[O,z]]).map(A=>A.join(":")))),[]);D(()=>{let A=new AbortController,O=z=>{let W=v.
peek();if(v.value=null,!W)return;let X=z.ctrlKey||z.metaKey?u.peek():null,ge=[W[1],W[2]+1];o.selectAll([...X?.layers??[],W[0]],[...X?.spans??[],ge])};return document.
addEventListener("pointerup",O,{signal:A.signal}),()=>A.abort()},[]),D(()=>{let A=!0;return le(()=>{let O=u.value;if(A||!O){A=!1;return}let{layer:z,position:W,start:X,
layers:ge}=O,[tt,qe]=x.cursor.peek();X===W&&(g.current=[z,W]),!(ge.includes(h(tt))&&Se(O).includes(qe))&&x.move([d(z),W],m.current?.contains(document.activeElement)??
!1)})},[x]);let[_,M,R,w]=x.seen();x.version.value;let C=x.width.value,L=e.view.siteMap.value,b=_o(e),k=L?void 0:b.error,[P,N]=[h(_),h(M-1)+1];D(()=>{!o.frozen&&
!L&&b.look(e.link,P,N,R,w)},[b,L,P,N,R,w,k]);let V=oe(()=>new Map(L?.points.map(A=>[`${A.layer}:${A.position}`,A])),[L]),J=oe(()=>Fe(L?.points??[]),[L]);D(()=>{
n.columnWidth.value=C},[C]);let ne=u.value,he=v.value,se=he?ze([he[0]],[[he[1],he[2]+1]]):ne,ie=A=>{let O=eo(a,A);return`${A}: ${B(r[A]??"")}${O?`, ${O}`:""}`},
me=A=>[...c.filter(({first:O,last:z})=>O<=A&&A<=z).map(({text:O})=>l(T,{children:["a part of ",l("bdi",{children:O})]})),...a.length>0?[eo(a,A)??"written by the\
 chat template"]:[]],Dt=e.view.measure.value,Co=(A,O)=>{let z=h(A),W=L?zs(V.get(`${z}:${O}`),Dt,J,o.constants):Is(b.at(z,O),Dt,b.vocab),X=se?.layers.includes(z)?
se.spans.find(([tt,qe])=>tt<=O&&O<qe):void 0,ge=X!==void 0;return{text:W.text,share:W.share,label:`Layer ${z}, position ${O} ${r[O]}: ${W.says}`,selected:ge,classes:{
...W.classes,"ll-among":ge&&X[1]-X[0]>1,"ll-first":ge&&O===X[0],"ll-last":ge&&O===X[1]-1,"ll-dim":i.has(O),"ll-answered":y.value.has(`${z}:${O}`)}}},Mo=([A,O])=>{
let z=h(A);g.current??=ne?[ne.layer,ne.position]:[z,O];let[,W]=g.current;o.select(z,Math.max(W,O),Math.min(W,O))},si=([A,O])=>{let z=h(A),[W,X]=ne?[ne.layers,ne.
spans]:[[],[]],ge=X.some(([qe,ii])=>qe<=O&&O<ii),tt=W.filter(qe=>qe!==z);ge&&W.includes(z)&&tt.length>0?o.selectAll(tt,X):o.selectAll([...W,z],[...X,[O,O+1]])};
return l("div",{class:"ll-grid",ref:m,children:[l(Ks,{rows:p,sight:[P,N-1,R,Math.max(R,w-1)],jump:A=>x.move([x.cursor.peek()[0],A],!1)}),l(Gs,{rows:p,grid:x,scroller:t,
shade:(A,O)=>{let{share:z,classes:W}=Co(A,O);return W["ll-empty"]?null:z}}),l(wn,{grid:x,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:[
"layer","position"],head:A=>l(T,{children:[l("small",{children:A}),l("span",{class:"ll-mono ll-cut",dir:kt(c,A)?"ltr":"auto",children:l(lt,{text:r[A]??"",part:kt(
c,A)})})]}),headTitle:ie,look:Co,rowNumbers:p,marked:se&&{rows:se.layers.filter(A=>p.includes(A)).map(d),spans:se.spans},choose:([A,O],z)=>{if(z)return Mo([A,O]);
let W=h(A);g.current=[W,O],o.select(W,O);let X=V.get(`${W}:${O}`);X&&(e.view.answer.value=X)},add:si,enter:()=>e.ask(),extend:Mo,hint:([A,O])=>L?l(Ds,{title:`La\
yer ${h(A)}, position ${O}`,token:r[O]??"",answer:V.get(`${h(A)}:${O}`)}):l(Us,{title:`Layer ${h(A)}, position ${O}`,token:r[O]??"",notes:me(O),reading:b.at(h(A),
O),pinned:b.pinned}),press:([A,O],z)=>{z.button===0&&z.pointerType!=="touch"&&!z.shiftKey&&(g.current=[h(A),O])},over:([,A],O)=>{if(!g.current||(O.buttons&1)===
0)return;let[z,W]=g.current;!v.peek()&&A===W||(v.value=[z,Math.min(W,A),Math.max(W,A)])}}),l("div",{class:"ll-note",role:"status",children:k!==void 0&&l(T,{children:[
l("span",{class:"ll-error",children:`The cells could not be read: ${k} `}),l("button",{type:"button",class:"ll-link",onClick:()=>b.retry(),children:"Try again"})]})})]})}var kn=class{answer;curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);lines;curve;heatMap;constructor({
answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.
id??""),this.lines=ve(()=>[...n.value,...r.value.flatMap(Ts)]),this.curve=ko(this.lines,this.curveId),this.heatMap=ko(o,this.heatMapId),this.siteMapId=$(""),this.
siteMap=ve(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=ko(s,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(
n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function ko(t,e){return ve(
()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var Sn=class{hint=$(null);open=$(!1);columnWidth=$(80);timer;show(e){clearTimeout(this.timer),this.hint.
value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var et={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},$e={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function ra(t){try{return t.widget_manager?.kernel?.status}catch{return}}var An=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?et.ping:et.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=et.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<et.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=ra(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,et.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function Ys(){let{store:t}=S(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(ia,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":$e.gone})})]})}var sa=["fit","steer","train"];function ia({work:t}){let{store:e}=S(),{done:n,
total:o,state:r}=t,s=r==="failed",i=o>0;return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:s?"ll-message ll-error":"ll-message",role:s?"ale\
rt":void 0,children:la(e,t)}),r==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","\
aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),r==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&t.says!==""&&sa.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.
requests.cancel(t.id),children:s?"Dismiss":"Cancel"})]})}function la(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="bus\
y")return $e.busy;let n=aa(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function aa({synced:t},{what:e,args:n}){let{layer:o,
position:r,question:s}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===s?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"\
sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${ut(n)}`;case"layers":return`Asking position ${r} at e\
very layer, into every layer`;case"steer":return`Steering: ${s?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a decoder: ${n.
train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"readers":return`Asking several readers about ${ut(n)}`;default:
return`Asking ${ut(n)}`}}function Js(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=F(null),i=F(r);D(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,u=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:f=>{f.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(T,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:u||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ne,{groups:[o.steer],beside:({name:f})=>f==="steer_wish"&&l(ca,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(ua,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(da,{})]})}function ca(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function ua(){let{store:t}=S(),{steering:e,preview:n}=t,o=te(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function da(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(it,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${fa[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:pa(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(Qs,{name:"As it is",said:r.before,steered:r}),l(Qs,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var fa={vectors:"vectors",lora:"a LoRA"};function pa({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,u=0]=i,f=[...new Set(a.map(([d])=>d))],{spans:p}=ze([],a.map(([,d])=>[d,d+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ae(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${u.toPrecision(2)} after step ${r}. Reads ${ae(f)}, ${Ae(p)}.`}function Qs({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:E(e.confidence)})]})]})}var ha={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Zs=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Cn=class{constructor(e,n={},o={},r={},s={}){
this.entries=e;this.sources=o;this.steering=r;this.training=s;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??ha}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...r}=this.state.peek().settings,s=n===void 0||Zs(n,this.own[e]);this.change({settings:s?r:
{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(this.training)}differing(e){
return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Zs(o,e[n]??null)))}get comparable(){let{entry:e}=this,{takes:n,group:o,
name:r}=e;return e.fit||n==="corpus"?[]:this.entries.value.filter(s=>s.name!==r&&!s.fit&&(s.takes===""||s.takes===n&&s.group===o))}get beside(){let{beside:e=[]}=this.
state.value;return this.comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,
e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.
fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).
filter(Boolean),settings:this.differing(e.settings),source:this.vector?this.differing(this.sources):{}}}question({name:e,takes:n}){return e===""?{text:this.text.
trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var Mn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var Nt=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;readings=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get waiting(){return this.version.value,this.asked.size>0}get error(){return this.
version.value,[...this.failed.values()][0]}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let o=0;for(let r of e.layers)for(let s=e.start;s<
e.stop;s+=1){let i=o*e.k;this.readings.set(r*this.positions+s,{tokens:e.index.slice(i,i+e.k).map(a=>e.words[a]??""),probs:e.probs.slice(i,i+e.k),...n&&{measures:{
entropy:n.entropy[o]??null,surprisal:n.surprisal[o]??null,rank:n.rank[o]??null,chance:n.chance[o]??null}}}),o+=1}this.changed()}look(e,n,o,r,s,i=!1){for(let a of i?
[]:this.strayed(n,o,r,s))e.send({kind:"cancel",id:a});for(let[a,c]of this.missing(n,o,r,s)){let u=ct();this.began(a,u),e.send({kind:"query",id:u,what:"lens",args:c},
!0)||this.ended(u,$e.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){let s=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-
1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<r;c+=this.wide){let u=`${a}:${c}`;if(this.asked.has(u)||this.failed.has(
u)||this.done.has(u))continue;let f=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=1)f.push(h);let p=Math.min(c+this.wide,this.positions);this.covered(f,
c,p)||s.set(u,{layers:f,start:c,stop:p,...this.more})}return s}strayed(e,n,o,r){return[...this.asked].filter(([s])=>{let[i=0,a=0]=s.split(":").map(Number);return i>=
n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n),this.changed()}ended(e,n,o){for(let[r,s]of this.asked)s===e&&(this.asked.
delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){return e.every(r=>{for(let s=n;s<o;s+=1)if(!this.readings.
has(r*this.positions+s))return!1;return!0})}changed(){this.version.value=this.version.peek()+1}};var On=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Nt(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new Nt(this.layers,this.positions,
this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function So(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Tn(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return So(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function ei(t,e){let{link:n,preview:o,requests:r}=t;Y(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"que\
ued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":va(t,e);break;case"re\
sult":case"error":case"cancelled":ma(t,e)}})}function ma(t,e){let{requests:n,preview:o,lenses:r}=t,{id:s}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
s);r.ended(s,i,e.kind==="result"&&ya(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(s,i)):n.drop(s),e.kind==="r\
esult"&&ga(t,s,a,e.value)}function ga(t,e,n,o){let{synced:r,view:s}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.
done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="ask"){let i=o;r.answers.value=[...r.answers.
peek().filter(a=>a.id!==i.id),i],s.answer.value=i}else(n?.what==="sweep"||n?.what==="scales")&&So(r.curves,o)&&(s.curveId.value=e)}function va({requests:t,synced:e,
view:n},{id:o,answers:r,target:s}){let[i]=r;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...s&&{target:s}};a?.
what==="layers"?Tn(e.heatMaps,o,r,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Tn(e.siteMaps,o,r,()=>c)&&n.showMap(o):Tn(e.curves,
o,r,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function ya(t){return typeof t=="object"&&t!==null&&"words"in t}function ti(t,e,n){let{link:o,synced:r,requests:s}=t,i=f=>s.work.peek().has(f),c=[["msg:custom",f=>ei(t,f)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>ba(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=e.get("lenses")},heat_maps:()=>r.replace("heat_map\
s",i),pages:()=>{for(let f of e.get("pages"))t.lenses.plain.add(f)}}).map(([f,p])=>[`change:${f}`,p]),...["selection","draft","source","pages"].map(f=>[`change:${f}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[f,p]of c)e.on(f,p);let u=setInterval(()=>{s.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("a\
bort",()=>{clearInterval(u);for(let[f,p]of c)e.off(f,p)}),o.ping(),o.route(et.subshell)}function ba({synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,
s=n.at(-1)??null;Y(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=s)})}var xa=250,En=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},xa))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Y(()=>{this.target.value=e,this.problem.value=n})}};var $n=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=ct(),r=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,s]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,$e.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:s,total:i})}progress(e,n,o,r=""){
this.change(e,{state:"running",done:n,total:o,says:r})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};var Rn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Y(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();Y(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var wa=400,Wt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;resting;constructor(e,n){this.link=new An(e,p=>{p==="gone"&&this.requests.failAll(
$e.gone)},n),this.requests=new $n(this.link),this.synced=new on(e,this.link),this.view=new kn(this.synced);let{layers:o,tokens:r,constants:s,entries:i,source:a,
steer:c,train:u}=this.synced;this.lenses=new On(o,r.length,s);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new Cn(i,e.get("draft")??{},
a.peek()?.settings,c?.settings,u?.settings),this.fits=new Mn(this),this.steering=new Rn(this),this.preview=new En(p=>{let h=ct();return this.link.send({kind:"qu\
ery",id:h,what:"target",args:p})?h:void 0},n),this.synced.frozen)return;ti(this,e,n);let f=le(()=>this.lookAhead());n?.addEventListener("abort",()=>{f(),clearTimeout(
this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,source:s,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){Y(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),wa)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>
0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),r=this.synced.selection.peek();
if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,start:i,position:a}=r,c=i<a?{start:i,stop:a+1}:{start:null,stop:null};n.begin("sweep",{layer:s,...c,
...e.asking()})}}sites(e,n,o){let r=this.synced.selection.peek();if(!this.draft.ready||!r&&!e)return;let{start:s,position:i}=r??{start:0,position:0},a=e?{start:null,
stop:null}:{start:s,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.
draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){Y(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(
ye(e),Jn(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.value,...o.value,...r.value].find(({id:a})=>e.id.
startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var ni="latentlens-closed-tip";function oi(){let{tip:t,frozen:e}=S().store.synced,[n,o]=Xt(_a);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(ni,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function _a(){try{return localStorage.getItem(ni)}catch{
return null}}function ri(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ne,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(ka,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(Sa,{training:i},
i.id))]})}function ka(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Sa({training:t}){let{store:e}=S(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:u}=t,[f,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(it,{code:u,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(T,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${f} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Aa,{run:h},h.kind))})]})]})]})}
function Aa({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Ca({open:t}){let e=oe(t,[t]),{synced:n}=e,o=oe(()=>({store:e,view:new Sn}),[e]),r=F(null),s=F(null);D(()=>()=>o.view.end(),[o]),D(()=>r.current&&s.current?
Ma(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(Yn.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(oi,{}),l(Xs,{scroller:r}),!n.frozen&&l(Er,{}),!n.frozen&&l(Js,{}),!n.frozen&&l(ri,{}),l(Ys,{}),l(Rs,{scroller:s}),l(js,{}),l($r,{}),l("d\
iv",{class:"ll-result",children:[l(gr,{}),l(Ls,{})]}),l(Cs,{}),l(Oa,{name:n.key})]})}function Ma(t,e,{view:n}){let o=new AbortController,r=(i,a)=>()=>{let{vector:c,
position:u}=n.curve.peek()??{};c===void 0&&u===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,
passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=le(()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{s(),o.abort()}}function Oa({
name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var Ao=class extends Le{state={error:void 0};static getDerivedStateFromError(e){
return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",
children:`The Explorer could not be drawn: ${e}`})}},_m=()=>{let t;return{initialize({model:e,signal:n}){try{t=new Wt(e,n)}catch{}},render({model:e,el:n,signal:o}){
let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&
i.stopPropagation()},{signal:o}),n.append(r),jn(l(Ao,{children:l(Ca,{open:()=>(t??=new Wt(e,o),t)})}),r),o.addEventListener("abort",()=>jn(null,r))}}};export{_m as default};
