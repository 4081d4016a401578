var z,Io,Dn,Re,zn,Gt,Fo,Vt,zo,Hn,Nn,No,bt=Symbol.for("pv"),Ut={},Xt=[],gi=/^m(i|n|o|s|text|space)$/,qn=Array.isArray,jn=Xt.slice,Ve=Object.assign;function Be(t){
t&&t.parentNode&&t.remove()}function Wo(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?jn.call(arguments,2):n),yt(t,i,o,r,null)}function yt(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:bt,__v:r||++Io,__i:-1,__u:0};return!r&&z.vnode&&z.
vnode(s),s}function T(t){return t.children}function Le(t,e){this.props=t,this.context=e,this.__g=0}function Pe(t,e){if(e==null)return t.__&&Pe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Pe(t)}function vi(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=Ve({constructor:bt},n)).__v=n.__v+1,z.vnode&&z.vnode(e),Bn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||Pe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,Vo(r,e,s),n.__=n.__e=null,e.__e!=o&&Do(e))}function Do(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Do(t)}function Wn(t){(8&t.__g||(t.__g|=8,Re.push(t),Gt++))&&zn==z.debounceRendering||((zn=z.debounceRendering)||queueMicrotask)(Ho)}function Ho(){try{for(var t,
e=1;Re.length;)Re.length>e&&Re.sort(Fo),t=Re.shift(),e=Re.length,8&t.__g&&vi(t)}finally{(Gt=Re.length)&&(zn||queueMicrotask)(Ho)}}function qo(t,e,n,o,r,s,i,a,c,u,d){
var p,h,f,m,g,y,x=o.__k||Xt,v=e.length;for(c=yi(n,e,x,c,v),p=0;p<v;p++)(f=n.__k[p])!=null&&(h=~f.__i&&x[f.__i]||Ut,f.__i=p,y=Bn(t,f,h,r,s,i,a,c,u,d),m=f.__e,(h.
ref!=f.ref||8&h.__u)&&(h.ref&&Vn(h.ref,null,f,h),f.ref&&d.push(f.ref,f.__c||m,f)),g=g||m,4&f.__u?(c=jo(f,c,t,!h.__v),h.__e&&(h.__e=null)):typeof f.type=="functi\
on"&&y!==void 0?c=y:m&&(c=m.nextSibling),f.__u&=-21);return n.__e=g,c}function yi(t,e,n,o,r){var s,i,a,c,u,d,p,h,f,m=n.length,g=m,y=0,x=0,v=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=yt(null,i):qn(i)?i=v[s]=yt(T,{children:i}):
i.constructor===bt&&i.__b?i=v[s]=yt(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,c=s+y,i.__=t,i.__b=t.__b+1,a=null,~(u=i.__i=bi(i,n,c,g))&&(g--,(a=n[u])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,u==c-1?y--:u==c+1?y++:u!=c&&(u>c?y--:y++,x=1)):(~u||(r>m?y--:r<m&&y++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(x){for(d=[],p=[],
s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(y=0,h=d.length;y<h;)d[f=y+h>>1]<i.__i?y=f+1:h=f;d[y]=i.__i,p[s]=y+1}for(y=d.length;s--;)p[s]&&(p[s]==y?y--:v[s].__u|=4)}if(g)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=Pe(a)),Kn(a,a));return o}function jo(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=jo(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Pe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function bi(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function Po(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Bt(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Po(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Po(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=Nn[e]||(Nn[e]=xi(e)),(t.__a||(t.__a={}))[e]=Hn,s=e!=(e=e.replace(zo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function xi(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Vt]==null)e[Vt]=Hn++;else if(e[Vt]<this.__a[t])return;return n(z.event?z.event(e):e)}}}function Bn(t,e,n,o,r,s,i,a,c,u){
var d,p,h,f,m,g,y,x,v,w,M,R,_,C,P,b,A,L,W=e.type;if(e.constructor!==bt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(e.__u|=c,p=s=[],d.nodeType==8?a=Kt(d,s):
s.push(d),a=s[0]||a),(d=z.__b)&&d(e);e:if(typeof W=="function"){h=i.length;try{if(x=e.props,v=(d=W.prototype)&&d.render,w=(d=W.contextType)&&o[d.__c],M=d?w?w.props.
value:d.__:o,(f=n.__c)?(e.__c=f,2&f.__g&&(f.__g|=1)):(v?e.__c=f=new W(x,M):(e.__c=f=new Le(x,M),f.constructor=W,f.render=_i),w&&w.sub(f),f.state||(f.state={}),f.
__n=o,f.__g|=8,f.__h=[],f.__k=[]),v&&(f.__s||(f.__s=f.state),W.getDerivedStateFromProps&&(f.__s==f.state&&(f.__s=Ve({},f.__s)),Ve(f.__s,W.getDerivedStateFromProps(
x,f.__s)))),m=f.props,g=f.state,f.__v=e,n.__c){if(x!==m&&v&&!W.getDerivedStateFromProps&&f.componentWillReceiveProps&&f.componentWillReceiveProps(x,M),e.__v==n.
__v&&!(8&f.__g)||!(4&f.__g)&&f.shouldComponentUpdate&&f.shouldComponentUpdate(x,f.__s,M)===!1){e.__v!=n.__v&&(f.props=x,f.state=f.__s,f.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(U){U&&(U.__=e)}),Xt.push.apply(f.__h,f.__k),f.__k=[],f.__h.length&&i.push(f),a=Pe(n);break e}f.componentWillUpdate&&f.componentWillUpdate(
x,f.__s,M),v&&f.componentDidUpdate&&f.__h.push(function(){f.componentDidUpdate(m,g,y)})}else v&&!W.getDerivedStateFromProps&&f.componentWillMount&&f.componentWillMount(),
v&&f.componentDidMount&&f.__h.push(f.componentDidMount);f.context=M,f.props=x,f.__P=t,f.__g&=-5,R=z.__r,_=v?25:0;do f.__g&=-9,R&&R(e),d=f.render(f.props,f.state=
f.__s,f.context);while(8&f.__g&&++_<25);v&&(Xt.push.apply(f.__h,f.__k),f.__k=[]),f.state=f.__s,f.getChildContext&&(o=Ve({},o,f.getChildContext())),v&&n.__c&&f.getSnapshotBeforeUpdate&&
(y=f.getSnapshotBeforeUpdate(m,g)),C=d&&d.type===T&&d.key==null?d.props.children:d,x.__P&&(d=a,r=(t=x.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(U){U&&Kn(U,U)}),n.__k=null),a=n.__k?Pe(n,0):null),a=qo(t,qn(C)?C:[C],e,n,o,r,s,i,a,c,u),x.__P&&(e.__e=null,a=d),e.__u&=-161,p&&p.some(Be),f.__h.length&&
i.push(f),1&f.__g&&(f.__g&=-4)}catch(U){if(i.length=h,e.__v=null,c||s)if(U&&U.then){if(e.__u|=128|c,s){for(~(A=s.indexOf(a||void 0))||(A=s.length);(L=s[A-1])&&L.
nodeType==8;)A--;for(;A<s.length;A++)if(L=s[A])if(s[A]=null,P){if(L==b)break}else{if(L.nodeType!=8)break;L.data.startsWith("$s")&&(b=Kt(P=L))}}if(!P){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;P=a}(d=Kt(P=e.__c.__z||(e.__c.__z=P)))?(e.__e=P,a=d):e.__e=a,a=a&&a.nextSibling}else s&&s.some(Be);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),U&&U.then||Bo(e),z.__e(U,e,n)}}else a=e.__e=wi(n.__e,e,n,o,r,s,i,c,u,t);return(d=z.diffed)&&d(e),a}function Kt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Bo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Bo))}function Vo(t,e,n){for(var o=0;o<n.length;)Vn(n[o++],n[o++],n[o++]);z.__c&&z.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){z.__e(s,r.__v)}})}function wi(t,e,n,o,r,s,i,a,c,u){var d,p,h,f,m,g,y,x,v=n.props||Ut,w=e.
props,M=e.type;if(M=="svg"?r="http://www.w3.org/2000/svg":M=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.
length;d++)if((m=s[d])&&(M?m.localName==M:m.nodeType==3)){t=m,s[d]=null;break}}if(!t){if(x=u.ownerDocument||document,!M)return x.createTextNode(w);t=x.createElementNS(
r,M,w.is?w:u),a&&(z.__m&&z.__m(e,s),a=!1),s=null}if(M){if(u=M=="template"&&t.content||t,s=M=="textarea"&&w.defaultValue!=null?null:s&&jn.call(u.childNodes),!a&&
s)for(v={},d=0;d<t.attributes.length;d++)v[(m=t.attributes[d]).name]=m.value;for(d in v)m=v[d],d=="dangerouslySetInnerHTML"?h=m:d=="children"||d in w||d=="value"&&
"defaultValue"in w||d=="checked"&&"defaultChecked"in w||Bt(t,d,null,m,r);for(d in w)m=w[d],d=="children"?f=m:d=="dangerouslySetInnerHTML"?p=m:d=="value"?g=m:d==
"checked"?y=m:a&&typeof m!="function"||v[d]===m||Bt(t,d,m,v[d],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(M=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&gi.test(M))&&(r="http://www.w3.org/1999/xhtml"),qo(u,qn(f)?f:[f],e,n,o,r,s,i,s?s[0]:n.__k&&Pe(n,0),
a,c),s&&s.some(Be)),a&&M!="textarea"||(d="value",M=="progress"&&g==null?t.removeAttribute(d):g==null||g===t[d]&&(M!="progress"||g)||Bt(t,d,g,v[d],r),d="checked",
y!=null&&y!=t[d]&&Bt(t,d,y,v[d],r))}else v===w||a&&t.data==w||(t.data=w);return t}function Vn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){z.__e(r,n)}}function Kn(t,e,n){var o,r,s,i;if(z.unmount&&z.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Vn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){z.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&Kn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=Kt(o,s=[]))&&(o==t.__e&&s.some(Be),Be(r),Be(o)),n||Be(
t.__e),t.__e=t.__c=t.__=null}function _i(t,e,n){return this.constructor(t,n)}function Gn(t,e){var n,o,r,s;z.__&&z.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=yt(T,{children:[t]}),r=[],s=[],Bn(e,e.__k,o||Ut,Ut,e.namespaceURI,o?null:e.firstChild?jn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),Vo(r,e.__k,s),e.__k.props.children=null}function Ko(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,Wn(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+No++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}z={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Gt=0,t}},Io=0,Dn=function(t){return t!=null&&t.
constructor===bt},Le.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ve({},this.state)),typeof t=="function"&&(t=t(Ve({},n),this.props)),
t&&(Ve(n,t),this.__v&&(e&&this.__k.push(e),Wn(this)))},Le.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Wn(this))},Le.prototype.render=
T,Re=[],Gt=0,Fo=function(t,e){return t.__v.__b-e.__v.__b},Vt=Symbol(),zo=/(PointerCapture)$|Capture$/i,Hn=0,Nn={},No=0;var Ke,K,Un,Go,Xn=Object.is,Yt=0,nr=[],Yn=[],G=z,Uo=G.__b,Xo=G.__r,Yo=G.diffed,Qo=G.__c,Jo=G.unmount,Zo=G.__;function wt(t,e){G.__h&&G.__h(K,t,Yt||e),Yt=0;var n=K.
__H||(K.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Qt(t){return Yt=1,ki(rr,t)}function ki(t,e,n){var o=wt(Ke++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):rr(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);Xn(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=K,!K.__f)){K.__f=!0;var r=K.shouldComponentUpdate;
K.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var u=!1,d=this.props!=s;if(c.__.some(function(h){h.__N&&(u=!0,Xn(h.__[0],h.__N[0])||(d=!0))}),
r){var p=r.call(this,s,i,a);return u?p||d:p}return!u||d}}return o.__}function Jn(t,e){var n=wt(Ke++,3);!G.__s&&Zn(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,K.__H.__h.push(
n))}function j(t,e){var n=wt(Ke++,4);!G.__s&&Zn(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,K.__h.push(n))}function I(t){return Yt=5,J(function(){return{current:t}},[])}function J(t,e){var n=wt(Ke++,7);return Zn(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function or(t){var e=K.context[t.__c],n=wt(Ke++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(K)),e.props.value):t.__}function Si(){var t;do{for(;t=Yn.shift();)try{xt(t)}catch(n){G.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=nr.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(xt),e.__h.
some(Qn),e.__h=[]}catch(n){e.__h=[],G.__e(n,t.__v)}}}while(Yn.length)}G.__b=function(t){K=null,Uo&&Uo(t)},G.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Zo&&Zo(t,e)},G.__r=function(t){Xo&&Xo(t),Ke=0;var e=(K=t.__c).__H;e&&(Un==K?K.__h=[]:(e.__h.some(xt),e.__h.some(Qn),Ke=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Un=K},G.diffed=function(t){Yo&&Yo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&tr(nr.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Un=K=null},G.__c=function(t,e){e.some(function(n){try{n.__h.some(xt),n.__h=n.__h.filter(function(o){return!o.__||Qn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Qo&&Qo(t,e)},G.unmount=function(t){Jo&&Jo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,tr(Yn.push(r))}else xt(r)}catch(s){e=s}}),o.__H=void 0,e&&G.__e(e,o.__v))};var er=typeof requestAnimationFrame==
"function";function Ai(t){var e,n=function(){clearTimeout(o),er&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);er&&(e=requestAnimationFrame(n))}function tr(t){
t!=1&&Go==G.requestAnimationFrame||((Go=G.requestAnimationFrame)||Ai)(Si)}function xt(t){var e=K,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),K=e}function Qn(t){
var e=K;t.__c=t.__(),K=e}function Zn(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Xn(n,t[o])})}function rr(t,e){return typeof e=="function"?e(
t):e}var Ci=Symbol.for("preact-signals");function tn(){if(_e>1)_e--;else{var t,e=!1;for((function(){var r=Zt;for(Zt=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();kt!==void 0;){var n=kt;for(kt=void 0,Jt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&ir(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(Jt=0,_e--,e)throw t}}function Z(t){if(_e>0)return t();eo=++Mi,_e++;try{return t()}finally{tn()}}var _t,B=void 0;function St(t){
var e=B,n=_t;B=void 0,_t=void 0;try{return t()}finally{B=e,_t=n}}var kt=void 0,_e=0,Jt=0,Mi=0,eo=0,Zt=void 0,en=0;function sr(t){if(B!==void 0){var e=t.n;if(e===
void 0||e.t!==B)return e={i:0,S:t,p:B.s,n:void 0,t:B,e:void 0,x:void 0,r:e},B.s!==void 0&&(B.s.n=e),B.s=e,t.n=e,32&B.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=B.s,e.n=void 0,B.s.n=e,B.s=e),e}}function X(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}X.prototype.brand=Ci;X.prototype.h=function(){return!0};X.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:St(function(){var o;(o=e.W)==null||o.call(e)}))};X.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&St(function(){var r;(r=e.Z)==null||r.call(e)}))}};X.prototype.
subscribe=function(t){var e=this;return ie(function(){var n=e.value;St(function(){return t(n)})},{name:"sub"})};X.prototype.valueOf=function(){return this.value};
X.prototype.toString=function(){return this.value+""};X.prototype.toJSON=function(){return this.value};X.prototype.peek=function(){var t=this;return St(function(){
return t.value})};Object.defineProperty(X.prototype,"value",{get:function(){var t=sr(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Jt>100)throw new Error("Cycle detected");(function(n){_e!==0&&Jt===0&&n.l!==eo&&(n.l=eo,Zt={S:n,v:n.v,i:n.i,o:Zt})})(this),this.v=t,this.i++,en++,_e++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{tn()}}}});function $(t,e){return new X(t,e)}function ir(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function lr(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function ar(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ge(t,e){X.call(this,void 0,e),this.x=t,this.s=void 0,this.g=en-1,this.f=4}Ge.prototype=new X;Ge.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===en))return!0;if(this.g=en,this.f|=1,this.i>0&&!ir(this))return this.f&=-2,!0;var t=B;try{lr(this),B=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return B=t,ar(this),this.f&=-2,!0};Ge.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}X.prototype.S.call(this,t)};Ge.prototype.U=function(t){if(this.t!==void 0&&(X.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ge.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ge.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=sr(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function ge(t,e){return new Ge(t,e)}function cr(t){var e=t.j;if(t.j=void 0,typeof e=="function"){_e++;var n=B;
B=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,to(t),o}finally{B=n,tn()}}}function to(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,cr(t)}function Oi(t){
if(B!==this)throw new Error("Out-of-order effect");ar(this),B=t,this.f&=-2;try{8&this.f&&to(this)}finally{tn()}}function rt(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,_t&&_t.push(this)}rt.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};rt.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,cr(this),lr(this),_e++;var t=B;
return B=this,Oi.bind(this,t)};rt.prototype.N=function(){2&this.f||(this.f|=2,this.u=kt,kt=this)};rt.prototype.d=function(){this.f|=8,1&this.f||to(this)};rt.prototype.
dispose=function(){this.d()};function ie(t,e){var n=new rt(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var ur,on,nn,Ti=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var dr=[];ie(function(){ur=this.N})();function st(t,e){z[t]=e.bind(null,z[t]||function(){})}function At(t){if(nn){var e=nn;nn=void 0,e()}nn=t&&t.S()}function fr(t){
var e=this,n=t.data,o=ee(n);o.name="ReactiveDom",o.value=n;var r=J(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=ge(function(){var f=o.
value.value;return f===0?0:f===!0?"":f||""}),d=ge(function(){return!Array.isArray(u.value)&&!Dn(u.value)}),p=ie(function(){if(this.N=pr,d.value){var f=u.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=f)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[d,u]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}fr.displayName="ReactiveTextNode";Object.defineProperties(X.prototype,{constructor:{configurable:!0,value:Wo(T,null).constructor},type:{configurable:!0,
value:fr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});st("__b",function(t,e){if(At(),
on=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof X&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
st("__r",function(t,e){if(t(e),e.type!==T){At();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return ie(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;Ti&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),on=o,At(n)}});st("__e",function(t,e,n,o){At(),on=void 0,t(e,n,o)});st("diffed",function(t,e){At(),on=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var u=s[c],
d=o[c];u===void 0?(u=Ei(n,c,d,r),s[c]=u):u.o(d,r)}}}t(e)});function Ei(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:ie(function(){this.N=pr;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}st("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var u=e.__c;if(u){u.__$f|=8;var d=u.__$u;d&&(u.__$u=void 0,d.d())}}t(e)});st("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Le.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function ee(t,e){return J(function(){return $(t,e)},[])}var $i=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Ri(){Z(function(){for(var t;t=dr.shift();)ur.call(t)})}function pr(){dr.push(this)===1&&(z.requestAnimationFrame||$i)(Ri)}var te="not finite",it="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function D({confidence:t}){return t!==null}var Li="no a\
nswer";function ne(t,e=Li){if(!D(t))return te;let n=t.text.trim();return t.text!==""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}function ke(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ie(t,e){return e===""?t.excess??t.confidence??0:ke(t,e)}
function Fe(t){return t.some(({excess:e})=>e!==null)}function fe({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function rn(t,e,n){let o=e===""&&Fe(t),
r=t.filter(a=>D(a)&&!fe(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>Ie(c,e)>Ie(a,e)?c:a,s),of:r.length}:null}var no=Ko(null);function S(){let t=or(no);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var Pi=Symbol.for("pv"),Ii=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var u={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Pi,__v:--Ii,__i:-1,__u:0};return(r||s)&&(u.__source=r,u.__self=s),z.vnode&&z.vnode(u),u}function lt({code:t,children:e}){let n=ee(!1),o=ee(!1),r=I(null);j(()=>{o.value&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[o.value]);let s=async()=>{
try{await navigator.clipboard.writeText(t)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return l(T,{children:[l("header",{children:[e,l(
"button",{type:"button",class:"ll-link",hidden:t==="",onClick:()=>{s()},children:n.value?"Copied":"Copy as code"})]}),l("textarea",{class:"ll-field ll-mono ll-c\
ode",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,t.split(`
`).length),ref:r,value:t})]})}function ze(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[u])=>c-u)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function Se({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Fi=3e3,oo=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),sn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.siteMaps=$(e.get("site_maps")??[]),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=
o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=ze(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||oo(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Fi);let n=this.ours.findIndex(o=>oo(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(oo(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=r.peek().filter(({id:a})=>n(a)&&!s.some(c=>c.id===a));r.value=[...s,...i]};Z(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get(
"selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];return ze(
s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,u])=>[c,u]):[a])}};var hr=60;function ve({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function ro(t){return ze([],ln(t).map(e=>[e,e+1])).spans}function le(t){
return`${t.length>1?"layers":"layer"} ${mr(t.map(String))}`}function mr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function ln({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Ae(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${mr(e)}`}function so(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>hr?`${n.slice(0,hr)}…`:n]}function ye(t,e){if(t.vector)return["Vector",t.token];let n=ro(t),o=Ae(n),r=ln(t).length===1;return[
`P${o.slice(1)}`,r?t.token:so(e,n)[1]]}function io(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var zi=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,gr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Ni=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function H({text:t}){let e=lo(t);return e.includes("<")?l(T,{children:e.split(zi).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(T,{children:e})}function lo(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Ni,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Ct(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function vr(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=gr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?Wi(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function Wi(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function at({text:t,part:e}){if(!e||!gr.test(t))return l(H,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var yr=14;function br({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(cn,{...e}),l(an,{name:"Writes",where:ao(t),children:l(
Mt,{tokens:t.tokens,marked:n,chip:un(n,"slot")})})]})}function Mt({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-yr),Math.min(t.length,s+yr+1)],c=Math.max(0,i-3),u=vr(t.slice(c,a+3)),d=p=>p>0&&l("span",{class:"ll-quiet",title:`${p} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[d(i),t.slice(i,a).map((p,h)=>n(p,i+h,Ct(u,i+h-c))),d(t.length-a)]})}function an({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function cn({tokens:t,layers:e,positions:n,
name:o}){return l(an,{name:"Reads",where:le(e),children:o===void 0?l(Mt,{tokens:t,marked:n,chip:un(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function un(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
at,{text:n,part:r})},o)}function ao({layer:t}){return t===null?"":`layer ${t}`}function E(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Ce(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var Di={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ue(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:co(n,o.length),controls:o}))}function co(t,e){let[n,o]=Di[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function uo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Hi(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function ct(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Hi(o,e));return[Math.min(...n),Math.max(...n)]}function Xe(t,e){return Ue(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((ct(o,e)??[]).map(E))];return[n.toLowerCase(),r.join(" to ")]})}var qi=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function V(t){return qi.test(t)?`⁨${t}⁩`:t}function xr({answer:t}){let{confidence:e,excess:n}=t;return e===null?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(fo,{kind:"own",label:"Con\
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
function Bi({name:t,controls:e}){let[n,o]=ct(e)??[0,0],r=e.length>1,s=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`In place of the activat\
ion, ${r?"they give":"it gives"} this answer ${e.map(({support:a})=>E(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${V(a)}” with confidence ${E(c)}`).join(`
`);return l(fo,{kind:"control",label:t,value:o,low:r?n:void 0,title:i,children:[r?`${E(n)} to ${E(o)}; own answers: `:"own answer: ",l("span",{class:"ll-mono",dir:"\
auto",children:s}),e[0]&&!r?`, ${E(e[0].confidence)}`:""]})}function Vi({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(T,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${E(e)}`]}),n.map(({text:o,p:r})=>l(fo,{kind:"option",label:o,value:r},o))]})}function wr(){let{store:t}=S(),e=t.view.answer.value,n=e?ve(e):[],o=e&&t.targetOf(e),[r,s]=e?ye(e,t.synced.tokens):["",""],i=e?[...e.flags.map(({message:a})=>a),
...Ki(t,e)]:[];return l("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&l(Gi,{answer:e},e.id),l("output",{"aria-live":"polite",children:e&&
l(Ui,{answer:e})}),e&&l(T,{children:[l(xr,{answer:e}),o&&o.tokens.length>0&&l(br,{tokens:t.synced.tokens,layers:ve(e),positions:ln(e),target:o,name:e.vector&&s}),
i.length>0&&l("ul",{class:"ll-flags",children:i.map(a=>l("li",{children:a},a))}),l("dl",{class:"ll-facts",children:[l(dn,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),l(dn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(dn,{name:"Into layer",children:e.target_layer}),l(dn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function Ki({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>rn(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Gi({answer:t}){let{
store:e}=S(),{question:n,code:o}=t;return l(lt,{code:o,children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"auto",title:n,children:n}),l("button",{type:"but\
ton",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherwise",onClick:()=>e.steering.open(t),children:"St\
eer"})]})}function Ui({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(D(t)?o:l("i",{class:"ll-quiet",children:te})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),u=r?s.replaceAll("·"," "):s;return l("span",{class:"\
ll-word",title:c===void 0?void 0:`probability ${E(c)}`,style:{"--p":String(c??0)},children:l(H,{text:i===0&&u.trimStart()||u})},i)})]})}function dn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var _r=t=>t.replaceAll(`
`,"\\n"),kr=t=>t.replaceAll("\\n",`
`);function Ot(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>_r(String(n))).join(" "):e.join(", "):_r(String(e))}function Sr(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(kr):kr(e)}function Ar({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=S(),c=ee(null),u=f=>a.edit(m=>m.set(t.name,f)),d={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let f=({currentTarget:m})=>u(m.value||null);return l("select",{...d,class:"ll-\
field",value:Ot(t,n),onInput:f,onChange:f,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let f=({currentTarget:m})=>u(
m.checked);return l("input",{...d,type:"checkbox",checked:n===!0,onInput:f,onChange:f,onBlur:i})}let p=({currentTarget:f})=>{c.value=f.matches(":focus")?f.value:
null,u(Sr(t,f.value))},h=()=>{c.value=null};return l("input",{...d,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Ot(t,n),onInput:p,onChange:h,onBlur:()=>{h(),i()}})}var Cr=0;function oe(){let[t]=Qt(()=>(Cr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${Cr}`));return t}function ut(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ne({groups:t,beside:e}){let{draft:n}=S().store;return l(T,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(Xi,{field:s,
children:e?.(s)},s.name))]},o))})}function Xi({field:t,children:e}){let{store:n,view:o}=S(),{draft:r,preview:s}=n,[i,a,c]=[oe(),oe(),oe()],u=r.value(t.name),d=s.
problem.value,p=d?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,f=({currentTarget:y})=>{
let x=y.closest(".ll-setting")??y;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=I(!1);return l("div",
{class:`ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:f,onPointerEnter:f,onPointerLeave:y=>{y.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(Ar,{field:t,id:i,value:u,wrong:p,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:y=>{t.help!==""&&!g.current&&f(y)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,
role:p?"alert":void 0,children:p?d.message:""})]})}function Mr(){let{store:t}=S(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(Ne,{groups:[e]})})}function dt({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;if(typeof i=="string"&&i!=="difference")return V(
i.slice(i.indexOf(":")+1));let c=n??-1,u=Ae(r??[[o??c,c+1]]);return`${le(e??[t??-1])}, ${u}${i?` minus ${a}`:""}`}function Or(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?Se(o).length:
0,u=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",
children:i?l("b",{dir:"auto",children:dt(e.asking())}):l(Yi,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:u,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("button",{type:"\
button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:r?
!e.ready:a,children:r?"Fit":"Ask"})]})}function Yi(){let{draft:t,synced:e,preview:n}=S().store,o=e.selection.value;if(!o)return l(T,{children:"Choose a cell of \
the grid."});let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],u=a?o.spans:[[s,s+1]],[d,p]=so(e.tokens,u);return l(T,{children:[`L${le(c).
slice(1)}, ${Ae(u)} `,l("b",{class:"ll-mono",dir:"auto",title:d,children:l(H,{text:p})}),a&&Qi(o,n.target.value),i&&l(T,{children:[" minus ",l("b",{class:"ll-mo\
no",dir:"auto",children:l(H,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function Qi(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[
t.layers.length,Se(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:
a;if(o.length===r&&n.length===s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let u=[n.length<s?"the last":a,...o.length<r?["at the last layer"]:
r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${u.join(" ")}`}function Tr(){let{store:t}=S(),{draft:e}=t,n=oe(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:s,label:i})=>l("span",{class:"ll-chip",children:[l("bdi",{children:i}),l(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${V(i)}`,onClick:()=>t.edit(()=>e.compare(s,!1)),children:"×"})]},s)),l("select",{class:"ll-fi\
eld",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}function $r(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[oe(),oe()],s=I(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[u,d]=Ji(
n.entries.value,c),p=[i.help,i.held_out?.[a?.layer??""]].filter(Boolean).join(" ");return l(T,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll\
-label",for:o,children:"Question"}),l("select",{class:"ll-field",id:o,"aria-describedby":r,value:i.name,onChange:h=>{let f=h.currentTarget.value;t.edit(()=>{e.change(
{preset:f}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})},children:[u.map(Er),d.map(([h,f])=>l("optgroup",{label:h,children:f.
map(Er)},h))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:h=>{let{value:f}=h.currentTarget;t.edit(()=>{e.text=f,e.set("positio\
n",void 0)})}})]}),l("p",{class:"ll-help",id:r,children:p})]})}function Er({name:t,label:e}){return l("option",{value:t,children:e},t)}function Ji(t,e){let n=new Map,
o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.
fromEntries(n);return n.delete(""),[r,[...n]]}function Lr(){let{store:t}=S(),{draft:e,synced:n}=t,o=oe(),r=I(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
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
e)?.[1]??(Ot(t,e)||t.empty||"none")}function Pr(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(T,{children:[e.reads?l(cn,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(cn,{tokens:r,layers:s,positions:i}),l(an,{name:"Writes",where:ao(e),children:l(tl,{target:e,slots:e.slots??i})})]})})}
function tl({target:t,slots:e}){let{store:n}=S(),o=I(null),r=I(!1);if(j(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Mt,{tokens:t.tokens,marked:e,chip:un(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(u=>u.set("position",c))},
i=(c,u)=>{let d={ArrowLeft:-1,ArrowRight:1}[c.key];d!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,u+d))))},a=(c,u,d)=>{let p=e.includes(
u);return l("button",{type:"button",class:`ll-token ll-mono${p?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":p,"data-slot":u,tabIndex:p||e.length===0&&
u===0?0:-1,title:`position ${u}`,onClick:()=>s(u),onKeyDown:h=>i(h,u),children:l(at,{text:c,part:d})},u)};return l(Mt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Ir(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l($r,{}),l(nl,{}),l(Tr,{}),l(Lr,{}),l(Pr,{}),l(Mr,{}),l(rl,{}),l(Or,{})]})}function nl(){let{store:t}=S(),{draft:e,synced:n}=t,[o,r]=[oe(),oe()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var ol=[
"question","layer","position"];function rl(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,r=o!==null&&ol.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),u=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",f=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:f?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!u,children:u?`${h}${o.message}`:""})}function Fr(){let{store:t}=S(),{answers:e,comparisons:n,tokens:o}=t.synced,r=t.view.answer.value?.id??"",s=n.value.find(u=>u.answers.includes(r)),i=(s?.answers??
[]).flatMap(u=>e.value.find(d=>d.id===u)??[]),[a]=i,c=u=>`${le(ve(u))}, ${ye(u,o)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!a,children:s&&a&&l(T,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${c(a)}`}),l("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:sl(s)})]}),l("div",{class:"ll-columns",children:i.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===r?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ne(u)}),c(u)!==c(a)&&l("span",{class:"ll-quiet",children:`reads ${c(
u)}`}),l(il,{name:"confidence",value:u.confidence}),Xe(u,"").map(([d,p])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:d}),l("span",{class:"\
ll-num",children:p})]},d))]},u.id))})]})})}function sl({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${E(t/e)}`}function il({name:t,value:e}){return l(T,{children:[l("span",{class:"ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===
null?"":E(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function zr(t){return typeof t=="object"?t.key:t}function Nr(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let u=e[a*2];c=o[a]={index:a,key:c,start:u,size:e[a*2+1],end:u+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function Ye(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let u=0,d=t();if(!(d.length!==o.length||d.some((f,m)=>o[m]!==f)))return r;o=d;let h=0;return r=
e(...d),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function po(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Me=(t,e)=>Math.abs(t-e)<1.01,Wr=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function Dr({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var ll=t=>t==="smooth"||t==="smoothFinishing";function Hr({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!ll(n.phase)&&!Me(e,n.lastTargetOffset)&&
!Me(e,o())&&t!=="clampedEcho"}var ho=40;function qr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ho;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<ho;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function jr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<ho;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Tt,Et=()=>{if(Tt!==void 0)return Tt;if(typeof navigator>"u")return Tt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Tt=!0;let t=navigator.maxTouchPoints;
return Tt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},mo,al=()=>mo!==void 0?mo:mo=Et()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Br=()=>!Et()||al();var ft={capture:!0,passive:!0},fn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,ft),n.addEventListener("touchend",r,ft),n.addEventListener("touchcanc\
el",r,ft),()=>{n.removeEventListener("touchstart",o,ft),n.removeEventListener("touchend",r,ft),n.removeEventListener("touchcancel",r,ft),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var cl=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},ul=t=>t,dl=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var Vr={passive:!0};var fl=typeof window>"u"?!0:"onscrollend"in window,pl=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
fl,i=0,a=s?null:Wr(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},u=c(!0),d=c(!1);return o.addEventListener("scroll",u,Vr),s&&
o.addEventListener("scrollend",d,Vr),()=>{o.removeEventListener("scroll",u),s&&o.removeEventListener("scrollend",d),a?.cancel()}},Gr=(t,e)=>pl(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var hl=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},ml=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Ur=ml,Kr=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",$t=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function gl(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var pn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new fn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&jr(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let u=this.targetWindow;if(!u||!u.ResizeObserver)return null;let d=o=cl(u);return n=new u.ResizeObserver(p=>{let h=()=>{let f={sync:!1};this._resizeBatch=f;try{
p.forEach(c)}finally{this._resizeBatch=null,f.notify&&(this.notify(f.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)d.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=u=>{let d=u.target,p=this.indexFromElement(d);if(!d.
isConnected){this.observer.unobserve(d);for(let[h,f]of this.elementsCache)if(f===d){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(d,u,this))};return{disconnect:()=>{var u;(u=a())==null||u.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:u=>{let d=a();if(d){if(!r){d.observe(u,{box:"border-box"});return}i.add(u),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:u=>{var d;i.delete(u),(d=a())==null||d.unobserve(u)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:ul,rangeExtractor:dl,onChange:()=>{},measureElement:hl,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let d in n){let p=n[d];
p!==void 0&&(r[d]=p)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let d=s.count,p=r.
count,h=this.getMeasurements(),f=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=w=>zr(f[w]),g=d>0?m(0):null,y=d>0?m(d-1):null;if(p!==d||d>0&&p>0&&
(r.getItemKey(0)!==g||r.getItemKey(p-1)!==y)){c=!0;let w=d>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;w&&(i=[w.key,this.getScrollOffset()-
w.start]);let M=r.followOnAppend===!0?"auto":r.followOnAppend||null;M&&p>0&&this.isAtEnd(s.scrollEndThreshold)&&(d===0||r.getItemKey(p-1)!==y)&&(p>d||gl(d,p,m,r.
getItemKey))&&(a=M)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let u=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[d,p]=i,h=this.getMeasurements(),{count:f,getItemKey:m}=this.options,g=0;for(;g<f&&m(g)!==d;)g++;if(g<f){let y=h[g];if(y){let x=Math.max(0,y.start+p);!a&&x!==
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
this,s=>{this.scrollRect=s,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(s,i)=>{var a,c,u,d;let p=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=s<0||p!==null&&s>p+1;let f=s;this._lastElementOffset=f,s=this._toLayoutOffset(s);let m=this._classifyScrollEvent(
s,i,p);if(m==="spurious")return;m==="readBack"?s=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&s<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=s:Hr({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
y=this.scrollDirection;this.scrollDirection=i?g===s?this.scrollDirection:g<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)x.samples=[];else{let v=this.now();x.samples=[...(x.samples??[]).filter(w=>v-w.t<=200),
{t:v,offset:f}],(y!==null&&this.scrollDirection!==y||qr(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((u=this.scrollState)==null?void 0:u.phase)!=="smoothFinishing"})&&
((d=this.scrollState)==null?void 0:d.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
$t(this.scrollState)&&!Me(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return Dr({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=Kr(o,n.index!=
null&&Me(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Et()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
Ye(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,u)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=Ye(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:u},d)=>{
var p;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let f=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let v=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<v){let C=new Float64Array(v);w&&f>0&&C.set(w.subarray(0,f*2)),w=C}let M=f===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(f===0)R=o+r;else{let C=f-1;R=w[C*2]+w[C*2+1]+u}for(let C=f;C<n;C++){let P=s(C);M[C]=P;let b=h.get(
P),A=typeof b=="number"?b:this.options.estimateSize(C);w[C*2]=R,w[C*2+1]=A,R+=A+u}this._singleLaneMeasurements={flat:w,items:M};let _=Nr(M,w);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,f),g=new Array(a).fill(void 0),y=new Float64Array(a),x=0;for(let v=0;v<f;v++){let w=m[v];w&&(g[w.lane]===void 0&&x++,g[w.
lane]=v,y[w.lane]=w.end)}for(let v=f;v<n;v++){let w=s(v),M=this.laneAssignments.get(v),R,_,C=c==="estimate"||h.has(w);if(M!==void 0&&this.options.lanes>1){R=M;let L=g[R],
W=L!==void 0?m[L]:void 0;_=W?W.end+u:o+r}else if(x===a){let L=0,W=y[0],U=g[0];for(let q=1;q<a;q++){let Y=y[q];(Y<W||Y===W&&g[q]<U)&&(L=q,W=Y,U=g[q])}R=L,_=W+u,C&&
this.laneAssignments.set(v,R)}else R=v%this.options.lanes,_=o+r,C&&this.laneAssignments.set(v,R);let P=h.get(w),b=typeof P=="number"?P:this.options.estimateSize(
v),A=_+b;m[v]={index:v,start:_,size:b,end:A,key:w,lane:R},g[R]===void 0&&x++,g[R]=v,y[R]=A}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=Ye(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=yl(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=Ye(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!$t(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,u,d=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
d!=null)u=this.options.getItemKey(n),c=d[n*2],a=d[n*2+1];else{let f=this.measurementsCache[n];if(!f)return;u=f.key,c=f.start,a=f.size}let p=this.itemSizeCache.get(
u)??a,h=o-p;if(h!==0){let f=this.options.anchorTo==="end"&&!$t(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=f?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),x=!this.itemSizeCache.has(u)?c<g:c+p<=g&&this.scrollDirection!=="backward",v=!$t(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:u,start:c,size:a,end:c+a,lane:0},h,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(u,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(f?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):v&&(w=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=w);return}
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
u=i.getPropertyPriority(a),d=()=>this.options.horizontal?s.clientHeight:s.clientWidth,p=d();if(i.setProperty(a,"hidden","important"),d()!==p){i.setProperty(a,c,
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
return!(Et()&&this._iosGesture.dragging())&&n!==null&&!Me(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
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
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=$t(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Br()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Kr(o,e.index!=null&&Me(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Xr=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function vl(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function yl(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let u=vl(r,s,n),d=u,p=n+e;for(;d<s&&r[d*2]+r[d*2+1]<p;)d++;return{startIndex:u,endIndex:d}}
let a=Xr(0,s,u=>t[u].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let u=Array(o).fill(0);for(;c<s&&u.some(p=>p<n+e);){let p=t[c];u[p.lane]=p.end,
c++}let d=Array(o).fill(n+e);for(;a>=0&&d.some(p=>p>=n);){let p=t[a];d[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var pt=24,bl=38,Qr=16,ae=44,go=18,Yr=760;function xl(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function wl(t,e,n={}){
return new pn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Gr,scrollToFn:Ur,...n})}var ht=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>pt,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return bl+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Yr)-ae,height:(this.scroller?.clientHeight||go*pt+this.head)-this.head});return wl(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return xl(this.scroller?.clientWidth||Yr,ae,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Jr={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var hn=10,bo=112,xo=hn+bo+6,We=t=>hn+(1-t)*bo;function wo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=ct(t.controls,e);return n!==null&&ke(t,e)<=n[1]}function Zr(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function es({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=f=>vo(e(f),o),c=t.filter(D),u=(f,m)=>f.flatMap(g=>[-o/2,o/2].map(y=>`${a(g)+y},${We(m(g))}`)),
d=(f,m)=>g=>ct(yo(g,f),n)?.[m]??0,p=f=>{let m=g=>[...u(f,d("random",1)),...u(f,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),f.some(g=>yo(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(d("random",0))})]})},h=Ue(c.flatMap(({controls:f})=>f)).
map(({kind:f})=>f);return l("svg",{class:"ll-chart",width:r,height:xo,"aria-hidden":"true",children:[[0,.5,1].map(f=>l("line",{class:"ll-rule",x1:ae,x2:r,y1:We(
f),y2:We(f)},f)),s!==void 0&&l("line",{class:"ll-guide",x1:vo(s,o),x2:vo(s,o),y1:hn,y2:hn+bo}),[...new Set(["random",...h])].flatMap(f=>Zr(c.filter(m=>yo(m,f).length>
0),e).map(m=>f==="random"?p(m):l("polyline",{class:`ll-control ll-${f}`,points:u(m,d(f,1)).join(" ")}))),Zr(c,e).map(f=>l("polyline",{class:"ll-own",points:f.map(
m=>`${a(m)},${We(ke(m,n))}`).join(" ")},f[0]?.id)),t.filter(f=>!D(f)).map(f=>l("path",{class:"ll-cross",d:`M${a(f)-4} ${We(0)-8}l8 8m0 -8l-8 8`},f.id)),c.map(f=>l(
"circle",{class:`ll-dot${fe(f,i)?" ll-hollow":""}${wo(f,n)?" ll-within":""}`,"data-position":e(f),cx:a(f),cy:We(ke(f,n)),r:4},f.id))]})}function vo(t,e){return ae+
(t+.5)*e}function yo(t,e){return t.controls.filter(n=>n.kind===e)}var Lt=Math.min,De=Math.max,Pt=Math.round;var be=t=>({x:t,y:t}),_l={left:"right",right:"left",bottom:"top",top:"bottom"};function os(t,e,n){return De(t,Lt(e,n))}function It(t,e){return typeof t=="functi\
on"?t(e):t}function Qe(t){return t.split("-")[0]}function Ft(t){return t.split("-")[1]}function _o(t){return t==="x"?"y":"x"}function ko(t){return t==="y"?"heig\
ht":"width"}function Oe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function So(t){return _o(Oe(t))}function rs(t,e,n){n===void 0&&(n=!1);let o=Ft(t),r=So(t),
s=ko(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=Rt(i)),[i,Rt(i)]}function ss(t){let e=Rt(
t);return[mn(t),e,mn(e)]}function mn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var ts=["left","right"],ns=["right","left"],
kl=["top","bottom"],Sl=["bottom","top"];function Al(t,e,n){switch(t){case"top":case"bottom":return n?e?ns:ts:e?ts:ns;case"left":case"right":return e?kl:Sl;default:
return[]}}function is(t,e,n,o){let r=Ft(t),s=Al(Qe(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(mn)))),s}function Rt(t){let e=Qe(t);return _l[e]+
t.slice(e.length)}function Cl(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function ls(t){return typeof t!="number"?Cl(t):{top:t,right:t,bottom:t,left:t}}function Je(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function as(t,e,n){let{reference:o,floating:r}=t,s=Oe(e),i=So(e),a=ko(i),c=Qe(e),u=s==="y",d=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
f;switch(c){case"top":f={x:d,y:o.y-r.height};break;case"bottom":f={x:d,y:o.y+o.height};break;case"right":f={x:o.x+o.width,y:p};break;case"left":f={x:o.x-r.width,
y:p};break;default:f={x:o.x,y:o.y}}let m=Ft(e);return m&&(f[i]+=h*(m==="end"?1:-1)*(n&&u?-1:1)),f}async function cs(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:u="clippingAncestors",rootBoundary:d="viewport",elementContext:p="floating",altBoundary:h=!1,padding:f=0}=It(e,t),m=ls(
f),y=a[h?p==="floating"?"reference":"floating":p],x=Je(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(y)))==null||n?y:y.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:u,rootBoundary:d,strategy:c})),v=p==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,w=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),M=await(s.isElement==null?void 0:s.isElement(w))&&await(s.
getScale==null?void 0:s.getScale(w))||{x:1,y:1},R=Je(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:v,offsetParent:w,strategy:c}):v);return{top:(x.top-R.top+m.top)/M.y,bottom:(R.bottom-x.bottom+m.bottom)/M.y,left:(x.left-R.left+m.left)/M.x,right:(R.
right-x.right+m.right)/M.x}}var Ml=50,us=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:cs},c=await(i.isRTL==null?void 0:i.isRTL(e)),u=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:d,y:p}=as(u,o,c),h=o,f=0,m={};for(let g=0;g<
s.length;g++){let y=s[g];if(!y)continue;let{name:x,fn:v}=y,{x:w,y:M,data:R,reset:_}=await v({x:d,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:u,platform:a,elements:{reference:t,floating:e}});d=w??d,p=M??p,m[x]={...m[x],...R},_&&f<Ml&&(f++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&
(u=_.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:r}):_.rects),{x:d,y:p}=as(u,h,c)),g=-1)}return{x:d,y:p,placement:h,strategy:r,middlewareData:m}};var ds=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:u}=e,
{mainAxis:d=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:f="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...y}=It(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let x=Qe(r),v=Oe(a),w=Qe(a)===a,M=await(c.isRTL==null?void 0:c.isRTL(u.floating)),R=h||(w||!g?[Rt(a)]:ss(a)),_=m!=="none";!h&&_&&
R.push(...is(a,g,m,M));let C=[a,...R],P=await c.detectOverflow(e,y),b=[],A=((o=s.flip)==null?void 0:o.overflows)||[];if(d&&b.push(P[x]),p){let q=rs(r,i,M);b.push(
P[q[0]],P[q[1]])}if(A=[...A,{placement:r,overflows:b}],!b.every(q=>q<=0)){var L,W;let q=(((L=s.flip)==null?void 0:L.index)||0)+1,Y=C[q];if(Y&&(!(p==="alignment"?
v!==Oe(Y):!1)||A.every(re=>Oe(re.placement)===v?re.overflows[0]>0:!0)))return{data:{index:q,overflows:A},reset:{placement:Y}};let we=(W=A.filter(de=>de.overflows[0]<=
0).sort((de,re)=>de.overflows[1]-re.overflows[1])[0])==null?void 0:W.placement;if(!we)switch(f){case"bestFit":{var U;let de=(U=A.filter(re=>{if(_){let ue=Oe(re.
placement);return ue===v||ue==="y"}return!0}).map(re=>[re.placement,re.overflows.filter(ue=>ue>0).reduce((ue,In)=>ue+In,0)]).sort((re,ue)=>re[1]-ue[1])[0])==null?
void 0:U[0];de&&(we=de);break}case"initialPlacement":we=a;break}if(r!==we)return{reset:{placement:we}}}return{}}}};var Ol=new Set(["left","top"]);async function Tl(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=Qe(n),a=Ft(n),
c=Oe(n)==="y",u=Ol.has(i)?-1:1,d=s&&c?-1:1,p=It(e,t),{mainAxis:h,crossAxis:f,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(f=a==="end"?m*-1:m),c?{x:f*d,y:h*u}:{x:h*u,y:f*d}}var fs=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await Tl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},ps=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:v=>{let{x:w,y:M}=v;return{x:w,y:M}}},...u}=It(t,e),d={x:n,
y:o},p=await s.detectOverflow(e,u),h=Oe(r),f=_o(h),m=d[f],g=d[h],y=(v,w)=>os(w+p[v==="y"?"top":"left"],w,w-p[v==="y"?"bottom":"right"]);i&&(m=y(f,m)),a&&(g=y(h,
g));let x=c.fn({...e,[f]:m,[h]:g});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[f]:i,[h]:a}}}}}};function vn(){return typeof window<"u"}function et(t){return ms(t)?(t.nodeName||"").toLowerCase():"#document"}function se(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(ms(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function ms(t){
return vn()?t instanceof Node||t instanceof se(t).Node:!1}function pe(t){return vn()?t instanceof Element||t instanceof se(t).Element:!1}function Ee(t){return vn()?
t instanceof HTMLElement||t instanceof se(t).HTMLElement:!1}function hs(t){return!vn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof se(t).ShadowRoot}
function zt(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=he(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function gs(t){
return/^(table|td|th)$/.test(et(t))}function Nt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var El=/transform|translate|scale|rotate|perspective|filter/,
$l=/paint|layout|strict|content/,Ze=t=>!!t&&t!=="none",Ao;function yn(t){let e=pe(t)?he(t):t;return Ze(e.transform)||Ze(e.translate)||Ze(e.scale)||Ze(e.rotate)||
Ze(e.perspective)||!bn()&&(Ze(e.backdropFilter)||Ze(e.filter))||El.test(e.willChange||"")||$l.test(e.contain||"")}function vs(t){let e=He(t);for(;Ee(e)&&!mt(e);){
if(yn(e))return e;if(Nt(e))return null;e=He(e)}return null}function bn(){return Ao==null&&(Ao=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Ao}function mt(t){return/^(html|body|#document)$/.test(et(t))}function he(t){return se(t).getComputedStyle(t)}function Wt(t){return pe(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(et(t)==="html")return t;let e=t.assignedSlot||t.parentNode||hs(t)&&
t.host||Te(t);return hs(e)?e.host:e}function ys(t){let e=He(t);return mt(e)?(t.ownerDocument||t).body:Ee(e)&&zt(e)?e:ys(e)}function gn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=ys(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=se(r);if(s){let a=xn(i);return e.concat(i,i.visualViewport||[],zt(r)?r:[],
a&&n?gn(a):[])}else return e.concat(r,gn(r,[],n))}function xn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function ws(t){let e=he(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=Ee(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=Pt(n)!==s||Pt(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function _s(t){return pe(t)?t:t.contextElement}function gt(t){let e=_s(t);if(!Ee(e))return be(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=ws(e),i=(s?Pt(n.width):n.width)/o,a=(s?Pt(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Rl=be(0);function ks(t){let e=se(t);return!bn()||!e.visualViewport?Rl:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Ll(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===se(t)}function Dt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=_s(t),i=be(1);e&&(o?pe(
o)&&(i=gt(o)):i=gt(t));let a=Ll(s,n,o)?ks(s):be(0),c=(r.left+a.x)/i.x,u=(r.top+a.y)/i.y,d=r.width/i.x,p=r.height/i.y;if(s&&o){let h=se(s),f=pe(o)?se(o):o,m=h,g=xn(
m);for(;g&&f!==m;){let y=gt(g),x=g.getBoundingClientRect(),v=he(g),w=x.left+(g.clientLeft+parseFloat(v.paddingLeft))*y.x,M=x.top+(g.clientTop+parseFloat(v.paddingTop))*
y.y;c*=y.x,u*=y.y,d*=y.x,p*=y.y,c+=w,u+=M,m=se(g),g=xn(m)}}return Je({width:d,height:p,x:c,y:u})}function wn(t,e){let n=Wt(t).scrollLeft;return e?e.left+n:Dt(Te(
t)).left+n}function Ss(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-wn(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Pl(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Te(o),a=e?Nt(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},u=be(1),d=be(0),p=Ee(o);if((p||
!s)&&((et(o)!=="body"||zt(i))&&(c=Wt(o)),p)){let f=Dt(o);u=gt(o),d.x=f.x+o.clientLeft,d.y=f.y+o.clientTop}let h=i&&!p&&!s?Ss(i,c):be(0);return{width:n.width*u.x,
height:n.height*u.y,x:n.x*u.x-c.scrollLeft*u.x+d.x+h.x,y:n.y*u.y-c.scrollTop*u.y+d.y+h.y}}function Il(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Fl(t){let e=Wt(t),n=t.ownerDocument.body,o=De(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=De(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+wn(t),i=-e.scrollTop;return he(n).direction==="rtl"&&(s+=De(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var zl=25;
function Nl(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=se(t),s=Te(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,u=0,d=0;if(i){let h=!bn()||
e==="fixed";o?h||(u=-i.offsetLeft,d=-i.offsetTop):(a=i.width,c=i.height,h&&(u=i.offsetLeft,d=i.offsetTop))}if(wn(s)<=0){let h=s.ownerDocument,f=h.body,m=getComputedStyle(
f),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,y=Math.abs(s.clientWidth-f.clientWidth-g),x=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?y/2:y;x<=zl&&(a-=x)}return{width:a,height:c,x:u,y:d}}function Wl(t,e){let n=Dt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=gt(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,u=o*s.y;return{width:i,height:a,x:c,y:u}}function bs(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Nl(t,n,e);else if(e==="document")o=Fl(Te(t));else if(pe(e))o=Wl(e,n);else{let r=ks(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Je(o)}function Dl(t,e){
let n=e.get(t);if(n)return n;let o=gn(t,[],!1).filter(a=>pe(a)&&et(a)!=="body"),r=null,s=he(t).position==="fixed",i=s?He(t):t;for(;pe(i)&&!mt(i);){let a=he(i),c=yn(
i),u=r?r.position:s?"fixed":"";!c&&(u==="fixed"||u==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):r=a,i=He(i)}return e.set(t,o),o}function Hl(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?Nt(e)?[]:Dl(e,this._c):[].concat(n),o],a=bs(e,i[0],r),c=a.top,u=a.right,d=a.bottom,
p=a.left;for(let h=1;h<i.length;h++){let f=bs(e,i[h],r);c=De(f.top,c),u=Lt(f.right,u),d=Lt(f.bottom,d),p=De(f.left,p)}return{width:u-p,height:d-c,x:p,y:c}}function ql(t){
let{width:e,height:n}=ws(t);return{width:e,height:n}}function jl(t,e,n){let o=Ee(e),r=Te(e),s=n==="fixed",i=Dt(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=be(0);if((o||
!s)&&((et(e)!=="body"||zt(r))&&(a=Wt(e)),o)){let h=Dt(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=wn(r));let u=r&&!o&&!s?Ss(r,a):be(0),d=i.left+
a.scrollLeft-c.x-u.x,p=i.top+a.scrollTop-c.y-u.y;return{x:d,y:p,width:i.width,height:i.height}}function Co(t){return he(t).position==="static"}function xs(t,e){
if(!Ee(t)||he(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function As(t,e){let n=se(t);
if(Nt(t))return n;if(!Ee(t)){let r=He(t);for(;r&&!mt(r);){if(pe(r)&&!Co(r))return r;r=He(r)}return n}let o=xs(t,e);for(;o&&gs(o)&&Co(o);)o=xs(o,e);return o&&mt(
o)&&Co(o)&&!yn(o)?n:o||vs(t)||n}var Bl=async function(t){let e=this.getOffsetParent||As,n=this.getDimensions,o=await n(t.floating);return{reference:jl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Vl(t){return he(t).direction==="rtl"}var Kl={convertOffsetParentRelativeRectToViewportRelativeRect:Pl,
getDocumentElement:Te,getClippingRect:Hl,getOffsetParent:As,getElementRects:Bl,getClientRects:Il,getDimensions:ql,getScale:gt,isElement:pe,isRTL:Vl};var Cs=fs;var Ms=ps,Os=ds;var Ts=(t,e,n)=>{let o=new Map,r=n??{},s={...Kl,...r.platform,_c:o};return us(t,e,{...r,platform:s})};function Es(t){try{return t.matches(":popover-open")}catch{return!1}}function $s(){let{view:t}=S(),e=I(null),n=t.hint.value,o=t.open.value;return j(()=>{let r=e.
current;if(!(!r||!n)){if(!o){Es(r)&&r.hidePopover();return}Es(r)||r.showPopover?.(),Ts(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
Cs(6),Os({padding:8}),Ms({padding:8})]}).then(({x:s,y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),j(()=>{let r=new AbortController,
{signal:s}=r;return document.addEventListener("pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),
{signal:s,capture:!0}),()=>r.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ce({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}function Rs({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=S(),i=I(null),a=ee(-1),c=I(!1),{at:u,heads:d,unit:p}=e,h=new Map(t.points.map(_=>[u(_),_])),
f=h.has(a.value)?a.value:t.points[0]?u(t.points[0]):-1;j(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,g=t.points.find(({id:_})=>_===r.view.answer.value?.id),y=p==="positions"?m?.position:p==="layers"&&m?e.values.indexOf(m.layer):g&&u(g),x=p==="sc\
ales"||(p==="layers"?m?.position===t.position:m?.layer===t.layer),v=ae+d.length*o,w=_=>{let C=_ instanceof Element?_.closest(".ll-tick"):null,P=C&&h.get(Number(
C.dataset.position));return P?[C,P]:void 0},M=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let C=[...h.keys()].sort((L,W)=>L-W),P=C.indexOf(f),A={ArrowLeft:P-1,
ArrowRight:P+1,Home:0,End:C.length-1}[_.key];A!==void 0&&(_.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,A))]??f)},R=({target:_})=>{let C=w(
_);C&&s.show({anchor:C[0],content:()=>l(Ul,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${v}px`},onKeyDown:M,
onClick:({target:_})=>{let C=w(_);C&&(a.value=u(C[1]),r.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(es,
{points:t.points,at:u,option:n,column:o,width:v,marked:y===void 0||y<0?void 0:y,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${We(_)}px`},children:_},_))}),d.map((_,C)=>l(Gl,{head:_,column:C,answer:h.get(C),stop:C===f,on:x&&C===y,width:o},C))]})}function Gl({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=S().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Xl(n,i):`Position ${e} ${t}`,style:{left:`${ae+e*s}px`,width:`${s}px`,paddingTop:`${xo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(H,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(H,{text:ne(n)})})]})}function Ul({answer:t,
option:e}){let{tokens:n}=S().store.synced,[o,r]=ye(t,n),s=D(t);return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(H,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:ne(t)})}),!s&&l("div",{class:"ll-quiet",children:it}),
s&&l(ce,{name:e||"confidence",value:E(ke(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ce,{name:"calibrated",value:E(t.calibrated_confidence)}),Xe(
t,e).map(([i,a])=>l(ce,{name:i,value:a},i)),t.option_mass!==null&&l(ce,{name:"option mass",value:E(t.option_mass)})]})}function Xl(t,e){let n=ye(t,e).join(" ");
if(t.confidence===null)return`${n}: ${te}`;let o=Xe(t,"").map(([r,s])=>`, ${r} ${s}`);return`${n}: ${t.text}, confidence ${E(t.confidence)}${o.join("")}`}function _n({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Ls({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function xe({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function Ps(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Is(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Yl=54;function zs({scroller:t}){let{store:e,view:n}=S(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=ee(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",u=Is(s,r),{heads:d,unit:p}=u;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${Fs(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||d.length} ${p}`})]}),l(xe,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${Fs(h)}: ${V(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(xe,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(_n,{keys:Ql(s,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(Rs,
{curve:s,columns:u,option:c,column:p==="layers"?Yl:n.columnWidth.value})})]})}function Ql({points:t},e,n){let o=Ue(t.find(D)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:co(r,s.length).toLowerCase()})),t.some(r=>D(r)&&wo(r,e))&&{sign:"within",text:"does\
 not exceed its controls"},t.some(r=>fe(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(D)&&{sign:"cross",text:`${te}: no answer`}]}function Fs({layer:t,
vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${V(e)}`:""}`}function Ns(){let{store:t}=S(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:o.map((s,i)=>l("li",{children:[s.question!==o[i-1]?.question&&
l("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:V(s.question),children:s.question}),l("button",{type:"button","data-id":s.id,"aria-current":s.id===
r?"true":void 0,title:`L${le(ve(s)).slice(1)}: ${ye(s,e).map(V).join(" ")}
${V(s.question)}
${V(ne(s))}`,onClick:()=>t.show(s),children:[l("span",{class:"ll-quiet ll-num",children:ve(s).join("+")}),l("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:ye(
s,e)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:ne(s)}),l("span",{class:"ll-bar",style:{"--p":String(s.confidence??0)}}),l("span",{class:"ll-num",
children:s.confidence===null?"":E(s.confidence)})]})]},s.id))})]})}var Mo={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function Ws(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function Ds(t,e,n){if(!t)return Mo;let o=t.probs[0];if(o==null)return{text:te,share:0,
says:te,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${E(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="\
probability")return{text:E(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return Mo;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${E(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Hs(t){let e=Fe(t),n=t.find(D)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess over its controls"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"\
excess",...r}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function tt({
excess:t,noise:e}){return e&&e.read===!1?!1:t===null||t>0}function qs(t,e,n,o){if(!t)return{...Mo,says:"not asked yet"};if(!D(t))return{text:te,share:0,says:te,
classes:{"ll-not-finite":!0}};let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),u=a?i.find(({text:h})=>h===
a)?.probability??0:c?s??0:r??0,d=c?s===null?"":Ce(s):E(u),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?ne(t):d,share:tt(t)||!c?Math.max(0,u):0,says:`${ne(
t)}, ${p} ${d}`,classes:{"ll-under-controls":!a&&!tt(t),"ll-low":fe(t,o)}}}function js(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,u=t!==void 0&&!D(t),d=r===""&&t?.excess===null&&s,p=t&&!d?Ie(t,r):0,h=t?ne(t):"",f=u?te:
t?`${h}, ${Jl(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!tt(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${f}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!u&&!d&&r===""&&(p<=0||!tt(t)),"ll-not-finite":u,"ll-low":t!==void 0&&fe(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Jl(t,e){return e!==""?`P(${e}) ${E(Ie(t,e))}`:t.excess===null?`confidence ${E(Ie(t,""))}`:`over control\
s ${Ce(t.excess)}`}function Bs({cell:[t,e],answer:n,option:o}){return l(T,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into l\
ayer ${e}`})}),l(Ks,{answer:n,option:o})]})}function Vs({title:t,token:e,answer:n}){return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:e})})]}),l(Ks,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function Ks({
answer:t,option:e}){return l(T,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!D(t)&&l("div",{class:"ll-quiet",children:it}),t&&D(t)&&l(
T,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:ne(t)})}),l(ce,{name:e||"confidence",value:E(ke(t,e))}),Xe(t,e).map(([n,o])=>l(ce,
{name:n,value:o},n)),t.excess!==null&&l(ce,{name:"over controls",value:Ce(t.excess)})]})]})}function Gs({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let u=Object.keys(r).filter(d=>r[d]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...u].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(H,{text:t})})}function kn(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:u}=S(),d=I(null);j(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[h,f]=e.cursor.value;j(()=>{e.wantsFocus&&(e.wantsFocus=!1,d.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,g,y,x]=e.seen(),v=new Set([h]);for(let b=m;b<g;b+=1)v.add(b);let w=b=>{let A=new Set(b===h?[f]:[]);if(b>=m&&b<g)for(let L=y;L<
x;L+=1)A.add(L);return[...A].sort((L,W)=>L-W)},M=b=>{let A=b instanceof Element?b.closest(".ll-cell"):null;return A?[c(Number(A.dataset[n[0]])),Number(A.dataset[n[1]])]:
void 0},R=({target:b})=>{let A=M(b),L=b.closest(".ll-cell");A&&L&&u.show({anchor:L,content:()=>t.hint(A)})},_=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let A=e.cursor.peek(),L=Jr[b.key];if(L){e.move(L(A,e),!0);let W=e.cursor.peek();b.shiftKey&&
W[0]===A[0]&&t.extend?.(W)}else if(b.key===" "||b.key==="Enter")t.choose(A,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>r?.spans.some(([
A,L])=>A<=b&&b<L)??!1,P=[];for(let b=y;b<x;b+=1)P.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-\
colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,go)*pt+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>u.hide(),children:l(
"div",{class:"ll-canvas",role:"presentation",ref:d,style:{width:`${ae+e.columnCount*p}px`,height:`${e.head+e.rowCount*pt}px`},onClick:b=>{let A=M(b.target);A&&(e.
move(A,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(A):t.choose(A,b.shiftKey))},onKeyDown:_,onPointerDown:b=>{let A=M(b.target);A&&t.press?.(A,b)},onPointerOver:b=>{
R(b);let A=M(b.target);A&&t.over?.(A,b)},onFocusIn:R,onPointerOut:()=>u.hide(),onFocusOut:()=>u.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowi\
ndex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:b,start:A,stop:L})=>l("div",{class:"ll-band-name","data-role":b,
"aria-hidden":"true",style:{left:`${ae+A*p}px`,width:`${(L-A)*p-1}px`},children:l("span",{children:b})},A)),P.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,
role:"columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${ae+b*p}px`},children:t.head(b)},b))]}),[...v].sort((b,A)=>A-b).map(b=>l("div",{class:`\
ll-row${r?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*pt}px`},children:[l("div",{class:"ll-s\
ide",role:"rowheader",children:a(b)}),w(b).map(A=>l(Gs,{...t.look(b,A),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:A},column:A,left:ae+A*p,stop:b===h&&A===f},A))]},
b))]})})}function Us(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Zl,{map:t})})}
function Zl({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=ee(""),c=I(null),u=t.points.find(D)??t.points[0],d=u?.
options.map(({text:_})=>_)??[],p=d.includes(a.value)?a.value:"",h=u?.excess===null?"confidence":"over controls",f=Fe(t.points),m=rn(t.points,p,i),g=new Map(t.points.
map(_=>[`${_.layer}:${_.target_layer}`,_])),y=(_,C)=>g.get(`${_}:${C}`),x=e.view.answer.value,v=x&&y(x.layer,x.target_layer)?.id===x.id?x:null,w=I(!1);w.current=
v!==null;let M=J(()=>new ht(o,r,[46,168],[0,0],()=>w.current),[]),R=o*r;return l(T,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Positi\
on ${t.position} `,l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"\
auto",children:t.question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(xe,{label:"Grid",least:2,value:t.id,options:n.
value.map(({id:_,position:C,question:P})=>[_,`position ${C}: ${V(P)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(xe,{label:"What the cells show",least:2,value:p,
options:[["",h],...d.map(_=>[_,`P(${V(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(ea,{found:m,option:p,choose:_=>{e.show(_),M.move(
[_.layer,_.target_layer],!0)}}),l(_n,{keys:ta(t.points,p,m,i)})]}),l(kn,{grid:M,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","ta\
rget"],head:_=>l(T,{children:[l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,C)=>js(y(_,C),[_,C],
{option:p,over:f,found:m,here:v,constants:i}),marked:v&&{rows:[v.layer],spans:[[v.target_layer,v.target_layer+1]]},choose:([_,C])=>{let P=y(_,C);P&&e.show(P)},hint:([
_,C])=>l(Bs,{cell:[_,C],answer:y(_,C),option:p})})]})}function ea({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&o.excess!==null?
Ce(o.excess):E(Ie(o,e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",
onClick:()=>n(o),children:[`Best of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(H,{text:ne(o)})})]})}function ta(t,e,n,o){
let r=e===""&&Fe(t);return[{sign:"shade",text:r?"over its controls, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},r&&{sign:"under",text:"does not exceed it\
s controls"},t.some(s=>fe(s,o))&&{sign:"low",text:"low option mass"},!t.every(D)&&{sign:"not-finite",text:`${te}: no answer`},{sign:"same",text:"same layer"},n!==
null&&{sign:"best",text:`best of ${n.of}`}]}var[Sn,Xs]=[14,54];function Ys({lens:t}){let{store:e}=S(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;j(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(p,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=p=>4+(1-p)*(Xs-
8),u=a.flatMap((p,h)=>p&&p.rank!==null?[[h,p]]:[]),d=u.find(([,{rank:p}])=>p===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(H,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(H,{text:r[i]??""})}),
d?`: first likeliest at layer ${d[0]}`:": likeliest at no layer"]}),l("svg",{width:o*Sn,height:Xs,role:"img","aria-label":na(u),children:[[0,1].map(p=>l("line",
{class:"ll-rule",x1:0,x2:o*Sn,y1:c(p),y2:c(p)},p)),l("polyline",{class:"ll-own",points:u.map(([p,{chance:h}])=>`${(p+.5)*Sn},${c(h??0)}`).join(" ")}),u.map(([p,
{rank:h,chance:f}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(p+.5)*Sn,cy:c(f??0),r:h===1?4:2,children:l("title",{children:`layer ${p}: rank ${h}\
, probability ${E(f??0)}`})},p))]})]})}function na(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${E(o??0)}`).join("; ")}var oa=[1,2,4,8],ra=12,sa=24;function Oo({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function Qs({rows:t,sight:e,jump:n}){let{store:o}=S(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,u=s.siteMap.value,d=Oo(o);d.at(
0,0);let p=u?Hs(u.points):Ws(d.vocab,d.pinned),h=c&&!u?p.slice(0,2):p,f=p.find(({name:m})=>m===s.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(xe,{label:"What is read in the cells",least:1,value:u?`map ${u.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.map(({name:m,label:g})=>[`lens ${m}`,g]),...r.siteMaps.value.map(m=>[`map ${m.id}`,ia(m)])],choose:m=>{m.startsWith(
"map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(xe,{label:"What the cells show of it",least:2,value:f?.name??"",options:h.map(({name:m,label:g})=>[m,V(
g)]),choose:m=>{s.measure.value=m}}),f?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"a word, such as Paris",
value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(xe,{label:"Rows of layers",least:a>ra?1:99,value:String(s.stride.value),options:oa.filter(
m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=sa&&l(ua,{jump:n}),!c&&l(aa,{rows:t,sight:e})]}),
f&&l(la,{kind:f,map:u,waiting:!u&&d.waiting}),l(ca,{}),f?.name==="rank"&&!u&&l(Ys,{lens:d})]})}function ia({question:t,points:e,complete:n,total:o}){let r=n?"":
` (${e.length} of ${o})`;return`Answers: ${V(t)}${r}`}function la({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-legend",children:[l(Ls,
{scale:t.scale,of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>D(r)&&!tt(r))&&l("span",{class:"ll-key ll-key-under",children:o.some(({
noise:r})=>r?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-quiet",children:`${o.length}\
 of ${e.total} cells`})]})}function aa({rows:t,sight:e}){let{store:n}=S(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,
c=s.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-link",title:"Let the model go on with the prompt, wit\
hout any question",onClick:()=>n.requests.begin("continuation",{}),children:"Continue the prompt"}),l("button",{type:"button",class:"ll-button",disabled:!a||!i,
title:i?`Ask the question of the box at every layer of ${Ae(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&Se(i).length>1?"Every lay\
er of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*r.
tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"Every cell"})]})}function ca(){let{text:t="",ended:e=!0}=S().store.view.continuation.
value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("span",{class:"ll-label",children:"The model goes on "}),l("span",{class:"ll-mono",dir:"a\
uto",children:[l(H,{text:t}),e?"":" …"]})]}):null}function ua({jump:t}){let{tokens:e}=S().store.synced,n=ee(""),o=ee(-1),r=n.value.trim().toLowerCase(),s=r?da(
e,r):[],i=()=>{s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"searc\
h","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key===
"Enter"&&(a.preventDefault(),i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"none":`${Math.max(0,o.value)+
1} of ${s.length}, next`})]})}function da(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.flatMap((s,i)=>{let c=t.slice(
i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}var fa=46;function Js({rows:t,grid:e,scroller:n,shade:o,of:r}){let s=I(null),[i,a,c,u]=e.seen(),[d,p]=[e.columnCount,t.length],h=u-c<d||a-i<p;if(Jn(()=>{let g=h?
s.current?.getContext?.("2d"):null;if(!s.current||!g)return;let y=getComputedStyle(s.current).color;g.clearRect(0,0,d,p),g.fillStyle=y;for(let x=0;x<p;x+=1)for(let v=0;v<
d;v+=1){let w=o(t[x]??0,v);w!==null&&(g.globalAlpha=.1+.9*w,g.fillRect(v,p-1-x,1,1))}},[h,t,...r]),!h)return null;let f=g=>{if(g.type==="pointermove"&&(g.buttons&
1)===0)return;let y=n.current,x=s.current?.getBoundingClientRect();if(!y||!x||x.width===0)return;let v=(w,M,R)=>(w-M)/R;y.scrollLeft=v(g.clientX,x.left,x.width)*
y.scrollWidth-y.clientWidth/2,y.scrollTop=v(g.clientY,x.top,x.height)*y.scrollHeight-y.clientHeight/2},m=(g,y)=>`${100*g/y}%`;return l("div",{class:"ll-minimap",
"aria-hidden":"true",onPointerDown:f,onPointerMove:f,children:[l("canvas",{ref:s,width:d,height:p,style:{height:`${fa}px`}}),l("span",{class:"ll-sight",style:{left:m(
c,d),width:m(u-c,d),top:m(p-a,p),height:m(a-i,p)}})]})}function Zs({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:lo(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:it}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(H,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:E(o.probs[a]??0)})]},
a)),!s&&l(pa,{reading:o,pinned:r})]})}function pa({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
T,{children:[o!==null&&l(ce,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(ce,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(ce,{name:`rank of ${V(e)}`,value:`${s}, ${E(i??0)}`})]})}function ei({scroller:t}){let{store:e,view:n}=S(),{synced:o}=e,{tokens:r,layers:s,quiet:i,roles:a,splitCharacters:c,selection:u}=o,d=e.view.stride.value,p=J(()=>Array.
from({length:s},(k,O)=>O).filter(k=>(s-1-k)%d===0),[d]),h=k=>p[k]??0,f=k=>p.findIndex(O=>O>=k),m=I(null),g=I(null),y=ee(null),x=I(null),v=J(()=>{let k=x.current,
{layer:O,position:F}=k??u.peek()??{layer:s-1,position:r.length-1};return new ht(p.length,r.length,[68,168],[f(O),F],()=>k!==null||u.peek()!==null,a.length>0?Qr:
0)},[p]),w=J(()=>ge(()=>new Set(o.answers.value.filter(({vector:k})=>!k).flatMap(({sites:k,layer:O,position:F})=>k.length>0?k:[[O,F]]).map(k=>k.join(":")))),[]);
j(()=>{let k=new AbortController,O=F=>{let N=y.peek();if(y.value=null,!N)return;let Q=F.ctrlKey||F.metaKey?u.peek():null,me=[N[1],N[2]+1];o.selectAll([...Q?.layers??
[],N[0]],[...Q?.spans??[],me])};return document.addEventListener("pointerup",O,{signal:k.signal}),()=>k.abort()},[]),j(()=>{let k=!0;return ie(()=>{let O=u.value;
if(k||!O){k=!1;return}let{layer:F,position:N,start:Q,layers:me}=O,[ot,je]=v.cursor.peek();Q===N&&(g.current=[F,N]),!(me.includes(h(ot))&&Se(O).includes(je))&&v.
move([f(F),N],m.current?.contains(document.activeElement)??!1)})},[v]);let[M,R]=v.cursor.value;j(()=>()=>{x.current={layer:h(M),position:R}});let[_,C,P,b]=v.seen();
v.version.value;let A=v.width.value,L=I([]),W=J(()=>()=>L.current,[]),U=J(()=>k=>v.move([v.cursor.peek()[0],k],!1),[v]),q=e.view.siteMap.value,Y=Oo(e),we=q?void 0:
Y.error,[de,re]=[h(_),h(C-1)+1];L.current=[de,re-1,P,Math.max(P,b-1)],j(()=>{!o.frozen&&!q&&Y.look(e.link,de,re,P,b)},[Y,q,de,re,P,b,we]);let ue=J(()=>new Map(q?.
points.map(k=>[`${k.layer}:${k.position}`,k])),[q]),In=J(()=>Fe(q?.points??[]),[q]);j(()=>{n.columnWidth.value=A},[A]);let qe=u.value,jt=y.value,vt=jt?ze([jt[0]],
[[jt[1],jt[2]+1]]):qe,ui=k=>{let O=io(a,k);return`${k}: ${V(r[k]??"")}${O?`, ${O}`:""}`},di=k=>[...c.filter(({first:O,last:F})=>O<=k&&k<=F).map(({text:O})=>l(T,
{children:["a part of ",l("bdi",{children:O})]})),...a.length>0?[io(a,k)??"written by the chat template"]:[]],Fn=e.view.measure.value,Ro=(k,O)=>q?qs(ue.get(`${k}\
:${O}`),Fn,In,o.constants):Ds(Y.at(k,O),Fn,Y.vocab),fi=(k,O)=>{let{share:F,classes:N}=Ro(k,O);return N["ll-empty"]?null:F},pi=(k,O)=>{let F=h(k),N=Ro(F,O),Q=vt?.
layers.includes(F)?vt.spans.find(([ot,je])=>ot<=O&&O<je):void 0,me=Q!==void 0;return{text:N.text,share:N.share,label:`Layer ${F}, position ${O} ${r[O]}: ${N.says}`,
selected:me,classes:{...N.classes,"ll-among":me&&Q[1]-Q[0]>1,"ll-first":me&&O===Q[0],"ll-last":me&&O===Q[1]-1,"ll-dim":i.has(O),"ll-answered":w.value.has(`${F}:${O}`)}}},
Lo=([k,O])=>{let F=h(k);g.current??=qe?[qe.layer,qe.position]:[F,O];let[,N]=g.current;o.select(F,Math.max(N,O),Math.min(N,O))},hi=([k,O])=>{let F=h(k),[N,Q]=qe?
[qe.layers,qe.spans]:[[],[]],me=Q.some(([je,mi])=>je<=O&&O<mi),ot=N.filter(je=>je!==F);me&&N.includes(F)&&ot.length>0?o.selectAll(ot,Q):o.selectAll([...N,F],[...Q,
[O,O+1]])};return l("div",{class:"ll-grid",ref:m,children:[l(Qs,{rows:p,sight:W,jump:U}),l(Js,{rows:p,grid:v,scroller:t,shade:fi,of:[q??Y.changes,Y,Fn]}),l(kn,{
grid:v,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:["layer","position"],head:k=>l(T,{children:[l("small",{children:k}),l("span",{class:"\
ll-mono ll-cut",dir:Ct(c,k)?"ltr":"auto",children:l(at,{text:r[k]??"",part:Ct(c,k)})})]}),headTitle:ui,look:pi,rowNumbers:p,marked:vt&&{rows:vt.layers.filter(k=>p.
includes(k)).map(f),spans:vt.spans},choose:([k,O],F)=>{if(F)return Lo([k,O]);let N=h(k);g.current=[N,O],o.select(N,O);let Q=ue.get(`${N}:${O}`);Q&&(e.view.answer.
value=Q)},add:hi,enter:()=>e.ask(),extend:Lo,hint:([k,O])=>q?l(Vs,{title:`Layer ${h(k)}, position ${O}`,token:r[O]??"",answer:ue.get(`${h(k)}:${O}`)}):l(Zs,{title:`\
Layer ${h(k)}, position ${O}`,token:r[O]??"",notes:di(O),reading:Y.at(h(k),O),pinned:Y.pinned}),press:([k,O],F)=>{F.button===0&&F.pointerType!=="touch"&&!F.shiftKey&&
(g.current=[h(k),O])},over:([,k],O)=>{if(!g.current||(O.buttons&1)===0)return;let[F,N]=g.current;!y.peek()&&k===N||(y.value=[F,Math.min(N,k),Math.max(N,k)])}}),
l("div",{class:"ll-note",role:"status",children:we!==void 0&&l(T,{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${we} `}),l("butto\
n",{type:"button",class:"ll-link",onClick:()=>Y.retry(),children:"Try again"})]})})]})}var An=class{answer;curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);continuation=$(null);lines;curve;heatMap;constructor({
answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.
id??""),this.lines=ge(()=>[...n.value,...r.value.flatMap(Ps)]),this.curve=To(this.lines,this.curveId),this.heatMap=To(o,this.heatMapId),this.siteMapId=$(""),this.
siteMap=ge(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=To(s,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(
n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function To(t,e){return ge(
()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var Cn=class{hint=$(null);open=$(!1);columnWidth=$(80);timer;show(e){clearTimeout(this.timer),this.hint.
value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var nt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},$e={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function ha(t){try{return t.widget_manager?.kernel?.status}catch{return}}var Mn=class{constructor(e,n,o){this.
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
es of ${dt(n)}`;case"layers":return`Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${s?.text} shall be answered with ${n.steer?.
steer_wish}`;case"train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"re\
aders":return`Asking several readers about ${dt(n)}`;default:return`Asking ${dt(n)}`}}function oi(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=I(null),i=I(r);j(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,u=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:d=>{d.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(T,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:u||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ne,{groups:[o.steer],beside:({name:d})=>d==="steer_wish"&&l(ba,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(xa,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(wa,{})]})}function ba(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function xa(){let{store:t}=S(),{steering:e,preview:n}=t,o=oe(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function wa(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(lt,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${_a[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:ka(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(ni,{name:"As it is",said:r.before,steered:r}),l(ni,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var _a={vectors:"vectors",lora:"a LoRA"};function ka({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,u=0]=i,d=[...new Set(a.map(([f])=>f))],{spans:p}=ze([],a.map(([,f])=>[f,f+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${le(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${u.toPrecision(2)} after step ${r}. Reads ${le(d)}, ${Ae(p)}.`}function ni({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:E(e.confidence)})]})]})}var Sa={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},ri=(t,e)=>JSON.stringify(t)===JSON.stringify(e),On=class{constructor(e,n={},o={},r={},s={}){
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
trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var Tn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var Ht=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;readings=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get changes(){return this.version.value}get waiting(){return this.version.value,
this.asked.size>0}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let o=0;
for(let r of e.layers)for(let s=e.start;s<e.stop;s+=1){let i=o*e.k;this.readings.set(r*this.positions+s,{tokens:e.index.slice(i,i+e.k).map(a=>e.words[a]??""),probs:e.
probs.slice(i,i+e.k),...n&&{measures:{entropy:n.entropy[o]??null,surprisal:n.surprisal[o]??null,rank:n.rank[o]??null,chance:n.chance[o]??null}}}),o+=1}this.changed()}look(e,n,o,r,s,i=!1){
for(let c of i?[]:this.strayed(n,o,r,s))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,r,s)].map(([c,u])=>{let d=ut();return this.began(c,d),{id:d,args:u}});
a.length>0&&this.changed();for(let{id:c,args:u}of a)e.send({kind:"query",id:c,what:"lens",args:u},!0)||this.ended(c,$e.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){
let s=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<
r;c+=this.wide){let u=`${a}:${c}`;if(this.asked.has(u)||this.failed.has(u)||this.done.has(u))continue;let d=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=
1)d.push(h);let p=Math.min(c+this.wide,this.positions);this.covered(d,c,p)||s.set(u,{layers:d,start:c,stop:p,...this.more})}return s}strayed(e,n,o,r){return[...this.
asked].filter(([s])=>{let[i=0,a=0]=s.split(":").map(Number);return i>=n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n)}ended(e,n,o){
for(let[r,s]of this.asked)s===e&&(this.asked.delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){return e.
every(r=>{for(let s=n;s<o;s+=1)if(!this.readings.has(r*this.positions+s))return!1;return!0})}changed(){this.version.value=this.version.peek()+1}};var En=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Ht(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new Ht(this.layers,this.positions,
this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function Eo(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function $n(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return Eo(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function si(t,e){let{link:n,preview:o,requests:r}=t;Z(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"que\
ued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":Ma(t,e);break;case"re\
sult":case"error":case"cancelled":Aa(t,e)}})}function Aa(t,e){let{requests:n,preview:o,lenses:r}=t,{id:s}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
s);r.ended(s,i,e.kind==="result"&&Oa(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(s,i)):n.drop(s),e.kind==="r\
esult"&&Ca(t,s,a,e.value)}function Ca(t,e,n,o){let{synced:r,view:s}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.
done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="continuation")s.continuation.value=o;else if(n?.
what==="ask"){let i=o;r.answers.value=[...r.answers.peek().filter(a=>a.id!==i.id),i],s.answer.value=i}else(n?.what==="sweep"||n?.what==="scales")&&Eo(r.curves,o)&&
(s.curveId.value=e)}function Ma({requests:t,synced:e,view:n},{id:o,answers:r,target:s}){let[i]=r;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.
total??0,complete:!1,points:[],...s&&{target:s}};a?.what==="layers"?$n(e.heatMaps,o,r,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="si\
tes"?$n(e.siteMaps,o,r,()=>c)&&n.showMap(o):$n(e.curves,o,r,()=>({...c,layer:i.layer,...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function Oa(t){
return typeof t=="object"&&t!==null&&"words"in t}function ii(t,e,n){let{link:o,synced:r,requests:s}=t,i=d=>s.work.peek().has(d),c=[["msg:custom",d=>si(t,d)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>Ta(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=e.get("lenses")},heat_maps:()=>r.replace("heat_map\
s",i),pages:()=>{for(let d of e.get("pages"))t.lenses.plain.add(d)}}).map(([d,p])=>[`change:${d}`,p]),...["selection","draft","source","pages"].map(d=>[`change:${d}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[d,p]of c)e.on(d,p);let u=setInterval(()=>{s.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("a\
bort",()=>{clearInterval(u);for(let[d,p]of c)e.off(d,p)}),o.ping(),o.route(nt.subshell)}function Ta({synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,
s=n.at(-1)??null;Z(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=s)})}var Ea=250,Rn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Ea))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Z(()=>{this.target.value=e,this.problem.value=n})}};var Ln=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=ut(),r=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,s]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,$e.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:s,total:i})}progress(e,n,o,r=""){
this.change(e,{state:"running",done:n,total:o,says:r})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};var Pn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Z(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();Z(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var $a=400,qt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;resting;constructor(e,n){this.link=new Mn(e,p=>{p==="gone"&&this.requests.failAll(
$e.gone)},n),this.requests=new Ln(this.link),this.synced=new sn(e,this.link),this.view=new An(this.synced);let{layers:o,tokens:r,constants:s,entries:i,source:a,
steer:c,train:u}=this.synced;this.lenses=new En(o,r.length,s);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new On(i,e.get("draft")??{},
a.peek()?.settings,c?.settings,u?.settings),this.fits=new Tn(this),this.steering=new Pn(this),this.preview=new Rn(p=>{let h=ut();return this.link.send({kind:"qu\
ery",id:h,what:"target",args:p})?h:void 0},n),this.synced.frozen)return;ii(this,e,n);let d=ie(()=>this.lookAhead());n?.addEventListener("abort",()=>{d(),clearTimeout(
this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,source:s,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){Z(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),$a)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>
0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),r=this.synced.selection.peek();
if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,start:i,position:a}=r,c=i<a?{start:i,stop:a+1}:{start:null,stop:null};n.begin("sweep",{layer:s,...c,
...e.asking()})}}sites(e,n,o){let r=this.synced.selection.peek();if(!this.draft.ready||!r&&!e)return;let{start:s,position:i}=r??{start:0,position:0},a=e?{start:null,
stop:null}:{start:s,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.
draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){Z(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(
ve(e),ro(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.value,...o.value,...r.value].find(({id:a})=>e.id.
startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var li="latentlens-closed-tip";function ai(){let{tip:t,frozen:e}=S().store.synced,[n,o]=Qt(Ra);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(li,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function Ra(){try{return localStorage.getItem(li)}catch{
return null}}function ci(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ne,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(La,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(Pa,{training:i},
i.id))]})}function La(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Pa({training:t}){let{store:e}=S(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:u}=t,[d,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(lt,{code:u,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(T,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${d} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Ia,{run:h},h.kind))})]})]})]})}
function Ia({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Fa({open:t}){let e=J(t,[t]),{synced:n}=e,o=J(()=>({store:e,view:new Cn}),[e]),r=I(null),s=I(null);j(()=>()=>o.view.end(),[o]),j(()=>r.current&&s.current?
za(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(no.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(ai,{}),l(ei,{scroller:r}),!n.frozen&&l(Ir,{}),!n.frozen&&l(oi,{}),!n.frozen&&l(ci,{}),l(ti,{}),l(zs,{scroller:s}),l(Us,{}),l(Fr,{}),l("d\
iv",{class:"ll-result",children:[l(wr,{}),l(Ns,{})]}),l($s,{}),l(Na,{name:n.key})]})}function za(t,e,{view:n}){let o=new AbortController,r=(i,a)=>()=>{let{vector:c,
position:u}=n.curve.peek()??{};c===void 0&&u===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,
passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=ie(()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{s(),o.abort()}}function Na({
name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var $o=class extends Le{state={error:void 0};static getDerivedStateFromError(e){
return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",
children:`The Explorer could not be drawn: ${e}`})}},Rm=()=>{let t;return{initialize({model:e,signal:n}){try{t=new qt(e,n)}catch{}},render({model:e,el:n,signal:o}){
let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&
i.stopPropagation()},{signal:o}),n.append(r),Gn(l($o,{children:l(Fa,{open:()=>(t??=new qt(e,o),t)})}),r),o.addEventListener("abort",()=>Gn(null,r))}}};export{Rm as default};
