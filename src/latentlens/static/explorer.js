var F,Io,Dn,Re,zn,Ut,Fo,Kt,zo,Hn,Nn,No,xt=Symbol.for("pv"),Xt={},Yt=[],gi=/^m(i|n|o|s|text|space)$/,qn=Array.isArray,jn=Yt.slice,Ve=Object.assign;function Be(t){
t&&t.parentNode&&t.remove()}function Wo(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?jn.call(arguments,2):n),bt(t,i,o,r,null)}function bt(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:xt,__v:r||++Io,__i:-1,__u:0};return!r&&F.vnode&&F.
vnode(s),s}function T(t){return t.children}function Le(t,e){this.props=t,this.context=e,this.__g=0}function Pe(t,e){if(e==null)return t.__&&Pe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Pe(t)}function vi(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=Ve({constructor:xt},n)).__v=n.__v+1,F.vnode&&F.vnode(e),Bn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||Pe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,Vo(r,e,s),n.__=n.__e=null,e.__e!=o&&Do(e))}function Do(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Do(t)}function Wn(t){(8&t.__g||(t.__g|=8,Re.push(t),Ut++))&&zn==F.debounceRendering||((zn=F.debounceRendering)||queueMicrotask)(Ho)}function Ho(){try{for(var t,
e=1;Re.length;)Re.length>e&&Re.sort(Fo),t=Re.shift(),e=Re.length,8&t.__g&&vi(t)}finally{(Ut=Re.length)&&(zn||queueMicrotask)(Ho)}}function qo(t,e,n,o,r,s,i,a,c,u,f){
var p,h,d,m,v,y,x=o.__k||Yt,g=e.length;for(c=yi(n,e,x,c,g),p=0;p<g;p++)(d=n.__k[p])!=null&&(h=~d.__i&&x[d.__i]||Xt,d.__i=p,y=Bn(t,d,h,r,s,i,a,c,u,f),m=d.__e,(h.
ref!=d.ref||8&h.__u)&&(h.ref&&Vn(h.ref,null,d,h),d.ref&&f.push(d.ref,d.__c||m,d)),v=v||m,4&d.__u?(c=jo(d,c,t,!h.__v),h.__e&&(h.__e=null)):typeof d.type=="functi\
on"&&y!==void 0?c=y:m&&(c=m.nextSibling),d.__u&=-21);return n.__e=v,c}function yi(t,e,n,o,r){var s,i,a,c,u,f,p,h,d,m=n.length,v=m,y=0,x=0,g=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=g[s]=bt(null,i):qn(i)?i=g[s]=bt(T,{children:i}):
i.constructor===xt&&i.__b?i=g[s]=bt(i.type,i.props,i.key,i.ref,i.__v):g[s]=i,c=s+y,i.__=t,i.__b=t.__b+1,a=null,~(u=i.__i=bi(i,n,c,v))&&(v--,(a=n[u])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,u==c-1?y--:u==c+1?y++:u!=c&&(u>c?y--:y++,x=1)):(~u||(r>m?y--:r<m&&y++),typeof i.type!="function"&&(i.__u|=4))):g[s]=null;if(x){for(f=[],p=[],
s=0;s<r;s++)if((i=g[s])&&16&i.__u){for(y=0,h=f.length;y<h;)f[d=y+h>>1]<i.__i?y=d+1:h=d;f[y]=i.__i,p[s]=y+1}for(y=f.length;s--;)p[s]&&(p[s]==y?y--:g[s].__u|=4)}if(v)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=Pe(a)),Kn(a,a));return o}function jo(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=jo(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Pe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function bi(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function Po(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Vt(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Po(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Po(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=Nn[e]||(Nn[e]=xi(e)),(t.__a||(t.__a={}))[e]=Hn,s=e!=(e=e.replace(zo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function xi(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Kt]==null)e[Kt]=Hn++;else if(e[Kt]<this.__a[t])return;return n(F.event?F.event(e):e)}}}function Bn(t,e,n,o,r,s,i,a,c,u){
var f,p,h,d,m,v,y,x,g,w,O,R,_,C,L,U,N,B,D=e.type;if(e.constructor!==xt)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,p=s=[],f.nodeType==8?a=Gt(f,s):
s.push(f),a=s[0]||a),(f=F.__b)&&f(e);e:if(typeof D=="function"){h=i.length;try{if(x=e.props,g=(f=D.prototype)&&f.render,w=(f=D.contextType)&&o[f.__c],O=f?w?w.props.
value:f.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(g?e.__c=d=new D(x,O):(e.__c=d=new Le(x,O),d.constructor=D,d.render=_i),w&&w.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),g&&(d.__s||(d.__s=d.state),D.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Ve({},d.__s)),Ve(d.__s,D.getDerivedStateFromProps(
x,d.__s)))),m=d.props,v=d.state,d.__v=e,n.__c){if(x!==m&&g&&!D.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(x,O),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(x,d.__s,O)===!1){e.__v!=n.__v&&(d.props=x,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(G){G&&(G.__=e)}),Yt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=Pe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
x,d.__s,O),g&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,v,y)})}else g&&!D.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
g&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=O,d.props=x,d.__P=t,d.__g&=-5,R=F.__r,_=g?25:0;do d.__g&=-9,R&&R(e),f=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++_<25);g&&(Yt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Ve({},o,d.getChildContext())),g&&n.__c&&d.getSnapshotBeforeUpdate&&
(y=d.getSnapshotBeforeUpdate(m,v)),C=f&&f.type===T&&f.key==null?f.props.children:f,x.__P&&(f=a,r=(t=x.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(G){G&&Kn(G,G)}),n.__k=null),a=n.__k?Pe(n,0):null),a=qo(t,qn(C)?C:[C],e,n,o,r,s,i,a,c,u),x.__P&&(e.__e=null,a=f),e.__u&=-161,p&&p.some(Be),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(G){if(i.length=h,e.__v=null,c||s)if(G&&G.then){if(e.__u|=128|c,s){for(~(N=s.indexOf(a||void 0))||(N=s.length);(B=s[N-1])&&B.
nodeType==8;)N--;for(;N<s.length;N++)if(B=s[N])if(s[N]=null,L){if(B==U)break}else{if(B.nodeType!=8)break;B.data.startsWith("$s")&&(U=Gt(L=B))}}if(!L){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;L=a}(f=Gt(L=e.__c.__z||(e.__c.__z=L)))?(e.__e=L,a=f):e.__e=a,a=a&&a.nextSibling}else s&&s.some(Be);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),G&&G.then||Bo(e),F.__e(G,e,n)}}else a=e.__e=wi(n.__e,e,n,o,r,s,i,c,u,t);return(f=F.diffed)&&f(e),a}function Gt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Bo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Bo))}function Vo(t,e,n){for(var o=0;o<n.length;)Vn(n[o++],n[o++],n[o++]);F.__c&&F.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){F.__e(s,r.__v)}})}function wi(t,e,n,o,r,s,i,a,c,u){var f,p,h,d,m,v,y,x,g=n.props||Xt,w=e.
props,O=e.type;if(O=="svg"?r="http://www.w3.org/2000/svg":O=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(f=0;f<s.
length;f++)if((m=s[f])&&(O?m.localName==O:m.nodeType==3)){t=m,s[f]=null;break}}if(!t){if(x=u.ownerDocument||document,!O)return x.createTextNode(w);t=x.createElementNS(
r,O,w.is?w:u),a&&(F.__m&&F.__m(e,s),a=!1),s=null}if(O){if(u=O=="template"&&t.content||t,s=O=="textarea"&&w.defaultValue!=null?null:s&&jn.call(u.childNodes),!a&&
s)for(g={},f=0;f<t.attributes.length;f++)g[(m=t.attributes[f]).name]=m.value;for(f in g)m=g[f],f=="dangerouslySetInnerHTML"?h=m:f=="children"||f in w||f=="value"&&
"defaultValue"in w||f=="checked"&&"defaultChecked"in w||Vt(t,f,null,m,r);for(f in w)m=w[f],f=="children"?d=m:f=="dangerouslySetInnerHTML"?p=m:f=="value"?v=m:f==
"checked"?y=m:a&&typeof m!="function"||g[f]===m||Vt(t,f,m,g[f],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(O=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&gi.test(O))&&(r="http://www.w3.org/1999/xhtml"),qo(u,qn(d)?d:[d],e,n,o,r,s,i,s?s[0]:n.__k&&Pe(n,0),
a,c),s&&s.some(Be)),a&&O!="textarea"||(f="value",O=="progress"&&v==null?t.removeAttribute(f):v==null||v===t[f]&&(O!="progress"||v)||Vt(t,f,v,g[f],r),f="checked",
y!=null&&y!=t[f]&&Vt(t,f,y,g[f],r))}else g===w||a&&t.data==w||(t.data=w);return t}function Vn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){F.__e(r,n)}}function Kn(t,e,n){var o,r,s,i;if(F.unmount&&F.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Vn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){F.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&Kn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=Gt(o,s=[]))&&(o==t.__e&&s.some(Be),Be(r),Be(o)),n||Be(
t.__e),t.__e=t.__c=t.__=null}function _i(t,e,n){return this.constructor(t,n)}function Gn(t,e){var n,o,r,s;F.__&&F.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=bt(T,{children:[t]}),r=[],s=[],Bn(e,e.__k,o||Xt,Xt,e.namespaceURI,o?null:e.firstChild?jn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),Vo(r,e.__k,s),e.__k.props.children=null}function Ko(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,Wn(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+No++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}F={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Ut=0,t}},Io=0,Dn=function(t){return t!=null&&t.
constructor===xt},Le.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ve({},this.state)),typeof t=="function"&&(t=t(Ve({},n),this.props)),
t&&(Ve(n,t),this.__v&&(e&&this.__k.push(e),Wn(this)))},Le.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Wn(this))},Le.prototype.render=
T,Re=[],Ut=0,Fo=function(t,e){return t.__v.__b-e.__v.__b},Kt=Symbol(),zo=/(PointerCapture)$|Capture$/i,Hn=0,Nn={},No=0;var Ke,X,Un,Go,Xn=Object.is,Jt=0,nr=[],Yn=[],Y=F,Uo=Y.__b,Xo=Y.__r,Yo=Y.diffed,Jo=Y.__c,Qo=Y.unmount,Zo=Y.__;function _t(t,e){Y.__h&&Y.__h(X,t,Jt||e),Jt=0;var n=X.
__H||(X.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Qt(t){return Jt=1,ki(rr,t)}function ki(t,e,n){var o=_t(Ke++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):rr(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);Xn(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=X,!X.__f)){X.__f=!0;var r=X.shouldComponentUpdate;
X.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var u=!1,f=this.props!=s;if(c.__.some(function(h){h.__N&&(u=!0,Xn(h.__[0],h.__N[0])||(f=!0))}),
r){var p=r.call(this,s,i,a);return u?p||f:p}return!u||f}}return o.__}function Qn(t,e){var n=_t(Ke++,3);!Y.__s&&Zn(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,X.__H.__h.push(
n))}function j(t,e){var n=_t(Ke++,4);!Y.__s&&Zn(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,X.__h.push(n))}function P(t){return Jt=5,ee(function(){return{current:t}},[])}function ee(t,e){var n=_t(Ke++,7);return Zn(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function or(t){var e=X.context[t.__c],n=_t(Ke++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(X)),e.props.value):t.__}function Si(){var t;do{for(;t=Yn.shift();)try{wt(t)}catch(n){Y.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=nr.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(wt),e.__h.
some(Jn),e.__h=[]}catch(n){e.__h=[],Y.__e(n,t.__v)}}}while(Yn.length)}Y.__b=function(t){X=null,Uo&&Uo(t)},Y.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Zo&&Zo(t,e)},Y.__r=function(t){Xo&&Xo(t),Ke=0;var e=(X=t.__c).__H;e&&(Un==X?X.__h=[]:(e.__h.some(wt),e.__h.some(Jn),Ke=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Un=X},Y.diffed=function(t){Yo&&Yo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&tr(nr.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Un=X=null},Y.__c=function(t,e){e.some(function(n){try{n.__h.some(wt),n.__h=n.__h.filter(function(o){return!o.__||Jn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Jo&&Jo(t,e)},Y.unmount=function(t){Qo&&Qo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,tr(Yn.push(r))}else wt(r)}catch(s){e=s}}),o.__H=void 0,e&&Y.__e(e,o.__v))};var er=typeof requestAnimationFrame==
"function";function Ai(t){var e,n=function(){clearTimeout(o),er&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);er&&(e=requestAnimationFrame(n))}function tr(t){
t!=1&&Go==Y.requestAnimationFrame||((Go=Y.requestAnimationFrame)||Ai)(Si)}function wt(t){var e=X,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),X=e}function Jn(t){
var e=X;t.__c=t.__(),X=e}function Zn(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Xn(n,t[o])})}function rr(t,e){return typeof e=="function"?e(
t):e}var Ci=Symbol.for("preact-signals");function nn(){if(_e>1)_e--;else{var t,e=!1;for((function(){var r=en;for(en=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();St!==void 0;){var n=St;for(St=void 0,Zt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&ir(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(Zt=0,_e--,e)throw t}}function te(t){if(_e>0)return t();eo=++Mi,_e++;try{return t()}finally{nn()}}var kt,V=void 0;function At(t){
var e=V,n=kt;V=void 0,kt=void 0;try{return t()}finally{V=e,kt=n}}var St=void 0,_e=0,Zt=0,Mi=0,eo=0,en=void 0,tn=0;function sr(t){if(V!==void 0){var e=t.n;if(e===
void 0||e.t!==V)return e={i:0,S:t,p:V.s,n:void 0,t:V,e:void 0,x:void 0,r:e},V.s!==void 0&&(V.s.n=e),V.s=e,t.n=e,32&V.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=V.s,e.n=void 0,V.s.n=e,V.s=e),e}}function Q(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}Q.prototype.brand=Ci;Q.prototype.h=function(){return!0};Q.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:At(function(){var o;(o=e.W)==null||o.call(e)}))};Q.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&At(function(){var r;(r=e.Z)==null||r.call(e)}))}};Q.prototype.
subscribe=function(t){var e=this;return ce(function(){var n=e.value;At(function(){return t(n)})},{name:"sub"})};Q.prototype.valueOf=function(){return this.value};
Q.prototype.toString=function(){return this.value+""};Q.prototype.toJSON=function(){return this.value};Q.prototype.peek=function(){var t=this;return At(function(){
return t.value})};Object.defineProperty(Q.prototype,"value",{get:function(){var t=sr(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Zt>100)throw new Error("Cycle detected");(function(n){_e!==0&&Zt===0&&n.l!==eo&&(n.l=eo,en={S:n,v:n.v,i:n.i,o:en})})(this),this.v=t,this.i++,tn++,_e++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{nn()}}}});function $(t,e){return new Q(t,e)}function ir(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function lr(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function ar(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ge(t,e){Q.call(this,void 0,e),this.x=t,this.s=void 0,this.g=tn-1,this.f=4}Ge.prototype=new Q;Ge.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===tn))return!0;if(this.g=tn,this.f|=1,this.i>0&&!ir(this))return this.f&=-2,!0;var t=V;try{lr(this),V=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return V=t,ar(this),this.f&=-2,!0};Ge.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}Q.prototype.S.call(this,t)};Ge.prototype.U=function(t){if(this.t!==void 0&&(Q.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ge.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ge.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=sr(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function ve(t,e){return new Ge(t,e)}function cr(t){var e=t.j;if(t.j=void 0,typeof e=="function"){_e++;var n=V;
V=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,to(t),o}finally{V=n,nn()}}}function to(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,cr(t)}function Oi(t){
if(V!==this)throw new Error("Out-of-order effect");ar(this),V=t,this.f&=-2;try{8&this.f&&to(this)}finally{nn()}}function it(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,kt&&kt.push(this)}it.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};it.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,cr(this),lr(this),_e++;var t=V;
return V=this,Oi.bind(this,t)};it.prototype.N=function(){2&this.f||(this.f|=2,this.u=St,St=this)};it.prototype.d=function(){this.f|=8,1&this.f||to(this)};it.prototype.
dispose=function(){this.d()};function ce(t,e){var n=new it(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var ur,rn,on,Ti=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var dr=[];ce(function(){ur=this.N})();function lt(t,e){F[t]=e.bind(null,F[t]||function(){})}function Ct(t){if(on){var e=on;on=void 0,e()}on=t&&t.S()}function fr(t){
var e=this,n=t.data,o=ne(n);o.name="ReactiveDom",o.value=n;var r=ee(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=ve(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),f=ve(function(){return!Array.isArray(u.value)&&!Dn(u.value)}),p=ce(function(){if(this.N=pr,f.value){var d=u.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[f,u]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}fr.displayName="ReactiveTextNode";Object.defineProperties(Q.prototype,{constructor:{configurable:!0,value:Wo(T,null).constructor},type:{configurable:!0,
value:fr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});lt("__b",function(t,e){if(Ct(),
rn=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof Q&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
lt("__r",function(t,e){if(t(e),e.type!==T){Ct();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return ce(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;Ti&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),rn=o,Ct(n)}});lt("__e",function(t,e,n,o){Ct(),rn=void 0,t(e,n,o)});lt("diffed",function(t,e){Ct(),rn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var u=s[c],
f=o[c];u===void 0?(u=Ei(n,c,f,r),s[c]=u):u.o(f,r)}}}t(e)});function Ei(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:ce(function(){this.N=pr;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}lt("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var u=e.__c;if(u){u.__$f|=8;var f=u.__$u;f&&(u.__$u=void 0,f.d())}}t(e)});lt("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Le.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function ne(t,e){return ee(function(){return $(t,e)},[])}var $i=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Ri(){te(function(){for(var t;t=dr.shift();)ur.call(t)})}function pr(){dr.push(this)===1&&(F.requestAnimationFrame||$i)(Ri)}var oe="not finite",at="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function H({confidence:t}){return t!==null}var Li="no a\
nswer";function re(t,e=Li){if(!H(t))return oe;let n=t.text.trim();return t.text!==""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}function ke(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ie(t,e){return e===""?t.excess??t.confidence??0:ke(t,e)}
function Fe(t){return t.some(({excess:e})=>e!==null)}function pe({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function sn(t,e,n){let o=e===""&&Fe(t),
r=t.filter(a=>H(a)&&!pe(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>Ie(c,e)>Ie(a,e)?c:a,s),of:r.length}:null}var no=Ko(null);function S(){let t=or(no);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var Pi=Symbol.for("pv"),Ii=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var u={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Pi,__v:--Ii,__i:-1,__u:0};return(r||s)&&(u.__source=r,u.__self=s),F.vnode&&F.vnode(u),u}function ct({code:t,children:e}){let n=ne(!1),o=ne(!1),r=P(null);j(()=>{o.value&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[o.value]);let s=async()=>{
try{await navigator.clipboard.writeText(t)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return l(T,{children:[l("header",{children:[e,l(
"button",{type:"button",class:"ll-link",hidden:t==="",onClick:()=>{s()},children:n.value?"Copied":"Copy as code"})]}),l("textarea",{class:"ll-field ll-mono ll-c\
ode",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,t.split(`
`).length),ref:r,value:t})]})}function ze(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[u])=>c-u)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function Se({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Fi=3e3,oo=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),ln=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.siteMaps=$(e.get("site_maps")??[]),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=
o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=ze(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||oo(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Fi);let n=this.ours.findIndex(o=>oo(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(oo(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=r.peek().filter(({id:a})=>n(a)&&!s.some(c=>c.id===a));r.value=[...s,...i]};te(()=>{e==="cu\
rves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.
get("selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];
return ze(s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,u])=>[c,u]):[a])}};var hr=60;function ye({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function ro(t){return ze([],an(t).map(e=>[e,e+1])).spans}function ue(t){
return`${t.length>1?"layers":"layer"} ${mr(t.map(String))}`}function mr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function an({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Ae(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${mr(e)}`}function so(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>hr?`${n.slice(0,hr)}…`:n]}function be(t,e){if(t.vector)return["Vector",t.token];let n=ro(t),o=Ae(n),r=an(t).length===1;return[
`P${o.slice(1)}`,r?t.token:so(e,n)[1]]}function io(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var zi=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,gr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Ni=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function q({text:t}){let e=lo(t);return e.includes("<")?l(T,{children:e.split(zi).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(T,{children:e})}function lo(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Ni,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Mt(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function vr(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=gr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?Wi(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function Wi(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function ut({text:t,part:e}){if(!e||!gr.test(t))return l(q,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var yr=14;function br({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(un,{...e}),l(cn,{name:"Writes",where:ao(t),children:l(
Ot,{tokens:t.tokens,marked:n,chip:dn(n,"slot")})})]})}function Ot({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-yr),Math.min(t.length,s+yr+1)],c=Math.max(0,i-3),u=vr(t.slice(c,a+3)),f=p=>p>0&&l("span",{class:"ll-quiet",title:`${p} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[f(i),t.slice(i,a).map((p,h)=>n(p,i+h,Mt(u,i+h-c))),f(t.length-a)]})}function cn({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function un({tokens:t,layers:e,positions:n,
name:o}){return l(cn,{name:"Reads",where:ue(e),children:o===void 0?l(Ot,{tokens:t,marked:n,chip:dn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function dn(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
ut,{text:n,part:r})},o)}function ao({layer:t}){return t===null?"":`layer ${t}`}function E(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ce(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var Di={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ue(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:co(n,o.length),controls:o}))}function co(t,e){let[n,o]=Di[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function uo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Hi(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function dt(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Hi(o,e));return[Math.min(...n),Math.max(...n)]}function Xe(t,e){return Ue(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((dt(o,e)??[]).map(E))];return[n.toLowerCase(),r.join(" to ")]})}var qi=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function K(t){return qi.test(t)?`⁨${t}⁩`:t}function xr({answer:t}){let{confidence:e,excess:n}=t;return e===null?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(fo,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&l(T,{children:[l("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${E(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Ue(t.controls).map(o=>l(Bi,{...o},o.kind)),
n!==null&&l("div",{class:"ll-measure ll-excess",children:[l("span",{class:"ll-label",children:"Over controls"}),l("span",{}),l("span",{class:"ll-num",children:Ce(
n)}),l("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),t.noise&&l(ji,{noise:t.noise}),l(Vi,{answer:t})]})}function ji({noise:t}){
let e=t.samples.find(({kind:r})=>r==="random"),n=t.samples.map(({kind:r,reached:s,n:i})=>`${s} of ${uo(r,i)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:r,n:s,p_value:i})=>`${uo(r,s)}: p = ${E(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:[l("b",{children:t.verdict}),": ",n.join(", ")]})]})}function fo({kind:t,label:e,value:n,low:o,
title:r,children:s}){let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${E(o)}\
 to ${E(n)}`:`${e} ${E(n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:E(n)}),l("span",{class:"ll-quiet ll-cut",children:s})]})}
function Bi({name:t,controls:e}){let[n,o]=dt(e)??[0,0],r=e.length>1,s=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`In place of the activat\
ion, ${r?"they give":"it gives"} this answer ${e.map(({support:a})=>E(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${K(a)}” with confidence ${E(c)}`).join(`
`);return l(fo,{kind:"control",label:t,value:o,low:r?n:void 0,title:i,children:[r?`${E(n)} to ${E(o)}; own answers: `:"own answer: ",l("span",{class:"ll-mono",dir:"\
auto",children:s}),e[0]&&!r?`, ${E(e[0].confidence)}`:""]})}function Vi({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(T,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${E(e)}`]}),n.map(({text:o,p:r})=>l(fo,{kind:"option",label:o,value:r},o))]})}function wr(){let{store:t}=S(),e=t.view.answer.value,n=e?ye(e):[],o=e&&t.targetOf(e),[r,s]=e?be(e,t.synced.tokens):["",""],i=e?[...e.flags.map(({message:a})=>a),
...Ki(t,e)]:[];return l("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&l(Gi,{answer:e},e.id),l("output",{"aria-live":"polite",children:e&&
l(Ui,{answer:e})}),e&&l(T,{children:[l(xr,{answer:e}),o&&o.tokens.length>0&&l(br,{tokens:t.synced.tokens,layers:ye(e),positions:an(e),target:o,name:e.vector&&s}),
i.length>0&&l("ul",{class:"ll-flags",children:i.map(a=>l("li",{children:a},a))}),l("dl",{class:"ll-facts",children:[l(fn,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),l(fn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(fn,{name:"Into layer",children:e.target_layer}),l(fn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function Ki({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>sn(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Gi({answer:t}){let{
store:e}=S(),{question:n,code:o}=t;return l(ct,{code:o,children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"auto",title:n,children:n}),l("button",{type:"but\
ton",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherwise",onClick:()=>e.steering.open(t),children:"St\
eer"})]})}function Ui({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(H(t)?o:l("i",{class:"ll-quiet",children:oe})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),u=r?s.replaceAll("·"," "):s;return l("span",{class:"\
ll-word",title:c===void 0?void 0:`probability ${E(c)}`,style:{"--p":String(c??0)},children:l(q,{text:i===0&&u.trimStart()||u})},i)})]})}function fn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var _r=t=>t.replaceAll(`
`,"\\n"),kr=t=>t.replaceAll("\\n",`
`);function Tt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>_r(String(n))).join(" "):e.join(", "):_r(String(e))}function Sr(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(kr):kr(e)}function Ar({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=S(),c=ne(null),u=d=>a.edit(m=>m.set(t.name,d)),f={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let d=({currentTarget:m})=>u(m.value||null);return l("select",{...f,class:"ll-\
field",value:Tt(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([m,v])=>l("option",{value:m??"",children:v},m??""))})}if(t.kind==="yes"){let d=({currentTarget:m})=>u(
m.checked);return l("input",{...f,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let p=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,u(Sr(t,d.value))},h=()=>{c.value=null};return l("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Tt(t,n),onInput:p,onChange:h,onBlur:()=>{h(),i()}})}var Cr=0;function se(){let[t]=Qt(()=>(Cr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${Cr}`));return t}function ft(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ne({groups:t,beside:e}){let{draft:n}=S().store;return l(T,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(Xi,{field:s,
children:e?.(s)},s.name))]},o))})}function Xi({field:t,children:e}){let{store:n,view:o}=S(),{draft:r,preview:s}=n,[i,a,c]=[se(),se(),se()],u=r.value(t.name),f=s.
problem.value,p=f?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,d=({currentTarget:y})=>{
let x=y.closest(".ll-setting")??y;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),v=P(!1);return l("div",
{class:`ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{v.current=!0},onFocusIn:()=>{v.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:d,onPointerEnter:d,onPointerLeave:y=>{y.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(Ar,{field:t,id:i,value:u,wrong:p,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:y=>{t.help!==""&&!v.current&&d(y)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,
role:p?"alert":void 0,children:p?f.message:""})]})}function Mr(){let{store:t}=S(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(Ne,{groups:[e]})})}function pt({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;if(typeof i=="string"&&i!=="difference")return K(
i.slice(i.indexOf(":")+1));let c=n??-1,u=Ae(r??[[o??c,c+1]]);return`${ue(e??[t??-1])}, ${u}${i?` minus ${a}`:""}`}function Or(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?Se(o).length:
0,u=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",
children:i?l("b",{dir:"auto",children:pt(e.asking())}):l(Yi,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:u,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("button",{type:"\
button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:r?
!e.ready:a,children:r?"Fit":"Ask"})]})}function Yi(){let{draft:t,synced:e,preview:n}=S().store,o=e.selection.value;if(!o)return l(T,{children:"Choose a cell of \
the grid."});let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],u=a?o.spans:[[s,s+1]],[f,p]=so(e.tokens,u);return l(T,{children:[`L${ue(c).
slice(1)}, ${Ae(u)} `,l("b",{class:"ll-mono",dir:"auto",title:f,children:l(q,{text:p})}),a&&Ji(o,n.target.value),i&&l(T,{children:[" minus ",l("b",{class:"ll-mo\
no",dir:"auto",children:l(q,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function Ji(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[
t.layers.length,Se(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:
a;if(o.length===r&&n.length===s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let u=[n.length<s?"the last":a,...o.length<r?["at the last layer"]:
r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${u.join(" ")}`}function Tr(){let{store:t}=S(),{draft:e}=t,n=se(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:s,label:i})=>l("span",{class:"ll-chip",children:[l("bdi",{children:i}),l(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${K(i)}`,onClick:()=>t.edit(()=>e.compare(s,!1)),children:"×"})]},s)),l("select",{class:"ll-fi\
eld",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}function $r(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[se(),se()],s=P(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[u,f]=Qi(
n.entries.value,c),p=[i.help,i.held_out?.[a?.layer??""]].filter(Boolean).join(" ");return l(T,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll\
-label",for:o,children:"Question"}),l("select",{class:"ll-field",id:o,"aria-describedby":r,value:i.name,onChange:h=>{let d=h.currentTarget.value;t.edit(()=>{e.change(
{preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})},children:[u.map(Er),f.map(([h,d])=>l("optgroup",{label:h,children:d.
map(Er)},h))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:h=>{let{value:d}=h.currentTarget;t.edit(()=>{e.text=d,e.set("positio\
n",void 0)})}})]}),l("p",{class:"ll-help",id:r,children:p})]})}function Er({name:t,label:e}){return l("option",{value:t,children:e},t)}function Qi(t,e){let n=new Map,
o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.
fromEntries(n);return n.delete(""),[r,[...n]]}function Lr(){let{store:t}=S(),{draft:e,synced:n}=t,o=se(),r=P(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${el(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":s,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!s})),children:"Options"}),l(Rr,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Rr,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!s,children:l(Ne,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Zi,{})})})]})}function Rr({name:t,hidden:e,children:n}){let{store:o}=S(),{draft:r}=o,s=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":s,hidden:e,onClick:()=>o.edit(()=>r.change({panel:s?"":t})),children:n})}function Zi(){let{store:t}=S(),{draft:e}=t,n=t.synced.selection.
value,o=n?Se(n):[],r=o.length,s=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:s,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function el(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(Tt(t,e)||t.empty||"none")}function Pr(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(T,{children:[e.reads?l(un,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(un,{tokens:r,layers:s,positions:i}),l(cn,{name:"Writes",where:ao(e),children:l(tl,{target:e,slots:e.slots??i})})]})})}
function tl({target:t,slots:e}){let{store:n}=S(),o=P(null),r=P(!1);if(j(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Ot,{tokens:t.tokens,marked:e,chip:dn(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(u=>u.set("position",c))},
i=(c,u)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,u+f))))},a=(c,u,f)=>{let p=e.includes(
u);return l("button",{type:"button",class:`ll-token ll-mono${p?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":p,"data-slot":u,tabIndex:p||e.length===0&&
u===0?0:-1,title:`position ${u}`,onClick:()=>s(u),onKeyDown:h=>i(h,u),children:l(ut,{text:c,part:f})},u)};return l(Ot,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Ir(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l($r,{}),l(nl,{}),l(Tr,{}),l(Lr,{}),l(Pr,{}),l(Mr,{}),l(rl,{}),l(Or,{})]})}function nl(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[se(),se()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var ol=[
"question","layer","position"];function rl(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,r=o!==null&&ol.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),u=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!u,children:u?`${h}${o.message}`:""})}function Fr(){let{store:t}=S(),{answers:e,comparisons:n,tokens:o}=t.synced,r=t.view.answer.value?.id??"",s=n.value.find(u=>u.answers.includes(r)),i=(s?.answers??
[]).flatMap(u=>e.value.find(f=>f.id===u)??[]),[a]=i,c=u=>`${ue(ye(u))}, ${be(u,o)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!a,children:s&&a&&l(T,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${c(a)}`}),l("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:sl(s)})]}),l("div",{class:"ll-columns",children:i.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===r?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:re(u)}),c(u)!==c(a)&&l("span",{class:"ll-quiet",children:`reads ${c(
u)}`}),l(il,{name:"confidence",value:u.confidence}),Xe(u,"").map(([f,p])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("span",{class:"\
ll-num",children:p})]},f))]},u.id))})]})})}function sl({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${E(t/e)}`}function il({name:t,value:e}){return l(T,{children:[l("span",{class:"ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===
null?"":E(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function zr(t){return typeof t=="object"?t.key:t}function Nr(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let u=e[a*2];c=o[a]={index:a,key:c,start:u,size:e[a*2+1],end:u+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function Ye(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let u=0,f=t();if(!(f.length!==o.length||f.some((d,m)=>o[m]!==d)))return r;o=f;let h=0;return r=
e(...f),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function po(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Me=(t,e)=>Math.abs(t-e)<1.01,Wr=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function Dr({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var ll=t=>t==="smooth"||t==="smoothFinishing";function Hr({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!ll(n.phase)&&!Me(e,n.lastTargetOffset)&&
!Me(e,o())&&t!=="clampedEcho"}var ho=40;function qr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ho;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<ho;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function jr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ho;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Et,$t=()=>{if(Et!==void 0)return Et;if(typeof navigator>"u")return Et=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Et=!0;let t=navigator.maxTouchPoints;
return Et=navigator.platform==="MacIntel"&&t!==void 0&&t>0},mo,al=()=>mo!==void 0?mo:mo=$t()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Br=()=>!$t()||al();var ht={capture:!0,passive:!0},pn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,ht),n.addEventListener("touchend",r,ht),n.addEventListener("touchcanc\
el",r,ht),()=>{n.removeEventListener("touchstart",o,ht),n.removeEventListener("touchend",r,ht),n.removeEventListener("touchcancel",r,ht),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var cl=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},ul=t=>t,dl=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var Vr={passive:!0};var fl=typeof window>"u"?!0:"onscrollend"in window,pl=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
fl,i=0,a=s?null:Wr(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},u=c(!0),f=c(!1);return o.addEventListener("scroll",u,Vr),s&&
o.addEventListener("scrollend",f,Vr),()=>{o.removeEventListener("scroll",u),s&&o.removeEventListener("scrollend",f),a?.cancel()}},Gr=(t,e)=>pl(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var hl=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},ml=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Ur=ml,Kr=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Rt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function gl(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var hn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new pn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&jr(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let u=this.targetWindow;if(!u||!u.ResizeObserver)return null;let f=o=cl(u);return n=new u.ResizeObserver(p=>{let h=()=>{let d={sync:!1};this._resizeBatch=d;try{
p.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=u=>{let f=u.target,p=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[h,d]of this.elementsCache)if(d===f){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(f,u,this))};return{disconnect:()=>{var u;(u=a())==null||u.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:u=>{let f=a();if(f){if(!r){f.observe(u,{box:"border-box"});return}i.add(u),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:u=>{var f;i.delete(u),(f=a())==null||f.unobserve(u)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:ul,rangeExtractor:dl,onChange:()=>{},measureElement:hl,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let p=n[f];
p!==void 0&&(r[f]=p)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let f=s.count,p=r.
count,h=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=w=>zr(d[w]),v=f>0?m(0):null,y=f>0?m(f-1):null;if(p!==f||f>0&&p>0&&
(r.getItemKey(0)!==v||r.getItemKey(p-1)!==y)){c=!0;let w=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;w&&(i=[w.key,this.getScrollOffset()-
w.start]);let O=r.followOnAppend===!0?"auto":r.followOnAppend||null;O&&p>0&&this.isAtEnd(s.scrollEndThreshold)&&(f===0||r.getItemKey(p-1)!==y)&&(p>f||gl(f,p,m,r.
getItemKey))&&(a=O)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let u=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,p]=i,h=this.getMeasurements(),{count:d,getItemKey:m}=this.options,v=0;for(;v<d&&m(v)!==f;)v++;if(v<d){let y=h[v];if(y){let x=Math.max(0,y.start+p);!a&&x!==
this.scrollOffset&&(u=x-this.scrollOffset,this.scrollOffset=x)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:u!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:u}:(this._holdOffset+=u,this._followOffsetTarget(u)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=Ye(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
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
1.5?this.scrollState.lastTargetOffset=s:Hr({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let v=this.getScrollOffset(),
y=this.scrollDirection;this.scrollDirection=i?v===s?this.scrollDirection:v<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)x.samples=[];else{let g=this.now();x.samples=[...(x.samples??[]).filter(w=>g-w.t<=200),
{t:g,offset:d}],(y!==null&&this.scrollDirection!==y||qr(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==v,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((u=this.scrollState)==null?void 0:u.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
Rt(this.scrollState)&&!Me(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return Dr({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=Kr(o,n.index!=
null&&Me(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!($t()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Ye(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,u)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Ye(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u},f)=>{
var p;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let g of this.laneAssignments.keys())g>=n&&this.laneAssignments.delete(g);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(g=>{this.itemSizeCache.
set(g.key,g.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let g=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<g){let C=new Float64Array(g);w&&d>0&&C.set(w.subarray(0,d*2)),w=C}let O=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(d===0)R=o+r;else{let C=d-1;R=w[C*2]+w[C*2+1]+u}for(let C=d;C<n;C++){let L=s(C);O[C]=L;let U=h.get(
L),N=typeof U=="number"?U:this.options.estimateSize(C);w[C*2]=R,w[C*2+1]=N,R+=N+u}this._singleLaneMeasurements={flat:w,items:O};let _=Nr(O,w);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,d),v=new Array(a).fill(void 0),y=new Float64Array(a),x=0;for(let g=0;g<d;g++){let w=m[g];w&&(v[w.lane]===void 0&&x++,v[w.
lane]=g,y[w.lane]=w.end)}for(let g=d;g<n;g++){let w=s(g),O=this.laneAssignments.get(g),R,_,C=c==="estimate"||h.has(w);if(O!==void 0&&this.options.lanes>1){R=O;let B=v[R],
D=B!==void 0?m[B]:void 0;_=D?D.end+u:o+r}else if(x===a){let B=0,D=y[0],G=v[0];for(let b=1;b<a;b++){let A=y[b];(A<D||A===D&&v[b]<G)&&(B=b,D=A,G=v[b])}R=B,_=D+u,C&&
this.laneAssignments.set(g,R)}else R=g%this.options.lanes,_=o+r,C&&this.laneAssignments.set(g,R);let L=h.get(w),U=typeof L=="number"?L:this.options.estimateSize(
g),N=_+U;m[g]={index:g,start:_,size:U,end:N,key:w,lane:R},v[R]===void 0&&x++,v[R]=g,y[R]=N}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Ye(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=yl(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Ye(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Rt(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,u,f=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
f!=null)u=this.options.getItemKey(n),c=f[n*2],a=f[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;u=d.key,c=d.start,a=d.size}let p=this.itemSizeCache.get(
u)??a,h=o-p;if(h!==0){let d=this.options.anchorTo==="end"&&!Rt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=d?this._getLayoutTotalSize():
0,v=this.getScrollOffset(),x=!this.itemSizeCache.has(u)?c<v:c+p<=v&&this.scrollDirection!=="backward",g=!Rt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:u,start:c,size:a,end:c+a,lane:0},h,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(u,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(d?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):g&&(w=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=Ye(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let s=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],u=o[c];s.push(r===0?u:{...u,start:u.start-r,end:u.end-r})}return s},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let s=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&s!=null,a=Xr(0,r.length-1,i?c=>s[c*2]:c=>po(r[c]).start,n);return po(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
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
return!($t()&&this._iosGesture.dragging())&&n!==null&&!Me(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
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
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Rt(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Br()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Kr(o,e.index!=null&&Me(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Xr=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function vl(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function yl(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let u=vl(r,s,n),f=u,p=n+e;for(;f<s&&r[f*2]+r[f*2+1]<p;)f++;return{startIndex:u,endIndex:f}}
let a=Xr(0,s,u=>t[u].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let u=Array(o).fill(0);for(;c<s&&u.some(p=>p<n+e);){let p=t[c];u[p.lane]=p.end,
c++}let f=Array(o).fill(n+e);for(;a>=0&&f.some(p=>p>=n);){let p=t[a];f[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var mt=24,bl=38,Jr=16,de=44,go=18,Yr=760;function xl(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function wl(t,e,n={}){
return new hn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Gr,scrollToFn:Ur,...n})}var gt=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>mt,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return bl+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Yr)-de,height:(this.scroller?.clientHeight||go*mt+this.head)-this.head});return wl(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return xl(this.scroller?.clientWidth||Yr,de,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Qr={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var mn=10,bo=112,xo=mn+bo+6,We=t=>mn+(1-t)*bo;function wo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=dt(t.controls,e);return n!==null&&ke(t,e)<=n[1]}function Zr(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function es({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=d=>vo(e(d),o),c=t.filter(H),u=(d,m)=>d.flatMap(v=>[-o/2,o/2].map(y=>`${a(v)+y},${We(m(v))}`)),
f=(d,m)=>v=>dt(yo(v,d),n)?.[m]??0,p=d=>{let m=v=>[...u(d,f("random",1)),...u(d,v).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),d.some(v=>yo(v,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(f("random",0))})]})},h=Ue(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:r,height:xo,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:de,x2:r,y1:We(
d),y2:We(d)},d)),s!==void 0&&l("line",{class:"ll-guide",x1:vo(s,o),x2:vo(s,o),y1:mn,y2:mn+bo}),[...new Set(["random",...h])].flatMap(d=>Zr(c.filter(m=>yo(m,d).length>
0),e).map(m=>d==="random"?p(m):l("polyline",{class:`ll-control ll-${d}`,points:u(m,f(d,1)).join(" ")}))),Zr(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
m=>`${a(m)},${We(ke(m,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!H(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${We(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${pe(d,i)?" ll-hollow":""}${wo(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:We(ke(d,n)),r:4},d.id))]})}function vo(t,e){return de+
(t+.5)*e}function yo(t,e){return t.controls.filter(n=>n.kind===e)}var Pt=Math.min,De=Math.max,It=Math.round;var xe=t=>({x:t,y:t}),_l={left:"right",right:"left",bottom:"top",top:"bottom"};function os(t,e,n){return De(t,Pt(e,n))}function Ft(t,e){return typeof t=="functi\
on"?t(e):t}function Je(t){return t.split("-")[0]}function zt(t){return t.split("-")[1]}function _o(t){return t==="x"?"y":"x"}function ko(t){return t==="y"?"heig\
ht":"width"}function Oe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function So(t){return _o(Oe(t))}function rs(t,e,n){n===void 0&&(n=!1);let o=zt(t),r=So(t),
s=ko(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=Lt(i)),[i,Lt(i)]}function ss(t){let e=Lt(
t);return[gn(t),e,gn(e)]}function gn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var ts=["left","right"],ns=["right","left"],
kl=["top","bottom"],Sl=["bottom","top"];function Al(t,e,n){switch(t){case"top":case"bottom":return n?e?ns:ts:e?ts:ns;case"left":case"right":return e?kl:Sl;default:
return[]}}function is(t,e,n,o){let r=zt(t),s=Al(Je(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(gn)))),s}function Lt(t){let e=Je(t);return _l[e]+
t.slice(e.length)}function Cl(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function ls(t){return typeof t!="number"?Cl(t):{top:t,right:t,bottom:t,left:t}}function Qe(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function as(t,e,n){let{reference:o,floating:r}=t,s=Oe(e),i=So(e),a=ko(i),c=Je(e),u=s==="y",f=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
d;switch(c){case"top":d={x:f,y:o.y-r.height};break;case"bottom":d={x:f,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:p};break;case"left":d={x:o.x-r.width,
y:p};break;default:d={x:o.x,y:o.y}}let m=zt(e);return m&&(d[i]+=h*(m==="end"?1:-1)*(n&&u?-1:1)),d}async function cs(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:u="clippingAncestors",rootBoundary:f="viewport",elementContext:p="floating",altBoundary:h=!1,padding:d=0}=Ft(e,t),m=ls(
d),y=a[h?p==="floating"?"reference":"floating":p],x=Qe(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(y)))==null||n?y:y.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:u,rootBoundary:f,strategy:c})),g=p==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,w=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),O=await(s.isElement==null?void 0:s.isElement(w))&&await(s.
getScale==null?void 0:s.getScale(w))||{x:1,y:1},R=Qe(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:g,offsetParent:w,strategy:c}):g);return{top:(x.top-R.top+m.top)/O.y,bottom:(R.bottom-x.bottom+m.bottom)/O.y,left:(x.left-R.left+m.left)/O.x,right:(R.
right-x.right+m.right)/O.x}}var Ml=50,us=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:cs},c=await(i.isRTL==null?void 0:i.isRTL(e)),u=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:f,y:p}=as(u,o,c),h=o,d=0,m={};for(let v=0;v<
s.length;v++){let y=s[v];if(!y)continue;let{name:x,fn:g}=y,{x:w,y:O,data:R,reset:_}=await g({x:f,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:u,platform:a,elements:{reference:t,floating:e}});f=w??f,p=O??p,m[x]={...m[x],...R},_&&d<Ml&&(d++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&
(u=_.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:r}):_.rects),{x:f,y:p}=as(u,h,c)),v=-1)}return{x:f,y:p,placement:h,strategy:r,middlewareData:m}};var ds=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:u}=e,
{mainAxis:f=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:v=!0,...y}=Ft(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let x=Je(r),g=Oe(a),w=Je(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(u.floating)),R=h||(w||!v?[Lt(a)]:ss(a)),_=m!=="none";!h&&_&&
R.push(...is(a,v,m,O));let C=[a,...R],L=await c.detectOverflow(e,y),U=[],N=((o=s.flip)==null?void 0:o.overflows)||[];if(f&&U.push(L[x]),p){let b=rs(r,i,O);U.push(
L[b[0]],L[b[1]])}if(N=[...N,{placement:r,overflows:U}],!U.every(b=>b<=0)){var B,D;let b=(((B=s.flip)==null?void 0:B.index)||0)+1,A=C[b];if(A&&(!(p==="alignment"?
g!==Oe(A):!1)||N.every(ie=>Oe(ie.placement)===g?ie.overflows[0]>0:!0)))return{data:{index:b,overflows:N},reset:{placement:A}};let W=(D=N.filter(J=>J.overflows[0]<=
0).sort((J,ie)=>J.overflows[1]-ie.overflows[1])[0])==null?void 0:D.placement;if(!W)switch(d){case"bestFit":{var G;let J=(G=N.filter(ie=>{if(_){let ae=Oe(ie.placement);
return ae===g||ae==="y"}return!0}).map(ie=>[ie.placement,ie.overflows.filter(ae=>ae>0).reduce((ae,Fn)=>ae+Fn,0)]).sort((ie,ae)=>ie[1]-ae[1])[0])==null?void 0:G[0];
J&&(W=J);break}case"initialPlacement":W=a;break}if(r!==W)return{reset:{placement:W}}}return{}}}};var Ol=new Set(["left","top"]);async function Tl(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=Je(n),a=zt(n),
c=Oe(n)==="y",u=Ol.has(i)?-1:1,f=s&&c?-1:1,p=Ft(e,t),{mainAxis:h,crossAxis:d,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(d=a==="end"?m*-1:m),c?{x:d*f,y:h*u}:{x:h*u,y:d*f}}var fs=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await Tl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},ps=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:g=>{let{x:w,y:O}=g;return{x:w,y:O}}},...u}=Ft(t,e),f={x:n,
y:o},p=await s.detectOverflow(e,u),h=Oe(r),d=_o(h),m=f[d],v=f[h],y=(g,w)=>os(w+p[g==="y"?"top":"left"],w,w-p[g==="y"?"bottom":"right"]);i&&(m=y(d,m)),a&&(v=y(h,
v));let x=c.fn({...e,[d]:m,[h]:v});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[d]:i,[h]:a}}}}}};function yn(){return typeof window<"u"}function et(t){return ms(t)?(t.nodeName||"").toLowerCase():"#document"}function le(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(ms(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function ms(t){
return yn()?t instanceof Node||t instanceof le(t).Node:!1}function he(t){return yn()?t instanceof Element||t instanceof le(t).Element:!1}function Ee(t){return yn()?
t instanceof HTMLElement||t instanceof le(t).HTMLElement:!1}function hs(t){return!yn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof le(t).ShadowRoot}
function Nt(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=me(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function gs(t){
return/^(table|td|th)$/.test(et(t))}function Wt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var El=/transform|translate|scale|rotate|perspective|filter/,
$l=/paint|layout|strict|content/,Ze=t=>!!t&&t!=="none",Ao;function bn(t){let e=he(t)?me(t):t;return Ze(e.transform)||Ze(e.translate)||Ze(e.scale)||Ze(e.rotate)||
Ze(e.perspective)||!xn()&&(Ze(e.backdropFilter)||Ze(e.filter))||El.test(e.willChange||"")||$l.test(e.contain||"")}function vs(t){let e=He(t);for(;Ee(e)&&!vt(e);){
if(bn(e))return e;if(Wt(e))return null;e=He(e)}return null}function xn(){return Ao==null&&(Ao=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Ao}function vt(t){return/^(html|body|#document)$/.test(et(t))}function me(t){return le(t).getComputedStyle(t)}function Dt(t){return he(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(et(t)==="html")return t;let e=t.assignedSlot||t.parentNode||hs(t)&&
t.host||Te(t);return hs(e)?e.host:e}function ys(t){let e=He(t);return vt(e)?(t.ownerDocument||t).body:Ee(e)&&Nt(e)?e:ys(e)}function vn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=ys(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=le(r);if(s){let a=wn(i);return e.concat(i,i.visualViewport||[],Nt(r)?r:[],
a&&n?vn(a):[])}else return e.concat(r,vn(r,[],n))}function wn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function ws(t){let e=me(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=Ee(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=It(n)!==s||It(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function _s(t){return he(t)?t:t.contextElement}function yt(t){let e=_s(t);if(!Ee(e))return xe(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=ws(e),i=(s?It(n.width):n.width)/o,a=(s?It(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Rl=xe(0);function ks(t){let e=le(t);return!xn()||!e.visualViewport?Rl:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Ll(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===le(t)}function Ht(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=_s(t),i=xe(1);e&&(o?he(
o)&&(i=yt(o)):i=yt(t));let a=Ll(s,n,o)?ks(s):xe(0),c=(r.left+a.x)/i.x,u=(r.top+a.y)/i.y,f=r.width/i.x,p=r.height/i.y;if(s&&o){let h=le(s),d=he(o)?le(o):o,m=h,v=wn(
m);for(;v&&d!==m;){let y=yt(v),x=v.getBoundingClientRect(),g=me(v),w=x.left+(v.clientLeft+parseFloat(g.paddingLeft))*y.x,O=x.top+(v.clientTop+parseFloat(g.paddingTop))*
y.y;c*=y.x,u*=y.y,f*=y.x,p*=y.y,c+=w,u+=O,m=le(v),v=wn(m)}}return Qe({width:f,height:p,x:c,y:u})}function _n(t,e){let n=Dt(t).scrollLeft;return e?e.left+n:Ht(Te(
t)).left+n}function Ss(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-_n(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Pl(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Te(o),a=e?Wt(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},u=xe(1),f=xe(0),p=Ee(o);if((p||
!s)&&((et(o)!=="body"||Nt(i))&&(c=Dt(o)),p)){let d=Ht(o);u=yt(o),f.x=d.x+o.clientLeft,f.y=d.y+o.clientTop}let h=i&&!p&&!s?Ss(i,c):xe(0);return{width:n.width*u.x,
height:n.height*u.y,x:n.x*u.x-c.scrollLeft*u.x+f.x+h.x,y:n.y*u.y-c.scrollTop*u.y+f.y+h.y}}function Il(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Fl(t){let e=Dt(t),n=t.ownerDocument.body,o=De(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=De(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+_n(t),i=-e.scrollTop;return me(n).direction==="rtl"&&(s+=De(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var zl=25;
function Nl(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=le(t),s=Te(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,u=0,f=0;if(i){let h=!xn()||
e==="fixed";o?h||(u=-i.offsetLeft,f=-i.offsetTop):(a=i.width,c=i.height,h&&(u=i.offsetLeft,f=i.offsetTop))}if(_n(s)<=0){let h=s.ownerDocument,d=h.body,m=getComputedStyle(
d),v=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,y=Math.abs(s.clientWidth-d.clientWidth-v),x=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?y/2:y;x<=zl&&(a-=x)}return{width:a,height:c,x:u,y:f}}function Wl(t,e){let n=Ht(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=yt(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,u=o*s.y;return{width:i,height:a,x:c,y:u}}function bs(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Nl(t,n,e);else if(e==="document")o=Fl(Te(t));else if(he(e))o=Wl(e,n);else{let r=ks(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Qe(o)}function Dl(t,e){
let n=e.get(t);if(n)return n;let o=vn(t,[],!1).filter(a=>he(a)&&et(a)!=="body"),r=null,s=me(t).position==="fixed",i=s?He(t):t;for(;he(i)&&!vt(i);){let a=me(i),c=bn(
i),u=r?r.position:s?"fixed":"";!c&&(u==="fixed"||u==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):r=a,i=He(i)}return e.set(t,o),o}function Hl(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?Wt(e)?[]:Dl(e,this._c):[].concat(n),o],a=bs(e,i[0],r),c=a.top,u=a.right,f=a.bottom,
p=a.left;for(let h=1;h<i.length;h++){let d=bs(e,i[h],r);c=De(d.top,c),u=Pt(d.right,u),f=Pt(d.bottom,f),p=De(d.left,p)}return{width:u-p,height:f-c,x:p,y:c}}function ql(t){
let{width:e,height:n}=ws(t);return{width:e,height:n}}function jl(t,e,n){let o=Ee(e),r=Te(e),s=n==="fixed",i=Ht(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=xe(0);if((o||
!s)&&((et(e)!=="body"||Nt(r))&&(a=Dt(e)),o)){let h=Ht(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=_n(r));let u=r&&!o&&!s?Ss(r,a):xe(0),f=i.left+
a.scrollLeft-c.x-u.x,p=i.top+a.scrollTop-c.y-u.y;return{x:f,y:p,width:i.width,height:i.height}}function Co(t){return me(t).position==="static"}function xs(t,e){
if(!Ee(t)||me(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function As(t,e){let n=le(t);
if(Wt(t))return n;if(!Ee(t)){let r=He(t);for(;r&&!vt(r);){if(he(r)&&!Co(r))return r;r=He(r)}return n}let o=xs(t,e);for(;o&&gs(o)&&Co(o);)o=xs(o,e);return o&&vt(
o)&&Co(o)&&!bn(o)?n:o||vs(t)||n}var Bl=async function(t){let e=this.getOffsetParent||As,n=this.getDimensions,o=await n(t.floating);return{reference:jl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Vl(t){return me(t).direction==="rtl"}var Kl={convertOffsetParentRelativeRectToViewportRelativeRect:Pl,
getDocumentElement:Te,getClippingRect:Hl,getOffsetParent:As,getElementRects:Bl,getClientRects:Il,getDimensions:ql,getScale:yt,isElement:he,isRTL:Vl};var Cs=fs;var Ms=ps,Os=ds;var Ts=(t,e,n)=>{let o=new Map,r=n??{},s={...Kl,...r.platform,_c:o};return us(t,e,{...r,platform:s})};function Es(t){try{return t.matches(":popover-open")}catch{return!1}}function $s(){let{view:t}=S(),e=P(null),n=t.hint.value,o=t.open.value;return j(()=>{let r=e.
current;if(!(!r||!n)){if(!o){Es(r)&&r.hidePopover();return}Es(r)||r.showPopover?.(),Ts(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
Cs(6),Os({padding:8}),Ms({padding:8})]}).then(({x:s,y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),j(()=>{let r=new AbortController,
{signal:s}=r;return document.addEventListener("pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),
{signal:s,capture:!0}),()=>r.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function fe({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}function Rs({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=S(),i=P(null),a=ne(-1),c=P(!1),{at:u,heads:f,unit:p}=e,h=new Map(t.points.map(_=>[u(_),_])),
d=h.has(a.value)?a.value:t.points[0]?u(t.points[0]):-1;j(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,v=t.points.find(({id:_})=>_===r.view.answer.value?.id),y=p==="positions"?m?.position:p==="layers"&&m?e.values.indexOf(m.layer):v&&u(v),x=p==="sc\
ales"||(p==="layers"?m?.position===t.position:m?.layer===t.layer),g=de+f.length*o,w=_=>{let C=_ instanceof Element?_.closest(".ll-tick"):null,L=C&&h.get(Number(
C.dataset.position));return L?[C,L]:void 0},O=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let C=[...h.keys()].sort((B,D)=>B-D),L=C.indexOf(d),N={ArrowLeft:L-1,
ArrowRight:L+1,Home:0,End:C.length-1}[_.key];N!==void 0&&(_.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,N))]??d)},R=({target:_})=>{let C=w(
_);C&&s.show({anchor:C[0],content:()=>l(Ul,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${g}px`},onKeyDown:O,
onClick:({target:_})=>{let C=w(_);C&&(a.value=u(C[1]),r.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(es,
{points:t.points,at:u,option:n,column:o,width:g,marked:y===void 0||y<0?void 0:y,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${We(_)}px`},children:_},_))}),f.map((_,C)=>l(Gl,{head:_,column:C,answer:h.get(C),stop:C===d,on:x&&C===y,width:o},C))]})}function Gl({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=S().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Xl(n,i):`Position ${e} ${t}`,style:{left:`${de+e*s}px`,width:`${s}px`,paddingTop:`${xo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(q,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(q,{text:re(n)})})]})}function Ul({answer:t,
option:e}){let{tokens:n}=S().store.synced,[o,r]=be(t,n),s=H(t);return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(q,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(q,{text:re(t)})}),!s&&l("div",{class:"ll-quiet",children:at}),
s&&l(fe,{name:e||"confidence",value:E(ke(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(fe,{name:"calibrated",value:E(t.calibrated_confidence)}),Xe(
t,e).map(([i,a])=>l(fe,{name:i,value:a},i)),t.option_mass!==null&&l(fe,{name:"option mass",value:E(t.option_mass)})]})}function Xl(t,e){let n=be(t,e).join(" ");
if(t.confidence===null)return`${n}: ${oe}`;let o=Xe(t,"").map(([r,s])=>`, ${r} ${s}`);return`${n}: ${t.text}, confidence ${E(t.confidence)}${o.join("")}`}function kn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Ls({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function we({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function Ps(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Is(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Yl=54;function zs({scroller:t}){let{store:e,view:n}=S(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=ne(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",u=Is(s,r),{heads:f,unit:p}=u;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${Fs(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||f.length} ${p}`})]}),l(we,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${Fs(h)}: ${K(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(we,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(kn,{keys:Jl(s,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(Rs,
{curve:s,columns:u,option:c,column:p==="layers"?Yl:n.columnWidth.value})})]})}function Jl({points:t},e,n){let o=Ue(t.find(H)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:co(r,s.length).toLowerCase()})),t.some(r=>H(r)&&wo(r,e))&&{sign:"within",text:"does\
 not exceed its controls"},t.some(r=>pe(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(H)&&{sign:"cross",text:`${oe}: no answer`}]}function Fs({layer:t,
vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${K(e)}`:""}`}function Ns(){let{store:t}=S(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:o.map((s,i)=>l("li",{children:[s.question!==o[i-1]?.question&&
l("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:K(s.question),children:s.question}),l("button",{type:"button","data-id":s.id,"aria-current":s.id===
r?"true":void 0,title:`L${ue(ye(s)).slice(1)}: ${be(s,e).map(K).join(" ")}
${K(s.question)}
${K(re(s))}`,onClick:()=>t.show(s),children:[l("span",{class:"ll-quiet ll-num",children:ye(s).join("+")}),l("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:be(
s,e)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:re(s)}),l("span",{class:"ll-bar",style:{"--p":String(s.confidence??0)}}),l("span",{class:"ll-num",
children:s.confidence===null?"":E(s.confidence)})]})]},s.id))})]})}var Mo={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function Ws(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function Ds(t,e,n){if(!t)return Mo;let o=t.probs[0];if(o==null)return{text:oe,share:0,
says:oe,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${E(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="\
probability")return{text:E(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return Mo;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${E(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Hs(t){let e=Fe(t),n=t.find(H)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess over its controls"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"\
excess",...r}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function tt({
excess:t,noise:e}){return e&&e.read===!1?!1:t===null||t>0}function qs(t,e,n,o){if(!t)return{...Mo,says:"not asked yet"};if(!H(t))return{text:oe,share:0,says:oe,
classes:{"ll-not-finite":!0}};let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),u=a?i.find(({text:h})=>h===
a)?.probability??0:c?s??0:r??0,f=c?s===null?"":Ce(s):E(u),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?re(t):f,share:tt(t)||!c?Math.max(0,u):0,says:`${re(
t)}, ${p} ${f}`,classes:{"ll-under-controls":!a&&!tt(t),"ll-low":pe(t,o)}}}function js(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,u=t!==void 0&&!H(t),f=r===""&&t?.excess===null&&s,p=t&&!f?Ie(t,r):0,h=t?re(t):"",d=u?oe:
t?`${h}, ${Ql(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!tt(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!u&&!f&&r===""&&(p<=0||!tt(t)),"ll-not-finite":u,"ll-low":t!==void 0&&pe(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Ql(t,e){return e!==""?`P(${e}) ${E(Ie(t,e))}`:t.excess===null?`confidence ${E(Ie(t,""))}`:`over control\
s ${Ce(t.excess)}`}function Bs({cell:[t,e],answer:n,option:o}){return l(T,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into l\
ayer ${e}`})}),l(Ks,{answer:n,option:o})]})}function Vs({title:t,token:e,answer:n}){return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:l(q,{text:e})})]}),l(Ks,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Ks({
answer:t,option:e}){return l(T,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!H(t)&&l("div",{class:"ll-quiet",children:at}),t&&H(t)&&l(
T,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(q,{text:re(t)})}),l(fe,{name:e||"confidence",value:E(ke(t,e))}),Xe(t,e).map(([n,o])=>l(fe,
{name:n,value:o},n)),t.excess!==null&&l(fe,{name:"over controls",value:Ce(t.excess)})]})]})}function Gs({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let u=Object.keys(r).filter(f=>r[f]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...u].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(q,{text:t})})}function Sn(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:u}=S(),f=P(null);j(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[h,d]=e.cursor.value;j(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,v,y,x]=e.seen(),g=new Set([h]);for(let b=m;b<v;b+=1)g.add(b);let w=b=>{let A=new Set(b===h?[d]:[]);if(b>=m&&b<v)for(let W=y;W<
x;W+=1)A.add(W);return[...A].sort((W,J)=>W-J)},O=b=>{let A=b instanceof Element?b.closest(".ll-cell"):null;return A?[c(Number(A.dataset[n[0]])),Number(A.dataset[n[1]])]:
void 0},R=({target:b})=>{let A=O(b),W=b.closest(".ll-cell");A&&W&&u.show({anchor:W,content:()=>t.hint(A)})},_=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let A=e.cursor.peek(),W=Qr[b.key];if(W){e.move(W(A,e),!0);let J=e.cursor.peek();b.shiftKey&&
J[0]===A[0]&&t.extend?.(J)}else if(b.key===" "||b.key==="Enter")t.choose(A,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>r?.spans.some(([
A,W])=>A<=b&&b<W)??!1,L=[e,p,h,d,...t.of],U=P({of:[],cells:new Map}),N=L.every((b,A)=>b===U.current.of[A])?U.current.cells:null,B=new Map,D=(b,A)=>{let W=b*e.columnCount+
A,J=N?.get(W)??l(Gs,{...t.look(b,A),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:A},column:A,left:de+A*p,stop:b===h&&A===d},A);return B.set(W,J),J};U.current={of:L,
cells:B};let G=[];for(let b=y;b<x;b+=1)G.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.
columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,go)*mt+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>u.hide(),children:l("div",{
class:"ll-canvas",role:"presentation",ref:f,style:{width:`${de+e.columnCount*p}px`,height:`${e.head+e.rowCount*mt}px`},onClick:b=>{let A=O(b.target);A&&(e.move(
A,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(A):t.choose(A,b.shiftKey))},onKeyDown:_,onPointerDown:b=>{let A=O(b.target);A&&t.press?.(A,b)},onPointerOver:b=>{R(b);
let A=O(b.target);A&&t.over?.(A,b)},onFocusIn:R,onPointerOut:()=>u.hide(),onFocusOut:()=>u.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowindex":1,
children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:b,start:A,stop:W})=>l("div",{class:"ll-band-name","data-role":b,"aria-\
hidden":"true",style:{left:`${de+A*p}px`,width:`${(W-A)*p-1}px`},children:l("span",{children:b})},A)),G.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,role:"\
columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${de+b*p}px`},children:t.head(b)},b))]}),[...g].sort((b,A)=>A-b).map(b=>l("div",{class:`ll-r\
ow${r?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*mt}px`},children:[l("div",{class:"ll-side",
role:"rowheader",children:a(b)}),w(b).map(A=>D(b,A))]},b))]})})}function Us(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Zl,{map:t})})}
function Zl({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=ne(""),c=P(null),u=t.points.find(H)??t.points[0],f=u?.
options.map(({text:_})=>_)??[],p=f.includes(a.value)?a.value:"",h=u?.excess===null?"confidence":"over controls",d=Fe(t.points),m=sn(t.points,p,i),v=new Map(t.points.
map(_=>[`${_.layer}:${_.target_layer}`,_])),y=(_,C)=>v.get(`${_}:${C}`),x=e.view.answer.value,g=x&&y(x.layer,x.target_layer)?.id===x.id?x:null,w=P(!1);w.current=
g!==null;let O=ee(()=>new gt(o,r,[46,168],[0,0],()=>w.current),[]),R=o*r;return l(T,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,l("b",{class:"ll-mono",dir:"auto",children:l(q,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"\
auto",children:t.question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(we,{label:"Grid",least:2,value:t.id,options:n.
value.map(({id:_,position:C,question:L})=>[_,`position ${C}: ${K(L)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(we,{label:"What the cells show",least:2,value:p,
options:[["",h],...f.map(_=>[_,`P(${K(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(ea,{found:m,option:p,choose:_=>{e.show(_),O.move(
[_.layer,_.target_layer],!0)}}),l(kn,{keys:ta(t.points,p,m,i)})]}),l(Sn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","ta\
rget"],head:_=>l(T,{children:[l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,C)=>js(y(_,C),[_,C],
{option:p,over:d,found:m,here:g,constants:i}),of:[t,p,g],marked:g&&{rows:[g.layer],spans:[[g.target_layer,g.target_layer+1]]},choose:([_,C])=>{let L=y(_,C);L&&e.
show(L)},hint:([_,C])=>l(Bs,{cell:[_,C],answer:y(_,C),option:p})})]})}function ea({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&
o.excess!==null?Ce(o.excess):E(Ie(o,e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurem\
ent of its own.",onClick:()=>n(o),children:[`Best of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(q,{text:re(
o)})})]})}function ta(t,e,n,o){let r=e===""&&Fe(t);return[{sign:"shade",text:r?"over its controls, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},r&&{sign:"\
under",text:"does not exceed its controls"},t.some(s=>pe(s,o))&&{sign:"low",text:"low option mass"},!t.every(H)&&{sign:"not-finite",text:`${oe}: no answer`},{sign:"\
same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var[An,Xs]=[14,54];function Ys({lens:t}){let{store:e}=S(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;j(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(p,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=p=>4+(1-p)*(Xs-
8),u=a.flatMap((p,h)=>p&&p.rank!==null?[[h,p]]:[]),f=u.find(([,{rank:p}])=>p===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(q,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(q,{text:r[i]??""})}),
f?`: first likeliest at layer ${f[0]}`:": likeliest at no layer"]}),l("svg",{width:o*An,height:Xs,role:"img","aria-label":na(u),children:[[0,1].map(p=>l("line",
{class:"ll-rule",x1:0,x2:o*An,y1:c(p),y2:c(p)},p)),l("polyline",{class:"ll-own",points:u.map(([p,{chance:h}])=>`${(p+.5)*An},${c(h??0)}`).join(" ")}),u.map(([p,
{rank:h,chance:d}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(p+.5)*An,cy:c(d??0),r:h===1?4:2,children:l("title",{children:`layer ${p}: rank ${h}\
, probability ${E(d??0)}`})},p))]})]})}function na(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${E(o??0)}`).join("; ")}var oa=[1,2,4,8],ra=12,sa=24;function Oo({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function Js({rows:t,sight:e,jump:n}){let{store:o}=S(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,u=s.siteMap.value,f=Oo(o);f.at(
0,0);let p=u?Hs(u.points):Ws(f.vocab,f.pinned),h=c&&!u?p.slice(0,2):p,d=p.find(({name:m})=>m===s.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(we,{label:"What is read in the cells",least:1,value:u?`map ${u.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.map(({name:m,label:v})=>[`lens ${m}`,v]),...r.siteMaps.value.map(m=>[`map ${m.id}`,ia(m)])],choose:m=>{m.startsWith(
"map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(we,{label:"What the cells show of it",least:2,value:d?.name??"",options:h.map(({name:m,label:v})=>[m,K(
v)]),choose:m=>{s.measure.value=m}}),d?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"a word, such as Paris",
value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(we,{label:"Rows of layers",least:a>ra?1:99,value:String(s.stride.value),options:oa.filter(
m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=sa&&l(ua,{jump:n}),!c&&l(aa,{rows:t,sight:e})]}),
d&&l(la,{kind:d,map:u,waiting:!u&&f.waiting}),l(ca,{}),d?.name==="rank"&&!u&&l(Ys,{lens:f})]})}function ia({question:t,points:e,complete:n,total:o}){let r=n?"":
` (${e.length} of ${o})`;return`Answers: ${K(t)}${r}`}function la({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-legend",children:[l(Ls,
{scale:t.scale,of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>H(r)&&!tt(r))&&l("span",{class:"ll-key ll-key-under",children:o.some(({
noise:r})=>r?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-quiet",children:`${o.length}\
 of ${e.total} cells`})]})}function aa({rows:t,sight:e}){let{store:n}=S(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,
c=s.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-link",title:"Let the model go on with the prompt, wit\
hout any question",onClick:()=>n.requests.begin("continuation",{}),children:"Continue the prompt"}),l("button",{type:"button",class:"ll-button",disabled:!a||!i,
title:i?`Ask the question of the box at every layer of ${Ae(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&Se(i).length>1?"Every lay\
er of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*r.
tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"Every cell"})]})}function ca(){let{text:t="",ended:e=!0}=S().store.view.continuation.
value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("span",{class:"ll-label",children:"The model goes on "}),l("span",{class:"ll-mono",dir:"a\
uto",children:[l(q,{text:t}),e?"":" …"]})]}):null}function ua({jump:t}){let{tokens:e}=S().store.synced,n=ne(""),o=ne(-1),r=n.value.trim().toLowerCase(),s=r?da(
e,r):[],i=()=>{s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"searc\
h","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key===
"Enter"&&(a.preventDefault(),i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"none":`${Math.max(0,o.value)+
1} of ${s.length}, next`})]})}function da(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.flatMap((s,i)=>{let c=t.slice(
i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}var fa=46;function Qs({rows:t,grid:e,scroller:n,shade:o,of:r}){let s=P(null),[i,a,c,u]=e.seen(),[f,p]=[e.columnCount,t.length],h=u-c<f||a-i<p;if(Qn(()=>{let v=h?
s.current?.getContext?.("2d"):null;if(!s.current||!v)return;let y=getComputedStyle(s.current).color;v.clearRect(0,0,f,p),v.fillStyle=y;for(let x=0;x<p;x+=1)for(let g=0;g<
f;g+=1){let w=o(t[x]??0,g);w!==null&&(v.globalAlpha=.1+.9*w,v.fillRect(g,p-1-x,1,1))}},[h,t,...r]),!h)return null;let d=v=>{if(v.type==="pointermove"&&(v.buttons&
1)===0)return;let y=n.current,x=s.current?.getBoundingClientRect();if(!y||!x||x.width===0)return;let g=(w,O,R)=>(w-O)/R;y.scrollLeft=g(v.clientX,x.left,x.width)*
y.scrollWidth-y.clientWidth/2,y.scrollTop=g(v.clientY,x.top,x.height)*y.scrollHeight-y.clientHeight/2},m=(v,y)=>`${100*v/y}%`;return l("div",{class:"ll-minimap",
"aria-hidden":"true",onPointerDown:d,onPointerMove:d,children:[l("canvas",{ref:s,width:f,height:p,style:{height:`${fa}px`}}),l("span",{class:"ll-sight",style:{left:m(
c,f),width:m(u-c,f),top:m(p-a,p),height:m(a-i,p)}})]})}function Zs({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:lo(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:at}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(q,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:E(o.probs[a]??0)})]},
a)),!s&&l(pa,{reading:o,pinned:r})]})}function pa({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
T,{children:[o!==null&&l(fe,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(fe,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(fe,{name:`rank of ${K(e)}`,value:`${s}, ${E(i??0)}`})]})}function ei({scroller:t}){let{store:e,view:n}=S(),{synced:o}=e,{tokens:r,layers:s,quiet:i,roles:a,splitCharacters:c,selection:u}=o,f=e.view.stride.value,p=ee(()=>Array.
from({length:s},(k,M)=>M).filter(k=>(s-1-k)%f===0),[f]),h=k=>p[k]??0,d=k=>p.findIndex(M=>M>=k),m=P(null),v=P(null),y=ne(null),x=P(null),g=ee(()=>{let k=x.current,
{layer:M,position:I}=k??u.peek()??{layer:s-1,position:r.length-1};return new gt(p.length,r.length,[68,168],[d(M),I],()=>k!==null||u.peek()!==null,a.length>0?Jr:
0)},[p]),w=ee(()=>ve(()=>new Set(o.answers.value.filter(({vector:k})=>!k).flatMap(({sites:k,layer:M,position:I})=>k.length>0?k:[[M,I]]).map(k=>k.join(":")))),[]);
j(()=>{let k=new AbortController,M=I=>{let z=y.peek();if(y.value=null,!z)return;let Z=I.ctrlKey||I.metaKey?u.peek():null,ge=[z[1],z[2]+1];o.selectAll([...Z?.layers??
[],z[0]],[...Z?.spans??[],ge])};return document.addEventListener("pointerup",M,{signal:k.signal}),()=>k.abort()},[]),j(()=>{let k=!0;return ce(()=>{let M=u.value;
if(k||!M){k=!1;return}let{layer:I,position:z,start:Z,layers:ge}=M,[st,je]=g.cursor.peek();Z===z&&(v.current=[I,z]),!(ge.includes(h(st))&&Se(M).includes(je))&&g.
move([d(I),z],m.current?.contains(document.activeElement)??!1)})},[g]);let[O,R]=g.cursor.value;j(()=>()=>{x.current={layer:h(O),position:R}});let[_,C,L,U]=g.seen();
g.version.value;let N=g.width.value,B=P([]),D=ee(()=>()=>B.current,[]),G=ee(()=>k=>g.move([g.cursor.peek()[0],k],!1),[g]),b=e.view.siteMap.value,A=Oo(e),W=b?void 0:
A.error,[J,ie]=[h(_),h(C-1)+1];B.current=[J,ie-1,L,Math.max(L,U-1)],j(()=>{!o.frozen&&!b&&A.look(e.link,J,ie,L,U)},[A,b,J,ie,L,U,W]);let ae=ee(()=>new Map(b?.points.
map(k=>[`${k.layer}:${k.position}`,k])),[b]),Fn=ee(()=>Fe(b?.points??[]),[b]);j(()=>{n.columnWidth.value=N},[N]);let qe=u.value,Bt=y.value,ot=Bt?ze([Bt[0]],[[Bt[1],
Bt[2]+1]]):qe,ui=k=>{let M=io(a,k);return`${k}: ${K(r[k]??"")}${M?`, ${M}`:""}`},di=k=>[...c.filter(({first:M,last:I})=>M<=k&&k<=I).map(({text:M})=>l(T,{children:[
"a part of ",l("bdi",{children:M})]})),...a.length>0?[io(a,k)??"written by the chat template"]:[]],rt=e.view.measure.value,Ro=(k,M)=>b?qs(ae.get(`${k}:${M}`),rt,
Fn,o.constants):Ds(A.at(k,M),rt,A.vocab),fi=(k,M)=>{if(!b&&(rt===""||rt==="probability"))return A.chance(k,M)??null;let{share:I,classes:z}=Ro(k,M);return z["ll-\
empty"]?null:I},pi=(k,M)=>{let I=h(k),z=Ro(I,M),Z=ot?.layers.includes(I)?ot.spans.find(([st,je])=>st<=M&&M<je):void 0,ge=Z!==void 0;return{text:z.text,share:z.share,
label:`Layer ${I}, position ${M} ${r[M]}: ${z.says}`,selected:ge,classes:{...z.classes,"ll-among":ge&&Z[1]-Z[0]>1,"ll-first":ge&&M===Z[0],"ll-last":ge&&M===Z[1]-
1,"ll-dim":i.has(M),"ll-answered":w.value.has(`${I}:${M}`)}}},Lo=([k,M])=>{let I=h(k);v.current??=qe?[qe.layer,qe.position]:[I,M];let[,z]=v.current;o.select(I,Math.
max(z,M),Math.min(z,M))},hi=([k,M])=>{let I=h(k),[z,Z]=qe?[qe.layers,qe.spans]:[[],[]],ge=Z.some(([je,mi])=>je<=M&&M<mi),st=z.filter(je=>je!==I);ge&&z.includes(
I)&&st.length>0?o.selectAll(st,Z):o.selectAll([...z,I],[...Z,[M,M+1]])};return l("div",{class:"ll-grid",ref:m,children:[l(Js,{rows:p,sight:D,jump:G}),l(Qs,{rows:p,
grid:g,scroller:t,shade:fi,of:[b??A.changes,A,rt]}),l(Sn,{grid:g,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:["layer","position"],head:k=>l(
T,{children:[l("small",{children:k}),l("span",{class:"ll-mono ll-cut",dir:Mt(c,k)?"ltr":"auto",children:l(ut,{text:r[k]??"",part:Mt(c,k)})})]}),headTitle:ui,look:pi,
rowNumbers:p,of:[b??A.changes,A,rt,ot,w.value,ae],marked:ot&&{rows:ot.layers.filter(k=>p.includes(k)).map(d),spans:ot.spans},choose:([k,M],I)=>{if(I)return Lo([
k,M]);let z=h(k);v.current=[z,M],o.select(z,M);let Z=ae.get(`${z}:${M}`);Z&&(e.view.answer.value=Z)},add:hi,enter:()=>e.ask(),extend:Lo,hint:([k,M])=>b?l(Vs,{title:`\
Layer ${h(k)}, position ${M}`,token:r[M]??"",answer:ae.get(`${h(k)}:${M}`)}):l(Zs,{title:`Layer ${h(k)}, position ${M}`,token:r[M]??"",notes:di(M),reading:A.at(
h(k),M),pinned:A.pinned}),press:([k,M],I)=>{I.button===0&&I.pointerType!=="touch"&&!I.shiftKey&&(v.current=[h(k),M])},over:([,k],M)=>{if(!v.current||(M.buttons&
1)===0)return;let[I,z]=v.current;!y.peek()&&k===z||(y.value=[I,Math.min(z,k),Math.max(z,k)])}}),l("div",{class:"ll-note",role:"status",children:W!==void 0&&l(T,
{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${W} `}),l("button",{type:"button",class:"ll-link",onClick:()=>A.retry(),children:"\
Try again"})]})})]})}var Cn=class{answer;curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);continuation=$(null);lines;curve;heatMap;constructor({
answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.
id??""),this.lines=ve(()=>[...n.value,...r.value.flatMap(Ps)]),this.curve=To(this.lines,this.curveId),this.heatMap=To(o,this.heatMapId),this.siteMapId=$(""),this.
siteMap=ve(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=To(s,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(
n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function To(t,e){return ve(
()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var Mn=class{hint=$(null);open=$(!1);columnWidth=$(80);timer;show(e){clearTimeout(this.timer),this.hint.
value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var nt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},$e={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function ha(t){try{return t.widget_manager?.kernel?.status}catch{return}}var On=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?nt.ping:nt.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=nt.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<nt.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=ha(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,nt.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function ti(){let{store:t}=S(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(ga,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":$e.gone})})]})}var ma=["fit","steer","train"];function ga({work:t}){let{store:e}=S(),{done:n,
total:o,state:r}=t,s=r==="failed",i=o>0;return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:s?"ll-message ll-error":"ll-message",role:s?"ale\
rt":void 0,children:va(e,t)}),r==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","\
aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),r==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&t.says!==""&&ma.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.
requests.cancel(t.id),children:s?"Dismiss":"Cancel"})]})}function va(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="bus\
y")return $e.busy;let n=ya(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function ya({synced:t},{what:e,args:n}){let{layer:o,
position:r,question:s}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===s?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"\
continuation":return"The model goes on with the prompt";case"sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scal\
es of ${pt(n)}`;case"layers":return`Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${s?.text} shall be answered with ${n.steer?.
steer_wish}`;case"train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"re\
aders":return`Asking several readers about ${pt(n)}`;default:return`Asking ${pt(n)}`}}function oi(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=P(null),i=P(r);j(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,u=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:f=>{f.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(T,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:u||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ne,{groups:[o.steer],beside:({name:f})=>f==="steer_wish"&&l(ba,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(xa,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(wa,{})]})}function ba(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function xa(){let{store:t}=S(),{steering:e,preview:n}=t,o=se(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function wa(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(ct,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${_a[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:ka(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(ni,{name:"As it is",said:r.before,steered:r}),l(ni,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var _a={vectors:"vectors",lora:"a LoRA"};function ka({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,u=0]=i,f=[...new Set(a.map(([d])=>d))],{spans:p}=ze([],a.map(([,d])=>[d,d+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ue(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${u.toPrecision(2)} after step ${r}. Reads ${ue(f)}, ${Ae(p)}.`}function ni({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:E(e.confidence)})]})]})}var Sa={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},ri=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Tn=class{constructor(e,n={},o={},r={},s={}){
this.entries=e;this.sources=o;this.steering=r;this.training=s;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Sa}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...r}=this.state.peek().settings,s=n===void 0||ri(n,this.own[e]);this.change({settings:s?r:
{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(this.training)}differing(e){
return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!ri(o,e[n]??null)))}get comparable(){let{entry:e}=this,{takes:n,group:o,
name:r}=e;return e.fit||n==="corpus"?[]:this.entries.value.filter(s=>s.name!==r&&!s.fit&&(s.takes===""||s.takes===n&&s.group===o))}get beside(){let{beside:e=[]}=this.
state.value;return this.comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,
e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.
fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).
filter(Boolean),settings:this.differing(e.settings),source:this.vector?this.differing(this.sources):{}}}question({name:e,takes:n}){return e===""?{text:this.text.
trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var En=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var qt=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){this.version.value;let[o,r]=this.found(e,n);if(!o)return;let{k:s,measures:i}=o;return{tokens:o.index.slice(r*s,(r+1)*s).map(a=>o.words[a]??
""),probs:o.probs.slice(r*s,(r+1)*s),...i&&{measures:{entropy:i.entropy[r]??null,surprisal:i.surprisal[r]??null,rank:i.rank[r]??null,chance:i.chance[r]??null}}}}chance(e,n){
let[o,r]=this.found(e,n);return o?.probs[r*o.k]}found(e,n){let o=this.blocks.get(this.block(e,n)),r=o?.layers.indexOf(e)??-1;return!o||r<0||n<o.start||n>=o.stop?
[void 0,0]:[o,r*(o.stop-o.start)+n-o.start]}block(e,n){return Math.floor(e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get waiting(){
return this.version.value,this.asked.size>0}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=
[n.vocab,n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,r,s,i=!1){for(let c of i?[]:this.strayed(n,o,
r,s))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,r,s)].map(([c,u])=>{let f=ft();return this.began(c,f),{id:f,args:u}});a.length>0&&this.changed();for(let{
id:c,args:u}of a)e.send({kind:"query",id:c,what:"lens",args:u},!0)||this.ended(c,$e.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){let s=new Map,
i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<r;c+=this.wide){
let u=`${a}:${c}`;if(this.asked.has(u)||this.failed.has(u)||this.done.has(u))continue;let f=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=1)f.push(h);let p=Math.
min(c+this.wide,this.positions);this.covered(f,c,p)||s.set(u,{layers:f,start:c,stop:p,...this.more})}return s}strayed(e,n,o,r){return[...this.asked].filter(([s])=>{
let[i=0,a=0]=s.split(":").map(Number);return i>=n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n)}ended(e,n,o){for(let[r,s]of this.
asked)s===e&&(this.asked.delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){let r=this.blocks.get(this.
block(e[0]??0,n));return!!r&&r.start<=n&&r.stop>=o&&e.every(s=>r.layers.includes(s))}changed(){this.version.value=this.version.peek()+1}};var $n=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new qt(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new qt(this.layers,this.positions,
this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function Eo(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Rn(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return Eo(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function si(t,e){let{link:n,preview:o,requests:r}=t;te(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"qu\
eued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":Ma(t,e);break;case"r\
esult":case"error":case"cancelled":Aa(t,e)}})}function Aa(t,e){let{requests:n,preview:o,lenses:r}=t,{id:s}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
s);r.ended(s,i,e.kind==="result"&&Oa(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(s,i)):n.drop(s),e.kind==="r\
esult"&&Ca(t,s,a,e.value)}function Ca(t,e,n,o){let{synced:r,view:s}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.
done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="continuation")s.continuation.value=o;else if(n?.
what==="ask"){let i=o;r.answers.value=[...r.answers.peek().filter(a=>a.id!==i.id),i],s.answer.value=i}else(n?.what==="sweep"||n?.what==="scales")&&Eo(r.curves,o)&&
(s.curveId.value=e)}function Ma({requests:t,synced:e,view:n},{id:o,answers:r,target:s}){let[i]=r;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.
total??0,complete:!1,points:[],...s&&{target:s}};a?.what==="layers"?Rn(e.heatMaps,o,r,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="si\
tes"?Rn(e.siteMaps,o,r,()=>c)&&n.showMap(o):Rn(e.curves,o,r,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function Oa(t){
return typeof t=="object"&&t!==null&&"words"in t}function ii(t,e,n){let{link:o,synced:r,requests:s}=t,i=f=>s.work.peek().has(f),c=[["msg:custom",f=>si(t,f)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>Ta(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=e.get("lenses")},heat_maps:()=>r.replace("heat_map\
s",i),pages:()=>{for(let f of e.get("pages"))t.lenses.plain.add(f)}}).map(([f,p])=>[`change:${f}`,p]),...["selection","draft","source","pages"].map(f=>[`change:${f}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[f,p]of c)e.on(f,p);let u=setInterval(()=>{s.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("a\
bort",()=>{clearInterval(u);for(let[f,p]of c)e.off(f,p)}),o.ping(),o.route(nt.subshell)}function Ta({synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,
s=n.at(-1)??null;te(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=s)})}var Ea=250,Ln=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Ea))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){te(()=>{this.target.value=e,this.problem.value=n})}};var Pn=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=ft(),r=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,s]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,$e.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:s,total:i})}progress(e,n,o,r=""){
this.change(e,{state:"running",done:n,total:o,says:r})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};var In=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;te(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();te(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var $a=400,jt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;resting;constructor(e,n){this.link=new On(e,p=>{p==="gone"&&this.requests.failAll(
$e.gone)},n),this.requests=new Pn(this.link),this.synced=new ln(e,this.link),this.view=new Cn(this.synced);let{layers:o,tokens:r,constants:s,entries:i,source:a,
steer:c,train:u}=this.synced;this.lenses=new $n(o,r.length,s);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new Tn(i,e.get("draft")??{},
a.peek()?.settings,c?.settings,u?.settings),this.fits=new En(this),this.steering=new In(this),this.preview=new Ln(p=>{let h=ft();return this.link.send({kind:"qu\
ery",id:h,what:"target",args:p})?h:void 0},n),this.synced.frozen)return;ii(this,e,n);let f=ce(()=>this.lookAhead());n?.addEventListener("abort",()=>{f(),clearTimeout(
this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,source:s,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){te(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),$a)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>
0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),r=this.synced.selection.peek();
if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,start:i,position:a}=r,c=i<a?{start:i,stop:a+1}:{start:null,stop:null};n.begin("sweep",{layer:s,...c,
...e.asking()})}}sites(e,n,o){let r=this.synced.selection.peek();if(!this.draft.ready||!r&&!e)return;let{start:s,position:i}=r??{start:0,position:0},a=e?{start:null,
stop:null}:{start:s,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.
draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){te(()=>{this.view.answer.value=e,e.position!==null&&this.synced.
selectAll(ye(e),ro(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.value,...o.value,...r.value].find(({id:a})=>e.
id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var li="latentlens-closed-tip";function ai(){let{tip:t,frozen:e}=S().store.synced,[n,o]=Qt(Ra);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(li,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function Ra(){try{return localStorage.getItem(li)}catch{
return null}}function ci(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ne,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(La,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(Pa,{training:i},
i.id))]})}function La(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Pa({training:t}){let{store:e}=S(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:u}=t,[f,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(ct,{code:u,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(T,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${f} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Ia,{run:h},h.kind))})]})]})]})}
function Ia({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Fa({open:t}){let e=ee(t,[t]),{synced:n}=e,o=ee(()=>({store:e,view:new Mn}),[e]),r=P(null),s=P(null);j(()=>()=>o.view.end(),[o]),j(()=>r.current&&s.current?
za(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(no.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(ai,{}),l(ei,{scroller:r}),!n.frozen&&l(Ir,{}),!n.frozen&&l(oi,{}),!n.frozen&&l(ci,{}),l(ti,{}),l(zs,{scroller:s}),l(Us,{}),l(Fr,{}),l("d\
iv",{class:"ll-result",children:[l(wr,{}),l(Ns,{})]}),l($s,{}),l(Na,{name:n.key})]})}function za(t,e,{view:n}){let o=new AbortController,r=(i,a)=>()=>{let{vector:c,
position:u}=n.curve.peek()??{};c===void 0&&u===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,
passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=ce(()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{s(),o.abort()}}function Na({
name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var $o=class extends Le{state={error:void 0};static getDerivedStateFromError(e){
return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",
children:`The Explorer could not be drawn: ${e}`})}},Rm=()=>{let t;return{initialize({model:e,signal:n}){try{t=new jt(e,n)}catch{}},render({model:e,el:n,signal:o}){
let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&
i.stopPropagation()},{signal:o}),n.append(r),Gn(l($o,{children:l(Fa,{open:()=>(t??=new jt(e,o),t)})}),r),o.addEventListener("abort",()=>Gn(null,r))}}};export{Rm as default};
