var I,Oo,Ln,Re,En,qt,Mo,Dt,To,Pn,$n,Eo,gt=Symbol.for("pv"),jt={},Bt=[],ni=/^m(i|n|o|s|text|space)$/,In=Array.isArray,Fn=Bt.slice,Be=Object.assign;function je(t){
t&&t.parentNode&&t.remove()}function $o(t,e,n){var o,s,r,i={},a=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?s=e[r]:i[r]=e[r];return a>
2&&(i.children=a>3?Fn.call(arguments,2):n),mt(t,i,o,s,null)}function mt(t,e,n,o,s){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:gt,__v:s||++Oo,__i:-1,__u:0};return!s&&I.vnode&&I.
vnode(r),r}function T(t){return t.children}function Le(t,e){this.props=t,this.context=e,this.__g=0}function Pe(t,e){if(e==null)return t.__&&Pe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Pe(t)}function oi(t){var e,n=t.__v,o=n.__e,s=[],r=[],i=t.__P;
i&&((e=Be({constructor:gt},n)).__v=n.__v+1,I.vnode&&I.vnode(e),zn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,s,o||Pe(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,zo(s,e,r),n.__=n.__e=null,e.__e!=o&&Ro(e))}function Ro(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Ro(t)}function Rn(t){(8&t.__g||(t.__g|=8,Re.push(t),qt++))&&En==I.debounceRendering||((En=I.debounceRendering)||queueMicrotask)(Lo)}function Lo(){try{for(var t,
e=1;Re.length;)Re.length>e&&Re.sort(Mo),t=Re.shift(),e=Re.length,8&t.__g&&oi(t)}finally{(qt=Re.length)&&(En||queueMicrotask)(Lo)}}function Po(t,e,n,o,s,r,i,a,c,u,f){
var p,m,d,h,g,v,x=o.__k||Bt,y=e.length;for(c=si(n,e,x,c,y),p=0;p<y;p++)(d=n.__k[p])!=null&&(m=~d.__i&&x[d.__i]||jt,d.__i=p,v=zn(t,d,m,s,r,i,a,c,u,f),h=d.__e,(m.
ref!=d.ref||8&m.__u)&&(m.ref&&Nn(m.ref,null,d,m),d.ref&&f.push(d.ref,d.__c||h,d)),g=g||h,4&d.__u?(c=Io(d,c,t,!m.__v),m.__e&&(m.__e=null)):typeof d.type=="functi\
on"&&v!==void 0?c=v:h&&(c=h.nextSibling),d.__u&=-21);return n.__e=g,c}function si(t,e,n,o,s){var r,i,a,c,u,f,p,m,d,h=n.length,g=h,v=0,x=0,y=t.__k=Array(s);for(r=
0;r<s;r++)(i=e[r])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=y[r]=mt(null,i):In(i)?i=y[r]=mt(T,{children:i}):
i.constructor===gt&&i.__b?i=y[r]=mt(i.type,i.props,i.key,i.ref,i.__v):y[r]=i,c=r+v,i.__=t,i.__b=t.__b+1,a=null,~(u=i.__i=ri(i,n,c,g))&&(g--,(a=n[u])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,u==c-1?v--:u==c+1?v++:u!=c&&(u>c?v--:v++,x=1)):(~u||(s>h?v--:s<h&&v++),typeof i.type!="function"&&(i.__u|=4))):y[r]=null;if(x){for(f=[],p=[],
r=0;r<s;r++)if((i=y[r])&&16&i.__u){for(v=0,m=f.length;v<m;)f[d=v+m>>1]<i.__i?v=d+1:m=d;f[v]=i.__i,p[r]=v+1}for(v=f.length;r--;)p[r]&&(p[r]==v?v--:y[r].__u|=4)}if(g)
for(r=0;r<h;r++)!(a=n[r])||2&a.__u||(a.__e==o&&(o=Pe(a)),Wn(a,a));return o}function Io(t,e,n,o){var s,r,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(s=t.__k)for(r=0;r<s.length;r++)s[r]&&(s[r].__=t,e=Io(s[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=Pe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function ri(t,e,n,o){var s,r=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&r==null||c&&r==a.key&&i==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=
e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s;for(s=n+1;s<e.length;s++)if((a=e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s}return-1}function Co(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Wt(t,e,n,o,s){var r,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Co(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Co(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=$n[e]||($n[e]=ii(e)),(t.__a||(t.__a={}))[e]=Pn,r=e!=(e=e.replace(To,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,r):t.removeEventListener(e,i,r));else{if(s=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function ii(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Dt]==null)e[Dt]=Pn++;else if(e[Dt]<this.__a[t])return;return n(I.event?I.event(e):e)}}}function zn(t,e,n,o,s,r,i,a,c,u){
var f,p,m,d,h,g,v,x,y,_,O,R,w,C,L,b,k,P,N=e.type;if(e.constructor!==gt)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,p=r=[],f.nodeType==8?a=Ht(f,r):
r.push(f),a=r[0]||a),(f=I.__b)&&f(e);e:if(typeof N=="function"){m=i.length;try{if(x=e.props,y=(f=N.prototype)&&f.render,_=(f=N.contextType)&&o[f.__c],O=f?_?_.props.
value:f.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(y?e.__c=d=new N(x,O):(e.__c=d=new Le(x,O),d.constructor=N,d.render=ai),_&&_.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),y&&(d.__s||(d.__s=d.state),N.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Be({},d.__s)),Be(d.__s,N.getDerivedStateFromProps(
x,d.__s)))),h=d.props,g=d.state,d.__v=e,n.__c){if(x!==h&&y&&!N.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(x,O),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(x,d.__s,O)===!1){e.__v!=n.__v&&(d.props=x,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(V){V&&(V.__=e)}),Bt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=Pe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
x,d.__s,O),y&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(h,g,v)})}else y&&!N.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
y&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=O,d.props=x,d.__P=t,d.__g&=-5,R=I.__r,w=y?25:0;do d.__g&=-9,R&&R(e),f=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++w<25);y&&(Bt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Be({},o,d.getChildContext())),y&&n.__c&&d.getSnapshotBeforeUpdate&&
(v=d.getSnapshotBeforeUpdate(h,g)),C=f&&f.type===T&&f.key==null?f.props.children:f,x.__P&&(f=a,s=(t=x.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(V){V&&Wn(V,V)}),n.__k=null),a=n.__k?Pe(n,0):null),a=Po(t,In(C)?C:[C],e,n,o,s,r,i,a,c,u),x.__P&&(e.__e=null,a=f),e.__u&=-161,p&&p.some(je),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(V){if(i.length=m,e.__v=null,c||r)if(V&&V.then){if(e.__u|=128|c,r){for(~(k=r.indexOf(a||void 0))||(k=r.length);(P=r[k-1])&&P.
nodeType==8;)k--;for(;k<r.length;k++)if(P=r[k])if(r[k]=null,L){if(P==b)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(b=Ht(L=P))}}if(!L){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;L=a}(f=Ht(L=e.__c.__z||(e.__c.__z=L)))?(e.__e=L,a=f):e.__e=a,a=a&&a.nextSibling}else r&&r.some(je);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),V&&V.then||Fo(e),I.__e(V,e,n)}}else a=e.__e=li(n.__e,e,n,o,s,r,i,c,u,t);return(f=I.diffed)&&f(e),a}function Ht(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Fo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Fo))}function zo(t,e,n){for(var o=0;o<n.length;)Nn(n[o++],n[o++],n[o++]);I.__c&&I.__c(e,t),t.some(
function(s){try{t=s.__h,s.__h=[],t.some(function(r){r.call(s)})}catch(r){I.__e(r,s.__v)}})}function li(t,e,n,o,s,r,i,a,c,u){var f,p,m,d,h,g,v,x,y=n.props||jt,_=e.
props,O=e.type;if(O=="svg"?s="http://www.w3.org/2000/svg":O=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),r){for(f=0;f<r.
length;f++)if((h=r[f])&&(O?h.localName==O:h.nodeType==3)){t=h,r[f]=null;break}}if(!t){if(x=u.ownerDocument||document,!O)return x.createTextNode(_);t=x.createElementNS(
s,O,_.is?_:u),a&&(I.__m&&I.__m(e,r),a=!1),r=null}if(O){if(u=O=="template"&&t.content||t,r=O=="textarea"&&_.defaultValue!=null?null:r&&Fn.call(u.childNodes),!a&&
r)for(y={},f=0;f<t.attributes.length;f++)y[(h=t.attributes[f]).name]=h.value;for(f in y)h=y[f],f=="dangerouslySetInnerHTML"?m=h:f=="children"||f in _||f=="value"&&
"defaultValue"in _||f=="checked"&&"defaultChecked"in _||Wt(t,f,null,h,s);for(f in _)h=_[f],f=="children"?d=h:f=="dangerouslySetInnerHTML"?p=h:f=="value"?g=h:f==
"checked"?v=h:a&&typeof h!="function"||y[f]===h||Wt(t,f,h,y[f],s);p?(a||m&&(p.__html==m.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(m&&(t.textContent=""),
(O=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&ni.test(O))&&(s="http://www.w3.org/1999/xhtml"),Po(u,In(d)?d:[d],e,n,o,s,r,i,r?r[0]:n.__k&&Pe(n,0),
a,c),r&&r.some(je)),a&&O!="textarea"||(f="value",O=="progress"&&g==null?t.removeAttribute(f):g==null||g===t[f]&&(O!="progress"||g)||Wt(t,f,g,y[f],s),f="checked",
v!=null&&v!=t[f]&&Wt(t,f,v,y[f],s))}else y===_||a&&t.data==_||(t.data=_);return t}function Nn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(s){I.__e(s,n)}}function Wn(t,e,n){var o,s,r,i;if(I.unmount&&I.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Nn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){I.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&Wn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(s=Ht(o,r=[]))&&(o==t.__e&&r.some(je),je(s),je(o)),n||je(
t.__e),t.__e=t.__c=t.__=null}function ai(t,e,n){return this.constructor(t,n)}function Dn(t,e){var n,o,s,r;I.__&&I.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=mt(T,{children:[t]}),s=[],r=[],zn(e,e.__k,o||jt,jt,e.namespaceURI,o?null:e.firstChild?Fn.call(e.childNodes):null,s,o?o.__e:e.firstChild,
n,r),zo(s,e.__k,r),e.__k.props.children=null}function No(t){function e(n){var o,s;return this.getChildContext||(o=new Set,(s={})[e.__c]=this,this.getChildContext=function(){return s},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(i){i.__g|=4,Rn(i)})},this.sub=function(r){o.add(r);var i=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),i&&i.call(r)}}),n.children}return e.__c="__cC"+Eo++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}I={__e:function(t,e,n,o){for(var s,r,i;e=e.__;)if((s=e.__c)&&!(1&s.__g)){s.__g|=4;try{if((i=(r=s.constructor)&&r.getDerivedStateFromError)&&s.setState(r.getDerivedStateFromError(
t)),s.componentDidCatch&&(s.componentDidCatch(t,o||{}),i=1),i&&8&s.__g)return void(s.__g|=2)}catch(a){t=a}}throw qt=0,t}},Oo=0,Ln=function(t){return t!=null&&t.
constructor===gt},Le.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Be({},this.state)),typeof t=="function"&&(t=t(Be({},n),this.props)),
t&&(Be(n,t),this.__v&&(e&&this.__k.push(e),Rn(this)))},Le.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Rn(this))},Le.prototype.render=
T,Re=[],qt=0,Mo=function(t,e){return t.__v.__b-e.__v.__b},Dt=Symbol(),To=/(PointerCapture)$|Capture$/i,Pn=0,$n={},Eo=0;var nt,K,Hn,Wo,qn=Object.is,Vt=0,Uo=[],jn=[],G=I,Do=G.__b,Ho=G.__r,qo=G.diffed,jo=G.__c,Bo=G.unmount,Vo=G.__;function Kt(t,e){G.__h&&G.__h(K,t,Vt||e),Vt=0;var n=K.
__H||(K.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Gt(t){return Vt=1,ci(Qo,t)}function ci(t,e,n){var o=Kt(nt++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Qo(void 0,e),function(r){var i=(o.__N||o.__)[0],a=o.t(i,r);qn(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=K,!K.__f)){K.__f=!0;var s=K.shouldComponentUpdate;
K.shouldComponentUpdate=function(r,i,a){var c=this.__H;if(!c)return!0;var u=!1,f=this.props!=r;if(c.__.some(function(m){m.__N&&(u=!0,qn(m.__[0],m.__N[0])||(f=!0))}),
s){var p=s.call(this,r,i,a);return u?p||f:p}return!u||f}}return o.__}function q(t,e){var n=Kt(nt++,4);!G.__s&&Yo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,K.__h.push(n))}function F(t){return Vt=5,oe(function(){return{current:t}},[])}function oe(t,e){var n=Kt(nt++,7);return Yo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Xo(t){var e=K.context[t.__c],n=Kt(nt++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(K)),e.props.value):t.__}function ui(){var t;do{for(;t=jn.shift();)try{vt(t)}catch(n){G.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Uo.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(vt),e.__h.
some(Bn),e.__h=[]}catch(n){e.__h=[],G.__e(n,t.__v)}}}while(jn.length)}G.__b=function(t){K=null,Do&&Do(t)},G.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Vo&&Vo(t,e)},G.__r=function(t){Ho&&Ho(t),nt=0;var e=(K=t.__c).__H;e&&(Hn==K?K.__h=[]:(e.__h.some(vt),e.__h.some(Bn),nt=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Hn=K},G.diffed=function(t){qo&&qo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Go(Uo.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Hn=K=null},G.__c=function(t,e){e.some(function(n){try{n.__h.some(vt),n.__h=n.__h.filter(function(o){return!o.__||Bn(o)})}catch(o){n.__h=[function(){
throw o}]}}),jo&&jo(t,e)},G.unmount=function(t){Bo&&Bo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,Go(jn.push(s))}else vt(s)}catch(r){e=r}}),o.__H=void 0,e&&G.__e(e,o.__v))};var Ko=typeof requestAnimationFrame==
"function";function di(t){var e,n=function(){clearTimeout(o),Ko&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Ko&&(e=requestAnimationFrame(n))}function Go(t){
t!=1&&Wo==G.requestAnimationFrame||((Wo=G.requestAnimationFrame)||di)(ui)}function vt(t){var e=K,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),K=e}function Bn(t){
var e=K;t.__c=t.__(),K=e}function Yo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!qn(n,t[o])})}function Qo(t,e){return typeof e=="function"?e(
t):e}var fi=Symbol.for("preact-signals");function Qt(){if(_e>1)_e--;else{var t,e=!1;for((function(){var s=Xt;for(Xt=void 0;s!==void 0;){var r=s.S;if(r.v===s.v)for(var i=r.
t;i!==void 0;i=i.x)i.i===s.i&&(i.i=r.i);s=s.o}})();bt!==void 0;){var n=bt;for(bt=void 0,Ut++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Zo(n))try{n.
c()}catch(s){e||(t=s,e=!0)}n=o}}if(Ut=0,_e--,e)throw t}}function Y(t){if(_e>0)return t();Vn=++pi,_e++;try{return t()}finally{Qt()}}var yt,j=void 0;function xt(t){
var e=j,n=yt;j=void 0,yt=void 0;try{return t()}finally{j=e,yt=n}}var bt=void 0,_e=0,Ut=0,pi=0,Vn=0,Xt=void 0,Yt=0;function Jo(t){if(j!==void 0){var e=t.n;if(e===
void 0||e.t!==j)return e={i:0,S:t,p:j.s,n:void 0,t:j,e:void 0,x:void 0,r:e},j.s!==void 0&&(j.s.n=e),j.s=e,t.n=e,32&j.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=j.s,e.n=void 0,j.s.n=e,j.s=e),e}}function U(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}U.prototype.brand=fi;U.prototype.h=function(){return!0};U.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:xt(function(){var o;(o=e.W)==null||o.call(e)}))};U.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&xt(function(){var s;(s=e.Z)==null||s.call(e)}))}};U.prototype.
subscribe=function(t){var e=this;return le(function(){var n=e.value;xt(function(){return t(n)})},{name:"sub"})};U.prototype.valueOf=function(){return this.value};
U.prototype.toString=function(){return this.value+""};U.prototype.toJSON=function(){return this.value};U.prototype.peek=function(){var t=this;return xt(function(){
return t.value})};Object.defineProperty(U.prototype,"value",{get:function(){var t=Jo(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Ut>100)throw new Error("Cycle detected");(function(n){_e!==0&&Ut===0&&n.l!==Vn&&(n.l=Vn,Xt={S:n,v:n.v,i:n.i,o:Xt})})(this),this.v=t,this.i++,Yt++,_e++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Qt()}}}});function E(t,e){return new U(t,e)}function Zo(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function es(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function ts(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ve(t,e){U.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Yt-1,this.f=4}Ve.prototype=new U;Ve.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===Yt))return!0;if(this.g=Yt,this.f|=1,this.i>0&&!Zo(this))return this.f&=-2,!0;var t=j;try{es(this),j=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return j=t,ts(this),this.f&=-2,!0};Ve.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}U.prototype.S.call(this,t)};Ve.prototype.U=function(t){if(this.t!==void 0&&(U.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ve.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ve.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Jo(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function ve(t,e){return new Ve(t,e)}function ns(t){var e=t.j;if(t.j=void 0,typeof e=="function"){_e++;var n=j;
j=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Kn(t),o}finally{j=n,Qt()}}}function Kn(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,ns(t)}function hi(t){
if(j!==this)throw new Error("Out-of-order effect");ts(this),j=t,this.f&=-2;try{8&this.f&&Kn(this)}finally{Qt()}}function ot(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,yt&&yt.push(this)}ot.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};ot.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,ns(this),es(this),_e++;var t=j;
return j=this,hi.bind(this,t)};ot.prototype.N=function(){2&this.f||(this.f|=2,this.u=bt,bt=this)};ot.prototype.d=function(){this.f|=8,1&this.f||Kn(this)};ot.prototype.
dispose=function(){this.d()};function le(t,e){var n=new ot(t,e);try{n.c()}catch(s){throw n.d(),s}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var os,Zt,Jt,mi=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var ss=[];le(function(){os=this.N})();function st(t,e){I[t]=e.bind(null,I[t]||function(){})}function wt(t){if(Jt){var e=Jt;Jt=void 0,e()}Jt=t&&t.S()}function rs(t){
var e=this,n=t.data,o=Q(n);o.name="ReactiveDom",o.value=n;var s=oe(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=ve(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),f=ve(function(){return!Array.isArray(u.value)&&!Ln(u.value)}),p=le(function(){if(this.N=is,f.value){var d=u.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),m=e.__$u.d;return e.__$u.d=function(){p(),m.call(this)},[f,u]},[]),r=s[0],i=s[1];return r.value?i.
peek():i.value}rs.displayName="ReactiveTextNode";Object.defineProperties(U.prototype,{constructor:{configurable:!0,value:$o(T,null).constructor},type:{configurable:!0,
value:rs},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});st("__b",function(t,e){if(wt(),
Zt=void 0,typeof e.type=="string"){var n,o=e.props;for(var s in o)if(s!=="children"){var r=o[s];r instanceof U&&(n||(e.__np=n={}),n[s]=r,o[s]=r.peek())}}t(e)});
st("__r",function(t,e){if(t(e),e.type!==T){wt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(s,r){var i;return le(function(){i=this},{name:r}),
i.c=s,i})((function(s){return function(){var r;mi&&((r=this.y)==null||r.call(this)),s.__$f|=1,s.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),Zt=o,wt(n)}});st("__e",function(t,e,n,o){wt(),Zt=void 0,t(e,n,o)});st("diffed",function(t,e){wt(),Zt=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,s=e.props,r=n.U;if(r)for(var i in r){var a=r[i];a===void 0||o&&i in o||(a.d(),r[i]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var u=r[c],
f=o[c];u===void 0?(u=gi(n,c,f,s),r[c]=u):u.o(f,s)}}}t(e)});function gi(t,e,n,o){var s=e in t&&t.ownerSVGElement===void 0,r=E(n);return{o:function(i,a){r.value=i,
o=a},d:le(function(){this.N=is;var i=r.value.value;o[e]!==i&&(o[e]=i,s?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}st("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var s in o){var r=o[s];r&&r.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var u=e.__c;if(u){u.__$f|=8;var f=u.__$u;f&&(u.__$u=void 0,f.d())}}t(e)});st("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Le.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var s in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Q(t,e){return oe(function(){return E(t,e)},[])}var vi=function(t){queueMicrotask(function(){queueMicrotask(t)})};function yi(){Y(function(){for(var t;t=ss.shift();)os.call(t)})}function is(){ss.push(this)===1&&(I.requestAnimationFrame||vi)(yi)}var Z="not finite",rt="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function D({confidence:t}){return t!==null}var bi="no an\
swer";function ee(t,e=bi){if(!D(t))return Z;let n=t.text.trim();return t.text!==""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}function ke(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ie(t,e){return e===""?t.excess??t.confidence??0:ke(t,e)}
function Fe(t){return t.some(({excess:e})=>e!==null)}function de({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function en(t,e,n){let o=e===""&&Fe(t),
s=t.filter(a=>D(a)&&!de(a,n)&&!(o&&a.excess===null)),[r]=s;return r?{answer:s.reduce((a,c)=>Ie(c,e)>Ie(a,e)?c:a,r),of:s.length}:null}var Gn=No(null);function S(){let t=Xo(Gn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var xi=Symbol.for("pv"),wi=0;function l(t,e,n,o,s,r){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var u={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:xi,__v:--wi,__i:-1,__u:0};return(s||r)&&(u.__source=s,u.__self=r),I.vnode&&I.vnode(u),u}function it({code:t,children:e}){let n=Q(!1),o=Q(!1),s=F(null);q(()=>{o.value&&(s.current?.focus({preventScroll:!0}),s.current?.select())},[o.value]);let r=async()=>{
try{await navigator.clipboard.writeText(t)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return l(T,{children:[l("header",{children:[e,l(
"button",{type:"button",class:"ll-link",hidden:t==="",onClick:()=>{r()},children:n.value?"Copied":"Copy as code"})]}),l("textarea",{class:"ll-field ll-mono ll-c\
ode",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,t.split(`
`).length),ref:s,value:t})]})}function ze(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[u])=>c-u)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[s,r]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:r-1,start:s,layers:o,spans:n}}function Se({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,s)=>e+s))}var _i=3e3,Un=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),tn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=E(e.get("presets")??[]),this.source=
E(e.get("source")),this.selection=E(this.toldSelection()),this.answers=E(e.get("history")??[]),this.curves=E(e.get("curves")??[]),this.heatMaps=E(e.get("heat_ma\
ps")??[]),this.siteMaps=E(e.get("site_maps")??[]),this.lenses=E(e.get("lenses")??[]),this.comparisons=E(e.get("comparisons")??[]);let o=e.get("steer");this.steer=
o&&"fields"in o?o:void 0,this.steered=E(e.get("steered")??[]);let s=e.get("train");this.train=s&&"fields"in s?s:void 0,this.trained=E(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=ze(e,n),s=this.selection.peek();if(this.selection.value=o,this.frozen||Un(o,s))return;let{layers:r,spans:i,...a}=o,
c={...r.length>1&&{layers:r},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<_i);let n=this.ours.findIndex(o=>Un(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(Un(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(s,r)=>{let i=s.peek().filter(({id:a})=>n(a)&&!r.some(c=>c.id===a));s.value=[...r,...i]};Y(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get(
"selection");if(!e)return null;let[n,o]=e,s=this.model.get("span"),[r,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=s&&s[1]-1===o?s:[o,o+1];return ze(
r.at(-1)===n?r:[n],i.at(-1)?.join()===a.join()?i.map(([c,u])=>[c,u]):[a])}};var ls=60;function ye({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Xn(t){return ze([],nn(t).map(e=>[e,e+1])).spans}function ae(t){
return`${t.length>1?"layers":"layer"} ${as(t.map(String))}`}function as(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function nn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([s])=>s===e).map(([,s])=>s);return o.length>0?o:[n]}function Ae(t){let e=t.map(([o,s])=>s-o>1?
`${o} to ${s-1}`:`${o}`);return`${t.length>1||t.some(([o,s])=>s-o>1)?"positions":"position"} ${as(e)}`}function Yn(t,e){let n=e.map(([o,s])=>t.slice(o,s).join("")).
join(" … ");return[n,n.length>ls?`${n.slice(0,ls)}…`:n]}function be(t,e){if(t.vector)return["Vector",t.token];let n=Xn(t),o=Ae(n),s=nn(t).length===1;return[
`P${o.slice(1)}`,s?t.token:Yn(e,n)[1]]}function Qn(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var ki=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,Si=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Ai=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function H({text:t}){let e=Jn(t);return e.includes("<")?l(T,{children:e.split(ki).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(T,{children:e})}function Jn(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Ai,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Zn(t,e){let n=t.find(({first:o,last:s})=>o<=e&&e<=s);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function cs({text:t,part:e}){if(!e||!Si.test(t))return l(H,{text:t});let n=t.replace(/^\u00b7/,"").slice(3,-1).replaceAll("><0x"," ");return l("span",
{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{class:e.part===1?void 0:"ll-spelled",children:e.character}),
l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var us=14;function ds({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(sn,{...e}),l(on,{name:"Writes",where:eo(t),children:l(
_t,{tokens:t.tokens,marked:n,chip:rn(n,"slot")})})]})}function _t({tokens:t,marked:e,chip:n,more:o={}}){let[s,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,s-us),Math.min(t.length,r+us+1)],c=u=>u>0&&l("span",{class:"ll-quiet",title:`${u} more tokens`,children:"…"});return l("span",{class:"ll-tokens",
...o,children:[c(i),t.slice(i,a).map((u,f)=>n(u,i+f)),c(t.length-a)]})}function on({name:t,where:e,children:n}){return l("div",{class:"ll-flow-row",children:[l(
"span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function sn({tokens:t,layers:e,positions:n,name:o}){return l(on,{name:"\
Reads",where:ae(e),children:o===void 0?l(_t,{tokens:t,marked:n,chip:rn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"auto",title:o,children:o})})}
function rn(t,e){return(n,o)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(H,{text:n})},o)}function eo({
layer:t}){return t===null?"":`layer ${t}`}function $(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ce(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var Ci={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ke(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:to(n,o.length),controls:o}))}function to(t,e){let[n,o]=Ci[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function no(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Oi(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function lt(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Oi(o,e));return[Math.min(...n),Math.max(...n)]}function Ge(t,e){return Ke(t.controls).map(({name:n,controls:o})=>{let s=[
...new Set((lt(o,e)??[]).map($))];return[n.toLowerCase(),s.join(" to ")]})}var Mi=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function B(t){return Mi.test(t)?`⁨${t}⁩`:t}function fs({answer:t}){let{confidence:e,excess:n}=t;return e===null?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(oo,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&l(T,{children:[l("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${$(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Ke(t.controls).map(o=>l(Ei,{...o},o.kind)),
n!==null&&l("div",{class:"ll-measure ll-excess",children:[l("span",{class:"ll-label",children:"Over controls"}),l("span",{}),l("span",{class:"ll-num",children:Ce(
n)}),l("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),t.noise&&l(Ti,{noise:t.noise}),l($i,{answer:t})]})}function Ti({noise:t}){
let e=t.samples.find(({kind:s})=>s==="random"),n=t.samples.map(({kind:s,reached:r,n:i})=>`${r} of ${no(s,i)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:s,n:r,p_value:i})=>`${no(s,r)}: p = ${$(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:[l("b",{children:t.verdict}),": ",n.join(", ")]})]})}function oo({kind:t,label:e,value:n,low:o,
title:s,children:r}){let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:s,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${$(o)}\
 to ${$(n)}`:`${e} ${$(n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:$(n)}),l("span",{class:"ll-quiet ll-cut",children:r})]})}
function Ei({name:t,controls:e}){let[n,o]=lt(e)??[0,0],s=e.length>1,r=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`In place of the activat\
ion, ${s?"they give":"it gives"} this answer ${e.map(({support:a})=>$(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${B(a)}” with confidence ${$(c)}`).join(`
`);return l(oo,{kind:"control",label:t,value:o,low:s?n:void 0,title:i,children:[s?`${$(n)} to ${$(o)}; own answers: `:"own answer: ",l("span",{class:"ll-mono",dir:"\
auto",children:r}),e[0]&&!s?`, ${$(e[0].confidence)}`:""]})}function $i({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:s})=>({
text:o,p:s??0})).sort((o,s)=>s.p-o.p);return l(T,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${$(e)}`]}),n.map(({text:o,p:s})=>l(oo,{kind:"option",label:o,value:s},o))]})}function ps(){let{store:t}=S(),e=t.view.answer.value,n=e?ye(e):[],o=e&&t.targetOf(e),[s,r]=e?be(e,t.synced.tokens):["",""],i=e?[...e.flags.map(({message:a})=>a),
...Ri(t,e)]:[];return l("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&l(Li,{answer:e},e.id),l("output",{"aria-live":"polite",children:e&&
l(Pi,{answer:e})}),e&&l(T,{children:[l(fs,{answer:e}),o&&o.tokens.length>0&&l(ds,{tokens:t.synced.tokens,layers:ye(e),positions:nn(e),target:o,name:e.vector&&r}),
i.length>0&&l("ul",{class:"ll-flags",children:i.map(a=>l("li",{children:a},a))}),l("dl",{class:"ll-facts",children:[l(ln,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),l(ln,{name:s,children:l("span",{class:"ll-mono",dir:"auto",children:r})}),l(ln,{name:"Into layer",children:e.target_layer}),l(ln,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function Ri({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>en(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Li({answer:t}){let{
store:e}=S(),{question:n,code:o}=t;return l(it,{code:o,children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"auto",title:n,children:n}),l("button",{type:"but\
ton",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherwise",onClick:()=>e.steering.open(t),children:"St\
eer"})]})}function Pi({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,s=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(D(t)?o:l("i",{class:"ll-quiet",children:Z})),e.map((r,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),u=s?r.replaceAll("·"," "):r;return l("span",{class:"l\
l-word",title:c===void 0?void 0:`probability ${$(c)}`,style:{"--p":String(c??0)},children:l(H,{text:i===0&&u.trimStart()||u})},i)})]})}function ln({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var hs=t=>t.replaceAll(`
`,"\\n"),ms=t=>t.replaceAll("\\n",`
`);function kt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>hs(String(n))).join(" "):e.join(", "):hs(String(e))}function gs(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(ms):ms(e)}function vs({field:t,id:e,value:n,wrong:o,describedBy:s,onFocus:r,onBlur:i}){let{store:a}=S(),c=Q(null),u=d=>a.edit(h=>h.set(t.name,d)),f={id:e,"data-setting":t.
name,"aria-describedby":s,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let d=({currentTarget:h})=>u(h.value||null);return l("select",{...f,class:"ll-\
field",value:kt(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([h,g])=>l("option",{value:h??"",children:g},h??""))})}if(t.kind==="yes"){let d=({currentTarget:h})=>u(
h.checked);return l("input",{...f,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let p=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,u(gs(t,d.value))},m=()=>{c.value=null};return l("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??kt(t,n),onInput:p,onChange:m,onBlur:()=>{m(),i()}})}var ys=0;function te(){let[t]=Gt(()=>(ys+=1,`ll-${Math.random().toString(36).slice(2,8)}-${ys}`));return t}function at(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ne({groups:t,beside:e}){let{draft:n}=S().store;return l(T,{children:t.map(({group:o,fields:s})=>({group:o,fields:s.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:s})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),s.map(r=>l(Ii,{field:r,
children:e?.(r)},r.name))]},o))})}function Ii({field:t,children:e}){let{store:n,view:o}=S(),{draft:s,preview:r}=n,[i,a,c]=[te(),te(),te()],u=s.value(t.name),f=r.
problem.value,p=f?.setting===t.name,m=t.when!==void 0&&!t.when[1].includes(s.value(t.when[0]))||t.needs!==void 0&&s.value(t.needs)===null,d=({currentTarget:v})=>{
let x=v.closest(".ll-setting")??v;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},h=()=>o.hide(),g=F(!1);return l("div",
{class:`ll-setting${t.name in s.changed()?" ll-set":""}`,hidden:m,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:d,onPointerEnter:d,onPointerLeave:v=>{v.pointerType!=="touch"&&h()},onBlur:h,children:"?"})]}),l(vs,{field:t,id:i,value:u,wrong:p,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:v=>{t.help!==""&&!g.current&&d(v)},onBlur:h}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,
role:p?"alert":void 0,children:p?f.message:""})]})}function bs(){let{store:t}=S(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(Ne,{groups:[e]})})}function ct({layer:t,layers:e,position:n,start:o,spans:s,source:r={}}){let{vector:i,minus:a}=r;if(typeof i=="string"&&i!=="difference")return B(
i.slice(i.indexOf(":")+1));let c=n??-1,u=Ae(s??[[o??c,c+1]]);return`${ae(e??[t??-1])}, ${u}${i?` minus ${a}`:""}`}function xs(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:s}=e.entry,{vector:r}=e,i=r!==null&&r!=="difference",a=!t.asking(),c=o?Se(o).length:
0,u=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",
children:i?l("b",{dir:"auto",children:ct(e.asking())}):l(Fi,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||s===!0||i,onClick:u,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||r!==null,title:r?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("button",{type:"\
button",class:"ll-button",disabled:a,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:s?
!e.ready:a,children:s?"Fit":"Ask"})]})}function Fi(){let{draft:t,synced:e,preview:n}=S().store,o=e.selection.value;if(!o)return l(T,{children:"Choose a cell of \
the grid."});let{layer:s,position:r}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[s],u=a?o.spans:[[r,r+1]],[f,p]=Yn(e.tokens,u);return l(T,{children:[`L${ae(c).
slice(1)}, ${Ae(u)} `,l("b",{class:"ll-mono",dir:"auto",title:f,children:l(H,{text:p})}),a&&zi(o,n.target.value),i&&l(T,{children:[" minus ",l("b",{class:"ll-mo\
no",dir:"auto",children:l(H,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function zi(t,e){let{positions:n=[],layers:o=[]}=e??{},[s,r]=[
t.layers.length,Se(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(s*r===1||!i)return"";let a=r>1?`${r} tokens`:"the token",c=s>1?`${a} at ${s} layers`:
a;if(o.length===s&&n.length===r)return`; this reader reads ${s>1?c:`all ${c}`} for one answer`;let u=[n.length<r?"the last":a,...o.length<s?["at the last layer"]:
s>1?[`at ${s} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${u.join(" ")}`}function ws(){let{store:t}=S(),{draft:e}=t,n=te(),o=e.beside,s=e.comparable.filter(r=>!o.includes(r));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:r,label:i})=>l("span",{class:"ll-chip",children:[l("bdi",{children:i}),l(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${B(i)}`,onClick:()=>t.edit(()=>e.compare(r,!1)),children:"×"})]},r)),l("select",{class:"ll-fi\
eld",id:n,value:"",hidden:s.length===0,onChange:({currentTarget:r})=>{let{value:i}=r;r.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),s.map(({name:r,label:i})=>l("option",{value:r,children:i},r))]})]})}function ks(){let{store:t}=S(),{draft:e,synced:n}=t,[o,s]=[te(),te()],r=F(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[u,f]=Ni(
n.entries.value,c),p=[i.help,i.held_out?.[a?.layer??""]].filter(Boolean).join(" ");return l(T,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll\
-label",for:o,children:"Question"}),l("select",{class:"ll-field",id:o,"aria-describedby":s,value:i.name,onChange:m=>{let d=m.currentTarget.value;t.edit(()=>{e.change(
{preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})},children:[u.map(_s),f.map(([m,d])=>l("optgroup",{label:m,children:d.
map(_s)},m))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":s,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:r,onInput:m=>{let{value:d}=m.currentTarget;t.edit(()=>{e.text=d,e.set("positio\
n",void 0)})}})]}),l("p",{class:"ll-help",id:s,children:p})]})}function _s({name:t,label:e}){return l("option",{value:t,children:e},t)}function Ni(t,e){let n=new Map,
o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":s=[]}=Object.
fromEntries(n);return n.delete(""),[s,[...n]]}function As(){let{store:t}=S(),{draft:e,synced:n}=t,o=te(),s=F(null),{open:r}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${Di(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:s,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),l(Ss,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Ss,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),s.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:l(Ne,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Wi,{})})})]})}function Ss({name:t,hidden:e,children:n}){let{store:o}=S(),{draft:s}=o,r=s.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":r,hidden:e,onClick:()=>o.edit(()=>s.change({panel:r?"":t})),children:n})}function Wi(){let{store:t}=S(),{draft:e}=t,n=t.synced.selection.
value,o=n?Se(n):[],s=o.length,r=s===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:s>1?`the ${s} selected tokens`:"the selected token"})}function Di(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(kt(t,e)||t.empty||"none")}function Cs(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:s}=t.synced,r=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(T,{children:[e.reads?l(sn,{tokens:s,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(sn,{tokens:s,layers:r,positions:i}),l(on,{name:"Writes",where:eo(e),children:l(Hi,{target:e,slots:e.slots??i})})]})})}
function Hi({target:t,slots:e}){let{store:n}=S(),o=F(null),s=F(!1);if(q(()=>{s.current&&(s.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(_t,{tokens:t.tokens,marked:e,chip:rn(e,"slot")});let r=c=>{s.current=!0,n.preview.put(c),n.edit(u=>u.set("position",c))},
i=(c,u)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,u+f))))},a=(c,u)=>{let f=e.includes(u);
return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":u,tabIndex:f||e.length===0&&u===
0?0:-1,title:`position ${u}`,onClick:()=>r(u),onKeyDown:p=>i(p,u),children:l(H,{text:c})},u)};return l(_t,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,role:"rad\
iogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Os(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(ks,{}),l(qi,{}),l(ws,{}),l(As,{}),l(Cs,{}),l(bs,{}),l(Bi,{}),l(xs,{})]})}function qi(){let{store:t}=S(),{draft:e,synced:n}=t,[o,s]=[te(),te()],
r=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:s,children:"Into layer"}),l("select",{class:"ll-field",id:s,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),l(
"option",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var ji=[
"question","layer","position"];function Bi(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,s=o!==null&&ji.includes(o.setting),{open:r,panel:i}=t.state.
value,c=o!==null&&(h=>t.isSteering(h)?i==="steer":t.isTraining(h)?i==="train":r||t.isSource(h))(o.setting),u=o!==null&&(s||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:h})=>h).find(({name:h})=>h===o?.setting),m=p&&!s?`${p.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!u,children:u?`${m}${o.message}`:""})}function Ms(){let{store:t}=S(),{answers:e,comparisons:n,tokens:o}=t.synced,s=t.view.answer.value?.id??"",r=n.value.find(u=>u.answers.includes(s)),i=(r?.answers??
[]).flatMap(u=>e.value.find(f=>f.id===u)??[]),[a]=i,c=u=>`${ae(ye(u))}, ${be(u,o)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!a,children:r&&a&&l(T,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${c(a)}`}),l("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:Vi(r)})]}),l("div",{class:"ll-columns",children:i.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===s?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ee(u)}),c(u)!==c(a)&&l("span",{class:"ll-quiet",children:`reads ${c(
u)}`}),l(Ki,{name:"confidence",value:u.confidence}),Ge(u,"").map(([f,p])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("span",{class:"\
ll-num",children:p})]},f))]},u.id))})]})})}function Vi({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${$(t/e)}`}function Ki({name:t,value:e}){return l(T,{children:[l("span",{class:"ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===
null?"":$(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function Ts(t){return typeof t=="object"?t.key:t}function Es(t,e){let n=t.length;return new Proxy(t,{get(o,s,r){if(typeof s=="string"){let i=s.charCodeAt(0);if(i>=
48&&i<=57){let a=+s;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let u=e[a*2];c=o[a]={index:a,key:c,start:u,size:e[a*2+1],end:u+e[a*2+1],
lane:0}}return c}}if(s==="length")return n}return Reflect.get(o,s,r)}})}function Ue(t,e,n){let o=n.initialDeps??[],s,r=!0;function i(){var a;let u=0,f=t();if(!(f.length!==o.length||f.some((d,h)=>o[h]!==d)))return s;o=f;let m=0;return s=
e(...f),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(s),r=!1,s}return i.updateDeps=a=>{o=a},i}function so(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Oe=(t,e)=>Math.abs(t-e)<1.01,$s=(t,e,n)=>{let o;return Object.assign(function(...s){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,s),n)},{cancel:()=>{t.clearTimeout(o)}})};function Rs({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:s,pendingWrite:r,clampedMaxAtWrite:i}){var a;return e&&r===null&&t===s?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((a=r.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Gi=t=>t==="smooth"||t==="smoothFinishing";function Ls({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Gi(n.phase)&&!Oe(e,n.lastTargetOffset)&&
!Oe(e,o())&&t!=="clampedEcho"}var ro=40;function Ps(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ro;)n--;if(n<0)return!1;
let o=t[n],s=n-1;for(;s>=0&&o.t-t[s].t<ro;)s--;if(s<0)return!1;let r=t[s],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-r.offset)/(o.t-r.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Is(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ro;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var St,At=()=>{if(St!==void 0)return St;if(typeof navigator>"u")return St=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return St=!0;let t=navigator.maxTouchPoints;
return St=navigator.platform==="MacIntel"&&t!==void 0&&t>0},io,Ui=()=>io!==void 0?io:io=At()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Fs=()=>!At()||Ui();var ut={capture:!0,passive:!0},an=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:s,external:r})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
s&&this._openTail(!0,!1)),!o&&n&&s&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),s=()=>this.touchEnd();return n.addEventListener("touchstart",o,ut),n.addEventListener("touchend",s,ut),n.addEventListener("touchcanc\
el",s,ut),()=>{n.removeEventListener("touchstart",o,ut),n.removeEventListener("touchend",s,ut),n.removeEventListener("touchcancel",s,ut),this.end()}},this._openTail=
(n,o)=>{let s=this.host.getWindow();if(s==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:s.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var Xi=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},Yi=t=>t,Qi=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),s=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(s);for(let i=0;i<
s;i++)r[i]=n+i;return r};var zs={passive:!0};var Ji=typeof window>"u"?!0:"onscrollend"in window,Zi=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let s=t.targetWindow;if(!s)return;let r=t.options.useScrollendEvent&&
Ji,i=0,a=r?null:$s(s,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},u=c(!0),f=c(!1);return o.addEventListener("scroll",u,zs),r&&
o.addEventListener("scrollend",f,zs),()=>{o.removeEventListener("scroll",u),r&&o.removeEventListener("scrollend",f),a?.cancel()}},Ws=(t,e)=>Zi(t,e,n=>{let{horizontal:o,
isRtl:s}=t.options;return o?n.scrollLeft*(s&&-1||1):n.scrollTop});var el=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),s=n.options.getItemKey(o);return n.itemSizeCache.get(s)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),s=n.
options.getItemKey(o),r=n.itemSizeCache.get(s);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},tl=(t,{adjustments:e=0,behavior:n},o)=>{
var s;let{scrollElement:r,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&r!==null&&"ownerDocument"in r;(s=r?.scrollTo)==null||s.call(r,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Ds=tl,Ns=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Ct=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function nl(t,e,n,o){if(e===0)return!1;
let s=o(0),r=new Set,i=0;for(;i<t;){let c=n(i);if(c===s)break;r.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(r.has(o(c)))return!1;return!0}var cn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new an({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Is(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,s;return((s=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:s.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,s=!1,r=!1,i=new Set,a=()=>{if(n)return n;
let u=this.targetWindow;if(!u||!u.ResizeObserver)return null;let f=o=Xi(u);return n=new u.ResizeObserver(p=>{let m=()=>{let d={sync:!1};this._resizeBatch=d;try{
p.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(m);else{s=!0;try{m()}finally{s=!1}}})},c=u=>{let f=u.target,p=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[m,d]of this.elementsCache)if(d===f){this.elementsCache.delete(m);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(f,u,this))};return{disconnect:()=>{var u;(u=a())==null||u.disconnect(),o?.cancel(),i.clear(),r=!1,n=null,o=null},
observe:u=>{let f=a();if(f){if(!s){f.observe(u,{box:"border-box"});return}i.add(u),r||(r=!0,o?.schedule(()=>{r=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:u=>{var f;i.delete(u),(f=a())==null||f.unobserve(u)}}})(),this.range=null,this.setOptions=n=>{var o;let s={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:Yi,rangeExtractor:Qi,onChange:()=>{},measureElement:el,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let p=n[f];
p!==void 0&&(s[f]=p)}let r=this.options,i=null,a=null,c=!1;if(r!==void 0&&r.enabled&&s.enabled&&s.anchorTo==="end"&&this.scrollElement!==null){let f=r.count,p=s.
count,m=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??m,h=_=>Ts(d[_]),g=f>0?h(0):null,v=f>0?h(f-1):null;if(p!==f||f>0&&p>0&&
(s.getItemKey(0)!==g||s.getItemKey(p-1)!==v)){c=!0;let _=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??m[0]:null;_&&(i=[_.key,this.getScrollOffset()-
_.start]);let O=s.followOnAppend===!0?"auto":s.followOnAppend||null;O&&p>0&&this.isAtEnd(r.scrollEndThreshold)&&(f===0||s.getItemKey(p-1)!==v)&&(p>f||nl(f,p,h,s.
getItemKey))&&(a=O)}}this.options=s,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let u=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,p]=i,m=this.getMeasurements(),{count:d,getItemKey:h}=this.options,g=0;for(;g<d&&h(g)!==f;)g++;if(g<d){let v=m[g];if(v){let x=Math.max(0,v.start+p);!a&&x!==
this.scrollOffset&&(u=x-this.scrollOffset,this.scrollOffset=x)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:u!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:u}:(this._holdOffset+=u,this._followOffsetTarget(u)))},this.notify=n=>{var o,s;(s=(o=this.options).onChange)==null||s.call(o,this,n)},this.
maybeNotify=Ue(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,i)=>{var a,c,u,f;let p=i?this._elementMaxScrollOffset():
null,m=this._reportedOverscroll;this._reportedOverscroll=r<0||p!==null&&r>p+1;let d=r;this._lastElementOffset=d,r=this._toLayoutOffset(r);let h=this._classifyScrollEvent(
r,i,p);if(h==="spurious")return;h==="readBack"?r=this.pendingWrite.target:h==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:Ls({kind:h,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
v=this.scrollDirection;this.scrollDirection=i?g===r?this.scrollDirection:g<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&h==="external"&&i)if(m||this._reportedOverscroll)x.samples=[];else{let y=this.now();x.samples=[...(x.samples??[]).filter(_=>y-_.t<=200),
{t:y,offset:d}],(v!==null&&this.scrollDirection!==v||Ps(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:h==="readBack",
moved:r!==g,external:h==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((u=this.scrollState)==null?void 0:u.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let s=this.pendingScrollAnchor;this.pendingScrollAnchor=null,s&&this.scrollElement&&this.options.enabled&&(s.kind==="anchor"?this._canWriteScroll()?
Ct(this.scrollState)&&!Oe(this.getScrollOffset()-s.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(s.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=s.delta,this._followOffsetTarget(s.delta),this.notify(!1)):this.scrollToEnd({behavior:s.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,s)=>{var r;return Rs({offset:n,isScrolling:o,elementMax:s,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,s=this.getMaxScrollOffset();s>o+.5&&
(this._clampedAdjustment=n>s+.5?{target:n,maxAtWrite:s}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let s=this.getScrollStateTarget(n);n.lastTargetOffset=s,this._clampedAdjustment=null,n.phase=Ns(o,n.index!=
null&&Oe(s,this.getScrollOffset())),this._scrollToOffset(s,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:s}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(s&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(At()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let s=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
s),this._scrollToOffset(s)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Ue(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,s,r,i,a,c,u)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:u}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Ue(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:u},f)=>{
var p;let m=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let y of this.laneAssignments.keys())y>=n&&this.laneAssignments.delete(y);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(y=>{this.itemSizeCache.
set(y.key,y.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let y=n*2,_=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!_||_.length<y){let C=new Float64Array(y);_&&d>0&&C.set(_.subarray(0,d*2)),_=C}let O=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(d===0)R=o+s;else{let C=d-1;R=_[C*2]+_[C*2+1]+u}for(let C=d;C<n;C++){let L=r(C);O[C]=L;let b=m.get(
L),k=typeof b=="number"?b:this.options.estimateSize(C);_[C*2]=R,_[C*2+1]=k,R+=k+u}this._singleLaneMeasurements={flat:_,items:O};let w=Es(O,_);return this.measurementsCache=
w,w}let h=this.measurementsCache.slice(0,d),g=new Array(a).fill(void 0),v=new Float64Array(a),x=0;for(let y=0;y<d;y++){let _=h[y];_&&(g[_.lane]===void 0&&x++,g[_.
lane]=y,v[_.lane]=_.end)}for(let y=d;y<n;y++){let _=r(y),O=this.laneAssignments.get(y),R,w,C=c==="estimate"||m.has(_);if(O!==void 0&&this.options.lanes>1){R=O;let P=g[R],
N=P!==void 0?h[P]:void 0;w=N?N.end+u:o+s}else if(x===a){let P=0,N=v[0],V=g[0];for(let J=1;J<a;J++){let ne=v[J];(ne<N||ne===N&&g[J]<V)&&(P=J,N=ne,V=g[J])}R=P,w=N+
u,C&&this.laneAssignments.set(y,R)}else R=y%this.options.lanes,w=o+s,C&&this.laneAssignments.set(y,R);let L=m.get(_),b=typeof L=="number"?L:this.options.estimateSize(
y),k=w+b;h[y]={index:y,start:w,size:b,end:k,key:_,lane:R},g[R]===void 0&&x++,g[R]=y,v[R]=k}return this.measurementsCache=h,h},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Ue(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,s,r,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=sl(n,o,Math.min(s,a),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Ue(()=>{let n=null,o=null,s=this.calculateRange();
return s&&(n=s.startIndex,o=s.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,s,r,i,a)=>r===null||i===null?[]:n({startIndex:r,endIndex:i,overscan:o,count:s,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,s=n.getAttribute(o);return s?parseInt(s,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Ct(this.scrollState))return!0;let s=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(s!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,s-r),a=Math.min(this.options.count-1,s+r);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let s=this.options.getItemKey(
o),r=this.elementsCache.get(s);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(s,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var s,r,i;if(!this.isIndexInRange(
n))return;(s=this._resizeBatch)!=null&&s.sync&&this.getMeasurements();let a,c,u,f=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
f!=null)u=this.options.getItemKey(n),c=f[n*2],a=f[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;u=d.key,c=d.start,a=d.size}let p=this.itemSizeCache.get(
u)??a,m=o-p;if(m!==0){let d=this.options.anchorTo==="end"&&!Ct(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,h=d?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),x=!this.itemSizeCache.has(u)?c<g:c+p<=g&&this.scrollDirection!=="backward",y=!Ct(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:u,start:c,size:a,end:c+a,lane:0},m,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(u,o),this.itemSizeCacheVersion++;let _=!1;if(this._awaitingCommandReadBack()||(d?_=this.applyScrollAdjustment(
this._getLayoutTotalSize()-h):y&&(_=this.applyScrollAdjustment(m))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=_);return}
this.notify(_),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=Ue(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,s)=>{let r=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],u=o[c];r.push(s===0?u:{...u,start:u.start-s,end:u.end-s})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let s=this.getMeasurements();if(s.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&r!=null,a=Hs(0,s.length-1,i?c=>r[c*2]:c=>so(s[c]).start,n);return so(s[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,s=Math.max(n,0)+this._holdOffset;if(s>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==s&&r.push(s)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let s=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(s+=this.pendingScrollAnchor.delta),s},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,s=this.targetWindow;if(o===null||s===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=r,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
u=i.getPropertyPriority(a),f=()=>this.options.horizontal?r.clientHeight:r.clientWidth,p=f();if(i.setProperty(a,"hidden","important"),f()!==p){i.setProperty(a,c,
u);return}let m={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,u),!0),done:n};this._momentumStop=m,
s.requestAnimationFrame(()=>s.requestAnimationFrame(()=>{this._momentumStop===m&&(this._momentumStop=null,m.restore()&&m.done())}))},this._clampedBy=n=>{let o=this.
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
return!(At()&&this._iosGesture.dragging())&&n!==null&&!Oe(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let s=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===s&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),s=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&Oe(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=s){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Ct(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,s){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(s==="absolute"&&r!==null){if(r==="fling"&&Fs()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Ns(o,e.index!=null&&Oe(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Hs=(t,e,n,o)=>{for(;t<=e;){let s=(t+e)/2|0,r=n(s);if(r<o)t=s+1;else if(r>o)e=s-1;else return s}return t>0?t-1:0};
function ol(t,e,n){let o=0;for(;o<=e;){let s=(o+e)/2|0,r=t[s*2];if(r<n)o=s+1;else if(r>n)e=s-1;else return s}return o>0?o-1:0}function sl(t,e,n,o,s){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&s!==null){let u=ol(s,r,n),f=u,p=n+e;for(;f<r&&s[f*2]+s[f*2+1]<p;)f++;return{startIndex:u,endIndex:f}}
let a=Hs(0,r,u=>t[u].start,n),c=a;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let u=Array(o).fill(0);for(;c<r&&u.some(p=>p<n+e);){let p=t[c];u[p.lane]=p.end,
c++}let f=Array(o).fill(n+e);for(;a>=0&&f.some(p=>p>=n);){let p=t[a];f[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var dt=24,rl=38,js=16,ce=44,lo=18,qs=760;function il(t,e,n,o=68,s=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(s,r))*10)/10}function ll(t,e,n={}){
return new cn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Ws,scrollToFn:Ds,...n})}var ft=class{constructor(e,n,o,s,r,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=i;this.cursor=E(s),this.width.value=this.fitting(),this.rows=this.axis(e,()=>dt,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=E(80);version=E(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return rl+this.band}axis(e,n,o){let s=()=>({width:(this.scroller?.clientWidth||qs)-ce,height:(this.scroller?.clientHeight||lo*dt+this.head)-this.head});return ll(
e,n,{horizontal:o,initialRect:s(),getScrollElement:()=>this.scroller,observeElementRect:(r,i)=>{let a=()=>i(s());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return il(this.scroller?.clientWidth||qs,ce,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let s of this.resized)s();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,s]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-s,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let s=(r,i)=>Math.max(0,Math.min(i-1,r));this.wantsFocus||=o,this.cursor.value=
[s(e,this.rowCount),s(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Bs={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var un=10,uo=112,fo=un+uo+6,We=t=>un+(1-t)*uo;function po(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=lt(t.controls,e);return n!==null&&ke(t,e)<=n[1]}function Vs(t,e=({
position:n})=>n??-1){let n=[...t].sort((s,r)=>e(s)-e(r)),o=[];for(let s of n){let r=o.at(-1),i=r?.at(-1);r&&i&&e(i)===e(s)-1?r.push(s):o.push([s])}return o}function Ks({
points:t,at:e,option:n,column:o,width:s,marked:r,constants:i}){let a=d=>ao(e(d),o),c=t.filter(D),u=(d,h)=>d.flatMap(g=>[-o/2,o/2].map(v=>`${a(g)+v},${We(h(g))}`)),
f=(d,h)=>g=>lt(co(g,d),n)?.[h]??0,p=d=>{let h=g=>[...u(d,f("random",1)),...u(d,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:h(()=>0)}),d.some(g=>co(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:h(f("random",0))})]})},m=Ke(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:s,height:fo,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:ce,x2:s,y1:We(
d),y2:We(d)},d)),r!==void 0&&l("line",{class:"ll-guide",x1:ao(r,o),x2:ao(r,o),y1:un,y2:un+uo}),[...new Set(["random",...m])].flatMap(d=>Vs(c.filter(h=>co(h,d).length>
0),e).map(h=>d==="random"?p(h):l("polyline",{class:`ll-control ll-${d}`,points:u(h,f(d,1)).join(" ")}))),Vs(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
h=>`${a(h)},${We(ke(h,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!D(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${We(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${de(d,i)?" ll-hollow":""}${po(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:We(ke(d,n)),r:4},d.id))]})}function ao(t,e){return ce+
(t+.5)*e}function co(t,e){return t.controls.filter(n=>n.kind===e)}var Mt=Math.min,De=Math.max,Tt=Math.round;var xe=t=>({x:t,y:t}),al={left:"right",right:"left",bottom:"top",top:"bottom"};function Xs(t,e,n){return De(t,Mt(e,n))}function Et(t,e){return typeof t=="functi\
on"?t(e):t}function Xe(t){return t.split("-")[0]}function $t(t){return t.split("-")[1]}function ho(t){return t==="x"?"y":"x"}function mo(t){return t==="y"?"heig\
ht":"width"}function Me(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function go(t){return ho(Me(t))}function Ys(t,e,n){n===void 0&&(n=!1);let o=$t(t),s=go(t),
r=mo(s),i=s==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(i=Ot(i)),[i,Ot(i)]}function Qs(t){let e=Ot(
t);return[dn(t),e,dn(e)]}function dn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Gs=["left","right"],Us=["right","left"],
cl=["top","bottom"],ul=["bottom","top"];function dl(t,e,n){switch(t){case"top":case"bottom":return n?e?Us:Gs:e?Gs:Us;case"left":case"right":return e?cl:ul;default:
return[]}}function Js(t,e,n,o){let s=$t(t),r=dl(Xe(t),n==="start",o);return s&&(r=r.map(i=>i+"-"+s),e&&(r=r.concat(r.map(dn)))),r}function Ot(t){let e=Xe(t);return al[e]+
t.slice(e.length)}function fl(t){var e,n,o,s;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(s=t.left)!=null?s:0}}
function Zs(t){return typeof t!="number"?fl(t):{top:t,right:t,bottom:t,left:t}}function Ye(t){let{x:e,y:n,width:o,height:s}=t;return{width:o,height:s,top:n,left:e,
right:e+o,bottom:n+s,x:e,y:n}}function er(t,e,n){let{reference:o,floating:s}=t,r=Me(e),i=go(e),a=mo(i),c=Xe(e),u=r==="y",f=o.x+o.width/2-s.width/2,p=o.y+o.height/2-s.height/2,m=o[a]/2-s[a]/2,
d;switch(c){case"top":d={x:f,y:o.y-s.height};break;case"bottom":d={x:f,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:p};break;case"left":d={x:o.x-s.width,
y:p};break;default:d={x:o.x,y:o.y}}let h=$t(e);return h&&(d[i]+=m*(h==="end"?1:-1)*(n&&u?-1:1)),d}async function tr(t,e){var n;e===void 0&&(e={});let{x:o,y:s,platform:r,
rects:i,elements:a,strategy:c}=t,{boundary:u="clippingAncestors",rootBoundary:f="viewport",elementContext:p="floating",altBoundary:m=!1,padding:d=0}=Et(e,t),h=Zs(
d),v=a[m?p==="floating"?"reference":"floating":p],x=Ye(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(v)))==null||n?v:v.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(a.floating)),boundary:u,rootBoundary:f,strategy:c})),y=p==="floating"?{x:o,y:s,width:i.floating.width,
height:i.floating.height}:i.reference,_=await(r.getOffsetParent==null?void 0:r.getOffsetParent(a.floating)),O=await(r.isElement==null?void 0:r.isElement(_))&&await(r.
getScale==null?void 0:r.getScale(_))||{x:1,y:1},R=Ye(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:y,offsetParent:_,strategy:c}):y);return{top:(x.top-R.top+h.top)/O.y,bottom:(R.bottom-x.bottom+h.bottom)/O.y,left:(x.left-R.left+h.left)/O.x,right:(R.
right-x.right+h.right)/O.x}}var pl=50,nr=async(t,e,n)=>{let{placement:o="bottom",strategy:s="absolute",middleware:r=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:tr},c=await(i.isRTL==null?void 0:i.isRTL(e)),u=await i.getElementRects({reference:t,floating:e,strategy:s}),{x:f,y:p}=er(u,o,c),m=o,d=0,h={};for(let g=0;g<
r.length;g++){let v=r[g];if(!v)continue;let{name:x,fn:y}=v,{x:_,y:O,data:R,reset:w}=await y({x:f,y:p,initialPlacement:o,placement:m,strategy:s,middlewareData:h,
rects:u,platform:a,elements:{reference:t,floating:e}});f=_??f,p=O??p,h[x]={...h[x],...R},w&&d<pl&&(d++,typeof w=="object"&&(w.placement&&(m=w.placement),w.rects&&
(u=w.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:s}):w.rects),{x:f,y:p}=er(u,m,c)),g=-1)}return{x:f,y:p,placement:m,strategy:s,middlewareData:h}};var or=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:s,middlewareData:r,rects:i,initialPlacement:a,platform:c,elements:u}=e,
{mainAxis:f=!0,crossAxis:p=!0,fallbackPlacements:m,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:h="none",flipAlignment:g=!0,...v}=Et(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let x=Xe(s),y=Me(a),_=Xe(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(u.floating)),R=m||(_||!g?[Ot(a)]:Qs(a)),w=h!=="none";!m&&w&&
R.push(...Js(a,g,h,O));let C=[a,...R],L=await c.detectOverflow(e,v),b=[],k=((o=r.flip)==null?void 0:o.overflows)||[];if(f&&b.push(L[x]),p){let J=Ys(s,i,O);b.push(
L[J[0]],L[J[1]])}if(k=[...k,{placement:s,overflows:b}],!b.every(J=>J<=0)){var P,N;let J=(((P=r.flip)==null?void 0:P.index)||0)+1,ne=C[J];if(ne&&(!(p==="alignmen\
t"?y!==Me(ne):!1)||k.every(ie=>Me(ie.placement)===y?ie.overflows[0]>0:!0)))return{data:{index:J,overflows:k},reset:{placement:ne}};let he=(N=k.filter(re=>re.overflows[0]<=
0).sort((re,ie)=>re.overflows[1]-ie.overflows[1])[0])==null?void 0:N.placement;if(!he)switch(d){case"bestFit":{var V;let re=(V=k.filter(ie=>{if(w){let me=Me(ie.
placement);return me===y||me==="y"}return!0}).map(ie=>[ie.placement,ie.overflows.filter(me=>me>0).reduce((me,Nt)=>me+Nt,0)]).sort((ie,me)=>ie[1]-me[1])[0])==null?
void 0:V[0];re&&(he=re);break}case"initialPlacement":he=a;break}if(s!==he)return{reset:{placement:he}}}return{}}}};var hl=new Set(["left","top"]);async function ml(t,e){let{placement:n,platform:o,elements:s}=t,r=await(o.isRTL==null?void 0:o.isRTL(s.floating)),i=Xe(n),a=$t(n),
c=Me(n)==="y",u=hl.has(i)?-1:1,f=r&&c?-1:1,p=Et(e,t),{mainAxis:m,crossAxis:d,alignmentAxis:h}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof h=="number"&&(d=a==="end"?h*-1:h),c?{x:d*f,y:m*u}:{x:m*u,y:d*f}}var sr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:s,y:r,placement:i,middlewareData:a}=e,c=await ml(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:s+c.x,y:r+c.y,data:{...c,placement:i}}}}},rr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:s,platform:r}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:y=>{let{x:_,y:O}=y;return{x:_,y:O}}},...u}=Et(t,e),f={x:n,
y:o},p=await r.detectOverflow(e,u),m=Me(s),d=ho(m),h=f[d],g=f[m],v=(y,_)=>Xs(_+p[y==="y"?"top":"left"],_,_-p[y==="y"?"bottom":"right"]);i&&(h=v(d,h)),a&&(g=v(m,
g));let x=c.fn({...e,[d]:h,[m]:g});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[d]:i,[m]:a}}}}}};function pn(){return typeof window<"u"}function Je(t){return lr(t)?(t.nodeName||"").toLowerCase():"#document"}function se(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(lr(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function lr(t){
return pn()?t instanceof Node||t instanceof se(t).Node:!1}function fe(t){return pn()?t instanceof Element||t instanceof se(t).Element:!1}function Ee(t){return pn()?
t instanceof HTMLElement||t instanceof se(t).HTMLElement:!1}function ir(t){return!pn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof se(t).ShadowRoot}
function Rt(t){let{overflow:e,overflowX:n,overflowY:o,display:s}=pe(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&s!=="inline"&&s!=="contents"}function ar(t){
return/^(table|td|th)$/.test(Je(t))}function Lt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var gl=/transform|translate|scale|rotate|perspective|filter/,
vl=/paint|layout|strict|content/,Qe=t=>!!t&&t!=="none",vo;function hn(t){let e=fe(t)?pe(t):t;return Qe(e.transform)||Qe(e.translate)||Qe(e.scale)||Qe(e.rotate)||
Qe(e.perspective)||!mn()&&(Qe(e.backdropFilter)||Qe(e.filter))||gl.test(e.willChange||"")||vl.test(e.contain||"")}function cr(t){let e=He(t);for(;Ee(e)&&!pt(e);){
if(hn(e))return e;if(Lt(e))return null;e=He(e)}return null}function mn(){return vo==null&&(vo=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),vo}function pt(t){return/^(html|body|#document)$/.test(Je(t))}function pe(t){return se(t).getComputedStyle(t)}function Pt(t){return fe(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(Je(t)==="html")return t;let e=t.assignedSlot||t.parentNode||ir(t)&&
t.host||Te(t);return ir(e)?e.host:e}function ur(t){let e=He(t);return pt(e)?(t.ownerDocument||t).body:Ee(e)&&Rt(e)?e:ur(e)}function fn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let s=ur(t),r=s===((o=t.ownerDocument)==null?void 0:o.body),i=se(s);if(r){let a=gn(i);return e.concat(i,i.visualViewport||[],Rt(s)?s:[],
a&&n?fn(a):[])}else return e.concat(s,fn(s,[],n))}function gn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function pr(t){let e=pe(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,s=Ee(t),r=s?t.offsetWidth:n,i=s?t.offsetHeight:o,a=Tt(n)!==r||Tt(o)!==i;return a&&
(n=r,o=i),{width:n,height:o,$:a}}function hr(t){return fe(t)?t:t.contextElement}function ht(t){let e=hr(t);if(!Ee(e))return xe(1);let n=e.getBoundingClientRect(),
{width:o,height:s,$:r}=pr(e),i=(r?Tt(n.width):n.width)/o,a=(r?Tt(n.height):n.height)/s;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var yl=xe(0);function mr(t){let e=se(t);return!mn()||!e.visualViewport?yl:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function bl(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===se(t)}function It(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let s=t.getBoundingClientRect(),r=hr(t),i=xe(1);e&&(o?fe(
o)&&(i=ht(o)):i=ht(t));let a=bl(r,n,o)?mr(r):xe(0),c=(s.left+a.x)/i.x,u=(s.top+a.y)/i.y,f=s.width/i.x,p=s.height/i.y;if(r&&o){let m=se(r),d=fe(o)?se(o):o,h=m,g=gn(
h);for(;g&&d!==h;){let v=ht(g),x=g.getBoundingClientRect(),y=pe(g),_=x.left+(g.clientLeft+parseFloat(y.paddingLeft))*v.x,O=x.top+(g.clientTop+parseFloat(y.paddingTop))*
v.y;c*=v.x,u*=v.y,f*=v.x,p*=v.y,c+=_,u+=O,h=se(g),g=gn(h)}}return Ye({width:f,height:p,x:c,y:u})}function vn(t,e){let n=Pt(t).scrollLeft;return e?e.left+n:It(Te(
t)).left+n}function gr(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-vn(t,n),s=n.top+e.scrollTop;return{x:o,y:s}}function xl(t){let{elements:e,rect:n,
offsetParent:o,strategy:s}=t,r=s==="fixed",i=Te(o),a=e?Lt(e.floating):!1;if(o===i||a&&r)return n;let c={scrollLeft:0,scrollTop:0},u=xe(1),f=xe(0),p=Ee(o);if((p||
!r)&&((Je(o)!=="body"||Rt(i))&&(c=Pt(o)),p)){let d=It(o);u=ht(o),f.x=d.x+o.clientLeft,f.y=d.y+o.clientTop}let m=i&&!p&&!r?gr(i,c):xe(0);return{width:n.width*u.x,
height:n.height*u.y,x:n.x*u.x-c.scrollLeft*u.x+f.x+m.x,y:n.y*u.y-c.scrollTop*u.y+f.y+m.y}}function wl(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function _l(t){let e=Pt(t),n=t.ownerDocument.body,o=De(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),s=De(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+vn(t),i=-e.scrollTop;return pe(n).direction==="rtl"&&(r+=De(t.clientWidth,n.clientWidth)-o),{width:o,height:s,x:r,y:i}}var kl=25;
function Sl(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",s=se(t),r=Te(t),i=s.visualViewport,a=r.clientWidth,c=r.clientHeight,u=0,f=0;if(i){let m=!mn()||
e==="fixed";o?m||(u=-i.offsetLeft,f=-i.offsetTop):(a=i.width,c=i.height,m&&(u=i.offsetLeft,f=i.offsetTop))}if(vn(r)<=0){let m=r.ownerDocument,d=m.body,h=getComputedStyle(
d),g=m.compatMode==="CSS1Compat"&&parseFloat(h.marginLeft)+parseFloat(h.marginRight)||0,v=Math.abs(r.clientWidth-d.clientWidth-g),x=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?v/2:v;x<=kl&&(a-=x)}return{width:a,height:c,x:u,y:f}}function Al(t,e){let n=It(t,!0,e==="fixed"),o=n.top+t.clientTop,s=n.left+t.clientLeft,r=ht(
t),i=t.clientWidth*r.x,a=t.clientHeight*r.y,c=s*r.x,u=o*r.y;return{width:i,height:a,x:c,y:u}}function dr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Sl(t,n,e);else if(e==="document")o=_l(Te(t));else if(fe(e))o=Al(e,n);else{let s=mr(t);o={x:e.x-s.x,y:e.y-s.y,width:e.width,height:e.height}}return Ye(o)}function Cl(t,e){
let n=e.get(t);if(n)return n;let o=fn(t,[],!1).filter(a=>fe(a)&&Je(a)!=="body"),s=null,r=pe(t).position==="fixed",i=r?He(t):t;for(;fe(i)&&!pt(i);){let a=pe(i),c=hn(
i),u=s?s.position:r?"fixed":"";!c&&(u==="fixed"||u==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):s=a,i=He(i)}return e.set(t,o),o}function Ol(t){let{
element:e,boundary:n,rootBoundary:o,strategy:s}=t,i=[...n==="clippingAncestors"?Lt(e)?[]:Cl(e,this._c):[].concat(n),o],a=dr(e,i[0],s),c=a.top,u=a.right,f=a.bottom,
p=a.left;for(let m=1;m<i.length;m++){let d=dr(e,i[m],s);c=De(d.top,c),u=Mt(d.right,u),f=Mt(d.bottom,f),p=De(d.left,p)}return{width:u-p,height:f-c,x:p,y:c}}function Ml(t){
let{width:e,height:n}=pr(t);return{width:e,height:n}}function Tl(t,e,n){let o=Ee(e),s=Te(e),r=n==="fixed",i=It(t,!0,r,e),a={scrollLeft:0,scrollTop:0},c=xe(0);if((o||
!r)&&((Je(e)!=="body"||Rt(s))&&(a=Pt(e)),o)){let m=It(e,!0,r,e);c.x=m.x+e.clientLeft,c.y=m.y+e.clientTop}!o&&s&&(c.x=vn(s));let u=s&&!o&&!r?gr(s,a):xe(0),f=i.left+
a.scrollLeft-c.x-u.x,p=i.top+a.scrollTop-c.y-u.y;return{x:f,y:p,width:i.width,height:i.height}}function yo(t){return pe(t).position==="static"}function fr(t,e){
if(!Ee(t)||pe(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function vr(t,e){let n=se(t);
if(Lt(t))return n;if(!Ee(t)){let s=He(t);for(;s&&!pt(s);){if(fe(s)&&!yo(s))return s;s=He(s)}return n}let o=fr(t,e);for(;o&&ar(o)&&yo(o);)o=fr(o,e);return o&&pt(
o)&&yo(o)&&!hn(o)?n:o||cr(t)||n}var El=async function(t){let e=this.getOffsetParent||vr,n=this.getDimensions,o=await n(t.floating);return{reference:Tl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function $l(t){return pe(t).direction==="rtl"}var Rl={convertOffsetParentRelativeRectToViewportRelativeRect:xl,
getDocumentElement:Te,getClippingRect:Ol,getOffsetParent:vr,getElementRects:El,getClientRects:wl,getDimensions:Ml,getScale:ht,isElement:fe,isRTL:$l};var yr=sr;var br=rr,xr=or;var wr=(t,e,n)=>{let o=new Map,s=n??{},r={...Rl,...s.platform,_c:o};return nr(t,e,{...s,platform:r})};function _r(t){try{return t.matches(":popover-open")}catch{return!1}}function kr(){let{view:t}=S(),e=F(null),n=t.hint.value,o=t.open.value;return q(()=>{let s=e.
current;if(!(!s||!n)){if(!o){_r(s)&&s.hidePopover();return}_r(s)||s.showPopover?.(),wr(n.anchor,s,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
yr(6),xr({padding:8}),br({padding:8})]}).then(({x:r,y:i})=>Object.assign(s.style,{left:`${Math.round(r)}px`,top:`${Math.round(i)}px`}))}}),q(()=>{let s=new AbortController,
{signal:r}=s;return document.addEventListener("pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),
{signal:r,capture:!0}),()=>s.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ue({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}function Sr({curve:t,columns:e,option:n,column:o}){let{store:s,view:r}=S(),i=F(null),a=Q(-1),c=F(!1),{at:u,heads:f,unit:p}=e,m=new Map(t.points.map(w=>[u(w),w])),
d=m.has(a.value)?a.value:t.points[0]?u(t.points[0]):-1;q(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let h=s.synced.
selection.value,g=t.points.find(({id:w})=>w===s.view.answer.value?.id),v=p==="positions"?h?.position:p==="layers"&&h?e.values.indexOf(h.layer):g&&u(g),x=p==="sc\
ales"||(p==="layers"?h?.position===t.position:h?.layer===t.layer),y=ce+f.length*o,_=w=>{let C=w instanceof Element?w.closest(".ll-tick"):null,L=C&&m.get(Number(
C.dataset.position));return L?[C,L]:void 0},O=w=>{if(w.altKey||w.ctrlKey||w.metaKey)return;let C=[...m.keys()].sort((P,N)=>P-N),L=C.indexOf(d),k={ArrowLeft:L-1,
ArrowRight:L+1,Home:0,End:C.length-1}[w.key];k!==void 0&&(w.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,k))]??d)},R=({target:w})=>{let C=_(
w);C&&r.show({anchor:C[0],content:()=>l(Pl,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${y}px`},onKeyDown:O,
onClick:({target:w})=>{let C=_(w);C&&(a.value=u(C[1]),s.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>r.hide(),onFocusOut:()=>r.hide(),children:[l(Ks,
{points:t.points,at:u,option:n,column:o,width:y,marked:v===void 0||v<0?void 0:v,constants:s.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(w=>l("span",{style:{top:`${We(w)}px`},children:w},w))}),f.map((w,C)=>l(Ll,{head:w,column:C,answer:m.get(C),stop:C===d,on:x&&C===v,width:o},C))]})}function Ll({
head:t,column:e,answer:n,stop:o,on:s,width:r}){let{tokens:i}=S().store.synced;return l("button",{type:"button",class:s?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Il(n,i):`Position ${e} ${t}`,style:{left:`${ce+e*r}px`,width:`${r}px`,paddingTop:`${fo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(H,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(H,{text:ee(n)})})]})}function Pl({answer:t,
option:e}){let{tokens:n}=S().store.synced,[o,s]=be(t,n),r=D(t);return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(H,{text:s})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:ee(t)})}),!r&&l("div",{class:"ll-quiet",children:rt}),
r&&l(ue,{name:e||"confidence",value:$(ke(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ue,{name:"calibrated",value:$(t.calibrated_confidence)}),Ge(
t,e).map(([i,a])=>l(ue,{name:i,value:a},i)),t.option_mass!==null&&l(ue,{name:"option mass",value:$(t.option_mass)})]})}function Il(t,e){let n=be(t,e).join(" ");
if(t.confidence===null)return`${n}: ${Z}`;let o=Ge(t,"").map(([s,r])=>`, ${s} ${r}`);return`${n}: ${t.text}, confidence ${$(t.confidence)}${o.join("")}`}function yn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Ar({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function we({
label:t,value:e,options:n,least:o,choose:s}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>s(r.currentTarget.value),children:n.
map(([r,i])=>l("option",{value:r,children:i},r))})}function Cr(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Or(t,e){
if(t?.vector){let n=t.points.map(({scale:s=1})=>s).sort((s,r)=>s-r),o=n.map(s=>`× ${s}`);return{values:n,heads:o,unit:"scales",at:({scale:s=1})=>n.indexOf(s)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,s)=>o-s);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Fl=54;function Tr({scroller:t}){let{store:e,view:n}=S(),{constants:o,tokens:s}=e.synced,r=e.view.curve.value,i=Q(""),a=r?.points[0]?.options.map(({text:m})=>m)??
[],c=a.includes(i.value)?i.value:"",u=Or(r,s),{heads:f,unit:p}=u;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!r,children:[
l("header",{children:[r&&l("span",{class:"ll-title",children:[`${Mr(r)}: `,l("span",{class:"ll-mono",dir:"auto",children:r.question}),!r.complete&&r.points.length>
0&&l("span",{class:"ll-quiet",children:` ${r.points.length} of ${r.total||f.length} ${p}`})]}),l(we,{label:"Sweep",least:2,value:r?.id??"",options:e.view.lines.
value.map(m=>[m.id,`${Mr(m)}: ${B(m.question)}`]),choose:m=>{e.view.curveId.value=m}}),l(we,{label:"What is drawn",least:2,value:c,options:["",...a].map(m=>[m,m||
"each its own answer"]),choose:m=>{i.value=m}}),r&&l(yn,{keys:zl(r,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:r&&l(Sr,
{curve:r,columns:u,option:c,column:p==="layers"?Fl:n.columnWidth.value})})]})}function zl({points:t},e,n){let o=Ke(t.find(D)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:s,controls:r})=>({sign:s,text:to(s,r.length).toLowerCase()})),t.some(s=>D(s)&&po(s,e))&&{sign:"within",text:"does\
 not exceed its controls"},t.some(s=>de(s,n))&&{sign:"hollow",text:"low option mass"},!t.every(D)&&{sign:"cross",text:`${Z}: no answer`}]}function Mr({layer:t,vector:e,
position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${B(e)}`:""}`}function Er(){let{store:t}=S(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),s=t.view.answer.value?.id;return l("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:o.map((r,i)=>l("li",{children:[r.question!==o[i-1]?.question&&
l("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:B(r.question),children:r.question}),l("button",{type:"button","data-id":r.id,"aria-current":r.id===
s?"true":void 0,title:`L${ae(ye(r)).slice(1)}: ${be(r,e).map(B).join(" ")}
${B(r.question)}
${B(ee(r))}`,onClick:()=>t.show(r),children:[l("span",{class:"ll-quiet ll-num",children:ye(r).join("+")}),l("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:be(
r,e)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:ee(r)}),l("span",{class:"ll-bar",style:{"--p":String(r.confidence??0)}}),l("span",{class:"ll-num",
children:r.confidence===null?"":$(r.confidence)})]})]},r.id))})]})}var bo={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function $r(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function Rr(t,e,n){if(!t)return bo;let o=t.probs[0];if(o==null)return{text:Z,share:0,
says:Z,classes:{"ll-not-finite":!0}};let s=t.tokens[0]??"",r=`lens reads ${s}, probability ${$(o)}`;if(e==="")return{text:s,share:o,says:r,classes:{}};if(e==="p\
robability")return{text:$(o),share:o,says:r,classes:{}};let{measures:i}=t;if(!i)return bo;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${$(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Lr(t){let e=Fe(t),n=t.find(D)?.options??[],o={scale:["0","1"],of:"confide\
nce"},s={scale:["0","1"],of:"excess over its controls"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?s:o},...e?[{name:"excess",label:"\
excess",...s}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:r})=>({name:`option ${r}`,label:`P(${r})`,scale:["0","1"],of:"probability"}))]}function Ze({
excess:t,noise:e}){return e&&e.read===!1?!1:t===null||t>0}function Pr(t,e,n,o){if(!t)return{...bo,says:"not asked yet"};if(!D(t))return{text:Z,share:0,says:Z,classes:{
"ll-not-finite":!0}};let{confidence:s,excess:r,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),u=a?i.find(({text:m})=>m===a)?.probability??
0:c?r??0:s??0,f=c?r===null?"":Ce(r):$(u),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?ee(t):f,share:Ze(t)||!c?Math.max(0,u):0,says:`${ee(t)}, ${p} ${f}`,
classes:{"ll-under-controls":!a&&!Ze(t),"ll-low":de(t,o)}}}function Ir(t,[e,n],o){let{option:s,over:r,found:i,here:a,constants:c}=o,u=t!==void 0&&!D(t),f=s===""&&t?.excess===null&&r,p=t&&!f?Ie(t,s):0,m=t?ee(t):"",d=u?Z:
t?`${m}, ${Nl(t,s)}`:"not asked yet";return{text:m,share:t&&s===""&&r&&!Ze(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!u&&!f&&s===""&&(p<=0||!Ze(t)),"ll-not-finite":u,"ll-low":t!==void 0&&de(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Nl(t,e){return e!==""?`P(${e}) ${$(Ie(t,e))}`:t.excess===null?`confidence ${$(Ie(t,""))}`:`over control\
s ${Ce(t.excess)}`}function Fr({cell:[t,e],answer:n,option:o}){return l(T,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into l\
ayer ${e}`})}),l(Nr,{answer:n,option:o})]})}function zr({title:t,token:e,answer:n}){return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:e})})]}),l(Nr,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Nr({
answer:t,option:e}){return l(T,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!D(t)&&l("div",{class:"ll-quiet",children:rt}),t&&D(t)&&l(
T,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:ee(t)})}),l(ue,{name:e||"confidence",value:$(ke(t,e))}),Ge(t,e).map(([n,o])=>l(ue,
{name:n,value:o},n)),t.excess!==null&&l(ue,{name:"over controls",value:Ce(t.excess)})]})]})}function Wr({text:t,share:e,label:n,selected:o,classes:s,data:r,column:i,left:a,stop:c}){let u=Object.keys(s).filter(f=>s[f]);return l("div",{...r,class:["ll-ce\
ll ll-mono",...u].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(H,{text:t})})}function bn(t){let{grid:e,names:n,scroller:o,marked:s,bands:r=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:u}=S(),f=F(null);q(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[m,d]=e.cursor.value;q(()=>{e.wantsFocus&&(e.wantsFocus=!1,f.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[h,g,v,x]=e.seen(),y=new Set([m]);for(let b=h;b<g;b+=1)y.add(b);let _=b=>{let k=new Set(b===m?[d]:[]);if(b>=h&&b<g)for(let P=v;P<
x;P+=1)k.add(P);return[...k].sort((P,N)=>P-N)},O=b=>{let k=b instanceof Element?b.closest(".ll-cell"):null;return k?[c(Number(k.dataset[n[0]])),Number(k.dataset[n[1]])]:
void 0},R=({target:b})=>{let k=O(b),P=b.closest(".ll-cell");k&&P&&u.show({anchor:P,content:()=>t.hint(k)})},w=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let k=e.cursor.peek(),P=Bs[b.key];if(P){e.move(P(k,e),!0);let N=e.cursor.peek();b.shiftKey&&
N[0]===k[0]&&t.extend?.(N)}else if(b.key===" "||b.key==="Enter")t.choose(k,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>s?.spans.some(([
k,P])=>k<=b&&b<P)??!1,L=[];for(let b=v;b<x;b+=1)L.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-\
colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,lo)*dt+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>u.hide(),children:l(
"div",{class:"ll-canvas",role:"presentation",ref:f,style:{width:`${ce+e.columnCount*p}px`,height:`${e.head+e.rowCount*dt}px`},onClick:b=>{let k=O(b.target);k&&(e.
move(k,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(k):t.choose(k,b.shiftKey))},onKeyDown:w,onPointerDown:b=>{let k=O(b.target);k&&t.press?.(k,b)},onPointerOver:b=>{
R(b);let k=O(b.target);k&&t.over?.(k,b)},onFocusIn:R,onPointerOut:()=>u.hide(),onFocusOut:()=>u.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowi\
ndex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),r.map(({role:b,start:k,stop:P})=>l("div",{class:"ll-band-name","data-role":b,
"aria-hidden":"true",style:{left:`${ce+k*p}px`,width:`${(P-k)*p-1}px`},children:l("span",{children:b})},k)),L.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,
role:"columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${ce+b*p}px`},children:t.head(b)},b))]}),[...y].sort((b,k)=>k-b).map(b=>l("div",{class:`\
ll-row${s?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*dt}px`},children:[l("div",{class:"ll-s\
ide",role:"rowheader",children:a(b)}),_(b).map(k=>l(Wr,{...t.look(b,k),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:k},column:k,left:ce+k*p,stop:b===m&&k===d},k))]},
b))]})})}function Dr(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Wl,{map:t})})}
function Wl({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:s,tokens:r,constants:i}=e.synced,a=Q(""),c=F(null),u=t.points.find(D)??t.points[0],f=u?.
options.map(({text:w})=>w)??[],p=f.includes(a.value)?a.value:"",m=u?.excess===null?"confidence":"over controls",d=Fe(t.points),h=en(t.points,p,i),g=new Map(t.points.
map(w=>[`${w.layer}:${w.target_layer}`,w])),v=(w,C)=>g.get(`${w}:${C}`),x=e.view.answer.value,y=x&&v(x.layer,x.target_layer)?.id===x.id?x:null,_=F(!1);_.current=
y!==null;let O=oe(()=>new ft(o,s,[46,168],[0,0],()=>_.current),[]),R=o*s;return l(T,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:r[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"\
auto",children:t.question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(we,{label:"Grid",least:2,value:t.id,options:n.
value.map(({id:w,position:C,question:L})=>[w,`position ${C}: ${B(L)}`]),choose:w=>{e.view.heatMapId.value=w}}),l(we,{label:"What the cells show",least:2,value:p,
options:[["",m],...f.map(w=>[w,`P(${B(w)})`])],choose:w=>{a.value=w}})]}),l("div",{class:"ll-under",children:[l(Dl,{found:h,option:p,choose:w=>{e.show(w),O.move(
[w.layer,w.target_layer],!0)}}),l(yn,{keys:Hl(t.points,p,h,i)})]}),l(bn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","ta\
rget"],head:w=>l(T,{children:[l("small",{children:w===0?"written":""}),l("span",{children:w})]}),headTitle:w=>`written at layer ${w}`,look:(w,C)=>Ir(v(w,C),[w,C],
{option:p,over:d,found:h,here:y,constants:i}),marked:y&&{rows:[y.layer],spans:[[y.target_layer,y.target_layer+1]]},choose:([w,C])=>{let L=v(w,C);L&&e.show(L)},hint:([
w,C])=>l(Fr,{cell:[w,C],answer:v(w,C),option:p})})]})}function Dl({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:s}=t,r=e===""&&o.excess!==null?
Ce(o.excess):$(Ie(o,e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",
onClick:()=>n(o),children:[`Best of ${s}: layer ${o.layer} into ${o.target_layer}, ${r} `,l("span",{class:"ll-mono",dir:"auto",children:l(H,{text:ee(o)})})]})}function Hl(t,e,n,o){
let s=e===""&&Fe(t);return[{sign:"shade",text:s?"over its controls, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},s&&{sign:"under",text:"does not exceed it\
s controls"},t.some(r=>de(r,o))&&{sign:"low",text:"low option mass"},!t.every(D)&&{sign:"not-finite",text:`${Z}: no answer`},{sign:"same",text:"same layer"},n!==
null&&{sign:"best",text:`best of ${n.of}`}]}var ql=[1,2,4,8],jl=12,Bl=24;function xo({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function Hr({rows:t,sight:e,jump:n}){let{store:o}=S(),{synced:s,view:r}=o,{tokens:i,layers:a,frozen:c}=s,u=r.siteMap.value,f=xo(o);f.at(
0,0);let p=u?Lr(u.points):$r(f.vocab,f.pinned),m=c&&!u?p.slice(0,2):p,d=p.find(({name:h})=>h===r.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(we,{label:"What is read in the cells",least:1,value:u?`map ${u.id}`:`len\
s ${r.lensName.value}`,options:[...s.lenses.value.map(({name:h,label:g})=>[`lens ${h}`,g]),...s.siteMaps.value.map(h=>[`map ${h.id}`,Vl(h)])],choose:h=>{h.startsWith(
"map ")?r.showMap(h.slice(4)):r.showLens(h.slice(5))}}),l(we,{label:"What the cells show of it",least:2,value:d?.name??"",options:m.map(({name:h,label:g})=>[h,B(
g)]),choose:h=>{r.measure.value=h}}),d?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"a word, such as Paris",
value:r.pinned.value,onChange:h=>{r.pinned.value=h.currentTarget.value}}),l(we,{label:"Rows of layers",least:a>jl?1:99,value:String(r.stride.value),options:ql.filter(
h=>h<a/2).map(h=>[String(h),h===1?"every layer":`every ${h} layers`]),choose:h=>{r.stride.value=Number(h)}}),i.length>=Bl&&l(Ul,{jump:n}),!c&&l(Gl,{rows:t,sight:e})]}),
d&&l(Kl,{kind:d,map:u})]})}function Vl({question:t,points:e,complete:n,total:o}){let s=n?"":` (${e.length} of ${o})`;return`Answers: ${B(t)}${s}`}function Kl({kind:t,
map:e}){let n=e?.points??[];return l("div",{class:"ll-legend",children:[l(Ar,{scale:t.scale,of:t.of}),n.some(o=>D(o)&&!Ze(o))&&l("span",{class:"ll-key ll-key-un\
der",children:n.some(({noise:o})=>o?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll\
-quiet",children:`${n.length} of ${e.total} cells`})]})}function Gl({rows:t,sight:e}){let{store:n}=S(),{draft:o,synced:s,view:r}=n,i=s.selection.value,a=o.ready&&
!o.entry.fit&&o.vector===null,c=r.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-button",disabled:!a||!i,
title:i?`Ask the question of the box at every layer of ${Ae(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e),children:i&&Se(i).length>1?"Every layer\
 of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*s.tokens.
length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e),children:"Every cell"})]})}function Ul({jump:t}){let{tokens:e}=S().store.synced,n=Q(""),o=Q(-1),
s=n.value.trim().toLowerCase(),r=s?Xl(e,s):[],i=()=>{r.length!==0&&(o.value=(o.value+1)%r.length,t(r[o.value]??0))};return l("span",{class:"ll-find",children:[l(
"input",{class:"ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,
o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),i())}}),s&&l("button",{type:"button",class:"ll-link",disabled:r.length===0,onClick:i,children:r.length===
0?"none":`${Math.max(0,o.value)+1} of ${r.length}, next`})]})}function Xl(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),
s=t.flatMap((r,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<r.length?[i]:[]});return[...new Set([...n,...s])]}var Yl=46;function qr({rows:t,grid:e,scroller:n,shade:o}){let s=F(null),[r,i,a,c]=e.seen(),[u,f]=[e.columnCount,t.length],p=c-a<u||i-r<f;if(q(()=>{let h=p?s.current?.
getContext?.("2d"):null;if(!s.current||!h)return;let g=getComputedStyle(s.current).color;h.clearRect(0,0,u,f),h.fillStyle=g;for(let v=0;v<f;v+=1)for(let x=0;x<u;x+=
1){let y=o(v,x);y!==null&&(h.globalAlpha=.1+.9*y,h.fillRect(x,f-1-v,1,1))}}),!p)return null;let m=h=>{if(h.type==="pointermove"&&(h.buttons&1)===0)return;let g=n.
current,v=s.current?.getBoundingClientRect();if(!g||!v||v.width===0)return;let x=(y,_,O)=>(y-_)/O;g.scrollLeft=x(h.clientX,v.left,v.width)*g.scrollWidth-g.clientWidth/
2,g.scrollTop=x(h.clientY,v.top,v.height)*g.scrollHeight-g.clientHeight/2},d=(h,g)=>`${100*h/g}%`;return l("div",{class:"ll-minimap","aria-hidden":"true",onPointerDown:m,
onPointerMove:m,children:[l("canvas",{ref:s,width:u,height:f,style:{height:`${Yl}px`}}),l("span",{class:"ll-sight",style:{left:d(a,u),width:d(c-a,u),top:d(f-i,f),
height:d(i-r,f)}})]})}function jr({title:t,token:e,notes:n,reading:o,pinned:s=""}){let r=o?.probs[0]===null;return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:Jn(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),r&&l("div",{class:"ll-quiet",children:rt}),!r&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(H,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:$(o.probs[a]??0)})]},
a)),!r&&l(Ql,{reading:o,pinned:s})]})}function Ql({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:s,rank:r,chance:i}=n;return l(
T,{children:[o!==null&&l(ue,{name:"entropy",value:`${o.toFixed(2)} nats`}),s!==null&&l(ue,{name:"surprisal of the next token",value:`${s.toFixed(2)} nats`}),r!==
null&&l(ue,{name:`rank of ${B(e)}`,value:`${r}, ${$(i??0)}`})]})}function Br({scroller:t}){let{store:e,view:n}=S(),{synced:o}=e,{tokens:s,layers:r,quiet:i,roles:a,splitCharacters:c,selection:u}=o,f=e.view.stride.value,p=oe(()=>Array.
from({length:r},(A,M)=>M).filter(A=>(r-1-A)%f===0),[f]),m=A=>p[A]??0,d=A=>p.findIndex(M=>M>=A),h=F(null),g=F(null),v=Q(null),x=oe(()=>{let{layer:A,position:M}=u.
peek()??{layer:r-1,position:s.length-1};return new ft(p.length,s.length,[68,168],[d(A),M],()=>u.peek()!==null,a.length>0?js:0)},[p]),y=oe(()=>ve(()=>new Set(o.answers.
value.filter(({vector:A})=>!A).flatMap(({sites:A,layer:M,position:z})=>A.length>0?A:[[M,z]]).map(A=>A.join(":")))),[]);q(()=>{let A=new AbortController,M=z=>{let W=v.
peek();if(v.value=null,!W)return;let X=z.ctrlKey||z.metaKey?u.peek():null,ge=[W[1],W[2]+1];o.selectAll([...X?.layers??[],W[0]],[...X?.spans??[],ge])};return document.
addEventListener("pointerup",M,{signal:A.signal}),()=>A.abort()},[]),q(()=>{let A=!0;return le(()=>{let M=u.value;if(A||!M){A=!1;return}let{layer:z,position:W,start:X,
layers:ge}=M,[tt,qe]=x.cursor.peek();X===W&&(g.current=[z,W]),!(ge.includes(m(tt))&&Se(M).includes(qe))&&x.move([d(z),W],h.current?.contains(document.activeElement)??
!1)})},[x]);let[_,O,R,w]=x.seen();x.version.value;let C=x.width.value,L=e.view.siteMap.value,b=xo(e),k=L?void 0:b.error,[P,N]=[m(_),m(O-1)+1];q(()=>{!o.frozen&&
!L&&b.look(e.link,P,N,R,w)},[b,L,P,N,R,w,k]);let V=oe(()=>new Map(L?.points.map(A=>[`${A.layer}:${A.position}`,A])),[L]),J=oe(()=>Fe(L?.points??[]),[L]);q(()=>{
n.columnWidth.value=C},[C]);let ne=u.value,he=v.value,re=he?ze([he[0]],[[he[1],he[2]+1]]):ne,ie=A=>{let M=Qn(a,A);return`${A}: ${B(s[A]??"")}${M?`, ${M}`:""}`},
me=A=>[...c.filter(({first:M,last:z})=>M<=A&&A<=z).map(({text:M})=>l(T,{children:["a part of ",l("bdi",{children:M})]})),...a.length>0?[Qn(a,A)??"written by the\
 chat template"]:[]],Nt=e.view.measure.value,So=(A,M)=>{let z=m(A),W=L?Pr(V.get(`${z}:${M}`),Nt,J,o.constants):Rr(b.at(z,M),Nt,b.vocab),X=re?.layers.includes(z)?
re.spans.find(([tt,qe])=>tt<=M&&M<qe):void 0,ge=X!==void 0;return{text:W.text,share:W.share,label:`Layer ${z}, position ${M} ${s[M]}: ${W.says}`,selected:ge,classes:{
...W.classes,"ll-among":ge&&X[1]-X[0]>1,"ll-first":ge&&M===X[0],"ll-last":ge&&M===X[1]-1,"ll-dim":i.has(M),"ll-answered":y.value.has(`${z}:${M}`)}}},Ao=([A,M])=>{
let z=m(A);g.current??=ne?[ne.layer,ne.position]:[z,M];let[,W]=g.current;o.select(z,Math.max(W,M),Math.min(W,M))},ei=([A,M])=>{let z=m(A),[W,X]=ne?[ne.layers,ne.
spans]:[[],[]],ge=X.some(([qe,ti])=>qe<=M&&M<ti),tt=W.filter(qe=>qe!==z);ge&&W.includes(z)&&tt.length>0?o.selectAll(tt,X):o.selectAll([...W,z],[...X,[M,M+1]])};
return l("div",{class:"ll-grid",ref:h,children:[l(Hr,{rows:p,sight:[P,N-1,R,Math.max(R,w-1)],jump:A=>x.move([x.cursor.peek()[0],A],!1)}),l(qr,{rows:p,grid:x,scroller:t,
shade:(A,M)=>{let{share:z,classes:W}=So(A,M);return W["ll-empty"]?null:z}}),l(bn,{grid:x,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:[
"layer","position"],head:A=>l(T,{children:[l("small",{children:A}),l("span",{class:"ll-mono ll-cut",dir:Zn(c,A)?"ltr":"auto",children:l(cs,{text:s[A]??"",part:Zn(
c,A)})})]}),headTitle:ie,look:So,rowNumbers:p,marked:re&&{rows:re.layers.filter(A=>p.includes(A)).map(d),spans:re.spans},choose:([A,M],z)=>{if(z)return Ao([A,M]);
let W=m(A);g.current=[W,M],o.select(W,M);let X=V.get(`${W}:${M}`);X&&(e.view.answer.value=X)},add:ei,enter:()=>e.ask(),extend:Ao,hint:([A,M])=>L?l(zr,{title:`La\
yer ${m(A)}, position ${M}`,token:s[M]??"",answer:V.get(`${m(A)}:${M}`)}):l(jr,{title:`Layer ${m(A)}, position ${M}`,token:s[M]??"",notes:me(M),reading:b.at(m(A),
M),pinned:b.pinned}),press:([A,M],z)=>{z.button===0&&z.pointerType!=="touch"&&!z.shiftKey&&(g.current=[m(A),M])},over:([,A],M)=>{if(!g.current||(M.buttons&1)===
0)return;let[z,W]=g.current;!v.peek()&&A===W||(v.value=[z,Math.min(W,A),Math.max(W,A)])}}),l("div",{class:"ll-note",role:"status",children:k!==void 0&&l(T,{children:[
l("span",{class:"ll-error",children:`The cells could not be read: ${k} `}),l("button",{type:"button",class:"ll-link",onClick:()=>b.retry(),children:"Try again"})]})})]})}var xn=class{answer;curveId;heatMapId;steeredId=E("");steered;siteMap;lensName=E("");siteMapId;measure=E("");pinned=E("");stride=E(1);lines;curve;heatMap;constructor({
answers:e,curves:n,heatMaps:o,siteMaps:s,steered:r}){this.answer=E(e.peek().at(-1)??null),this.curveId=E(n.peek().at(-1)?.id??""),this.heatMapId=E(o.peek().at(-1)?.
id??""),this.lines=ve(()=>[...n.value,...s.value.flatMap(Cr)]),this.curve=wo(this.lines,this.curveId),this.heatMap=wo(o,this.heatMapId),this.siteMapId=E(""),this.
siteMap=ve(()=>s.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=wo(r,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(
n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function wo(t,e){return ve(
()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var wn=class{hint=E(null);open=E(!1);columnWidth=E(80);timer;show(e){clearTimeout(this.timer),this.hint.
value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var et={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},$e={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function Jl(t){try{return t.widget_manager?.kernel?.status}catch{return}}var _n=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=E("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?et.ping:et.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=et.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<et.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=Jl(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,et.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function Vr(){let{store:t}=S(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:s})=>s==="sent"||s==="failed");return l(
"div",{class:"ll-work",children:[n.map(s=>l(ea,{work:s},s.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":$e.gone})})]})}var Zl=["fit","steer","train"];function ea({work:t}){let{store:e}=S(),{done:n,
total:o,state:s}=t,r=s==="failed",i=o>0;return l("div",{class:"ll-job","data-state":s,children:[l("span",{class:r?"ll-message ll-error":"ll-message",role:r?"ale\
rt":void 0,children:ta(e,t)}),s==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","\
aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),s==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),s==="running"&&t.says!==""&&Zl.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.
requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function ta(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="bus\
y")return $e.busy;let n=na(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function na({synced:t},{what:e,args:n}){let{layer:o,
position:s,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===r?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"\
sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${ct(n)}`;case"layers":return`Asking position ${s} at e\
very layer, into every layer`;case"steer":return`Steering: ${r?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a decoder: ${n.
train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"readers":return`Asking several readers about ${ct(n)}`;default:
return`Asking ${ct(n)}`}}function Gr(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,s=e.state.value.panel==="steer"&&o.steer!==void 0,r=F(null),i=F(s);q(()=>{s&&!i.current&&r.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=s},[s]);let{label:a,steers:c}=e.entry,u=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!s,ref:r,children:[s&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:f=>{f.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(T,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:u||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ne,{groups:[o.steer],beside:({name:f})=>f==="steer_wish"&&l(oa,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(sa,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),s&&l(ra,{})]})}function oa(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function sa(){let{store:t}=S(),{steering:e,preview:n}=t,o=te(),s=n.problem.value,r=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>r(i.value),
onChange:({currentTarget:i})=>{r(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),s?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:s.message})]})}function ra(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,s=n.steered.value;if(!s)return null;let r=o.at(s),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(it,{code:r?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:s.label})," → ",l("b",{dir:"auto",children:s.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===s.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${ia[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:la(s)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(Kr,{name:"As it is",said:s.before,steered:s}),l(Kr,{name:`Steered, strength ${o.strength}`,said:r,steered:s})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var ia={vectors:"vectors",lora:"a LoRA"};function la({
learn:t,layers:e,steps:n,done:o,kept:s,cancelled:r,losses:i,sites:a}){let[c=0,u=0]=i,f=[...new Set(a.map(([d])=>d))],{spans:p}=ze([],a.map(([,d])=>[d,d+1])),m=r?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ae(e)}, ${m}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${u.toPrecision(2)} after step ${s}. Reads ${ae(f)}, ${Ae(p)}.`}function Kr({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:$(e.confidence)})]})]})}var aa={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Ur=(t,e)=>JSON.stringify(t)===JSON.stringify(e),kn=class{constructor(e,n={},o={},s={},r={}){
this.entries=e;this.sources=o;this.steering=s;this.training=r;this.state=E({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??aa}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...s}=this.state.peek().settings,r=n===void 0||Ur(n,this.own[e]);this.change({settings:r?s:
{...s,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(this.training)}differing(e){
return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Ur(o,e[n]??null)))}get comparable(){let{entry:e}=this,{takes:n,group:o,
name:s}=e;return e.fit||n==="corpus"?[]:this.entries.value.filter(r=>r.name!==s&&!r.fit&&(r.takes===""||r.takes===n&&r.group===o))}get beside(){let{beside:e=[]}=this.
state.value;return this.comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(s=>s!==e);this.change({beside:n?[...o,
e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.
fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).
filter(Boolean),settings:this.differing(e.settings),source:this.vector?this.differing(this.sources):{}}}question({name:e,takes:n}){return e===""?{text:this.text.
trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var Sn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:s,settings:r}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:s,settings:r,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:s}=this.store;!this.begun.delete(e)||
s.entry.name!==n.question?.preset||this.store.edit(()=>s.change({preset:o}))}};var Ft=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:s},r={}){this.layers=e;this.positions=n;this.more=r;this.high=o,this.wide=s}layers;positions;more;readings=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=E(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let{
measures:n}=e;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let o=0;for(let s of e.layers)for(let r=e.start;r<e.stop;r+=1){let i=o*e.k;this.readings.set(s*this.
positions+r,{tokens:e.index.slice(i,i+e.k).map(a=>e.words[a]??""),probs:e.probs.slice(i,i+e.k),...n&&{measures:{entropy:n.entropy[o]??null,surprisal:n.surprisal[o]??
null,rank:n.rank[o]??null,chance:n.chance[o]??null}}}),o+=1}this.changed()}look(e,n,o,s,r){for(let i of this.strayed(n,o,s,r))e.send({kind:"cancel",id:i});for(let[
i,a]of this.missing(n,o,s,r)){let c=at();this.began(i,c),e.send({kind:"query",id:c,what:"lens",args:a},!0)||this.ended(c,$e.gone)}}retry(){this.failed.clear(),this.
changed()}missing(e,n,o,s){let r=new Map;for(let i=Math.floor(e/this.high)*this.high;i<n;i+=this.high)for(let a=Math.floor(o/this.wide)*this.wide;a<s;a+=this.wide){
let c=`${i}:${a}`;if(this.asked.has(c)||this.failed.has(c)||this.done.has(c))continue;let u=[];for(let p=i;p<Math.min(i+this.high,this.layers);p+=1)u.push(p);let f=Math.
min(a+this.wide,this.positions);this.covered(u,a,f)||r.set(c,{layers:u,start:a,stop:f,...this.more})}return r}strayed(e,n,o,s){return[...this.asked].filter(([r])=>{
let[i=0,a=0]=r.split(":").map(Number);return i>=n||i+this.high<=e||a>=s||a+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.set(e,n)}ended(e,n,o){for(let[s,r]of this.
asked)r===e&&(this.asked.delete(s),n!==void 0&&this.failed.set(s,n),o&&(this.done.add(s),this.add(o)),this.changed())}covered(e,n,o){return e.every(s=>{for(let r=n;r<
o;r+=1)if(!this.readings.has(s*this.positions+r))return!1;return!0})}changed(){this.version.value=this.version.peek()+1}};var An=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Ft(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let s={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},r=JSON.stringify(s),i=this.others.get(r)??new Ft(this.layers,this.positions,
this.constants,s);return this.others.set(r,i),i}ended(e,n,o){for(let s of[this.plain,...this.others.values()])s.ended(e,n,o)}};function _o(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Cn(t,e,n,o){let s=t.peek().find(
i=>i.id===e)??o(),r=new Set(s.points.map(i=>i.id));return _o(t,{...s,points:[...s.points,...n.filter(i=>!r.has(i.id))]})}function Xr(t,e){let{link:n,preview:o,requests:s}=t;Y(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)s.adopt(r);break;case"que\
ued":s.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":s.progress(e.id,e.done,e.total,e.says);break;case"partial":da(t,e);break;case"re\
sult":case"error":case"cancelled":ca(t,e)}})}function ca(t,e){let{requests:n,preview:o,lenses:s}=t,{id:r}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
r);s.ended(r,i,e.kind==="result"&&fa(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(r,i)):n.drop(r),e.kind==="r\
esult"&&ua(t,r,a,e.value)}function ua(t,e,n,o){let{synced:s,view:r}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.
done(o);else if(n?.what==="train"){let i=s.trained.peek().filter(a=>a.id!==e);s.trained.value=[...i,o]}else if(n?.what==="ask"){let i=o;s.answers.value=[...s.answers.
peek().filter(a=>a.id!==i.id),i],r.answer.value=i}else(n?.what==="sweep"||n?.what==="scales")&&_o(s.curves,o)&&(r.curveId.value=e)}function da({requests:t,synced:e,
view:n},{id:o,answers:s,target:r}){let[i]=s;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...r&&{target:r}};a?.
what==="layers"?Cn(e.heatMaps,o,s,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Cn(e.siteMaps,o,s,()=>c)&&n.showMap(o):Cn(e.curves,
o,s,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function fa(t){return typeof t=="object"&&t!==null&&"words"in t}function Yr(t,e,n){let{link:o,synced:s,requests:r}=t,i=f=>r.work.peek().has(f),c=[["msg:custom",f=>Xr(t,f)],...Object.entries({selection:()=>s.echoed(),span:()=>s.
echoed(),layers:()=>s.echoed(),spans:()=>s.echoed(),source:()=>{s.source.value=e.get("source")},presets:()=>{s.entries.value=e.get("presets")},history:()=>pa(t,
e.get("history")),comparisons:()=>{s.comparisons.value=e.get("comparisons")},steered:()=>{s.steered.value=e.get("steered")},trained:()=>{s.trained.value=e.get("\
trained")},curves:()=>s.replace("curves",i),site_maps:()=>s.replace("site_maps",i),lenses:()=>{s.lenses.value=e.get("lenses")},heat_maps:()=>s.replace("heat_map\
s",i),pages:()=>{for(let f of e.get("pages"))t.lenses.plain.add(f)}}).map(([f,p])=>[`change:${f}`,p]),...["selection","draft","source","pages"].map(f=>[`change:${f}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[f,p]of c)e.on(f,p);let u=setInterval(()=>{r.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("a\
bort",()=>{clearInterval(u);for(let[f,p]of c)e.off(f,p)}),o.ping(),o.route(et.subshell)}function pa({synced:t,view:e},n){let{answers:o}=t,s=o.peek().at(-1)?.id,
r=n.at(-1)??null;Y(()=>{o.value=n,(r?.id!==s||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=r)})}var ha=250,On=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=E(null);problem=E(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},ha))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Y(()=>{this.target.value=e,this.problem.value=n})}};var Mn=class{constructor(e){this.link=e}link;work=E(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=at(),s=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...s,[o,r]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,$e.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:s,done:r,total:i},a=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,says:"",message:"",state:s,ahead:a,done:r,total:i})}progress(e,n,o,s=""){
this.change(e,{state:"running",done:n,total:o,says:s})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};var Tn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:s})=>s===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Y(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,s=o?.text.trim(),r=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...r])].
filter(i=>i!==s).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:r,args:i,state:a})=>r==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,s=n.steered.peek();Y(()=>{n.steered.value=s.some(({id:r})=>r===e.id)?s.map(r=>r.id===e.id?e:r):[...s,e],o.steeredId.value=e.id})}};var ma=400,zt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;resting;constructor(e,n){this.link=new _n(e,p=>{p==="gone"&&this.requests.failAll(
$e.gone)},n),this.requests=new Mn(this.link),this.synced=new tn(e,this.link),this.view=new xn(this.synced);let{layers:o,tokens:s,constants:r,entries:i,source:a,
steer:c,train:u}=this.synced;this.lenses=new An(o,s.length,r);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new kn(i,e.get("draft")??{},
a.peek()?.settings,c?.settings,u?.settings),this.fits=new Sn(this),this.steering=new Tn(this),this.preview=new On(p=>{let m=at();return this.link.send({kind:"qu\
ery",id:m,what:"target",args:p})?m:void 0},n),this.synced.frozen)return;Yr(this,e,n);let f=le(()=>this.lookAhead());n?.addEventListener("abort",()=>{f(),clearTimeout(
this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:s,source:r}=e.asking();n.want(e.ready?{question:o,settings:s,source:r,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:s,layers:r,spans:i}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...s<o&&{start:s,stop:o+1},...r.length>1&&{layers:r},...i.length>1&&{spans:i}}}edit(e){Y(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),ma)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>
0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),s=this.synced.selection.peek();
if(o&&e.vector)n.begin("scales",o);else if(o&&s){let{layer:r,start:i,position:a}=s,c=i<a?{start:i,stop:a+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...c,
...e.asking()})}}sites(e,n,o){let s=this.synced.selection.peek();if(!this.draft.ready||!s&&!e)return;let{start:r,position:i}=s??{start:0,position:0},a=e?{start:null,
stop:null}:{start:r,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.
draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){Y(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(
ye(e),Xn(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:s}=this.synced,i=[...n.value,...o.value,...s.value].find(({id:a})=>e.id.
startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var Qr="latentlens-closed-tip";function Jr(){let{tip:t,frozen:e}=S().store.synced,[n,o]=Gt(ga);if(t===""||e||n===t)return null;let s=()=>{o(t);try{localStorage.
setItem(Qr,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((r,i)=>i%2?l("code",{class:"ll-mono",children:r},i):
r)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:s,children:"Close"})]})}function ga(){try{return localStorage.getItem(Qr)}catch{
return null}}function Zr(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,s=o.train,r=e.state.value.panel==="train"&&s!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!r,children:[r&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ne,{groups:[s],beside:({name:i})=>i==="train_recipe"&&l(va,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),r&&o.trained.value.toReversed().map(i=>l(ya,{training:i},
i.id))]})}function va(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function ya({training:t}){let{store:e}=S(),{name:n,out:o,preset:s,cancelled:r,
said:i,rows:a,runs:c,code:u}=t,[f,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(it,{code:u,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:s===null,onClick:()=>e.edit(m=>m.change({preset:s??""})),children:"A\
sk it"})]}),r?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(T,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${f} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(m=>l("th",{scope:"col",children:m},m))]})}),l("tbody",{children:c.map(m=>l(ba,{run:m},m.kind))})]})]})]})}
function ba({run:{kind:t,steps:e,loss:n,validation:o,speed:s}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:s===
null?"–":Math.round(s)})]})}function xa({open:t}){let e=oe(t,[t]),{synced:n}=e,o=oe(()=>({store:e,view:new wn}),[e]),s=F(null),r=F(null);q(()=>()=>o.view.end(),[o]),q(()=>s.current&&r.current?
wa(s.current,r.current,e):void 0,[e]);let i=n.tokens.length;return l(Gn.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(Jr,{}),l(Br,{scroller:s}),!n.frozen&&l(Os,{}),!n.frozen&&l(Gr,{}),!n.frozen&&l(Zr,{}),l(Vr,{}),l(Tr,{scroller:r}),l(Dr,{}),l(Ms,{}),l("d\
iv",{class:"ll-result",children:[l(ps,{}),l(Er,{})]}),l(kr,{}),l(_a,{name:n.key})]})}function wa(t,e,{view:n}){let o=new AbortController,s=(i,a)=>()=>{let{vector:c,
position:u}=n.curve.peek()??{};c===void 0&&u===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",s(t,e),{signal:o.signal,
passive:!0}),e.addEventListener("scroll",s(e,t),{signal:o.signal,passive:!0});let r=le(()=>{n.curve.value,queueMicrotask(s(t,e))});return()=>{r(),o.abort()}}function _a({
name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var ko=class extends Le{state={error:void 0};static getDerivedStateFromError(e){
return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",
children:`The Explorer could not be drawn: ${e}`})}},cm=()=>{let t;return{initialize({model:e,signal:n}){try{t=new zt(e,n)}catch{}},render({model:e,el:n,signal:o}){
let s=document.createElement("div");s.className="ll-root",s.setAttribute("data-jp-suppress-context-menu",""),s.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&
i.stopPropagation()},{signal:o}),n.append(s),Dn(l(ko,{children:l(xa,{open:()=>(t??=new zt(e,o),t)})}),s),o.addEventListener("abort",()=>Dn(null,s))}}};export{cm as default};
