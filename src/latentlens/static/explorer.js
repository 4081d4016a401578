var F,qo,jn,Pe,Dn,Ut,Ho,Kt,jo,Bn,qn,Bo,wt=Symbol.for("pv"),Xt={},Yt=[],Si=/^m(i|n|o|s|text|space)$/,Vn=Array.isArray,Kn=Yt.slice,Ke=Object.assign;function Ve(t){
t&&t.parentNode&&t.remove()}function Vo(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?Kn.call(arguments,2):n),xt(t,i,o,r,null)}function xt(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:wt,__v:r||++qo,__i:-1,__u:0};return!r&&F.vnode&&F.
vnode(s),s}function E(t){return t.children}function Ie(t,e){this.props=t,this.context=e,this.__g=0}function Fe(t,e){if(e==null)return t.__&&Fe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Fe(t)}function Ai(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=Ke({constructor:wt},n)).__v=n.__v+1,F.vnode&&F.vnode(e),Gn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||Fe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,Qo(r,e,s),n.__=n.__e=null,e.__e!=o&&Ko(e))}function Ko(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Ko(t)}function Hn(t){(8&t.__g||(t.__g|=8,Pe.push(t),Ut++))&&Dn==F.debounceRendering||((Dn=F.debounceRendering)||queueMicrotask)(Go)}function Go(){try{for(var t,
e=1;Pe.length;)Pe.length>e&&Pe.sort(Ho),t=Pe.shift(),e=Pe.length,8&t.__g&&Ai(t)}finally{(Ut=Pe.length)&&(Dn||queueMicrotask)(Go)}}function Uo(t,e,n,o,r,s,i,a,c,f,d){
var p,h,u,m,g,v,x=o.__k||Yt,y=e.length;for(c=Ci(n,e,x,c,y),p=0;p<y;p++)(u=n.__k[p])!=null&&(h=~u.__i&&x[u.__i]||Xt,u.__i=p,v=Gn(t,u,h,r,s,i,a,c,f,d),m=u.__e,(h.
ref!=u.ref||8&h.__u)&&(h.ref&&Un(h.ref,null,u,h),u.ref&&d.push(u.ref,u.__c||m,u)),g=g||m,4&u.__u?(c=Xo(u,c,t,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="functi\
on"&&v!==void 0?c=v:m&&(c=m.nextSibling),u.__u&=-21);return n.__e=g,c}function Ci(t,e,n,o,r){var s,i,a,c,f,d,p,h,u,m=n.length,g=m,v=0,x=0,y=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=y[s]=xt(null,i):Vn(i)?i=y[s]=xt(E,{children:i}):
i.constructor===wt&&i.__b?i=y[s]=xt(i.type,i.props,i.key,i.ref,i.__v):y[s]=i,c=s+v,i.__=t,i.__b=t.__b+1,a=null,~(f=i.__i=Mi(i,n,c,g))&&(g--,(a=n[f])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,f==c-1?v--:f==c+1?v++:f!=c&&(f>c?v--:v++,x=1)):(~f||(r>m?v--:r<m&&v++),typeof i.type!="function"&&(i.__u|=4))):y[s]=null;if(x){for(d=[],p=[],
s=0;s<r;s++)if((i=y[s])&&16&i.__u){for(v=0,h=d.length;v<h;)d[u=v+h>>1]<i.__i?v=u+1:h=u;d[v]=i.__i,p[s]=v+1}for(v=d.length;s--;)p[s]&&(p[s]==v?v--:y[s].__u|=4)}if(g)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=Fe(a)),Xn(a,a));return o}function Xo(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=Xo(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Fe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Mi(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function Do(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Vt(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Do(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Do(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=qn[e]||(qn[e]=Oi(e)),(t.__a||(t.__a={}))[e]=Bn,s=e!=(e=e.replace(jo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Oi(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Kt]==null)e[Kt]=Bn++;else if(e[Kt]<this.__a[t])return;return n(F.event?F.event(e):e)}}}function Gn(t,e,n,o,r,s,i,a,c,f){
var d,p,h,u,m,g,v,x,y,_,M,L,w,C,R,b,S,P,N=e.type;if(e.constructor!==wt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(e.__u|=c,p=s=[],d.nodeType==8?a=Gt(d,s):
s.push(d),a=s[0]||a),(d=F.__b)&&d(e);e:if(typeof N=="function"){h=i.length;try{if(x=e.props,y=(d=N.prototype)&&d.render,_=(d=N.contextType)&&o[d.__c],M=d?_?_.props.
value:d.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(y?e.__c=u=new N(x,M):(e.__c=u=new Ie(x,M),u.constructor=N,u.render=Ti),_&&_.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),y&&(u.__s||(u.__s=u.state),N.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Ke({},u.__s)),Ke(u.__s,N.getDerivedStateFromProps(
x,u.__s)))),m=u.props,g=u.state,u.__v=e,n.__c){if(x!==m&&y&&!N.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(x,M),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(x,u.__s,M)===!1){e.__v!=n.__v&&(u.props=x,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(V){V&&(V.__=e)}),Yt.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&i.push(u),a=Fe(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
x,u.__s,M),y&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(m,g,v)})}else y&&!N.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
y&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=M,u.props=x,u.__P=t,u.__g&=-5,L=F.__r,w=y?25:0;do u.__g&=-9,L&&L(e),d=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++w<25);y&&(Yt.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Ke({},o,u.getChildContext())),y&&n.__c&&u.getSnapshotBeforeUpdate&&
(v=u.getSnapshotBeforeUpdate(m,g)),C=d&&d.type===E&&d.key==null?d.props.children:d,x.__P&&(d=a,r=(t=x.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(V){V&&Xn(V,V)}),n.__k=null),a=n.__k?Fe(n,0):null),a=Uo(t,Vn(C)?C:[C],e,n,o,r,s,i,a,c,f),x.__P&&(e.__e=null,a=d),e.__u&=-161,p&&p.some(Ve),u.__h.length&&
i.push(u),1&u.__g&&(u.__g&=-4)}catch(V){if(i.length=h,e.__v=null,c||s)if(V&&V.then){if(e.__u|=128|c,s){for(~(S=s.indexOf(a||void 0))||(S=s.length);(P=s[S-1])&&P.
nodeType==8;)S--;for(;S<s.length;S++)if(P=s[S])if(s[S]=null,R){if(P==b)break}else{if(P.nodeType!=8)break;P.data.startsWith("$s")&&(b=Gt(R=P))}}if(!R){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;R=a}(d=Gt(R=e.__c.__z||(e.__c.__z=R)))?(e.__e=R,a=d):e.__e=a,a=a&&a.nextSibling}else s&&s.some(Ve);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),V&&V.then||Yo(e),F.__e(V,e,n)}}else a=e.__e=Ei(n.__e,e,n,o,r,s,i,c,f,t);return(d=F.diffed)&&d(e),a}function Gt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function Yo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Yo))}function Qo(t,e,n){for(var o=0;o<n.length;)Un(n[o++],n[o++],n[o++]);F.__c&&F.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){F.__e(s,r.__v)}})}function Ei(t,e,n,o,r,s,i,a,c,f){var d,p,h,u,m,g,v,x,y=n.props||Xt,_=e.
props,M=e.type;if(M=="svg"?r="http://www.w3.org/2000/svg":M=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.
length;d++)if((m=s[d])&&(M?m.localName==M:m.nodeType==3)){t=m,s[d]=null;break}}if(!t){if(x=f.ownerDocument||document,!M)return x.createTextNode(_);t=x.createElementNS(
r,M,_.is?_:f),a&&(F.__m&&F.__m(e,s),a=!1),s=null}if(M){if(f=M=="template"&&t.content||t,s=M=="textarea"&&_.defaultValue!=null?null:s&&Kn.call(f.childNodes),!a&&
s)for(y={},d=0;d<t.attributes.length;d++)y[(m=t.attributes[d]).name]=m.value;for(d in y)m=y[d],d=="dangerouslySetInnerHTML"?h=m:d=="children"||d in _||d=="value"&&
"defaultValue"in _||d=="checked"&&"defaultChecked"in _||Vt(t,d,null,m,r);for(d in _)m=_[d],d=="children"?u=m:d=="dangerouslySetInnerHTML"?p=m:d=="value"?g=m:d==
"checked"?v=m:a&&typeof m!="function"||y[d]===m||Vt(t,d,m,y[d],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(M=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Si.test(M))&&(r="http://www.w3.org/1999/xhtml"),Uo(f,Vn(u)?u:[u],e,n,o,r,s,i,s?s[0]:n.__k&&Fe(n,0),
a,c),s&&s.some(Ve)),a&&M!="textarea"||(d="value",M=="progress"&&g==null?t.removeAttribute(d):g==null||g===t[d]&&(M!="progress"||g)||Vt(t,d,g,y[d],r),d="checked",
v!=null&&v!=t[d]&&Vt(t,d,v,y[d],r))}else y===_||a&&t.data==_||(t.data=_);return t}function Un(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){F.__e(r,n)}}function Xn(t,e,n){var o,r,s,i;if(F.unmount&&F.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Un(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){F.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&Xn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=Gt(o,s=[]))&&(o==t.__e&&s.some(Ve),Ve(r),Ve(o)),n||Ve(
t.__e),t.__e=t.__c=t.__=null}function Ti(t,e,n){return this.constructor(t,n)}function Yn(t,e){var n,o,r,s;F.__&&F.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=xt(E,{children:[t]}),r=[],s=[],Gn(e,e.__k,o||Xt,Xt,e.namespaceURI,o?null:e.firstChild?Kn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),Qo(r,e.__k,s),e.__k.props.children=null}function Jo(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,Hn(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+Bo++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}F={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Ut=0,t}},qo=0,jn=function(t){return t!=null&&t.
constructor===wt},Ie.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ke({},this.state)),typeof t=="function"&&(t=t(Ke({},n),this.props)),
t&&(Ke(n,t),this.__v&&(e&&this.__k.push(e),Hn(this)))},Ie.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Hn(this))},Ie.prototype.render=
E,Pe=[],Ut=0,Ho=function(t,e){return t.__v.__b-e.__v.__b},Kt=Symbol(),jo=/(PointerCapture)$|Capture$/i,Bn=0,qn={},Bo=0;var rt,K,Qn,Zo,Jn=Object.is,Qt=0,ar=[],Zn=[],U=F,er=U.__b,tr=U.__r,nr=U.diffed,or=U.__c,rr=U.unmount,sr=U.__;function Jt(t,e){U.__h&&U.__h(K,t,Qt||e),Qt=0;var n=K.
__H||(K.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Zt(t){return Qt=1,$i(dr,t)}function $i(t,e,n){var o=Jt(rt++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):dr(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);Jn(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=K,!K.__f)){K.__f=!0;var r=K.shouldComponentUpdate;
K.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var f=!1,d=this.props!=s;if(c.__.some(function(h){h.__N&&(f=!0,Jn(h.__[0],h.__N[0])||(d=!0))}),
r){var p=r.call(this,s,i,a);return f?p||d:p}return!f||d}}return o.__}function W(t,e){var n=Jt(rt++,4);!U.__s&&ur(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,K.__h.push(n))}function I(t){return Qt=5,se(function(){return{current:t}},[])}function se(t,e){var n=Jt(rt++,7);return ur(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function cr(t){var e=K.context[t.__c],n=Jt(rt++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(K)),e.props.value):t.__}function Li(){var t;do{for(;t=Zn.shift();)try{_t(t)}catch(n){U.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=ar.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(_t),e.__h.
some(eo),e.__h=[]}catch(n){e.__h=[],U.__e(n,t.__v)}}}while(Zn.length)}U.__b=function(t){K=null,er&&er(t)},U.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
sr&&sr(t,e)},U.__r=function(t){tr&&tr(t),rt=0;var e=(K=t.__c).__H;e&&(Qn==K?K.__h=[]:(e.__h.some(_t),e.__h.some(eo),rt=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Qn=K},U.diffed=function(t){nr&&nr(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&lr(ar.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Qn=K=null},U.__c=function(t,e){e.some(function(n){try{n.__h.some(_t),n.__h=n.__h.filter(function(o){return!o.__||eo(o)})}catch(o){n.__h=[function(){
throw o}]}}),or&&or(t,e)},U.unmount=function(t){rr&&rr(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,lr(Zn.push(r))}else _t(r)}catch(s){e=s}}),o.__H=void 0,e&&U.__e(e,o.__v))};var ir=typeof requestAnimationFrame==
"function";function Ri(t){var e,n=function(){clearTimeout(o),ir&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);ir&&(e=requestAnimationFrame(n))}function lr(t){
t!=1&&Zo==U.requestAnimationFrame||((Zo=U.requestAnimationFrame)||Ri)(Li)}function _t(t){var e=K,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),K=e}function eo(t){
var e=K;t.__c=t.__(),K=e}function ur(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Jn(n,t[o])})}function dr(t,e){return typeof e=="function"?e(
t):e}var Pi=Symbol.for("preact-signals");function on(){if(Ae>1)Ae--;else{var t,e=!1;for((function(){var r=tn;for(tn=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();St!==void 0;){var n=St;for(St=void 0,en++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&pr(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(en=0,Ae--,e)throw t}}function Q(t){if(Ae>0)return t();to=++Ii,Ae++;try{return t()}finally{on()}}var kt,H=void 0;function At(t){
var e=H,n=kt;H=void 0,kt=void 0;try{return t()}finally{H=e,kt=n}}var St=void 0,Ae=0,en=0,Ii=0,to=0,tn=void 0,nn=0;function fr(t){if(H!==void 0){var e=t.n;if(e===
void 0||e.t!==H)return e={i:0,S:t,p:H.s,n:void 0,t:H,e:void 0,x:void 0,r:e},H.s!==void 0&&(H.s.n=e),H.s=e,t.n=e,32&H.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=H.s,e.n=void 0,H.s.n=e,H.s=e),e}}function Y(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}Y.prototype.brand=Pi;Y.prototype.h=function(){return!0};Y.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:At(function(){var o;(o=e.W)==null||o.call(e)}))};Y.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&At(function(){var r;(r=e.Z)==null||r.call(e)}))}};Y.prototype.
subscribe=function(t){var e=this;return ee(function(){var n=e.value;At(function(){return t(n)})},{name:"sub"})};Y.prototype.valueOf=function(){return this.value};
Y.prototype.toString=function(){return this.value+""};Y.prototype.toJSON=function(){return this.value};Y.prototype.peek=function(){var t=this;return At(function(){
return t.value})};Object.defineProperty(Y.prototype,"value",{get:function(){var t=fr(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(en>100)throw new Error("Cycle detected");(function(n){Ae!==0&&en===0&&n.l!==to&&(n.l=to,tn={S:n,v:n.v,i:n.i,o:tn})})(this),this.v=t,this.i++,nn++,Ae++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{on()}}}});function $(t,e){return new Y(t,e)}function pr(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function hr(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function mr(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Ge(t,e){Y.call(this,void 0,e),this.x=t,this.s=void 0,this.g=nn-1,this.f=4}Ge.prototype=new Y;Ge.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===nn))return!0;if(this.g=nn,this.f|=1,this.i>0&&!pr(this))return this.f&=-2,!0;var t=H;try{hr(this),H=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return H=t,mr(this),this.f&=-2,!0};Ge.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}Y.prototype.S.call(this,t)};Ge.prototype.U=function(t){if(this.t!==void 0&&(Y.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ge.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Ge.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=fr(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function _e(t,e){return new Ge(t,e)}function gr(t){var e=t.j;if(t.j=void 0,typeof e=="function"){Ae++;var n=H;
H=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,no(t),o}finally{H=n,on()}}}function no(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,gr(t)}function Fi(t){
if(H!==this)throw new Error("Out-of-order effect");mr(this),H=t,this.f&=-2;try{8&this.f&&no(this)}finally{on()}}function st(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,kt&&kt.push(this)}st.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};st.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,gr(this),hr(this),Ae++;var t=H;
return H=this,Fi.bind(this,t)};st.prototype.N=function(){2&this.f||(this.f|=2,this.u=St,St=this)};st.prototype.d=function(){this.f|=8,1&this.f||no(this)};st.prototype.
dispose=function(){this.d()};function ee(t,e){var n=new st(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var vr,sn,rn,zi=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var yr=[];ee(function(){vr=this.N})();function it(t,e){F[t]=e.bind(null,F[t]||function(){})}function Ct(t){if(rn){var e=rn;rn=void 0,e()}rn=t&&t.S()}function br(t){
var e=this,n=t.data,o=X(n);o.name="ReactiveDom",o.value=n;var r=se(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var f=_e(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),d=_e(function(){return!Array.isArray(f.value)&&!jn(f.value)}),p=ee(function(){if(this.N=xr,d.value){var u=f.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=u)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[d,f]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}br.displayName="ReactiveTextNode";Object.defineProperties(Y.prototype,{constructor:{configurable:!0,value:Vo(E,null).constructor},type:{configurable:!0,
value:br},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});it("__b",function(t,e){if(Ct(),
sn=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof Y&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
it("__r",function(t,e){if(t(e),e.type!==E){Ct();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return ee(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;zi&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),sn=o,Ct(n)}});it("__e",function(t,e,n,o){Ct(),sn=void 0,t(e,n,o)});it("diffed",function(t,e){Ct(),sn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var f=s[c],
d=o[c];f===void 0?(f=Wi(n,c,d,r),s[c]=f):f.o(d,r)}}}t(e)});function Wi(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:ee(function(){this.N=xr;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}it("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var f=e.__c;if(f){f.__$f|=8;var d=f.__$u;d&&(f.__$u=void 0,d.d())}}t(e)});it("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Ie.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function X(t,e){return se(function(){return $(t,e)},[])}var Ni=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Di(){Q(function(){for(var t;t=yr.shift();)vr.call(t)})}function xr(){yr.push(this)===1&&(F.requestAnimationFrame||Ni)(Di)}var oo=Jo(null);function k(){let t=cr(oo);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var oe="not finite",lt="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function B({confidence:t}){return t!==null}var at="no a\
nswer";function fe(t){return B(t)&&t.text===""}function te(t){return B(t)&&t.text!==""}function G(t,e=at){if(!B(t))return oe;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}var qi=Symbol.for("pv"),Hi=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var f={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:qi,__v:--Hi,__i:-1,__u:0};return(r||s)&&(f.__source=r,f.__self=s),F.vnode&&F.vnode(f),f}function wr({answer:t}){let{store:e}=k(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),r=a=>o.
some(c=>c.what===a),s=!n&&t.position!==null&&B(t),i=s&&!t.noise&&t.excess!==null&&!fe(t);return l("div",{class:"ll-checks",hidden:!s&&!t.verified,children:[l("b\
utton",{type:"button",class:"ll-link",hidden:!i,disabled:r("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer cou\
nts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:r("noise")?"\
Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!s||!!t.verified,disabled:r("verify"),title:"Run this question \
again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:r("verify")?"Verifying…":"Verify one at a tim\
e"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Ce(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function ze(t,e){return e===""?t.excess??t.confidence??0:Ce(t,e)}
function We(t){return t.some(({excess:e})=>e!==null)}function me({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var ji=["generic","text inversion","t\
arget text"];function ro({flags:t}){return t.filter(({kind:e})=>ji.includes(e)).map(({message:e})=>e).join(" ")}function ln(t,e,n){let o=e===""&&We(t),r=t.filter(
a=>te(a)&&!me(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>ze(c,e)>ze(a,e)?c:a,s),of:r.length}:null}function ct({code:t,more:e=[],children:n}){let o=X(""),r=X(""),s=I(null);W(()=>{r.value!==""&&(s.current?.focus({preventScroll:!0}),s.current?.select())},[r.value]);
let i=async(c,f)=>{try{await navigator.clipboard.writeText(f)}catch{r.value=f;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(E,{children:[l("header",{children:[n,a.map(({label:c,text:f,hidden:d})=>l("button",{type:"button",class:"ll-\
link",hidden:d,onClick:()=>{i(c,f())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:r.
value==="",rows:Math.min(12,r.value.split(`
`).length),ref:s,value:r.value})]})}function Ne(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[f])=>c-f)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function Me({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Bi=3e3,so=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),an=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.siteMaps=$(e.get("site_maps")??[]),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=
o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Ne(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||so(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Bi);let n=this.ours.findIndex(o=>so(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(so(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=r.peek().filter(({id:a})=>n(a)&&!s.some(c=>c.id===a));r.value=[...s,...i]};Q(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get(
"selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];return Ne(
s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,f])=>[c,f]):[a])}};var _r=60;function pe({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function io(t){return Ne([],cn(t).map(e=>[e,e+1])).spans}function ie(t){
return`${t.length>1?"layers":"layer"} ${kr(t.map(String))}`}function kr(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function cn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Oe(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${kr(e)}`}function lo(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>_r?`${n.slice(0,_r)}…`:n]}function he(t,e){if(t.vector)return["Vector",t.token];let n=io(t),o=Oe(n),r=cn(t).length===1;return[
`P${o.slice(1)}`,r?t.token:lo(e,n)[1]]}function ao(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var Vi=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,Sr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,Ki=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function j({text:t}){let e=co(t);return e.includes("<")?l(E,{children:e.split(Vi).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(E,{children:e})}function co(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(Ki,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function Mt(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function Ar(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=Sr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?Gi(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function Gi(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function ut({text:t,part:e}){if(!e||!Sr.test(t))return l(j,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var Cr=14;function Mr({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(dn,{...e}),l(un,{name:"Writes",where:uo(t),children:l(
Ot,{tokens:t.tokens,marked:n,chip:fn(n,"slot")})})]})}function Ot({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-Cr),Math.min(t.length,s+Cr+1)],c=Math.max(0,i-3),f=Ar(t.slice(c,a+3)),d=p=>p>0&&l("span",{class:"ll-quiet",title:`${p} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[d(i),t.slice(i,a).map((p,h)=>n(p,i+h,Mt(f,i+h-c))),d(t.length-a)]})}function un({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function dn({tokens:t,layers:e,positions:n,
name:o}){return l(un,{name:"Reads",where:ie(e),children:o===void 0?l(Ot,{tokens:t,marked:n,chip:fn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function fn(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
ut,{text:n,part:r})},o)}function uo({layer:t}){return t===null?"":`layer ${t}`}function T(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function pn(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ge(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function Or(t,e,{verdicts:n}){let[o,r]=he(t,e),s=t.controls.map(({kind:h,support:u,text:m})=>[`${h} control`,T(u),dt(m.trim()||"(nothing)")]),i=te(t)?T(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,dt(G(t))],...s],{model:c,seed:f,versions:d={}}=t.provenance??{},p=[c&&`model ${dt(c)}`,f!==void 0&&`seed ${f}`,
...Object.entries(d).map(([h,u])=>`${h} ${u}`)].filter(Boolean);return[`**${dt(G(t))}** to ${dt(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ge(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:u,n:m,p_value:g})=>`- ${u}\
 of ${m} (${h}) come as far, p = ${T(g)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${ie(pe(t))}, ${o.toLowerCase()} ${dt(
r)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...p.length>0?[`- ${p.join(", ")}`]:[],"",Ui(t.code)].join(`
`)}function dt(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(Er(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function Ui(t){let e="`".repeat(Math.
max(3,Er(t)+1));return`${e}python
${t}
${e}
`}function Er(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}var Xi={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ue(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:fo(n,o.length),controls:o}))}function fo(t,e){let[n,o]=Xi[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function po(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Yi(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function ft(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Yi(o,e));return[Math.min(...n),Math.max(...n)]}function Xe(t,e){return Ue(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((ft(o,e)??[]).map(T))];return[n.toLowerCase(),r.join(" to ")]})}var Qi=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function q(t){return Qi.test(t)?`⁨${t}⁩`:t}function Tr({answer:t}){let{confidence:e,excess:n}=t;return e===null||fe(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(ho,{kind:"own",label:"\
Confidence",value:e,children:[typeof t.calibrated_confidence=="number"&&l(E,{children:[l("b",{class:"ll-num",title:"How often answers of this confidence were co\
rrect, where the calibrator was fitted",children:`calibrated ${T(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Ue(t.controls).map(o=>l(Zi,{...o},o.kind)),
n!==null&&l("div",{class:"ll-measure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ge(n)}),
l("span",{class:"ll-quiet ll-cut",children:"confidence minus the largest support"})]}),t.noise&&l(Ji,{noise:t.noise}),l(el,{answer:t})]})}function Ji({noise:t}){
let e=t.samples.find(({kind:r})=>r==="random"),n=t.samples.map(({kind:r,reached:s,n:i})=>`${s} of ${po(r,i)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:r,n:s,p_value:i})=>`${po(r,s)}: p = ${T(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function ho({kind:t,label:e,value:n,low:o,title:r,children:s}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${T(o)} to ${T(n)}`:`${e} ${T(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:T(n)}),l("span",{class:"ll-quiet ll-cut",children:s})]})}function Zi({
name:t,controls:e}){let[n,o]=ft(e)??[0,0],r=e.length>1,s=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`How much ${r?"they support":"it supp\
orts"} this answer in the activation's place: ${e.map(({support:a})=>T(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${q(a)}” with confidence ${T(c)}`).join(`
`);return l(ho,{kind:"control",label:t,value:o,low:r?n:void 0,title:i,children:[r?`support ${T(n)} to ${T(o)}; themselves say `:"support; itself says ",l("span",
{class:"ll-mono",dir:"auto",children:s})]})}function el({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(E,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${T(e)}`]}),n.map(({text:o,p:r})=>l(ho,{kind:"option",label:o,value:r},o))]})}function $r({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:tl(o)})]},n))})]})}
function tl(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function Lr(){let{store:t}=k(),e=t.view.answer.value,n=e?pe(e):[],o=e&&t.targetOf(e),[r,s]=e?he(e,t.synced.tokens):["",""],i=I(null);W(()=>{let c=!0;return ee(()=>{
t.view.arrived.value,c||nl(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...rl(t,e)]:[];return l("section",{class:"ll-card","aria-label":"An\
swer",hidden:!e,ref:i,children:[e&&l(sl,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(il,{answer:e}),e&&l(ol,{answer:e})]}),e&&l(E,{children:[
l(Tr,{answer:e}),l(wr,{answer:e}),o&&o.tokens.length>0&&l(Mr,{tokens:t.synced.tokens,layers:pe(e),positions:cn(e),target:o,name:e.vector&&s}),a.length>0&&l("ul",
{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(hn,{name:n.length>1?"Layers":"Layer",children:n.join(", ")}),
l(hn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(hn,{name:"Into layer",children:e.target_layer}),l(hn,{name:"Reader",children:l("span",
{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l($r,{answer:e})]})]})}function nl(t){t?.closest(".ll-root")?.contains(document.activeElement)&&
requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function ol({answer:t}){let{constants:e}=k().store.synced;return l("p",{class:"ll-verdict","da\
ta-verdict":t.verdict,children:e.verdicts[t.verdict]})}function rl({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>ln(o,"",t.constants)).find(o=>o?.
answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function sl({answer:t}){let{store:e}=k(),{question:n,code:o}=t;
return l(ct,{code:o,more:[{label:"Copy as Markdown",text:()=>Or(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"\
auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherw\
ise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function il({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(fe(t))return l("div",{class:"ll-wor\
ds",children:l("i",{class:"ll-quiet",children:at})});let r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(B(t)?o:
l("i",{class:"ll-quiet",children:oe})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),f=r?s.replaceAll("·"," "):s;return l("span",{class:"ll-word",title:c===
void 0?void 0:`probability ${T(c)}`,style:{"--p":String(c??0)},children:l(j,{text:i===0&&f.trimStart()||f})},i)})]})}function hn({name:t,children:e}){return l("\
div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var Rr=t=>t.replaceAll(`
`,"\\n"),Pr=t=>t.replaceAll("\\n",`
`);function Et(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Rr(String(n))).join(" "):e.join(", "):Rr(String(e))}function Ir(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(Pr):Pr(e)}function Fr({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=k(),c=X(null),f=u=>a.edit(m=>m.set(t.name,u)),d={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let u=({currentTarget:m})=>f(m.value||null);return l("select",{...d,class:"ll-\
field",value:Et(t,n),onInput:u,onChange:u,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let u=({currentTarget:m})=>f(
m.checked);return l("input",{...d,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:i})}let p=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,f(Ir(t,u.value))},h=()=>{c.value=null};return l("input",{...d,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Et(t,n),onInput:p,onChange:h,onBlur:()=>{h(),i()}})}var zr=0;function J(){let[t]=Zt(()=>(zr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${zr}`));return t}function pt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function De({groups:t,beside:e}){let{draft:n}=k().store;return l(E,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(ll,{field:s,
children:e?.(s)},s.name))]},o))})}function ll({field:t,children:e}){let{store:n,view:o}=k(),{draft:r,preview:s}=n,[i,a,c]=[J(),J(),J()],f=r.value(t.name),d=s.problem.
value,p=d?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,u=({currentTarget:v})=>{let x=v.
closest(".ll-setting")??v;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=I(!1);return l("div",{class:`\
ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-named",children:[
l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:u,
onPointerEnter:u,onPointerLeave:v=>{v.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(Fr,{field:t,id:i,value:f,wrong:p,describedBy:t.help===""?a:`${c} ${a}`,
onFocus:v=>{t.help!==""&&!g.current&&u(v)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,role:p?"alert":
void 0,children:p?d.message:""})]})}function Wr(){let{store:t}=k(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return l("div",{class:"ll-from",hidden:n,children:!n&&
l(De,{groups:[e]})})}function ht({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;if(typeof i=="string"&&i!=="difference")return q(
i.slice(i.indexOf(":")+1));let c=n??-1,f=Oe(r??[[o??c,c+1]]);return`${ie(e??[t??-1])}, ${f}${i?` minus ${a}`:""}`}function Nr(){let{store:t}=k(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?Me(o).length:
0,f=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},d=s===null?cl(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:i?l("b",{dir:"auto",children:ht(e.asking())}):l(ul,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:f,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("button",{type:"submit",class:"ll-b\
utton ll-primary",disabled:r?!e.ready:a,children:r?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:d===""||r===!0,children:d})]})}var al=5;function cl({draft:t,
pace:e,synced:n},o){let r=o>1?o:n.tokens.length,s=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${r} positions`,e.sweep(i,r)],...t.has("layer")?[[`a layer \
grid of ${s} cells`,e.sweep(i,s)]]:[]];if(a.every(([,d])=>d===void 0))return r>64?`Ask once to see how long sweeping ${r} positions would take.`:"";let f=a.flatMap(
([d,p])=>p!==void 0&&p>al?[`${d} takes ${pn(p)}`]:[]).join(", ");return f&&`At the pace so far, ${f}.`}function ul(){let{draft:t,synced:e,preview:n}=k().store,o=e.
selection.value;if(!o)return l(E,{children:"Choose a cell of the grid."});let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],f=a?o.spans:
[[s,s+1]],[d,p]=lo(e.tokens,f);return l(E,{children:[`L${ie(c).slice(1)}, ${Oe(f)} `,l("b",{class:"ll-mono",dir:"auto",title:d,children:l(j,{text:p})}),a&&dl(o,
n.target.value),i&&l(E,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(j,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}
function dl(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[t.layers.length,Me(t).length],i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";
let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:a;if(o.length===r&&n.length===s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let f=[
n.length<s?"the last":a,...o.length<r?["at the last layer"]:r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${f.join(" ")}`}function Dr(){let{store:t}=k(),{draft:e}=t,n=J(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(s=>l("span",{class:"ll-chip",children:[l("bdi",{children:s.label}),e.asksOtherwise(
s)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${q(s.label)}`,placeholder:s.sample,value:e.
textOf(s),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(s,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${q(s.label)}`,
onClick:()=>t.edit(()=>e.compare(s.name,!1)),children:"×"})]},s.name)),l("select",{class:"ll-field",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{
let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}var $t=Math.min,qe=Math.max,Lt=Math.round;var ke=t=>({x:t,y:t}),fl={left:"right",right:"left",bottom:"top",top:"bottom"};function jr(t,e,n){return qe(t,$t(e,n))}function Rt(t,e){return typeof t=="functi\
on"?t(e):t}function Ye(t){return t.split("-")[0]}function Pt(t){return t.split("-")[1]}function mo(t){return t==="x"?"y":"x"}function go(t){return t==="y"?"heig\
ht":"width"}function Ee(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function vo(t){return mo(Ee(t))}function Br(t,e,n){n===void 0&&(n=!1);let o=Pt(t),r=vo(t),
s=go(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=Tt(i)),[i,Tt(i)]}function Vr(t){let e=Tt(
t);return[mn(t),e,mn(e)]}function mn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var qr=["left","right"],Hr=["right","left"],
pl=["top","bottom"],hl=["bottom","top"];function ml(t,e,n){switch(t){case"top":case"bottom":return n?e?Hr:qr:e?qr:Hr;case"left":case"right":return e?pl:hl;default:
return[]}}function Kr(t,e,n,o){let r=Pt(t),s=ml(Ye(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(mn)))),s}function Tt(t){let e=Ye(t);return fl[e]+
t.slice(e.length)}function gl(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function Gr(t){return typeof t!="number"?gl(t):{top:t,right:t,bottom:t,left:t}}function Qe(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function Ur(t,e,n){let{reference:o,floating:r}=t,s=Ee(e),i=vo(e),a=go(i),c=Ye(e),f=s==="y",d=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
u;switch(c){case"top":u={x:d,y:o.y-r.height};break;case"bottom":u={x:d,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:p};break;case"left":u={x:o.x-r.width,
y:p};break;default:u={x:o.x,y:o.y}}let m=Pt(e);return m&&(u[i]+=h*(m==="end"?1:-1)*(n&&f?-1:1)),u}async function Xr(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:f="clippingAncestors",rootBoundary:d="viewport",elementContext:p="floating",altBoundary:h=!1,padding:u=0}=Rt(e,t),m=Gr(
u),v=a[h?p==="floating"?"reference":"floating":p],x=Qe(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(v)))==null||n?v:v.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:f,rootBoundary:d,strategy:c})),y=p==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,_=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),M=await(s.isElement==null?void 0:s.isElement(_))&&await(s.
getScale==null?void 0:s.getScale(_))||{x:1,y:1},L=Qe(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:y,offsetParent:_,strategy:c}):y);return{top:(x.top-L.top+m.top)/M.y,bottom:(L.bottom-x.bottom+m.bottom)/M.y,left:(x.left-L.left+m.left)/M.x,right:(L.
right-x.right+m.right)/M.x}}var vl=50,Yr=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:Xr},c=await(i.isRTL==null?void 0:i.isRTL(e)),f=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:d,y:p}=Ur(f,o,c),h=o,u=0,m={};for(let g=0;g<
s.length;g++){let v=s[g];if(!v)continue;let{name:x,fn:y}=v,{x:_,y:M,data:L,reset:w}=await y({x:d,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:f,platform:a,elements:{reference:t,floating:e}});d=_??d,p=M??p,m[x]={...m[x],...L},w&&u<vl&&(u++,typeof w=="object"&&(w.placement&&(h=w.placement),w.rects&&
(f=w.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:r}):w.rects),{x:d,y:p}=Ur(f,h,c)),g=-1)}return{x:d,y:p,placement:h,strategy:r,middlewareData:m}};var Qr=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:f}=e,
{mainAxis:d=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...v}=Rt(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let x=Ye(r),y=Ee(a),_=Ye(a)===a,M=await(c.isRTL==null?void 0:c.isRTL(f.floating)),L=h||(_||!g?[Tt(a)]:Vr(a)),w=m!=="none";!h&&w&&
L.push(...Kr(a,g,m,M));let C=[a,...L],R=await c.detectOverflow(e,v),b=[],S=((o=s.flip)==null?void 0:o.overflows)||[];if(d&&b.push(R[x]),p){let ne=Br(r,i,M);b.push(
R[ne[0]],R[ne[1]])}if(S=[...S,{placement:r,overflows:b}],!b.every(ne=>ne<=0)){var P,N;let ne=(((P=s.flip)==null?void 0:P.index)||0)+1,re=C[ne];if(re&&(!(p==="al\
ignment"?y!==Ee(re):!1)||S.every(ce=>Ee(ce.placement)===y?ce.overflows[0]>0:!0)))return{data:{index:ne,overflows:S},reset:{placement:re}};let be=(N=S.filter(ae=>ae.
overflows[0]<=0).sort((ae,ce)=>ae.overflows[1]-ce.overflows[1])[0])==null?void 0:N.placement;if(!be)switch(u){case"bestFit":{var V;let ae=(V=S.filter(ce=>{if(w){
let xe=Ee(ce.placement);return xe===y||xe==="y"}return!0}).map(ce=>[ce.placement,ce.overflows.filter(xe=>xe>0).reduce((xe,Bt)=>xe+Bt,0)]).sort((ce,xe)=>ce[1]-xe[1])[0])==
null?void 0:V[0];ae&&(be=ae);break}case"initialPlacement":be=a;break}if(r!==be)return{reset:{placement:be}}}return{}}}};var yl=new Set(["left","top"]);async function bl(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=Ye(n),a=Pt(n),
c=Ee(n)==="y",f=yl.has(i)?-1:1,d=s&&c?-1:1,p=Rt(e,t),{mainAxis:h,crossAxis:u,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(u=a==="end"?m*-1:m),c?{x:u*d,y:h*f}:{x:h*f,y:u*d}}var Jr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await bl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},Zr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:y=>{let{x:_,y:M}=y;return{x:_,y:M}}},...f}=Rt(t,e),d={x:n,
y:o},p=await s.detectOverflow(e,f),h=Ee(r),u=mo(h),m=d[u],g=d[h],v=(y,_)=>jr(_+p[y==="y"?"top":"left"],_,_-p[y==="y"?"bottom":"right"]);i&&(m=v(u,m)),a&&(g=v(h,
g));let x=c.fn({...e,[u]:m,[h]:g});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[u]:i,[h]:a}}}}}};function vn(){return typeof window<"u"}function Ze(t){return ts(t)?(t.nodeName||"").toLowerCase():"#document"}function le(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(ts(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function ts(t){
return vn()?t instanceof Node||t instanceof le(t).Node:!1}function ve(t){return vn()?t instanceof Element||t instanceof le(t).Element:!1}function $e(t){return vn()?
t instanceof HTMLElement||t instanceof le(t).HTMLElement:!1}function es(t){return!vn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof le(t).ShadowRoot}
function It(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=ye(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function ns(t){
return/^(table|td|th)$/.test(Ze(t))}function Ft(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var xl=/transform|translate|scale|rotate|perspective|filter/,
wl=/paint|layout|strict|content/,Je=t=>!!t&&t!=="none",yo;function yn(t){let e=ve(t)?ye(t):t;return Je(e.transform)||Je(e.translate)||Je(e.scale)||Je(e.rotate)||
Je(e.perspective)||!bn()&&(Je(e.backdropFilter)||Je(e.filter))||xl.test(e.willChange||"")||wl.test(e.contain||"")}function os(t){let e=He(t);for(;$e(e)&&!mt(e);){
if(yn(e))return e;if(Ft(e))return null;e=He(e)}return null}function bn(){return yo==null&&(yo=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),yo}function mt(t){return/^(html|body|#document)$/.test(Ze(t))}function ye(t){return le(t).getComputedStyle(t)}function zt(t){return ve(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(Ze(t)==="html")return t;let e=t.assignedSlot||t.parentNode||es(t)&&
t.host||Te(t);return es(e)?e.host:e}function rs(t){let e=He(t);return mt(e)?(t.ownerDocument||t).body:$e(e)&&It(e)?e:rs(e)}function gn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=rs(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=le(r);if(s){let a=xn(i);return e.concat(i,i.visualViewport||[],It(r)?r:[],
a&&n?gn(a):[])}else return e.concat(r,gn(r,[],n))}function xn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function ls(t){let e=ye(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=$e(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=Lt(n)!==s||Lt(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function as(t){return ve(t)?t:t.contextElement}function gt(t){let e=as(t);if(!$e(e))return ke(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=ls(e),i=(s?Lt(n.width):n.width)/o,a=(s?Lt(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var _l=ke(0);function cs(t){let e=le(t);return!bn()||!e.visualViewport?_l:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function kl(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===le(t)}function Wt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=as(t),i=ke(1);e&&(o?ve(
o)&&(i=gt(o)):i=gt(t));let a=kl(s,n,o)?cs(s):ke(0),c=(r.left+a.x)/i.x,f=(r.top+a.y)/i.y,d=r.width/i.x,p=r.height/i.y;if(s&&o){let h=le(s),u=ve(o)?le(o):o,m=h,g=xn(
m);for(;g&&u!==m;){let v=gt(g),x=g.getBoundingClientRect(),y=ye(g),_=x.left+(g.clientLeft+parseFloat(y.paddingLeft))*v.x,M=x.top+(g.clientTop+parseFloat(y.paddingTop))*
v.y;c*=v.x,f*=v.y,d*=v.x,p*=v.y,c+=_,f+=M,m=le(g),g=xn(m)}}return Qe({width:d,height:p,x:c,y:f})}function wn(t,e){let n=zt(t).scrollLeft;return e?e.left+n:Wt(Te(
t)).left+n}function us(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-wn(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Sl(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Te(o),a=e?Ft(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},f=ke(1),d=ke(0),p=$e(o);if((p||
!s)&&((Ze(o)!=="body"||It(i))&&(c=zt(o)),p)){let u=Wt(o);f=gt(o),d.x=u.x+o.clientLeft,d.y=u.y+o.clientTop}let h=i&&!p&&!s?us(i,c):ke(0);return{width:n.width*f.x,
height:n.height*f.y,x:n.x*f.x-c.scrollLeft*f.x+d.x+h.x,y:n.y*f.y-c.scrollTop*f.y+d.y+h.y}}function Al(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Cl(t){let e=zt(t),n=t.ownerDocument.body,o=qe(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=qe(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+wn(t),i=-e.scrollTop;return ye(n).direction==="rtl"&&(s+=qe(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var Ml=25;
function Ol(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=le(t),s=Te(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,f=0,d=0;if(i){let h=!bn()||
e==="fixed";o?h||(f=-i.offsetLeft,d=-i.offsetTop):(a=i.width,c=i.height,h&&(f=i.offsetLeft,d=i.offsetTop))}if(wn(s)<=0){let h=s.ownerDocument,u=h.body,m=getComputedStyle(
u),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,v=Math.abs(s.clientWidth-u.clientWidth-g),x=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?v/2:v;x<=Ml&&(a-=x)}return{width:a,height:c,x:f,y:d}}function El(t,e){let n=Wt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=gt(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,f=o*s.y;return{width:i,height:a,x:c,y:f}}function ss(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Ol(t,n,e);else if(e==="document")o=Cl(Te(t));else if(ve(e))o=El(e,n);else{let r=cs(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Qe(o)}function Tl(t,e){
let n=e.get(t);if(n)return n;let o=gn(t,[],!1).filter(a=>ve(a)&&Ze(a)!=="body"),r=null,s=ye(t).position==="fixed",i=s?He(t):t;for(;ve(i)&&!mt(i);){let a=ye(i),c=yn(
i),f=r?r.position:s?"fixed":"";!c&&(f==="fixed"||f==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):r=a,i=He(i)}return e.set(t,o),o}function $l(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?Ft(e)?[]:Tl(e,this._c):[].concat(n),o],a=ss(e,i[0],r),c=a.top,f=a.right,d=a.bottom,
p=a.left;for(let h=1;h<i.length;h++){let u=ss(e,i[h],r);c=qe(u.top,c),f=$t(u.right,f),d=$t(u.bottom,d),p=qe(u.left,p)}return{width:f-p,height:d-c,x:p,y:c}}function Ll(t){
let{width:e,height:n}=ls(t);return{width:e,height:n}}function Rl(t,e,n){let o=$e(e),r=Te(e),s=n==="fixed",i=Wt(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=ke(0);if((o||
!s)&&((Ze(e)!=="body"||It(r))&&(a=zt(e)),o)){let h=Wt(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=wn(r));let f=r&&!o&&!s?us(r,a):ke(0),d=i.left+
a.scrollLeft-c.x-f.x,p=i.top+a.scrollTop-c.y-f.y;return{x:d,y:p,width:i.width,height:i.height}}function bo(t){return ye(t).position==="static"}function is(t,e){
if(!$e(t)||ye(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function ds(t,e){let n=le(t);
if(Ft(t))return n;if(!$e(t)){let r=He(t);for(;r&&!mt(r);){if(ve(r)&&!bo(r))return r;r=He(r)}return n}let o=is(t,e);for(;o&&ns(o)&&bo(o);)o=is(o,e);return o&&mt(
o)&&bo(o)&&!yn(o)?n:o||os(t)||n}var Pl=async function(t){let e=this.getOffsetParent||ds,n=this.getDimensions,o=await n(t.floating);return{reference:Rl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Il(t){return ye(t).direction==="rtl"}var Fl={convertOffsetParentRelativeRectToViewportRelativeRect:Sl,
getDocumentElement:Te,getClippingRect:$l,getOffsetParent:ds,getElementRects:Pl,getClientRects:Al,getDimensions:Ll,getScale:gt,isElement:ve,isRTL:Il};var xo=Jr;var wo=Zr,_o=Qr;var ko=(t,e,n)=>{let o=new Map,r=n??{},s={...Fl,...r.platform,_c:o};return Yr(t,e,{...r,platform:s})};function _n(t){try{return t.matches(":popover-open")}catch{return!1}}function fs(t,e,n){if(!n){_n(e)&&e.hidePopover();return}_n(e)||e.showPopover?.(),ko(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[xo(2),_o({padding:8}),wo({padding:8})]}).then(({x:o,y:r})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(r)}px`}))}function ps(){let{view:t}=k(),e=I(null),n=t.hint.value,o=t.open.value;return W(()=>{let r=e.current;if(!(!r||!n)){if(!o){_n(r)&&r.hidePopover();
return}_n(r)||r.showPopover?.(),ko(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[xo(6),_o({padding:8}),wo({padding:8})]}).then(({x:s,
y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),W(()=>{let r=new AbortController,{signal:s}=r;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:s,capture:!0}),()=>r.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function ue({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var zl=12;function hs({entries:t,choose:e}){let n=J(),o=X(""),r=X(0),s=I(null),i=Wl(t,o.value),a=o.value.trim()!=="",c=Math.min(r.value,i.length-1),f=I(null);W(
()=>{s.current&&f.current&&fs(s.current,f.current,a)});let d=()=>{o.value="",r.value=0},p=u=>{u&&(d(),e(u))},h=u=>{if(u.key==="ArrowDown")r.value=Math.min(c+1,i.
length-1);else if(u.key==="ArrowUp")r.value=Math.max(c-1,0);else if(u.key==="Enter"&&a)p(i[c]);else if(u.key==="Escape"&&a)d();else return;u.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:s,
onInput:({currentTarget:{value:u}})=>{o.value=u,r.value=0},onKeyDown:h,onBlur:d}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:f,children:[i.map((u,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:g=>{g.preventDefault(),p(u)},children:[
l("b",{children:u.label}),l("span",{class:"ll-quiet",children:` ${u.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:u.help})]},u.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function Wl(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(
a=>i.toLowerCase().includes(a)),r=t.filter(({label:i})=>o(i)),s=t.filter(i=>!r.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...r,
...s].slice(0,zl)}function gs(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[J(),J()],s=I(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[f,d]=Nl(
n.entries.value,c),p=u=>{t.edit(()=>{e.change({preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})};W(()=>{let u=!0;return ee(
()=>{t.view.wanted.value;let m=s.current;!u&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),u=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(E,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":r,value:i.name,onChange:u=>p(u.currentTarget.value),children:[f.map(ms),d.map(([u,m])=>l("optgroup",{label:u,children:m.map(ms)},
u))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:u=>{let{value:m}=u.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(hs,{entries:[...f,...d.flatMap(([,u])=>u)],choose:({name:u})=>p(u)})]}),l("p",{class:"ll-help",id:r,children:h})]})}function ms({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function Nl(t,e){let n=new Map,o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.
includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.fromEntries(n);return n.delete(""),[r,[...n]]}function ys(){let{store:t}=k(),{draft:e,synced:n}=t,o=J(),r=I(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${ql(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":s,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!s})),children:"Options"}),l(vs,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(vs,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!s,children:l(De,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Dl,{})})})]})}function vs({name:t,hidden:e,children:n}){let{store:o}=k(),{draft:r}=o,s=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":s,hidden:e,onClick:()=>o.edit(()=>r.change({panel:s?"":t})),children:n})}function Dl(){let{store:t}=k(),{draft:e}=t,n=t.synced.selection.
value,o=n?Me(n):[],r=o.length,s=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:s,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function ql(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(Et(t,e)||t.empty||"none")}function bs(){let{store:t}=k(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(E,{children:[e.reads?l(dn,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(dn,{tokens:r,layers:s,positions:i}),l(un,{name:"Writes",where:uo(e),children:l(Hl,{target:e,slots:e.slots??i})})]})})}
function Hl({target:t,slots:e}){let{store:n}=k(),o=I(null),r=I(!1);if(W(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Ot,{tokens:t.tokens,marked:e,chip:fn(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(f=>f.set("position",c))},
i=(c,f)=>{let d={ArrowLeft:-1,ArrowRight:1}[c.key];d!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,f+d))))},a=(c,f,d)=>{let p=e.includes(
f);return l("button",{type:"button",class:`ll-token ll-mono${p?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":p,"data-slot":f,tabIndex:p||e.length===0&&
f===0?0:-1,title:`position ${f}`,onClick:()=>s(f),onKeyDown:h=>i(h,f),children:l(ut,{text:c,part:d})},f)};return l(Ot,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function xs(){let{store:t}=k(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(gs,{}),l(jl,{}),l(Dr,{}),l(ys,{}),l(bs,{}),l(Wr,{}),l(Vl,{}),l(Nr,{})]})}function jl(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[J(),J()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var Bl=[
"question","layer","position"];function Vl(){let{draft:t,preview:e,synced:n}=k().store,o=e.problem.value,r=o!==null&&Bl.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),f=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",u=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:u?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!f,children:f?`${h}${o.message}`:""})}function ws(){let{store:t}=k(),{answers:e,comparisons:n,constants:o,tokens:r}=t.synced,s=t.view.answer.value?.id??"",i=n.value.find(d=>d.answers.includes(s)),a=(i?.
answers??[]).flatMap(d=>e.value.find(p=>p.id===d)??[]),[c]=a,f=d=>`${ie(pe(d))}, ${he(d,r)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(E,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${f(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:Kl(i)})]}),l("div",{class:"ll-columns",children:a.
map(d=>l("button",{type:"button","data-id":d.id,"aria-current":d.id===s?"true":void 0,onClick:()=>t.show(d),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:d.question,children:d.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:G(d)}),f(d)!==f(c)&&l("span",{class:"ll-quiet",children:`reads ${f(
d)}`}),l(Gl,{name:"confidence",value:te(d)?d.confidence:null}),Xe(d,"").map(([p,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:p}),l("spa\
n",{class:"ll-num",children:h})]},p)),l("span",{class:"ll-quiet",children:o.verdicts[d.verdict]})]},d.id))})]})})}function Kl({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${T(t/e)}`}function Gl({name:t,value:e}){return l(E,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":T(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function _s(t){return typeof t=="object"?t.key:t}function ks(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let f=e[a*2];c=o[a]={index:a,key:c,start:f,size:e[a*2+1],end:f+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function et(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let f=0,d=t();if(!(d.length!==o.length||d.some((u,m)=>o[m]!==u)))return r;o=d;let h=0;return r=
e(...d),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function So(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Le=(t,e)=>Math.abs(t-e)<1.01,Ss=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function As({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Ul=t=>t==="smooth"||t==="smoothFinishing";function Cs({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Ul(n.phase)&&!Le(e,n.lastTargetOffset)&&
!Le(e,o())&&t!=="clampedEcho"}var Ao=40;function Ms(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Ao;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<Ao;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Os(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Ao;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Nt,Dt=()=>{if(Nt!==void 0)return Nt;if(typeof navigator>"u")return Nt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Nt=!0;let t=navigator.maxTouchPoints;
return Nt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Co,Xl=()=>Co!==void 0?Co:Co=Dt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Es=()=>!Dt()||Xl();var vt={capture:!0,passive:!0},kn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,vt),n.addEventListener("touchend",r,vt),n.addEventListener("touchcanc\
el",r,vt),()=>{n.removeEventListener("touchstart",o,vt),n.removeEventListener("touchend",r,vt),n.removeEventListener("touchcancel",r,vt),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var Yl=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},Ql=t=>t,Jl=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var Ts={passive:!0};var Zl=typeof window>"u"?!0:"onscrollend"in window,ea=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
Zl,i=0,a=s?null:Ss(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},f=c(!0),d=c(!1);return o.addEventListener("scroll",f,Ts),s&&
o.addEventListener("scrollend",d,Ts),()=>{o.removeEventListener("scroll",f),s&&o.removeEventListener("scrollend",d),a?.cancel()}},Ls=(t,e)=>ea(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var ta=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},na=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Rs=na,$s=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",qt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function oa(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var Sn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new kn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Os(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let f=this.targetWindow;if(!f||!f.ResizeObserver)return null;let d=o=Yl(f);return n=new f.ResizeObserver(p=>{let h=()=>{let u={sync:!1};this._resizeBatch=u;try{
p.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)d.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=f=>{let d=f.target,p=this.indexFromElement(d);if(!d.
isConnected){this.observer.unobserve(d);for(let[h,u]of this.elementsCache)if(u===d){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(d,f,this))};return{disconnect:()=>{var f;(f=a())==null||f.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:f=>{let d=a();if(d){if(!r){d.observe(f,{box:"border-box"});return}i.add(f),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:f=>{var d;i.delete(f),(d=a())==null||d.unobserve(f)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:Ql,rangeExtractor:Jl,onChange:()=>{},measureElement:ta,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let d in n){let p=n[d];
p!==void 0&&(r[d]=p)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let d=s.count,p=r.
count,h=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=_=>_s(u[_]),g=d>0?m(0):null,v=d>0?m(d-1):null;if(p!==d||d>0&&p>0&&
(r.getItemKey(0)!==g||r.getItemKey(p-1)!==v)){c=!0;let _=d>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;_&&(i=[_.key,this.getScrollOffset()-
_.start]);let M=r.followOnAppend===!0?"auto":r.followOnAppend||null;M&&p>0&&this.isAtEnd(s.scrollEndThreshold)&&(d===0||r.getItemKey(p-1)!==v)&&(p>d||oa(d,p,m,r.
getItemKey))&&(a=M)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let f=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[d,p]=i,h=this.getMeasurements(),{count:u,getItemKey:m}=this.options,g=0;for(;g<u&&m(g)!==d;)g++;if(g<u){let v=h[g];if(v){let x=Math.max(0,v.start+p);!a&&x!==
this.scrollOffset&&(f=x-this.scrollOffset,this.scrollOffset=x)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:f!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:f}:(this._holdOffset+=f,this._followOffsetTarget(f)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=et(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(s=>{this.observer.observe(s)}),this.unsubs.push(this.options.observeElementRect(
this,s=>{this.scrollRect=s,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(s,i)=>{var a,c,f,d;let p=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=s<0||p!==null&&s>p+1;let u=s;this._lastElementOffset=u,s=this._toLayoutOffset(s);let m=this._classifyScrollEvent(
s,i,p);if(m==="spurious")return;m==="readBack"?s=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&s<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=s:Cs({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
v=this.scrollDirection;this.scrollDirection=i?g===s?this.scrollDirection:g<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)x.samples=[];else{let y=this.now();x.samples=[...(x.samples??[]).filter(_=>y-_.t<=200),
{t:y,offset:u}],(v!==null&&this.scrollDirection!==v||Ms(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((f=this.scrollState)==null?void 0:f.phase)!=="smoothFinishing"})&&
((d=this.scrollState)==null?void 0:d.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
qt(this.scrollState)&&!Le(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return As({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=$s(o,n.index!=
null&&Le(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Dt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
et(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,f)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:f}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=et(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:f},d)=>{
var p;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let y of this.laneAssignments.keys())y>=n&&this.laneAssignments.delete(y);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(y=>{this.itemSizeCache.
set(y.key,y.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let y=n*2,_=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!_||_.length<y){let C=new Float64Array(y);_&&u>0&&C.set(_.subarray(0,u*2)),_=C}let M=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),L;if(u===0)L=o+r;else{let C=u-1;L=_[C*2]+_[C*2+1]+f}for(let C=u;C<n;C++){let R=s(C);M[C]=R;let b=h.get(
R),S=typeof b=="number"?b:this.options.estimateSize(C);_[C*2]=L,_[C*2+1]=S,L+=S+f}this._singleLaneMeasurements={flat:_,items:M};let w=ks(M,_);return this.measurementsCache=
w,w}let m=this.measurementsCache.slice(0,u),g=new Array(a).fill(void 0),v=new Float64Array(a),x=0;for(let y=0;y<u;y++){let _=m[y];_&&(g[_.lane]===void 0&&x++,g[_.
lane]=y,v[_.lane]=_.end)}for(let y=u;y<n;y++){let _=s(y),M=this.laneAssignments.get(y),L,w,C=c==="estimate"||h.has(_);if(M!==void 0&&this.options.lanes>1){L=M;let P=g[L],
N=P!==void 0?m[P]:void 0;w=N?N.end+f:o+r}else if(x===a){let P=0,N=v[0],V=g[0];for(let ne=1;ne<a;ne++){let re=v[ne];(re<N||re===N&&g[ne]<V)&&(P=ne,N=re,V=g[ne])}
L=P,w=N+f,C&&this.laneAssignments.set(y,L)}else L=y%this.options.lanes,w=o+r,C&&this.laneAssignments.set(y,L);let R=h.get(_),b=typeof R=="number"?R:this.options.
estimateSize(y),S=w+b;m[y]={index:y,start:w,size:b,end:S,key:_,lane:L},g[L]===void 0&&x++,g[L]=y,v[L]=S}return this.measurementsCache=m,m},{key:!1,debug:()=>this.
options.debug}),this.calculateRange=et(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.
scrollMargin],(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=sa(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=et(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!qt(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,f,d=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
d!=null)f=this.options.getItemKey(n),c=d[n*2],a=d[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;f=u.key,c=u.start,a=u.size}let p=this.itemSizeCache.get(
f)??a,h=o-p;if(h!==0){let u=this.options.anchorTo==="end"&&!qt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=u?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),x=!this.itemSizeCache.has(f)?c<g:c+p<=g&&this.scrollDirection!=="backward",y=!qt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:f,start:c,size:a,end:c+a,lane:0},h,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(f,o),this.itemSizeCacheVersion++;let _=!1;if(this._awaitingCommandReadBack()||(u?_=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):y&&(_=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=_);return}
this.notify(_),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=et(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let s=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],f=o[c];s.push(r===0?f:{...f,start:f.start-r,end:f.end-r})}return s},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let s=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&s!=null,a=Ps(0,r.length-1,i?c=>s[c*2]:c=>So(r[c]).start,n);return So(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let s=o.lowMaxes??
(o.lowMaxes=[]);s[s.length-1]!==r&&s.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let s="document"in o?o.document.scrollingElement:o;if(!s?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=s,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
f=i.getPropertyPriority(a),d=()=>this.options.horizontal?s.clientHeight:s.clientWidth,p=d();if(i.setProperty(a,"hidden","important"),d()!==p){i.setProperty(a,c,
f);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,f),!0),done:n};this._momentumStop=h,
r.requestAnimationFrame(()=>r.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let r=o+this._holdOffset;return n>r+.5?{target:n,maxAtWrite:r}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,r=0)=>{if(!this.scrollElement)
return 0;let s=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+s?"end":"start"),o==="center"?n+=(r-s)/2:o==="end"&&(n-=s);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getSize(),s=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=s+r-this.options.scrollPaddingEnd)o="end";else if(i.start<=s+this.options.scrollPaddingStart)o=
"start";else return[s,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),f=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(f,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
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
return!(Dt()&&this._iosGesture.dragging())&&n!==null&&!Le(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,s=o!==this.scrollState.lastTargetOffset;if(!s&&Le(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=qt(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Es()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:$s(o,e.index!=null&&Le(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Ps=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function ra(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function sa(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let f=ra(r,s,n),d=f,p=n+e;for(;d<s&&r[d*2]+r[d*2+1]<p;)d++;return{startIndex:f,endIndex:d}}
let a=Ps(0,s,f=>t[f].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let f=Array(o).fill(0);for(;c<s&&f.some(p=>p<n+e);){let p=t[c];f[p.lane]=p.end,
c++}let d=Array(o).fill(n+e);for(;a>=0&&d.some(p=>p>=n);){let p=t[a];d[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var yt=24,ia=38,Fs=16,de=44,Mo=18,Is=760;function la(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function aa(t,e,n={}){
return new Sn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Ls,scrollToFn:Rs,...n})}var bt=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>yt,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return ia+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Is)-de,height:(this.scroller?.clientHeight||Mo*yt+this.head)-this.head});return aa(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return la(this.scroller?.clientWidth||Is,de,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},zs={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var An=10,To=112,$o=An+To+6,je=t=>An+(1-t)*To;function Lo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=ft(t.controls,e);return n!==null&&Ce(t,e)<=n[1]}function Ws(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function Ns({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=u=>Oo(e(u),o),c=t.filter(te),f=(u,m)=>u.flatMap(g=>[-o/2,o/2].map(v=>`${a(g)+v},${je(m(g))}`)),
d=(u,m)=>g=>ft(Eo(g,u),n)?.[m]??0,p=u=>{let m=g=>[...f(u,d("random",1)),...f(u,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),u.some(g=>Eo(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(d("random",0))})]})},h=Ue(c.flatMap(({controls:u})=>u)).
map(({kind:u})=>u);return l("svg",{class:"ll-chart",width:r,height:$o,"aria-hidden":"true",children:[[0,.5,1].map(u=>l("line",{class:"ll-rule",x1:de,x2:r,y1:je(
u),y2:je(u)},u)),s!==void 0&&l("line",{class:"ll-guide",x1:Oo(s,o),x2:Oo(s,o),y1:An,y2:An+To}),[...new Set(["random",...h])].flatMap(u=>Ws(c.filter(m=>Eo(m,u).length>
0),e).map(m=>u==="random"?p(m):l("polyline",{class:`ll-control ll-${u}`,points:f(m,d(u,1)).join(" ")}))),Ws(c,e).map(u=>l("polyline",{class:"ll-own",points:u.map(
m=>`${a(m)},${je(Ce(m,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!te(u)).map(u=>l("path",{class:"ll-cross",d:`M${a(u)-4} ${je(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>l(
"circle",{class:`ll-dot${me(u,i)?" ll-hollow":""}${Lo(u,n)?" ll-within":""}`,"data-position":e(u),cx:a(u),cy:je(Ce(u,n)),r:4},u.id))]})}function Oo(t,e){return de+
(t+.5)*e}function Eo(t,e){return t.controls.filter(n=>n.kind===e)}function Ds({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=k(),i=I(null),a=X(-1),c=I(!1),{at:f,heads:d,unit:p}=e,h=new Map(t.points.map(w=>[f(w),w])),
u=h.has(a.value)?a.value:t.points[0]?f(t.points[0]):-1;W(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,g=t.points.find(({id:w})=>w===r.view.answer.value?.id),v=p==="positions"?m?.position:p==="layers"&&m?e.values.indexOf(m.layer):g&&f(g),x=p==="sc\
ales"||(p==="layers"?m?.position===t.position:m?.layer===t.layer),y=de+d.length*o,_=w=>{let C=w instanceof Element?w.closest(".ll-tick"):null,R=C&&h.get(Number(
C.dataset.position));return R?[C,R]:void 0},M=w=>{if(w.altKey||w.ctrlKey||w.metaKey)return;let C=[...h.keys()].sort((P,N)=>P-N),R=C.indexOf(u),S={ArrowLeft:R-1,
ArrowRight:R+1,Home:0,End:C.length-1}[w.key];S!==void 0&&(w.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,S))]??u)},L=({target:w})=>{let C=_(
w);C&&s.show({anchor:C[0],content:()=>l(ua,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${y}px`},onKeyDown:M,
onClick:({target:w})=>{let C=_(w);C&&(a.value=f(C[1]),r.show(C[1]))},onPointerOver:L,onFocusIn:L,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(Ns,
{points:t.points,at:f,option:n,column:o,width:y,marked:v===void 0||v<0?void 0:v,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(w=>l("span",{style:{top:`${je(w)}px`},children:w},w))}),d.map((w,C)=>l(ca,{head:w,column:C,answer:h.get(C),stop:C===u,on:x&&C===v,width:o},C))]})}function ca({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=k().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?da(n,i):`Position ${e} ${t}`,style:{left:`${de+e*s}px`,width:`${s}px`,paddingTop:`${$o}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(j,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(j,{text:G(n)})})]})}function ua({answer:t,
option:e}){let{tokens:n}=k().store.synced,[o,r]=he(t,n),s=B(t);return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(j,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:G(t)})}),!s&&l("div",{class:"ll-quiet",children:lt}),
s&&!fe(t)&&l(ue,{name:e||"confidence",value:T(Ce(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(ue,{name:"calibrated",value:T(t.calibrated_confidence)}),
Xe(t,e).map(([i,a])=>l(ue,{name:i,value:a},i)),t.option_mass!==null&&l(ue,{name:"option mass",value:T(t.option_mass)})]})}function da(t,e){let n=he(t,e).join(" ");
if(t.confidence===null)return`${n}: ${oe}`;let o=Xe(t,"").map(([r,s])=>`, ${r} ${s}`);return te(t)?`${n}: ${t.text}, confidence ${T(t.confidence)}${o.join("")}`:
`${n}: ${G(t)}`}function Cn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function qs({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function Se({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function Hs(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function js(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var fa=54;function Vs({scroller:t}){let{store:e,view:n}=k(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=X(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",f=js(s,r),{heads:d,unit:p}=f;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${Bs(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||d.length} ${p}`})]}),l(Se,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${Bs(h)}: ${q(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(Se,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(Cn,{keys:pa(s,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(Ds,
{curve:s,columns:f,option:c,column:p==="layers"?fa:n.columnWidth.value})})]})}function pa({points:t},e,n){let o=Ue(t.find(B)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:fo(r,s.length).toLowerCase()})),t.some(r=>te(r)&&Lo(r,e))&&{sign:"within",text:"a c\
ontrol supports it as much"},t.some(r=>me(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(te)&&{sign:"cross",text:t.some(fe)?at:`${oe}: ${at}`}]}function Bs({
layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${q(e)}`:""}`}function Ks(){let{store:t}=k(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,r=o.toReversed(),s=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:r.map((i,a)=>l(E,{children:[i.question!==r[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:q(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===s?"true":void 0,title:`L${ie(pe(i)).slice(1)}: ${he(i,n).map(q).join(" ")}
${q(i.question)}
${q(G(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.show(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${pe(i).join("+")}`}),l("span",{class:"ll-mono ll-cut ll-\
quiet",dir:"auto",children:he(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:G(i)}),l("span",{class:"ll-bar",style:{"--p":String(te(i)?i.confidence:
0)}}),l("span",{class:"ll-num",children:te(i)?T(i.confidence):""})]})})]},i.id))})]})}var Ro={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function Gs(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function Us(t,e,n){if(!t)return Ro;let o=t.probs[0];if(o==null)return{text:oe,share:0,
says:oe,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${T(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="\
probability")return{text:T(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return Ro;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${T(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function Xs(t){let e=We(t),n=t.find(B)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess over its controls"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"\
excess",...r}]:[],{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function tt({
excess:t,noise:e}){return e&&e.read===!1?!1:t===null||t>0}function Ys(t,e,n,o){if(!t)return{...Ro,says:"not asked yet"};if(!B(t))return{text:oe,share:0,says:oe,
classes:{"ll-not-finite":!0}};let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),f=a?i.find(({text:h})=>h===
a)?.probability??0:c?s??0:r??0,d=c?s===null?"":ge(s):T(f),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?G(t):d,share:tt(t)||!c?Math.max(0,f):0,says:`${G(
t)}, ${p} ${d}`,classes:{"ll-under-controls":!a&&!tt(t),"ll-low":me(t,o)}}}function Qs(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,f=t!==void 0&&!B(t),d=r===""&&t?.excess===null&&s,p=t&&!d?ze(t,r):0,h=t?G(t,""):"",u=f?
oe:t?`${G(t)}, ${ha(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!tt(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!f&&!d&&r===""&&(p<=0||!tt(t)),"ll-not-finite":f,"ll-low":t!==void 0&&me(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function ha(t,e){return e!==""?`P(${e}) ${T(ze(t,e))}`:t.excess===null?`confidence ${T(ze(t,""))}`:`excess ${ge(
t.excess)}`}function Js({cell:[t,e],answer:n,option:o}){return l(E,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(ei,{answer:n,option:o})]})}function Zs({title:t,token:e,answer:n}){return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(j,{text:e})})]}),l(ei,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function ei({
answer:t,option:e}){return l(E,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!B(t)&&l("div",{class:"ll-quiet",children:lt}),t&&B(t)&&l(
E,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:G(t)})}),(e!==""||!fe(t))&&l(ue,{name:e||"confidence",value:T(Ce(t,e))}),Xe(t,e).
map(([n,o])=>l(ue,{name:n,value:o},n)),t.excess!==null&&l(ue,{name:"excess",value:ge(t.excess)})]})]})}function ti({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let f=Object.keys(r).filter(d=>r[d]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...f].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(j,{text:t})})}function Mn(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:f}=k(),d=I(null);W(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[h,u]=e.cursor.value;W(()=>{e.wantsFocus&&(e.wantsFocus=!1,d.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,g,v,x]=e.seen(),y=new Set([h]);for(let b=m;b<g;b+=1)y.add(b);let _=b=>{let S=new Set(b===h?[u]:[]);if(b>=m&&b<g)for(let P=v;P<
x;P+=1)S.add(P);return[...S].sort((P,N)=>P-N)},M=b=>{let S=b instanceof Element?b.closest(".ll-cell"):null;return S?[c(Number(S.dataset[n[0]])),Number(S.dataset[n[1]])]:
void 0},L=({target:b})=>{let S=M(b),P=b.closest(".ll-cell");S&&P&&f.show({anchor:P,content:()=>t.hint(S)})},w=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let S=e.cursor.peek(),P=zs[b.key];if(P){e.move(P(S,e),!0);let N=e.cursor.peek();b.shiftKey&&
N[0]===S[0]&&t.extend?.(N)}else if(b.key===" "||b.key==="Enter")t.choose(S,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>r?.spans.some(([
S,P])=>S<=b&&b<P)??!1,R=[];for(let b=v;b<x;b+=1)R.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-\
colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,Mo)*yt+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>f.hide(),children:l(
"div",{class:"ll-canvas",role:"presentation",ref:d,style:{width:`${de+e.columnCount*p}px`,height:`${e.head+e.rowCount*yt}px`},onClick:b=>{let S=M(b.target);S&&(e.
move(S,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(S):t.choose(S,b.shiftKey))},onKeyDown:w,onPointerDown:b=>{let S=M(b.target);S&&t.press?.(S,b)},onPointerOver:b=>{
L(b);let S=M(b.target);S&&t.over?.(S,b)},onFocusIn:L,onPointerOut:()=>f.hide(),onFocusOut:()=>f.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowi\
ndex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:b,start:S,stop:P})=>l("div",{class:"ll-band-name","data-role":b,
"aria-hidden":"true",style:{left:`${de+S*p}px`,width:`${(P-S)*p-1}px`},children:l("span",{children:b})},S)),R.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,
role:"columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${de+b*p}px`},children:t.head(b)},b))]}),[...y].sort((b,S)=>S-b).map(b=>l("div",{class:`\
ll-row${r?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*yt}px`},children:[l("div",{class:"ll-s\
ide",role:"rowheader",children:a(b)}),_(b).map(S=>l(ti,{...t.look(b,S),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:S},column:S,left:de+S*p,stop:b===h&&S===u},S))]},
b))]})})}function ni(){let t=k().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(ma,{map:t})})}
function ma({map:t}){let{store:e}=k(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=X(""),c=I(null),f=t.points.find(B)??t.points[0],d=f?.
options.map(({text:w})=>w)??[],p=d.includes(a.value)?a.value:"",h=f?.excess===null?"confidence":"excess",u=We(t.points),m=ln(t.points,p,i),g=new Map(t.points.map(
w=>[`${w.layer}:${w.target_layer}`,w])),v=(w,C)=>g.get(`${w}:${C}`),x=e.view.answer.value,y=x&&v(x.layer,x.target_layer)?.id===x.id?x:null,_=I(!1);_.current=y!==
null;let M=se(()=>new bt(o,r,[46,168],[0,0],()=>_.current),[]),L=o*r;return l(E,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(j,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${L} cells`})]}),l(Se,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:w,position:C,question:R})=>[w,`position ${C}: ${q(R)}`]),choose:w=>{e.view.heatMapId.value=w}}),l(Se,{label:"What the cells show",least:2,value:p,options:[["",
h],...d.map(w=>[w,`P(${q(w)})`])],choose:w=>{a.value=w}})]}),l("div",{class:"ll-under",children:[l(ga,{found:m,option:p,choose:w=>{e.show(w),M.move([w.layer,w.target_layer],
!0)}}),l(Cn,{keys:va(t.points,p,m,i)})]}),l(Mn,{grid:M,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:w=>l(E,{children:[
l("small",{children:w===0?"written":""}),l("span",{children:w})]}),headTitle:w=>`written at layer ${w}`,look:(w,C)=>Qs(v(w,C),[w,C],{option:p,over:u,found:m,here:y,
constants:i}),marked:y&&{rows:[y.layer],spans:[[y.target_layer,y.target_layer+1]]},choose:([w,C])=>{let R=v(w,C);R&&e.show(R)},hint:([w,C])=>l(Js,{cell:[w,C],answer:v(
w,C),option:p})})]})}function ga({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&o.excess!==null?ge(o.excess):T(ze(o,e));return l(
"button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best\
 of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(j,{text:G(o)})}),ro(o)!==""&&l("span",{class:"ll-doubt",
children:` ${ro(o)}`})]})}function va(t,e,n,o){let r=e===""&&We(t);return[{sign:"shade",text:r?"excess, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},r&&{sign:"\
under",text:"a control supports it as much"},t.some(s=>me(s,o))&&{sign:"low",text:"low option mass"},!t.every(B)&&{sign:"not-finite",text:`${oe}: no answer`},{sign:"\
same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var[On,oi]=[14,54];function ri({lens:t}){let{store:e}=k(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;W(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(p,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=p=>4+(1-p)*(oi-
8),f=a.flatMap((p,h)=>p&&p.rank!==null?[[h,p]]:[]),d=f.find(([,{rank:p}])=>p===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(j,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(j,{text:r[i]??""})}),
d?`: first likeliest at layer ${d[0]}`:": likeliest at no layer"]}),l("svg",{width:o*On,height:oi,role:"img","aria-label":ya(f),children:[[0,1].map(p=>l("line",
{class:"ll-rule",x1:0,x2:o*On,y1:c(p),y2:c(p)},p)),l("polyline",{class:"ll-own",points:f.map(([p,{chance:h}])=>`${(p+.5)*On},${c(h??0)}`).join(" ")}),f.map(([p,
{rank:h,chance:u}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(p+.5)*On,cy:c(u??0),r:h===1?4:2,children:l("title",{children:`layer ${p}: rank ${h}\
, probability ${T(u??0)}`})},p))]})]})}function ya(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${T(o??0)}`).join("; ")}var ba=[1,2,4,8],xa=12,wa=24;function Po({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function si({rows:t,sight:e,jump:n}){let{store:o}=k(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,f=s.siteMap.value,d=Po(o);d.at(
0,0);let p=f?Xs(f.points):Gs(d.vocab,d.pinned),h=c&&!f?p.slice(0,2):p,u=p.find(({name:m})=>m===s.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(Se,{label:"What is read in the cells",least:1,value:f?`map ${f.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.map(({name:m,label:g})=>[`lens ${m}`,g]),...r.siteMaps.value.map(m=>[`map ${m.id}`,_a(m)])],choose:m=>{m.startsWith(
"map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(Se,{label:"What the cells show of it",least:2,value:u?.name??"",options:h.map(({name:m,label:g})=>[m,q(
g)]),choose:m=>{s.measure.value=m}}),u?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"a word, such as Paris",
value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(Se,{label:"Rows of layers",least:a>xa?1:99,value:String(s.stride.value),options:ba.filter(
m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=wa&&l(Aa,{jump:n}),!c&&l(Sa,{rows:t,sight:e})]}),
u&&l(ka,{kind:u,map:f,waiting:!f&&d.waiting}),u?.name==="rank"&&!f&&l(ri,{lens:d})]})}function _a({question:t,points:e,complete:n,total:o}){let r=n?"":` (${e.length}\
 of ${o})`;return`Answers: ${q(t)}${r}`}function ka({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-legend",children:[l(qs,{scale:t.scale,
of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>B(r)&&!tt(r))&&l("span",{class:"ll-key ll-key-under",children:o.some(({noise:r})=>r?.read===
!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-quiet",children:`${o.length} of ${e.total} \
cells`})]})}function Sa({rows:t,sight:e}){let{store:n}=k(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,c=s.stride.value===
1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every la\
yer of ${Oe(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e),children:i&&Me(i).length>1?"Every layer of these tokens":"Every layer of this token"}),
l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of the box in all ${t.length*r.tokens.length} cells, those in sight first`,onClick:()=>n.
sites(!0,c,e),children:"Every cell"})]})}function Aa({jump:t}){let{tokens:e}=k().store.synced,n=X(""),o=X(-1),r=n.value.trim().toLowerCase(),s=r?Ca(e,r):[],i=()=>{
s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"ll-field",type:"search","aria-label":"\
Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),
i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"none":`${Math.max(0,o.value)+1} of ${s.length}, next`})]})}
function Ca(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.flatMap((s,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().
indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}var Ma=46;function ii({rows:t,grid:e,scroller:n,shade:o}){let r=I(null),[s,i,a,c]=e.seen(),[f,d]=[e.columnCount,t.length],p=c-a<f||i-s<d;if(W(()=>{let m=p?r.current?.
getContext?.("2d"):null;if(!r.current||!m)return;let g=getComputedStyle(r.current).color;m.clearRect(0,0,f,d),m.fillStyle=g;for(let v=0;v<d;v+=1)for(let x=0;x<f;x+=
1){let y=o(v,x);y!==null&&(m.globalAlpha=.1+.9*y,m.fillRect(x,d-1-v,1,1))}}),!p)return null;let h=m=>{if(m.type==="pointermove"&&(m.buttons&1)===0)return;let g=n.
current,v=r.current?.getBoundingClientRect();if(!g||!v||v.width===0)return;let x=(y,_,M)=>(y-_)/M;g.scrollLeft=x(m.clientX,v.left,v.width)*g.scrollWidth-g.clientWidth/
2,g.scrollTop=x(m.clientY,v.top,v.height)*g.scrollHeight-g.clientHeight/2},u=(m,g)=>`${100*m/g}%`;return l("div",{class:"ll-minimap","aria-hidden":"true",onPointerDown:h,
onPointerMove:h,children:[l("canvas",{ref:r,width:f,height:d,style:{height:`${Ma}px`}}),l("span",{class:"ll-sight",style:{left:u(a,f),width:u(c-a,f),top:u(d-i,d),
height:u(i-s,d)}})]})}function li({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:co(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:lt}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(j,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:T(o.probs[a]??0)})]},
a)),!s&&l(Oa,{reading:o,pinned:r})]})}function Oa({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
E,{children:[o!==null&&l(ue,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(ue,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(ue,{name:`rank of ${q(e)}`,value:`${s}, ${T(i??0)}`})]})}function ai({scroller:t}){let{store:e,view:n}=k(),{synced:o}=e,{tokens:r,layers:s,quiet:i,roles:a,splitCharacters:c,selection:f}=o,d=e.view.stride.value,p=se(()=>Array.
from({length:s},(A,O)=>O).filter(A=>(s-1-A)%d===0),[d]),h=A=>p[A]??0,u=A=>p.findIndex(O=>O>=A),m=I(null),g=I(null),v=X(null),x=se(()=>{let{layer:A,position:O}=f.
peek()??{layer:s-1,position:r.length-1};return new bt(p.length,r.length,[68,168],[u(A),O],()=>f.peek()!==null,a.length>0?Fs:0)},[p]),y=se(()=>_e(()=>new Set(o.answers.
value.filter(({vector:A})=>!A).flatMap(({sites:A,layer:O,position:z})=>A.length>0?A:[[O,z]]).map(A=>A.join(":")))),[]);W(()=>{let A=new AbortController,O=z=>{let D=v.
peek();if(v.value=null,!D)return;let Z=z.ctrlKey||z.metaKey?f.peek():null,we=[D[1],D[2]+1];o.selectAll([...Z?.layers??[],D[0]],[...Z?.spans??[],we])};return document.
addEventListener("pointerup",O,{signal:A.signal}),()=>A.abort()},[]),W(()=>{let A=!0;return ee(()=>{let O=f.value;if(A||!O){A=!1;return}let{layer:z,position:D,start:Z,
layers:we}=O,[ot,Be]=x.cursor.peek();Z===D&&(g.current=[z,D]),!(we.includes(h(ot))&&Me(O).includes(Be))&&x.move([u(z),D],m.current?.contains(document.activeElement)??
!1)})},[x]);let[_,M,L,w]=x.seen();x.version.value;let C=x.width.value,R=e.view.siteMap.value,b=Po(e),S=R?void 0:b.error,[P,N]=[h(_),h(M-1)+1];W(()=>{!o.frozen&&
!R&&b.look(e.link,P,N,L,w)},[b,R,P,N,L,w,S]);let V=se(()=>new Map(R?.points.map(A=>[`${A.layer}:${A.position}`,A])),[R]),ne=se(()=>We(R?.points??[]),[R]);W(()=>{
n.columnWidth.value=C},[C]);let re=f.value,be=v.value,ae=be?Ne([be[0]],[[be[1],be[2]+1]]):re,ce=A=>{let O=ao(a,A);return`${A}: ${q(r[A]??"")}${O?`, ${O}`:""}`},
xe=A=>[...c.filter(({first:O,last:z})=>O<=A&&A<=z).map(({text:O})=>l(E,{children:["a part of ",l("bdi",{children:O})]})),...a.length>0?[ao(a,A)??"written by the\
 chat template"]:[]],Bt=e.view.measure.value,Wo=(A,O)=>{let z=h(A),D=R?Ys(V.get(`${z}:${O}`),Bt,ne,o.constants):Us(b.at(z,O),Bt,b.vocab),Z=ae?.layers.includes(z)?
ae.spans.find(([ot,Be])=>ot<=O&&O<Be):void 0,we=Z!==void 0;return{text:D.text,share:D.share,label:`Layer ${z}, position ${O} ${r[O]}: ${D.says}`,selected:we,classes:{
...D.classes,"ll-among":we&&Z[1]-Z[0]>1,"ll-first":we&&O===Z[0],"ll-last":we&&O===Z[1]-1,"ll-dim":i.has(O),"ll-answered":y.value.has(`${z}:${O}`)}}},No=([A,O])=>{
let z=h(A);g.current??=re?[re.layer,re.position]:[z,O];let[,D]=g.current;o.select(z,Math.max(D,O),Math.min(D,O))},_i=([A,O])=>{let z=h(A),[D,Z]=re?[re.layers,re.
spans]:[[],[]],we=Z.some(([Be,ki])=>Be<=O&&O<ki),ot=D.filter(Be=>Be!==z);we&&D.includes(z)&&ot.length>0?o.selectAll(ot,Z):o.selectAll([...D,z],[...Z,[O,O+1]])};
return l("div",{class:"ll-grid",ref:m,children:[l(si,{rows:p,sight:[P,N-1,L,Math.max(L,w-1)],jump:A=>x.move([x.cursor.peek()[0],A],!1)}),l(ii,{rows:p,grid:x,scroller:t,
shade:(A,O)=>{let{share:z,classes:D}=Wo(A,O);return D["ll-empty"]?null:z}}),l(Mn,{grid:x,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:[
"layer","position"],head:A=>l(E,{children:[l("small",{children:A}),l("span",{class:"ll-mono ll-cut",dir:Mt(c,A)?"ltr":"auto",children:l(ut,{text:r[A]??"",part:Mt(
c,A)})})]}),headTitle:ce,look:Wo,rowNumbers:p,marked:ae&&{rows:ae.layers.filter(A=>p.includes(A)).map(u),spans:ae.spans},choose:([A,O],z)=>{if(z)return No([A,O]);
let D=h(A);g.current=[D,O],o.select(D,O);let Z=V.get(`${D}:${O}`);Z&&(e.view.answer.value=Z)},add:_i,enter:()=>e.ask(),extend:No,hint:([A,O])=>R?l(Zs,{title:`La\
yer ${h(A)}, position ${O}`,token:r[O]??"",answer:V.get(`${h(A)}:${O}`)}):l(li,{title:`Layer ${h(A)}, position ${O}`,token:r[O]??"",notes:xe(O),reading:b.at(h(A),
O),pinned:b.pinned}),press:([A,O],z)=>{z.button===0&&z.pointerType!=="touch"&&!z.shiftKey&&(g.current=[h(A),O])},over:([,A],O)=>{if(!g.current||(O.buttons&1)===
0)return;let[z,D]=g.current;!v.peek()&&A===D||(v.value=[z,Math.min(D,A),Math.max(D,A)])}}),l("div",{class:"ll-note",role:"status",children:S!==void 0&&l(E,{children:[
l("span",{class:"ll-error",children:`The cells could not be read: ${S} `}),l("button",{type:"button",class:"ll-link",onClick:()=>b.retry(),children:"Try again"})]})})]})}var En=class{answer;wanted=$(0);arrived=$(0);curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);lines;curve;heatMap;constructor({
answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.
id??""),this.lines=_e(()=>[...n.value,...r.value.flatMap(Hs)]),this.curve=Io(this.lines,this.curveId),this.heatMap=Io(o,this.heatMapId),this.siteMapId=$(""),this.
siteMap=_e(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=Io(s,this.steeredId)}showMap(e){this.siteMapId.value=e,this.lines.peek().some(
n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=e,this.measure.value=""}};function Io(t,e){return _e(
()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var Tn=class{hint=$(null);open=$(!1);columnWidth=$(80);timer;show(e){clearTimeout(this.timer),this.hint.
value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var nt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},Re={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function ci(t){try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var ui=[
"dead","terminating","restarting","autorestarting"],$n=class{constructor(e,n,o){this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$(
"here");waiting=new Map;page=Math.random().toString(36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)
return!1;try{this.model.send(e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?nt.ping:nt.queued),!0}tell(e){return this.told+=
1,this.send({...e,from:this.page,n:this.told})}receive(e){this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("h\
ere")}ping(){this.send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=nt.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{
this.found.peek()!=="gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=ci(this.model);e!==void 0&&ui.includes(e)&&this.become("gone"),!(Date.now()-this.
heard<nt.heartbeat||this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=ci(this.model),
o=n!==void 0&&ui.includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),this.watch(e,nt.ping))}settle(e){clearTimeout(
this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.onState(e)))}forget(){
clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var Ln=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=pt(),r=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,s]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,Re.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target")return;let{began:c,first:f}=this.get(e)??{};this.put({id:e,what:n,args:o,says:"",
message:"",state:r,ahead:a,done:s,total:i,began:c,first:f})}progress(e,n,o,r=""){let s=this.get(e),i=s?.began??Date.now(),a=s?.first??(o>0?n:void 0);this.change(
e,{state:"running",done:n,total:o,says:r,began:i,first:a})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function di({began:t,first:e=0,done:n,total:o},r=Date.now()){if(!(t===void 0||o===0||n<=e))
return(r-t)/1e3/(n-e)*(o-n)}function fi(){let{store:t}=k(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(Ta,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":Re.gone})})]})}var Ea=["fit","steer","train"];function Ta({work:t}){let{store:e}=k(),{done:n,
total:o,state:r}=t,s=r==="failed",i=o>0,a=di(t);return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:s?"ll-message ll-error":"ll-message",role:s?
"alert":void 0,children:$a(e,t)}),r==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progres\
s","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),r==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",children:`${pn(a)} left`}),r==="running"&&t.says!==""&&Ea.includes(t.what)&&l("sp\
an",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:s?"Dismiss":"Cancel"})]})}
function $a(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="busy")return Re.busy;let n=La(t,e);return e.state==="queued"&&
e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function La({synced:t},{what:e,args:n}){let{layer:o,position:r,question:s}=n;switch(e){case"fit":return`Fit\
ting: ${t.entries.value.find(({name:i})=>i===s?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"sites":return"Asking layer after layer, those in s\
ight first";case"scales":return`Sweeping the scales of ${ht(n)}`;case"layers":return`Asking position ${r} at every layer, into every layer`;case"steer":return`S\
teering: ${s?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking\
 the steered model, at strength ${n.strength}`;case"noise":return"Comparing the answer with noise";case"verify":return"Running the answer again by itself";case"\
readers":return`Asking several readers about ${ht(n)}`;default:return`Asking ${ht(n)}`}}function hi(){let{store:t}=k(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=I(null),i=I(r);W(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,f=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:d=>{d.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(E,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:f||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(De,{groups:[o.steer],beside:({name:d})=>d==="steer_wish"&&l(Ra,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(Pa,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(Ia,{})]})}function Ra(){
let{store:t}=k(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function Pa(){let{store:t}=k(),{steering:e,preview:n}=t,o=J(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function Ia(){let{store:t}=k(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(ct,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${Fa[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:za(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(pi,{name:"As it is",said:r.before,steered:r}),l(pi,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var Fa={vectors:"vectors",lora:"a LoRA"};function za({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,f=0]=i,d=[...new Set(a.map(([u])=>u))],{spans:p}=Ne([],a.map(([,u])=>[u,u+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ie(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${f.toPrecision(2)} after step ${r}. Reads ${ie(d)}, ${Oe(p)}.`}function pi({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:T(e.confidence)})]})]})}var Wa={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},mi=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Rn=class{constructor(e,n={},o={},r={},s={}){
this.entries=e;this.sources=o;this.steering=r;this.training=s;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Wa}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...r}=this.state.peek().settings,
s=n===void 0||mi(n,this.own[e]);this.change({settings:s?r:{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){
return this.differing(this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!mi(o,e[n]??null)))}get comparable(){
let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(
e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){
return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.settings),source:this.vector?
this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,r=this.textOf(e).trim();return n===""?{text:r}:o===""?{preset:n}:{preset:n,text:r}}};var Pn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var Ht=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;readings=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get waiting(){return this.version.value,this.asked.size>0}get error(){return this.
version.value,[...this.failed.values()][0]}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let o=0;for(let r of e.layers)for(let s=e.start;s<
e.stop;s+=1){let i=o*e.k;this.readings.set(r*this.positions+s,{tokens:e.index.slice(i,i+e.k).map(a=>e.words[a]??""),probs:e.probs.slice(i,i+e.k),...n&&{measures:{
entropy:n.entropy[o]??null,surprisal:n.surprisal[o]??null,rank:n.rank[o]??null,chance:n.chance[o]??null}}}),o+=1}this.changed()}look(e,n,o,r,s,i=!1){for(let a of i?
[]:this.strayed(n,o,r,s))e.send({kind:"cancel",id:a});for(let[a,c]of this.missing(n,o,r,s)){let f=pt();this.began(a,f),e.send({kind:"query",id:f,what:"lens",args:c},
!0)||this.ended(f,Re.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){let s=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-
1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<r;c+=this.wide){let f=`${a}:${c}`;if(this.asked.has(f)||this.failed.has(
f)||this.done.has(f))continue;let d=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=1)d.push(h);let p=Math.min(c+this.wide,this.positions);this.covered(d,
c,p)||s.set(f,{layers:d,start:c,stop:p,...this.more})}return s}strayed(e,n,o,r){return[...this.asked].filter(([s])=>{let[i=0,a=0]=s.split(":").map(Number);return i>=
n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n),this.changed()}ended(e,n,o){for(let[r,s]of this.asked)s===e&&(this.asked.
delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){return e.every(r=>{for(let s=n;s<o;s+=1)if(!this.readings.
has(r*this.positions+s))return!1;return!0})}changed(){this.version.value=this.version.peek()+1}};var In=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Ht(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new Ht(this.layers,this.positions,
this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function Fo(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Fn(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return Fo(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function gi(t,e){let{link:n,preview:o,requests:r}=t;Q(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"que\
ued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":Ha(t,e);break;case"re\
sult":case"error":case"cancelled":Na(t,e)}})}function Na(t,e){let{requests:n,preview:o,lenses:r}=t,{id:s}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
s);r.ended(s,i,e.kind==="result"&&ja(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(s,i)):n.drop(s),e.kind==="r\
esult"&&(a&&Da(t,a),qa(t,s,a,e.value))}function Da({pace:t},{what:e,args:n,began:o,first:r=0,total:s}){o===void 0||!["ask","sweep","scales","layers"].includes(e)||
t.note(e,n,e==="ask"?1:s-r,(Date.now()-o)/1e3)}function qa(t,e,n,o){let{synced:r,view:s}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what===
"strength")t.steering.done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="ask"){let i=o;r.
answers.value=[...r.answers.peek().filter(a=>a.id!==i.id),i],s.answer.value=i,s.arrived.value+=1}else n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what===
"readers"?s.arrived.value+=1:(n?.what==="sweep"||n?.what==="scales")&&Fo(r.curves,o)&&(s.curveId.value=e)}function Ha({requests:t,synced:e,view:n},{id:o,answers:r,
target:s}){let[i]=r;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...s&&{target:s}};a?.what==="layers"?Fn(e.heatMaps,
o,r,()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Fn(e.siteMaps,o,r,()=>c)&&n.showMap(o):Fn(e.curves,o,r,()=>({...c,layer:i.layer,
...i.vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function ja(t){return typeof t=="object"&&t!==null&&"words"in t}function vi(t,e,n){let{link:o,synced:r,requests:s}=t,i=d=>s.work.peek().has(d),c=[["msg:custom",d=>gi(t,d)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>Ba(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=e.get("lenses")},heat_maps:()=>r.replace("heat_map\
s",i),pages:()=>{for(let d of e.get("pages"))t.lenses.plain.add(d)}}).map(([d,p])=>[`change:${d}`,p]),...["selection","draft","source","pages"].map(d=>[`change:${d}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[d,p]of c)e.on(d,p);let f=setInterval(()=>{(s.work.peek().size>0||document.visibilityState!=="hidden")&&
o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(f);for(let[d,p]of c)e.off(d,p)}),o.ping(),o.route(nt.subshell)}function Ba({synced:t,view:e},n){let{
answers:o}=t,r=o.peek().at(-1)?.id,s=n.at(-1)??null;Q(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=s)})}var Va=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],zn=class{known=new Map;version=$(0);note(e,n,o,r){if(!(o<1||!(r>0))){
for(let s of[this.key(e,n),yi(e)])this.known.set(s,r/o);this.version.value+=1}}sweep(e,n){this.version.value;let r=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].map(s=>this.known.get(s)).find(s=>s!==void 0);return r===void 0?void 0:r*n}key(e,{question:n,options:o=[],settings:r={}}){let s=Va.map(i=>r[i]??null);return JSON.
stringify([yi(e),n?.preset??"",o.length>0,s])}};function yi(t){return t==="ask"?"ask":"sweep"}var Ka=250,Wn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Ka))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Q(()=>{this.target.value=e,this.problem.value=n})}};var Nn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Q(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();Q(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var Ga=400,jt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;pace=new zn;resting;constructor(e,n){this.link=new $n(e,p=>{p==="gone"&&this.requests.
failAll(Re.gone)},n),this.requests=new Ln(this.link),this.synced=new an(e,this.link),this.view=new En(this.synced);let{layers:o,tokens:r,constants:s,entries:i,source:a,
steer:c,train:f}=this.synced;this.lenses=new In(o,r.length,s);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new Rn(i,e.get("draft")??{},
a.peek()?.settings,c?.settings,f?.settings),this.fits=new Pn(this),this.steering=new Nn(this),this.preview=new Wn(p=>{let h=pt();return this.link.send({kind:"qu\
ery",id:h,what:"target",args:p})?h:void 0},n),this.synced.frozen)return;vi(this,e,n);let d=ee(()=>this.lookAhead());n?.addEventListener("abort",()=>{d(),clearTimeout(
this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,source:s,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){Q(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),Ga)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.
draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,
o=this.asking(),r=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,start:i,position:a}=r,c=i<a?{start:i,stop:a+1}:{start:null,
stop:null};n.begin("sweep",{layer:s,...c,...e.asking()})}}sites(e,n,o){let r=this.synced.selection.peek();if(!this.draft.ready||!r&&!e)return;let{start:s,position:i}=r??
{start:0,position:0},a=e?{start:null,stop:null}:{start:s,stop:i+1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.
synced.selection.peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){
let n=i=>i.map(a=>a.id===e.id?e:a),{answers:o,curves:r,heatMaps:s}=this.synced;Q(()=>{o.value=n(o.peek()),r.value=r.peek().map(i=>({...i,points:n(i.points)})),s.
value=s.peek().map(i=>({...i,points:n(i.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.value=e)})}show(e){Q(()=>{this.view.answer.value=e,e.position!==
null&&this.synced.selectAll(pe(e),io(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.value,...o.value,...r.
value].find(({id:a})=>e.id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var bi="latentlens-closed-tip";function xi(){let{tip:t,frozen:e}=k().store.synced,[n,o]=Zt(Ua);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(bi,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function Ua(){try{return localStorage.getItem(bi)}catch{
return null}}function wi(){let{store:t}=k(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(De,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(Xa,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(Ya,{training:i},
i.id))]})}function Xa(){let{store:t}=k(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Ya({training:t}){let{store:e}=k(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:f}=t,[d,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(ct,{code:f,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(E,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${d} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Qa,{run:h},h.kind))})]})]})]})}
function Qa({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Ja({open:t}){let e=se(t,[t]),{synced:n}=e,o=se(()=>({store:e,view:new Tn}),[e]),r=I(null),s=I(null);W(()=>()=>o.view.end(),[o]),W(()=>r.current&&s.current?
Za(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(oo.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(xi,{}),l(ai,{scroller:r}),!n.frozen&&l(xs,{}),l(fi,{}),l("div",{class:"ll-result",children:[l("div",{class:"ll-reply",children:[l(Lr,{}),
l(ws,{})]}),l(Ks,{})]}),!n.frozen&&l(hi,{}),!n.frozen&&l(wi,{}),l(Vs,{scroller:s}),l(ni,{}),l(ps,{}),l(ec,{name:n.key})]})}function Za(t,e,{view:n}){let o=new AbortController,
r=(i,a)=>()=>{let{vector:c,position:f}=n.curve.peek()??{};c===void 0&&f===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("\
scroll",r(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=ee(()=>{n.curve.value,queueMicrotask(r(t,e))});
return()=>{s(),o.abort()}}function ec({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var zo=class extends Ie{state={
error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.
children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},Ag=()=>{let t;return{initialize({model:e,signal:n}){try{t=new jt(
e,n)}catch{}},render({model:e,el:n,signal:o}){let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener(
"keydown",i=>{!i.ctrlKey&&!i.metaKey&&i.stopPropagation()},{signal:o}),n.append(r),Yn(l(zo,{children:l(Ja,{open:()=>(t??=new jt(e,o),t)})}),r),o.addEventListener(
"abort",()=>Yn(null,r))}}};export{Ag as default};
