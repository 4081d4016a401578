var F,Go,Gn,Pe,Bn,Qt,Uo,Yt,Xo,Un,Vn,Yo,St=Symbol.for("pv"),Zt={},en=[],Ii=/^m(i|n|o|s|text|space)$/,Xn=Array.isArray,Yn=en.slice,Ge=Object.assign;function Ke(t){
t&&t.parentNode&&t.remove()}function Jo(t,e,n){var o,r,s,i={},a=arguments.length;for(s in e)s=="key"?o=e[s]:s=="ref"&&typeof t!="function"?r=e[s]:i[s]=e[s];return a>
2&&(i.children=a>3?Yn.call(arguments,2):n),kt(t,i,o,r,null)}function kt(t,e,n,o,r){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:St,__v:r||++Go,__i:-1,__u:0};return!r&&F.vnode&&F.
vnode(s),s}function E(t){return t.children}function Ie(t,e){this.props=t,this.context=e,this.__g=0}function Fe(t,e){if(e==null)return t.__&&Fe(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Fe(t)}function Fi(t){var e,n=t.__v,o=n.__e,r=[],s=[],i=t.__P;
i&&((e=Ge({constructor:St},n)).__v=n.__v+1,F.vnode&&F.vnode(e),Jn(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||Fe(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=
e,or(r,e,s),n.__=n.__e=null,e.__e!=o&&Qo(e))}function Qo(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
Qo(t)}function Kn(t){(8&t.__g||(t.__g|=8,Pe.push(t),Qt++))&&Bn==F.debounceRendering||((Bn=F.debounceRendering)||queueMicrotask)(Zo)}function Zo(){try{for(var t,
e=1;Pe.length;)Pe.length>e&&Pe.sort(Uo),t=Pe.shift(),e=Pe.length,8&t.__g&&Fi(t)}finally{(Qt=Pe.length)&&(Bn||queueMicrotask)(Zo)}}function er(t,e,n,o,r,s,i,a,c,f,u){
var p,h,d,m,g,y,x=o.__k||en,v=e.length;for(c=zi(n,e,x,c,v),p=0;p<v;p++)(d=n.__k[p])!=null&&(h=~d.__i&&x[d.__i]||Zt,d.__i=p,y=Jn(t,d,h,r,s,i,a,c,f,u),m=d.__e,(h.
ref!=d.ref||8&h.__u)&&(h.ref&&Qn(h.ref,null,d,h),d.ref&&u.push(d.ref,d.__c||m,d)),g=g||m,4&d.__u?(c=tr(d,c,t,!h.__v),h.__e&&(h.__e=null)):typeof d.type=="functi\
on"&&y!==void 0?c=y:m&&(c=m.nextSibling),d.__u&=-21);return n.__e=g,c}function zi(t,e,n,o,r){var s,i,a,c,f,u,p,h,d,m=n.length,g=m,y=0,x=0,v=t.__k=Array(r);for(s=
0;s<r;s++)(i=e[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=kt(null,i):Xn(i)?i=v[s]=kt(E,{children:i}):
i.constructor===St&&i.__b?i=v[s]=kt(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,c=s+y,i.__=t,i.__b=t.__b+1,a=null,~(f=i.__i=Wi(i,n,c,g))&&(g--,(a=n[f])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,f==c-1?y--:f==c+1?y++:f!=c&&(f>c?y--:y++,x=1)):(~f||(r>m?y--:r<m&&y++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(x){for(u=[],p=[],
s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(y=0,h=u.length;y<h;)u[d=y+h>>1]<i.__i?y=d+1:h=d;u[y]=i.__i,p[s]=y+1}for(y=u.length;s--;)p[s]&&(p[s]==y?y--:v[s].__u|=4)}if(g)
for(s=0;s<m;s++)!(a=n[s])||2&a.__u||(a.__e==o&&(o=Fe(a)),Zn(a,a));return o}function tr(t,e,n,o){var r,s,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=t,e=tr(r[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Fe(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Wi(t,e,n,o){var r,s=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&s==null||c&&s==a.key&&i==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&s==a.key&&i==a.type)return r}return-1}function Ko(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Xt(t,e,n,o,r){var s,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||Ko(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||Ko(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=Vn[e]||(Vn[e]=Ni(e)),(t.__a||(t.__a={}))[e]=Un,s=e!=(e=e.replace(Xo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,s):t.removeEventListener(e,i,s));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Ni(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Yt]==null)e[Yt]=Un++;else if(e[Yt]<this.__a[t])return;return n(F.event?F.event(e):e)}}}function Jn(t,e,n,o,r,s,i,a,c,f){
var u,p,h,d,m,g,y,x,v,w,O,R,_,C,P,U,N,B,q=e.type;if(e.constructor!==St)return null;128&n.__u&&(c=32&n.__u,u=n.__c.__z)&&(e.__u|=c,p=s=[],u.nodeType==8?a=Jt(u,s):
s.push(u),a=s[0]||a),(u=F.__b)&&u(e);e:if(typeof q=="function"){h=i.length;try{if(x=e.props,v=(u=q.prototype)&&u.render,w=(u=q.contextType)&&o[u.__c],O=u?w?w.props.
value:u.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(v?e.__c=d=new q(x,O):(e.__c=d=new Ie(x,O),d.constructor=q,d.render=qi),w&&w.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),v&&(d.__s||(d.__s=d.state),q.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Ge({},d.__s)),Ge(d.__s,q.getDerivedStateFromProps(
x,d.__s)))),m=d.props,g=d.state,d.__v=e,n.__c){if(x!==m&&v&&!q.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(x,O),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(x,d.__s,O)===!1){e.__v!=n.__v&&(d.props=x,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(K){K&&(K.__=e)}),en.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=Fe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
x,d.__s,O),v&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,g,y)})}else v&&!q.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
v&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=O,d.props=x,d.__P=t,d.__g&=-5,R=F.__r,_=v?25:0;do d.__g&=-9,R&&R(e),u=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++_<25);v&&(en.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Ge({},o,d.getChildContext())),v&&n.__c&&d.getSnapshotBeforeUpdate&&
(y=d.getSnapshotBeforeUpdate(m,g)),C=u&&u.type===E&&u.key==null?u.props.children:u,x.__P&&(u=a,r=(t=x.__P).namespaceURI,c=s=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(K){K&&Zn(K,K)}),n.__k=null),a=n.__k?Fe(n,0):null),a=er(t,Xn(C)?C:[C],e,n,o,r,s,i,a,c,f),x.__P&&(e.__e=null,a=u),e.__u&=-161,p&&p.some(Ke),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(K){if(i.length=h,e.__v=null,c||s)if(K&&K.then){if(e.__u|=128|c,s){for(~(N=s.indexOf(a||void 0))||(N=s.length);(B=s[N-1])&&B.
nodeType==8;)N--;for(;N<s.length;N++)if(B=s[N])if(s[N]=null,P){if(B==U)break}else{if(B.nodeType!=8)break;B.data.startsWith("$s")&&(U=Jt(P=B))}}if(!P){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;P=a}(u=Jt(P=e.__c.__z||(e.__c.__z=P)))?(e.__e=P,a=u):e.__e=a,a=a&&a.nextSibling}else s&&s.some(Ke);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),K&&K.then||nr(e),F.__e(K,e,n)}}else a=e.__e=Di(n.__e,e,n,o,r,s,i,c,f,t);return(u=F.diffed)&&u(e),a}function Jt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function nr(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(nr))}function or(t,e,n){for(var o=0;o<n.length;)Qn(n[o++],n[o++],n[o++]);F.__c&&F.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(s){s.call(r)})}catch(s){F.__e(s,r.__v)}})}function Di(t,e,n,o,r,s,i,a,c,f){var u,p,h,d,m,g,y,x,v=n.props||Zt,w=e.
props,O=e.type;if(O=="svg"?r="http://www.w3.org/2000/svg":O=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(u=0;u<s.
length;u++)if((m=s[u])&&(O?m.localName==O:m.nodeType==3)){t=m,s[u]=null;break}}if(!t){if(x=f.ownerDocument||document,!O)return x.createTextNode(w);t=x.createElementNS(
r,O,w.is?w:f),a&&(F.__m&&F.__m(e,s),a=!1),s=null}if(O){if(f=O=="template"&&t.content||t,s=O=="textarea"&&w.defaultValue!=null?null:s&&Yn.call(f.childNodes),!a&&
s)for(v={},u=0;u<t.attributes.length;u++)v[(m=t.attributes[u]).name]=m.value;for(u in v)m=v[u],u=="dangerouslySetInnerHTML"?h=m:u=="children"||u in w||u=="value"&&
"defaultValue"in w||u=="checked"&&"defaultChecked"in w||Xt(t,u,null,m,r);for(u in w)m=w[u],u=="children"?d=m:u=="dangerouslySetInnerHTML"?p=m:u=="value"?g=m:u==
"checked"?y=m:a&&typeof m!="function"||v[u]===m||Xt(t,u,m,v[u],r);p?(a||h&&(p.__html==h.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(h&&(t.textContent=""),
(O=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Ii.test(O))&&(r="http://www.w3.org/1999/xhtml"),er(f,Xn(d)?d:[d],e,n,o,r,s,i,s?s[0]:n.__k&&Fe(n,0),
a,c),s&&s.some(Ke)),a&&O!="textarea"||(u="value",O=="progress"&&g==null?t.removeAttribute(u):g==null||g===t[u]&&(O!="progress"||g)||Xt(t,u,g,v[u],r),u="checked",
y!=null&&y!=t[u]&&Xt(t,u,y,v[u],r))}else v===w||a&&t.data==w||(t.data=w);return t}function Qn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){F.__e(r,n)}}function Zn(t,e,n){var o,r,s,i;if(F.unmount&&F.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Qn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){F.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&Zn(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=Jt(o,s=[]))&&(o==t.__e&&s.some(Ke),Ke(r),Ke(o)),n||Ke(
t.__e),t.__e=t.__c=t.__=null}function qi(t,e,n){return this.constructor(t,n)}function eo(t,e){var n,o,r,s;F.__&&F.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=kt(E,{children:[t]}),r=[],s=[],Jn(e,e.__k,o||Zt,Zt,e.namespaceURI,o?null:e.firstChild?Yn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,s),or(r,e.__k,s),e.__k.props.children=null}function rr(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(s){this.props.value!=s.value&&o.forEach(function(i){i.__g|=4,Kn(i)})},this.sub=function(s){o.add(s);var i=s.componentWillUnmount;s.componentWillUnmount=
function(){o.delete(s),i&&i.call(s)}}),n.children}return e.__c="__cC"+Yo++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}F={__e:function(t,e,n,o){for(var r,s,i;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Qt=0,t}},Go=0,Gn=function(t){return t!=null&&t.
constructor===St},Ie.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ge({},this.state)),typeof t=="function"&&(t=t(Ge({},n),this.props)),
t&&(Ge(n,t),this.__v&&(e&&this.__k.push(e),Kn(this)))},Ie.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Kn(this))},Ie.prototype.render=
E,Pe=[],Qt=0,Uo=function(t,e){return t.__v.__b-e.__v.__b},Yt=Symbol(),Xo=/(PointerCapture)$|Capture$/i,Un=0,Vn={},Yo=0;var Ue,X,to,sr,no=Object.is,tn=0,hr=[],oo=[],Y=F,ir=Y.__b,lr=Y.__r,ar=Y.diffed,cr=Y.__c,ur=Y.unmount,dr=Y.__;function Ct(t,e){Y.__h&&Y.__h(X,t,tn||e),tn=0;var n=X.
__H||(X.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function nn(t){return tn=1,Hi(gr,t)}function Hi(t,e,n){var o=Ct(Ue++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):gr(void 0,e),function(s){var i=(o.__N||o.__)[0],a=o.t(i,s);no(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=X,!X.__f)){X.__f=!0;var r=X.shouldComponentUpdate;
X.shouldComponentUpdate=function(s,i,a){var c=this.__H;if(!c)return!0;var f=!1,u=this.props!=s;if(c.__.some(function(h){h.__N&&(f=!0,no(h.__[0],h.__N[0])||(u=!0))}),
r){var p=r.call(this,s,i,a);return f?p||u:p}return!f||u}}return o.__}function so(t,e){var n=Ct(Ue++,3);!Y.__s&&io(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,X.__H.__h.push(
n))}function z(t,e){var n=Ct(Ue++,4);!Y.__s&&io(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,X.__h.push(n))}function L(t){return tn=5,re(function(){return{current:t}},[])}function re(t,e){var n=Ct(Ue++,7);return io(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function mr(t){var e=X.context[t.__c],n=Ct(Ue++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(X)),e.props.value):t.__}function ji(){var t;do{for(;t=oo.shift();)try{At(t)}catch(n){Y.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=hr.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(At),e.__h.
some(ro),e.__h=[]}catch(n){e.__h=[],Y.__e(n,t.__v)}}}while(oo.length)}Y.__b=function(t){X=null,ir&&ir(t)},Y.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
dr&&dr(t,e)},Y.__r=function(t){lr&&lr(t),Ue=0;var e=(X=t.__c).__H;e&&(to==X?X.__h=[]:(e.__h.some(At),e.__h.some(ro),Ue=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),to=X},Y.diffed=function(t){ar&&ar(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&pr(hr.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),to=X=null},Y.__c=function(t,e){e.some(function(n){try{n.__h.some(At),n.__h=n.__h.filter(function(o){return!o.__||ro(o)})}catch(o){n.__h=[function(){
throw o}]}}),cr&&cr(t,e)},Y.unmount=function(t){ur&&ur(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,pr(oo.push(r))}else At(r)}catch(s){e=s}}),o.__H=void 0,e&&Y.__e(e,o.__v))};var fr=typeof requestAnimationFrame==
"function";function Bi(t){var e,n=function(){clearTimeout(o),fr&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);fr&&(e=requestAnimationFrame(n))}function pr(t){
t!=1&&sr==Y.requestAnimationFrame||((sr=Y.requestAnimationFrame)||Bi)(ji)}function At(t){var e=X,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),X=e}function ro(t){
var e=X;t.__c=t.__(),X=e}function io(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!no(n,t[o])})}function gr(t,e){return typeof e=="function"?e(
t):e}var Vi=Symbol.for("preact-signals");function ln(){if(Ae>1)Ae--;else{var t,e=!1;for((function(){var r=rn;for(rn=void 0;r!==void 0;){var s=r.S;if(s.v===r.v)for(var i=s.
t;i!==void 0;i=i.x)i.i===r.i&&(i.i=s.i);r=r.o}})();Ot!==void 0;){var n=Ot;for(Ot=void 0,on++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&yr(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(on=0,Ae--,e)throw t}}function te(t){if(Ae>0)return t();lo=++Ki,Ae++;try{return t()}finally{ln()}}var Mt,V=void 0;function Et(t){
var e=V,n=Mt;V=void 0,Mt=void 0;try{return t()}finally{V=e,Mt=n}}var Ot=void 0,Ae=0,on=0,Ki=0,lo=0,rn=void 0,sn=0;function vr(t){if(V!==void 0){var e=t.n;if(e===
void 0||e.t!==V)return e={i:0,S:t,p:V.s,n:void 0,t:V,e:void 0,x:void 0,r:e},V.s!==void 0&&(V.s.n=e),V.s=e,t.n=e,32&V.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=V.s,e.n=void 0,V.s.n=e,V.s=e),e}}function ee(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}ee.prototype.brand=Vi;ee.prototype.h=function(){return!0};ee.prototype.S=function(t){var e=this,n=this.t;n!==t&&
t.e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:Et(function(){var o;(o=e.W)==null||o.call(e)}))};ee.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.
e,o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&Et(function(){var r;(r=e.Z)==null||r.call(e)}))}};ee.prototype.
subscribe=function(t){var e=this;return se(function(){var n=e.value;Et(function(){return t(n)})},{name:"sub"})};ee.prototype.valueOf=function(){return this.value};
ee.prototype.toString=function(){return this.value+""};ee.prototype.toJSON=function(){return this.value};ee.prototype.peek=function(){var t=this;return Et(function(){
return t.value})};Object.defineProperty(ee.prototype,"value",{get:function(){var t=vr(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.
v){if(on>100)throw new Error("Cycle detected");(function(n){Ae!==0&&on===0&&n.l!==lo&&(n.l=lo,rn={S:n,v:n.v,i:n.i,o:rn})})(this),this.v=t,this.i++,sn++,Ae++;try{
for(var e=this.t;e!==void 0;e=e.x)e.t.N()}finally{ln()}}}});function $(t,e){return new ee(t,e)}function yr(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.
S.h()||e.S.i!==e.i)return!0;return!1}function br(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}
function xr(t){for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=
void 0),e=o}t.s=n}function Xe(t,e){ee.call(this,void 0,e),this.x=t,this.s=void 0,this.g=sn-1,this.f=4}Xe.prototype=new ee;Xe.prototype.h=function(){if(this.f&=-3,
1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===sn))return!0;if(this.g=sn,this.f|=1,this.i>0&&!yr(this))return this.f&=-2,!0;var t=V;try{br(this),V=this;
var e=this.x();(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return V=t,xr(this),this.f&=-2,!0};Xe.
prototype.S=function(t){if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}ee.prototype.S.call(this,t)};Xe.prototype.U=function(t){if(this.
t!==void 0&&(ee.prototype.U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Xe.prototype.N=function(){if(!(2&this.f)){this.
f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};Object.defineProperty(Xe.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=vr(
this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.f)throw this.v;return this.v}});function _e(t,e){return new Xe(t,e)}function wr(t){var e=t.j;if(t.j=void 0,typeof e==
"function"){Ae++;var n=V;V=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,ao(t),o}finally{V=n,ln()}}}function ao(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,
t.s=void 0,wr(t)}function Gi(t){if(V!==this)throw new Error("Out-of-order effect");xr(this),V=t,this.f&=-2;try{8&this.f&&ao(this)}finally{ln()}}function at(t,e){
this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=e?.name,Mt&&Mt.push(this)}at.prototype.c=function(){var t=this.S();try{if(8&this.f||this.
x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{t()}};at.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=
1,this.f&=-9,wr(this),br(this),Ae++;var t=V;return V=this,Gi.bind(this,t)};at.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ot,Ot=this)};at.prototype.d=function(){
this.f|=8,1&this.f||ao(this)};at.prototype.dispose=function(){this.d()};function se(t,e){var n=new at(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.
dispose]=o,o}var _r,cn,an,Ui=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var kr=[];se(function(){_r=this.N})();function ct(t,e){F[t]=e.bind(null,F[t]||function(){})}function Tt(t){if(an){var e=an;an=void 0,e()}an=t&&t.S()}function Sr(t){
var e=this,n=t.data,o=Q(n);o.name="ReactiveDom",o.value=n;var r=re(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var f=_e(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),u=_e(function(){return!Array.isArray(f.value)&&!Gn(f.value)}),p=se(function(){if(this.N=Ar,u.value){var d=f.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),h=e.__$u.d;return e.__$u.d=function(){p(),h.call(this)},[u,f]},[]),s=r[0],i=r[1];return s.value?i.
peek():i.value}Sr.displayName="ReactiveTextNode";Object.defineProperties(ee.prototype,{constructor:{configurable:!0,value:Jo(E,null).constructor},type:{configurable:!0,
value:Sr},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});ct("__b",function(t,e){if(Tt(),
cn=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var s=o[r];s instanceof ee&&(n||(e.__np=n={}),n[r]=s,o[r]=s.peek())}}t(e)});
ct("__r",function(t,e){if(t(e),e.type!==E){Tt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,s){var i;return se(function(){i=this},{name:s}),
i.c=r,i})((function(r){return function(){var s;Ui&&((s=this.y)==null||s.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),cn=o,Tt(n)}});ct("__e",function(t,e,n,o){Tt(),cn=void 0,t(e,n,o)});ct("diffed",function(t,e){Tt(),cn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,s=n.U;if(s)for(var i in s){var a=s[i];a===void 0||o&&i in o||(a.d(),s[i]=void 0)}if(o){s||(s={},n.U=s);for(var c in o){var f=s[c],
u=o[c];f===void 0?(f=Xi(n,c,u,r),s[c]=f):f.o(u,r)}}}t(e)});function Xi(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,s=$(n);return{o:function(i,a){s.value=i,
o=a},d:se(function(){this.N=Ar;var i=s.value.value;o[e]!==i&&(o[e]=i,r?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}ct("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var s=o[r];s&&s.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var f=e.__c;if(f){f.__$f|=8;var u=f.__$u;u&&(f.__$u=void 0,u.d())}}t(e)});ct("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Ie.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var s=2&this.__$f;if(!(o||s||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Q(t,e){return re(function(){return $(t,e)},[])}var Yi=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Ji(){te(function(){for(var t;t=kr.shift();)_r.call(t)})}function Ar(){kr.push(this)===1&&(F.requestAnimationFrame||Yi)(Ji)}var co=rr(null);function k(){let t=mr(co);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var le="not finite",ut="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function G({confidence:t}){return t!==null}var dt="no a\
nswer";function me(t){return G(t)&&t.text===""}function ie(t){return G(t)&&t.text!==""}function J(t,e=dt){if(!G(t))return le;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}var Qi=Symbol.for("pv"),Zi=0;function l(t,e,n,o,r,s){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var f={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Qi,__v:--Zi,__i:-1,__u:0};return(r||s)&&(f.__source=r,f.__self=s),F.vnode&&F.vnode(f),f}function Cr({answer:t}){let{store:e}=k(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),r=a=>o.
some(c=>c.what===a),s=!n&&t.position!==null&&G(t),i=s&&!t.noise&&t.excess!==null&&!me(t);return l("div",{class:"ll-checks",hidden:!s&&!t.verified,children:[l("b\
utton",{type:"button",class:"ll-link",hidden:!i,disabled:r("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer cou\
nts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:r("noise")?"\
Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!s||!!t.verified,disabled:r("verify"),title:"Run this question \
again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:r("verify")?"Verifying…":"Verify one at a tim\
e"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Ce(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function ze(t,e){return e===""?t.excess??t.confidence??0:Ce(t,e)}
function We(t){return t.some(({excess:e})=>e!==null)}function ve({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var el=["generic","text inversion","t\
arget text"];function uo({flags:t}){return t.filter(({kind:e})=>el.includes(e)).map(({message:e})=>e).join(" ")}function un(t,e,n){let o=e===""&&We(t),r=t.filter(
a=>ie(a)&&!ve(a,n)&&!(o&&a.excess===null)),[s]=r;return s?{answer:r.reduce((a,c)=>ze(c,e)>ze(a,e)?c:a,s),of:r.length}:null}function ft({code:t,more:e=[],children:n}){let o=Q(""),r=Q(""),s=L(null);z(()=>{r.value!==""&&(s.current?.focus({preventScroll:!0}),s.current?.select())},[r.value]);
let i=async(c,f)=>{try{await navigator.clipboard.writeText(f)}catch{r.value=f;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(E,{children:[l("header",{children:[n,a.map(({label:c,text:f,hidden:u})=>l("button",{type:"button",class:"ll-\
link",hidden:u,onClick:()=>{i(c,f())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:r.
value==="",rows:Math.min(12,r.value.split(`
`).length),ref:s,value:r.value})]})}var tl='script[type="application/vnd.jupyter.widget-state+json"]';function Mr(t){if(t.get("frozen")===!0)return!0;let e=t.widget_manager;return e&&typeof e=="ob\
ject"&&"kernel"in e?!1:"__MARIMO_STATIC__"in globalThis||document.querySelector(tl)!==null}function Ne(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[f])=>c-f)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[r,s]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:s-1,start:r,layers:o,spans:n}}function Me({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var nl=3e3,fo=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),dn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=Mr(e),this.constants=e.get("constants"),this.
fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=$(e.get("source")),
this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_maps")??[]),this.siteMaps=
$(e.get("site_maps")??[]),this.lenses=$(e.get("lenses")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,
this.steered=$(e.get("steered")??[]);let r=e.get("train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Ne(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||fo(o,r))return;let{layers:s,spans:i,...a}=o,
c={...s.length>1&&{layers:s},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<nl);let n=this.ours.findIndex(o=>fo(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(fo(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,s)=>{let i=r.peek().filter(({id:a})=>n(a)&&!s.some(c=>c.id===a));r.value=[...s,...i]};te(()=>{e==="cu\
rves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.
get("selection");if(!e)return null;let[n,o]=e,r=this.model.get("span"),[s,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];
return Ne(s.at(-1)===n?s:[n],i.at(-1)?.join()===a.join()?i.map(([c,f])=>[c,f]):[a])}};var Or=60;function fe({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function po(t){return Ne([],fn(t).map(e=>[e,e+1])).spans}function ce(t){
return`${t.length>1?"layers":"layer"} ${Er(t.map(String))}`}function Er(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function fn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function Oe(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${Er(e)}`}function ho(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>Or?`${n.slice(0,Or)}…`:n]}function ge(t,e){if(t.vector)return["Vector",t.token];let n=po(t),o=Oe(n),r=fn(t).length===1;return[
`P${o.slice(1)}`,r?t.token:ho(e,n)[1]]}function mo(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var ol=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,Tr=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,rl=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function H({text:t}){let e=go(t);return e.includes("<")?l(E,{children:e.split(ol).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(E,{children:e})}function go(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(rl,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function $t(t,e){let n=t.find(({first:o,last:r})=>o<=e&&e<=r);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function $r(t){let e=[],[n,o]=[[],0];return t.forEach((r,s)=>{let i=Tr.test(r)?(r.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],s]),n.push(a);let c=n.length>1?sl(n):"";c&&o<s&&e.push({text:c,first:o,last:s})}i.length===0&&(n=[])}),e}function sl(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function pt({text:t,part:e}){if(!e||!Tr.test(t))return l(H,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var Rr=14;function Lr({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(hn,{...e}),l(pn,{name:"Writes",where:vo(t),children:l(
Rt,{tokens:t.tokens,marked:n,chip:mn(n,"slot")})})]})}function Rt({tokens:t,marked:e,chip:n,more:o={}}){let[r,s]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,r-Rr),Math.min(t.length,s+Rr+1)],c=Math.max(0,i-3),f=$r(t.slice(c,a+3)),u=p=>p>0&&l("span",{class:"ll-quiet",title:`${p} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[u(i),t.slice(i,a).map((p,h)=>n(p,i+h,$t(f,i+h-c))),u(t.length-a)]})}function pn({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function hn({tokens:t,layers:e,positions:n,
name:o}){return l(pn,{name:"Reads",where:ce(e),children:o===void 0?l(Rt,{tokens:t,marked:n,chip:mn(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function mn(t,e){return(n,o,r)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
pt,{text:n,part:r})},o)}function vo({layer:t}){return t===null?"":`layer ${t}`}function T(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function gn(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ye(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function Pr(t,e,{verdicts:n}){let[o,r]=ge(t,e),s=t.controls.map(({kind:h,support:d,text:m})=>[`${h} control`,T(d),ht(m.trim()||"(nothing)")]),i=ie(t)?T(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,ht(J(t))],...s],{model:c,seed:f,versions:u={}}=t.provenance??{},p=[c&&`model ${ht(c)}`,f!==void 0&&`seed ${f}`,
...Object.entries(u).map(([h,d])=>`${h} ${d}`)].filter(Boolean);return[`**${ht(J(t))}** to ${ht(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ye(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:d,n:m,p_value:g})=>`- ${d}\
 of ${m} (${h}) come as far, p = ${T(g)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${ce(fe(t))}, ${o.toLowerCase()} ${ht(
r)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...p.length>0?[`- ${p.join(", ")}`]:[],"",il(t.code)].join(`
`)}function ht(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(Ir(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function il(t){let e="`".repeat(Math.
max(3,Ir(t)+1));return`${e}python
${t}
${e}
`}function Ir(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}function Fr({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${T(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:T(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var ll={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ye(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:yo(n,o.length),controls:o}))}function yo(t,e){let[n,o]=ll[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function bo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function al(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function mt(t,e=""){
if(t.length===0)return null;let n=t.map(o=>al(o,e));return[Math.min(...n),Math.max(...n)]}function Je(t,e){return Ye(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((mt(o,e)??[]).map(T))];return[n.toLowerCase(),r.join(" to ")]})}var cl=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function j(t){return cl.test(t)?`⁨${t}⁩`:t}function zr({answer:t}){let{confidence:e,excess:n}=t;return e===null||me(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(xo,{kind:"own",label:"\
Confidence",value:e,children:t.confidence_kind}),l(Fr,{answer:t}),Ye(t.controls).map(o=>l(dl,{...o},o.kind)),n!==null&&l("div",{class:"ll-measure ll-excess",children:[
l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ye(n)}),l("span",{class:"ll-quiet ll-cut",children:"confidence min\
us the largest support"})]}),t.noise&&l(ul,{noise:t.noise}),l(fl,{answer:t})]})}function ul({noise:t}){let e=t.samples.find(({kind:r})=>r==="random"),n=t.samples.
map(({kind:r,reached:s,n:i})=>`${s} of ${bo(r,i)}`),o=`How many exceed their own controls as far as the answer does its, where each answers the question for its\
elf.
`+t.samples.map(({kind:r,n:s,p_value:i})=>`${bo(r,s)}: p = ${T(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function xo({kind:t,label:e,value:n,low:o,title:r,children:s}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${T(o)} to ${T(n)}`:`${e} ${T(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:T(n)}),l("span",{class:"ll-quiet ll-cut",children:s})]})}function dl({
name:t,controls:e}){let[n,o]=mt(e)??[0,0],r=e.length>1,s=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),i=`How much ${r?"they support":"it supp\
orts"} this answer in the activation's place: ${e.map(({support:a})=>T(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${j(a)}” with confidence ${T(c)}`).join(`
`);return l(xo,{kind:"control",label:t,value:o,low:r?n:void 0,title:i,children:[r?`support ${T(n)} to ${T(o)}; themselves say `:"support; itself says ",l("span",
{class:"ll-mono",dir:"auto",children:s})]})}function fl({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(E,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${T(e)}`]}),n.map(({text:o,p:r})=>l(xo,{kind:"option",label:o,value:r},o))]})}function Wr({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:pl(o)})]},n))})]})}
function pl(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function Nr(){let{store:t}=k(),e=t.view.answer.value,n=e?fe(e):[],o=e&&t.targetOf(e),[r,s]=e?ge(e,t.synced.tokens):["",""],i=L(null);z(()=>{let c=!0;return se(()=>{
t.view.arrived.value,!c&&!hl(t)&&ml(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...vl(t,e)]:[];return l("section",{class:"ll-card","aria-l\
abel":"Answer",hidden:!e,ref:i,children:[e&&l(yl,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(bl,{answer:e}),e&&l(gl,{answer:e})]}),e&&l(E,{
children:[l(zr,{answer:e}),l(Cr,{answer:e}),o&&o.tokens.length>0&&l(Lr,{tokens:t.synced.tokens,layers:fe(e),positions:fn(e),target:o,name:e.vector&&s}),a.length>
0&&l("ul",{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(vn,{name:n.length>1?"Layers":"Layer",children:n.join(
", ")}),l(vn,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:s})}),l(vn,{name:"Into layer",children:e.target_layer}),l(vn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(Wr,{answer:e})]})]})}function hl(t){let[e,n]=[t.view.answer.peek(),t.synced.
selection.peek()];return!e||!n||e.position===null?!1:e.position!==n.position||!fe(e).includes(n.layer)}function ml(t){t?.closest(".ll-root")?.contains(document.
activeElement)&&requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function gl({answer:t}){let{constants:e}=k().store.synced;return l("p",{class:"\
ll-verdict","data-verdict":t.verdict,children:e.verdicts[t.verdict]})}function vl({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>un(o,"",t.constants)).
find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function yl({answer:t}){let{store:e}=k(),{question:n,
code:o}=t;return l(ft,{code:o,more:[{label:"Copy as Markdown",text:()=>Pr(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll\
-cut",dir:"auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations \
read otherwise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function bl({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(me(t))return l("div",{class:"\
ll-words",children:l("i",{class:"ll-quiet",children:dt})});let r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(G(
t)?o:l("i",{class:"ll-quiet",children:le})),e.map((s,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),f=r?s.replaceAll("·"," "):s;return l("span",{class:"ll-wor\
d",title:c===void 0?void 0:`probability ${T(c)}`,style:{"--p":String(c??0)},children:l(H,{text:i===0&&f.trimStart()||f})},i)})]})}function vn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var Dr=t=>t.replaceAll(`
`,"\\n"),qr=t=>t.replaceAll("\\n",`
`);function Lt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Dr(String(n))).join(" "):e.join(", "):Dr(String(e))}function Hr(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(qr):qr(e)}function jr({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:s,onBlur:i}){let{store:a}=k(),c=Q(null),f=d=>a.edit(m=>m.set(t.name,d)),u={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:s};if(t.choices){let d=({currentTarget:m})=>f(m.value||null);return l("select",{...u,class:"ll-\
field",value:Lt(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([m,g])=>l("option",{value:m??"",children:g},m??""))})}if(t.kind==="yes"){let d=({currentTarget:m})=>f(
m.checked);return l("input",{...u,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let p=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,f(Hr(t,d.value))},h=()=>{c.value=null};return l("input",{...u,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??Lt(t,n),onInput:p,onChange:h,onBlur:()=>{h(),i()}})}var Br=0;function ne(){let[t]=nn(()=>(Br+=1,`ll-${Math.random().toString(36).slice(2,8)}-${Br}`));return t}function gt(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function De({groups:t,beside:e}){let{draft:n}=k().store;return l(E,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:s})=>n.has(s))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(s=>l(xl,{field:s,
children:e?.(s)},s.name))]},o))})}function xl({field:t,children:e}){let{store:n,view:o}=k(),{draft:r,preview:s}=n,[i,a,c]=[ne(),ne(),ne()],f=r.value(t.name),u=s.
problem.value,p=u?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,d=({currentTarget:y})=>{
let x=y.closest(".ll-setting")??y;o.show({anchor:x,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),g=L(!1);return l("div",
{class:`ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{g.current=!0},onFocusIn:()=>{g.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:d,onPointerEnter:d,onPointerLeave:y=>{y.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(jr,{field:t,id:i,value:f,wrong:p,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:y=>{t.help!==""&&!g.current&&d(y)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,
role:p?"alert":void 0,children:p?u.message:""})]})}function Vr(){let{store:t}=k(),e=t.synced.source.value,n=e?.fields.some(({name:r,choices:s=[]})=>s.length>(r==="vector"?2:1)),o=!e||!t.draft.vector&&!n;return l(
"div",{class:"ll-from",hidden:o,children:!o&&l(De,{groups:[e]})})}function vt({layer:t,layers:e,position:n,start:o,spans:r,source:s={}}){let{vector:i,minus:a}=s;
if(typeof i=="string"&&i!=="difference")return j(i.slice(i.indexOf(":")+1));let c=n??-1,f=Oe(r??[[o??c,c+1]]);return`${ce(e??[t??-1])}, ${f}${i?` minus ${a}`:""}`}function Kr(){let{store:t}=k(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:s}=e,i=s!==null&&s!=="difference",a=!t.asking(),c=o?Me(o).length:
0,f=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},u=s===null?_l(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:i?l("b",{dir:"auto",children:vt(e.asking())}):l(kl,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||i,onClick:f,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||s!==null,title:s?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:s?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected; layers that are selected together are read together",onClick:()=>t.sweep(),children:s?"Sweep scales":c>1?`Sweep ${c} positions`:"Swe\
ep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:r?!e.ready:a,children:r?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:u===
""||r===!0,children:u})]})}var wl=5;function _l({draft:t,pace:e,synced:n},o){let r=o>1?o:n.tokens.length,s=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${r}\
 positions`,e.sweep(i,r)],...t.has("layer")?[[`a layer grid of ${s} cells`,e.sweep(i,s)]]:[]];if(a.every(([,u])=>u===void 0))return r>64?`Ask once to see how lo\
ng sweeping ${r} positions would take.`:"";let f=a.flatMap(([u,p])=>p&&p.seconds>wl?[`${u} takes ${p.most?"at most ":""}${gn(p.seconds)}`]:[]).join(", ");return f&&
`At the pace so far, ${f}.`}function kl(){let{draft:t,synced:e,preview:n}=k().store,o=e.selection.value;if(!o)return l(E,{children:"Choose a cell of the grid."});
let{layer:r,position:s}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[r],f=a?o.spans:[[s,s+1]],[u,p]=ho(e.tokens,f);return l(E,{children:[`L${ce(c).slice(1)}, ${Oe(
f)} `,l("b",{class:"ll-mono",dir:"auto",title:u,children:l(H,{text:p})}),a&&Sl(o,n.target.value),i&&l(E,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(
H,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function Sl(t,e){let{positions:n=[],layers:o=[]}=e??{},[r,s]=[t.layers.length,Me(t).length],
i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*s===1||!i)return"";let a=s>1?`${s} tokens`:"the token",c=r>1?`${a} at ${r} layers`:a;if(o.length===r&&n.length===
s)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let f=[n.length<s?"the last":a,...o.length<r?["at the last layer"]:r>1?[`at ${r} layers`]:[]];return`\
; this reader does not take ${c} at once: it reads ${f.join(" ")}`}function Gr(){let{store:t}=k(),{draft:e}=t,n=ne(),o=e.beside,r=e.comparable.filter(s=>!o.includes(s));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(s=>l("span",{class:"ll-chip",children:[l("bdi",{children:s.label}),e.asksOtherwise(
s)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${j(s.label)}`,placeholder:s.sample,value:e.
textOf(s),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(s,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${j(s.label)}`,
onClick:()=>t.edit(()=>e.compare(s.name,!1)),children:"×"})]},s.name)),l("select",{class:"ll-field",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:s})=>{
let{value:i}=s;s.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
r.map(({name:s,label:i})=>l("option",{value:s,children:i},s))]})]})}var It=Math.min,qe=Math.max,Ft=Math.round;var ke=t=>({x:t,y:t}),Al={left:"right",right:"left",bottom:"top",top:"bottom"};function Yr(t,e,n){return qe(t,It(e,n))}function zt(t,e){return typeof t=="functi\
on"?t(e):t}function Qe(t){return t.split("-")[0]}function Wt(t){return t.split("-")[1]}function wo(t){return t==="x"?"y":"x"}function _o(t){return t==="y"?"heig\
ht":"width"}function Ee(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function ko(t){return wo(Ee(t))}function Jr(t,e,n){n===void 0&&(n=!1);let o=Wt(t),r=ko(t),
s=_o(r),i=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[s]>e.floating[s]&&(i=Pt(i)),[i,Pt(i)]}function Qr(t){let e=Pt(
t);return[yn(t),e,yn(e)]}function yn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Ur=["left","right"],Xr=["right","left"],
Cl=["top","bottom"],Ml=["bottom","top"];function Ol(t,e,n){switch(t){case"top":case"bottom":return n?e?Xr:Ur:e?Ur:Xr;case"left":case"right":return e?Cl:Ml;default:
return[]}}function Zr(t,e,n,o){let r=Wt(t),s=Ol(Qe(t),n==="start",o);return r&&(s=s.map(i=>i+"-"+r),e&&(s=s.concat(s.map(yn)))),s}function Pt(t){let e=Qe(t);return Al[e]+
t.slice(e.length)}function El(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function es(t){return typeof t!="number"?El(t):{top:t,right:t,bottom:t,left:t}}function Ze(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function ts(t,e,n){let{reference:o,floating:r}=t,s=Ee(e),i=ko(e),a=_o(i),c=Qe(e),f=s==="y",u=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,h=o[a]/2-r[a]/2,
d;switch(c){case"top":d={x:u,y:o.y-r.height};break;case"bottom":d={x:u,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:p};break;case"left":d={x:o.x-r.width,
y:p};break;default:d={x:o.x,y:o.y}}let m=Wt(e);return m&&(d[i]+=h*(m==="end"?1:-1)*(n&&f?-1:1)),d}async function ns(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:s,
rects:i,elements:a,strategy:c}=t,{boundary:f="clippingAncestors",rootBoundary:u="viewport",elementContext:p="floating",altBoundary:h=!1,padding:d=0}=zt(e,t),m=es(
d),y=a[h?p==="floating"?"reference":"floating":p],x=Ze(await s.getClippingRect({element:(n=await(s.isElement==null?void 0:s.isElement(y)))==null||n?y:y.contextElement||
await(s.getDocumentElement==null?void 0:s.getDocumentElement(a.floating)),boundary:f,rootBoundary:u,strategy:c})),v=p==="floating"?{x:o,y:r,width:i.floating.width,
height:i.floating.height}:i.reference,w=await(s.getOffsetParent==null?void 0:s.getOffsetParent(a.floating)),O=await(s.isElement==null?void 0:s.isElement(w))&&await(s.
getScale==null?void 0:s.getScale(w))||{x:1,y:1},R=Ze(s.convertOffsetParentRelativeRectToViewportRelativeRect?await s.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:v,offsetParent:w,strategy:c}):v);return{top:(x.top-R.top+m.top)/O.y,bottom:(R.bottom-x.bottom+m.bottom)/O.y,left:(x.left-R.left+m.left)/O.x,right:(R.
right-x.right+m.right)/O.x}}var Tl=50,os=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:s=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:ns},c=await(i.isRTL==null?void 0:i.isRTL(e)),f=await i.getElementRects({reference:t,floating:e,strategy:r}),{x:u,y:p}=ts(f,o,c),h=o,d=0,m={};for(let g=0;g<
s.length;g++){let y=s[g];if(!y)continue;let{name:x,fn:v}=y,{x:w,y:O,data:R,reset:_}=await v({x:u,y:p,initialPlacement:o,placement:h,strategy:r,middlewareData:m,
rects:f,platform:a,elements:{reference:t,floating:e}});u=w??u,p=O??p,m[x]={...m[x],...R},_&&d<Tl&&(d++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&
(f=_.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:r}):_.rects),{x:u,y:p}=ts(f,h,c)),g=-1)}return{x:u,y:p,placement:h,strategy:r,middlewareData:m}};var rs=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:s,rects:i,initialPlacement:a,platform:c,elements:f}=e,
{mainAxis:u=!0,crossAxis:p=!0,fallbackPlacements:h,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:g=!0,...y}=zt(t,e);if((n=s.arrow)!=
null&&n.alignmentOffset)return{};let x=Qe(r),v=Ee(a),w=Qe(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(f.floating)),R=h||(w||!g?[Pt(a)]:Qr(a)),_=m!=="none";!h&&_&&
R.push(...Zr(a,g,m,O));let C=[a,...R],P=await c.detectOverflow(e,y),U=[],N=((o=s.flip)==null?void 0:o.overflows)||[];if(u&&U.push(P[x]),p){let b=Jr(r,i,O);U.push(
P[b[0]],P[b[1]])}if(N=[...N,{placement:r,overflows:U}],!U.every(b=>b<=0)){var B,q;let b=(((B=s.flip)==null?void 0:B.index)||0)+1,A=C[b];if(A&&(!(p==="alignment"?
v!==Ee(A):!1)||N.every(ae=>Ee(ae.placement)===v?ae.overflows[0]>0:!0)))return{data:{index:b,overflows:N},reset:{placement:A}};let D=(q=N.filter(Z=>Z.overflows[0]<=
0).sort((Z,ae)=>Z.overflows[1]-ae.overflows[1])[0])==null?void 0:q.placement;if(!D)switch(d){case"bestFit":{var K;let Z=(K=N.filter(ae=>{if(_){let de=Ee(ae.placement);
return de===v||de==="y"}return!0}).map(ae=>[ae.placement,ae.overflows.filter(de=>de>0).reduce((de,jn)=>de+jn,0)]).sort((ae,de)=>ae[1]-de[1])[0])==null?void 0:K[0];
Z&&(D=Z);break}case"initialPlacement":D=a;break}if(r!==D)return{reset:{placement:D}}}return{}}}};var $l=new Set(["left","top"]);async function Rl(t,e){let{placement:n,platform:o,elements:r}=t,s=await(o.isRTL==null?void 0:o.isRTL(r.floating)),i=Qe(n),a=Wt(n),
c=Ee(n)==="y",f=$l.has(i)?-1:1,u=s&&c?-1:1,p=zt(e,t),{mainAxis:h,crossAxis:d,alignmentAxis:m}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof m=="number"&&(d=a==="end"?m*-1:m),c?{x:d*u,y:h*f}:{x:h*f,y:d*u}}var ss=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:s,placement:i,middlewareData:a}=e,c=await Rl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:s+c.y,data:{...c,placement:i}}}}},is=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:s}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:v=>{let{x:w,y:O}=v;return{x:w,y:O}}},...f}=zt(t,e),u={x:n,
y:o},p=await s.detectOverflow(e,f),h=Ee(r),d=wo(h),m=u[d],g=u[h],y=(v,w)=>Yr(w+p[v==="y"?"top":"left"],w,w-p[v==="y"?"bottom":"right"]);i&&(m=y(d,m)),a&&(g=y(h,
g));let x=c.fn({...e,[d]:m,[h]:g});return{...x,data:{x:x.x-n,y:x.y-o,enabled:{[d]:i,[h]:a}}}}}};function xn(){return typeof window<"u"}function tt(t){return as(t)?(t.nodeName||"").toLowerCase():"#document"}function ue(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function Te(t){var e;return(e=(as(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function as(t){
return xn()?t instanceof Node||t instanceof ue(t).Node:!1}function be(t){return xn()?t instanceof Element||t instanceof ue(t).Element:!1}function $e(t){return xn()?
t instanceof HTMLElement||t instanceof ue(t).HTMLElement:!1}function ls(t){return!xn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof ue(t).ShadowRoot}
function Nt(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=xe(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function cs(t){
return/^(table|td|th)$/.test(tt(t))}function Dt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Ll=/transform|translate|scale|rotate|perspective|filter/,
Pl=/paint|layout|strict|content/,et=t=>!!t&&t!=="none",So;function wn(t){let e=be(t)?xe(t):t;return et(e.transform)||et(e.translate)||et(e.scale)||et(e.rotate)||
et(e.perspective)||!_n()&&(et(e.backdropFilter)||et(e.filter))||Ll.test(e.willChange||"")||Pl.test(e.contain||"")}function us(t){let e=He(t);for(;$e(e)&&!yt(e);){
if(wn(e))return e;if(Dt(e))return null;e=He(e)}return null}function _n(){return So==null&&(So=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),So}function yt(t){return/^(html|body|#document)$/.test(tt(t))}function xe(t){return ue(t).getComputedStyle(t)}function qt(t){return be(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function He(t){if(tt(t)==="html")return t;let e=t.assignedSlot||t.parentNode||ls(t)&&
t.host||Te(t);return ls(e)?e.host:e}function ds(t){let e=He(t);return yt(e)?(t.ownerDocument||t).body:$e(e)&&Nt(e)?e:ds(e)}function bn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=ds(t),s=r===((o=t.ownerDocument)==null?void 0:o.body),i=ue(r);if(s){let a=kn(i);return e.concat(i,i.visualViewport||[],Nt(r)?r:[],
a&&n?bn(a):[])}else return e.concat(r,bn(r,[],n))}function kn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function hs(t){let e=xe(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=$e(t),s=r?t.offsetWidth:n,i=r?t.offsetHeight:o,a=Ft(n)!==s||Ft(o)!==i;return a&&
(n=s,o=i),{width:n,height:o,$:a}}function ms(t){return be(t)?t:t.contextElement}function bt(t){let e=ms(t);if(!$e(e))return ke(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:s}=hs(e),i=(s?Ft(n.width):n.width)/o,a=(s?Ft(n.height):n.height)/r;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Il=ke(0);function gs(t){let e=ue(t);return!_n()||!e.visualViewport?Il:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Fl(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===ue(t)}function Ht(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),s=ms(t),i=ke(1);e&&(o?be(
o)&&(i=bt(o)):i=bt(t));let a=Fl(s,n,o)?gs(s):ke(0),c=(r.left+a.x)/i.x,f=(r.top+a.y)/i.y,u=r.width/i.x,p=r.height/i.y;if(s&&o){let h=ue(s),d=be(o)?ue(o):o,m=h,g=kn(
m);for(;g&&d!==m;){let y=bt(g),x=g.getBoundingClientRect(),v=xe(g),w=x.left+(g.clientLeft+parseFloat(v.paddingLeft))*y.x,O=x.top+(g.clientTop+parseFloat(v.paddingTop))*
y.y;c*=y.x,f*=y.y,u*=y.x,p*=y.y,c+=w,f+=O,m=ue(g),g=kn(m)}}return Ze({width:u,height:p,x:c,y:f})}function Sn(t,e){let n=qt(t).scrollLeft;return e?e.left+n:Ht(Te(
t)).left+n}function vs(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-Sn(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function zl(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,s=r==="fixed",i=Te(o),a=e?Dt(e.floating):!1;if(o===i||a&&s)return n;let c={scrollLeft:0,scrollTop:0},f=ke(1),u=ke(0),p=$e(o);if((p||
!s)&&((tt(o)!=="body"||Nt(i))&&(c=qt(o)),p)){let d=Ht(o);f=bt(o),u.x=d.x+o.clientLeft,u.y=d.y+o.clientTop}let h=i&&!p&&!s?vs(i,c):ke(0);return{width:n.width*f.x,
height:n.height*f.y,x:n.x*f.x-c.scrollLeft*f.x+u.x+h.x,y:n.y*f.y-c.scrollTop*f.y+u.y+h.y}}function Wl(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Nl(t){let e=qt(t),n=t.ownerDocument.body,o=qe(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=qe(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),s=-e.scrollLeft+Sn(t),i=-e.scrollTop;return xe(n).direction==="rtl"&&(s+=qe(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:s,y:i}}var Dl=25;
function ql(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=ue(t),s=Te(t),i=r.visualViewport,a=s.clientWidth,c=s.clientHeight,f=0,u=0;if(i){let h=!_n()||
e==="fixed";o?h||(f=-i.offsetLeft,u=-i.offsetTop):(a=i.width,c=i.height,h&&(f=i.offsetLeft,u=i.offsetTop))}if(Sn(s)<=0){let h=s.ownerDocument,d=h.body,m=getComputedStyle(
d),g=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,y=Math.abs(s.clientWidth-d.clientWidth-g),x=getComputedStyle(s).scrollbarGutter===
"stable both-edges"?y/2:y;x<=Dl&&(a-=x)}return{width:a,height:c,x:f,y:u}}function Hl(t,e){let n=Ht(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,s=bt(
t),i=t.clientWidth*s.x,a=t.clientHeight*s.y,c=r*s.x,f=o*s.y;return{width:i,height:a,x:c,y:f}}function fs(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
ql(t,n,e);else if(e==="document")o=Nl(Te(t));else if(be(e))o=Hl(e,n);else{let r=gs(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Ze(o)}function jl(t,e){
let n=e.get(t);if(n)return n;let o=bn(t,[],!1).filter(a=>be(a)&&tt(a)!=="body"),r=null,s=xe(t).position==="fixed",i=s?He(t):t;for(;be(i)&&!yt(i);){let a=xe(i),c=wn(
i),f=r?r.position:s?"fixed":"";!c&&(f==="fixed"||f==="absolute"&&a.position==="static")?o=o.filter(p=>p!==i):r=a,i=He(i)}return e.set(t,o),o}function Bl(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,i=[...n==="clippingAncestors"?Dt(e)?[]:jl(e,this._c):[].concat(n),o],a=fs(e,i[0],r),c=a.top,f=a.right,u=a.bottom,
p=a.left;for(let h=1;h<i.length;h++){let d=fs(e,i[h],r);c=qe(d.top,c),f=It(d.right,f),u=It(d.bottom,u),p=qe(d.left,p)}return{width:f-p,height:u-c,x:p,y:c}}function Vl(t){
let{width:e,height:n}=hs(t);return{width:e,height:n}}function Kl(t,e,n){let o=$e(e),r=Te(e),s=n==="fixed",i=Ht(t,!0,s,e),a={scrollLeft:0,scrollTop:0},c=ke(0);if((o||
!s)&&((tt(e)!=="body"||Nt(r))&&(a=qt(e)),o)){let h=Ht(e,!0,s,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&r&&(c.x=Sn(r));let f=r&&!o&&!s?vs(r,a):ke(0),u=i.left+
a.scrollLeft-c.x-f.x,p=i.top+a.scrollTop-c.y-f.y;return{x:u,y:p,width:i.width,height:i.height}}function Ao(t){return xe(t).position==="static"}function ps(t,e){
if(!$e(t)||xe(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return Te(t)===n&&(n=n.ownerDocument.body),n}function ys(t,e){let n=ue(t);
if(Dt(t))return n;if(!$e(t)){let r=He(t);for(;r&&!yt(r);){if(be(r)&&!Ao(r))return r;r=He(r)}return n}let o=ps(t,e);for(;o&&cs(o)&&Ao(o);)o=ps(o,e);return o&&yt(
o)&&Ao(o)&&!wn(o)?n:o||us(t)||n}var Gl=async function(t){let e=this.getOffsetParent||ys,n=this.getDimensions,o=await n(t.floating);return{reference:Kl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Ul(t){return xe(t).direction==="rtl"}var Xl={convertOffsetParentRelativeRectToViewportRelativeRect:zl,
getDocumentElement:Te,getClippingRect:Bl,getOffsetParent:ys,getElementRects:Gl,getClientRects:Wl,getDimensions:Vl,getScale:bt,isElement:be,isRTL:Ul};var Co=ss;var Mo=is,Oo=rs;var Eo=(t,e,n)=>{let o=new Map,r=n??{},s={...Xl,...r.platform,_c:o};return os(t,e,{...r,platform:s})};function An(t){try{return t.matches(":popover-open")}catch{return!1}}function bs(t,e,n){if(!n){An(e)&&e.hidePopover();return}An(e)||e.showPopover?.(),Eo(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[Co(2),Oo({padding:8}),Mo({padding:8})]}).then(({x:o,y:r})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(r)}px`}))}function xs(){let{view:t}=k(),e=L(null),n=t.hint.value,o=t.open.value;return z(()=>{let r=e.current;if(!(!r||!n)){if(!o){An(r)&&r.hidePopover();
return}An(r)||r.showPopover?.(),Eo(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[Co(6),Oo({padding:8}),Mo({padding:8})]}).then(({x:s,
y:i})=>Object.assign(r.style,{left:`${Math.round(s)}px`,top:`${Math.round(i)}px`}))}}),z(()=>{let r=new AbortController,{signal:s}=r;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:s,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:s,capture:!0}),()=>r.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function pe({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var Yl=12;function ws({entries:t,choose:e}){let n=ne(),o=Q(""),r=Q(0),s=L(null),i=Jl(t,o.value),a=o.value.trim()!=="",c=Math.min(r.value,i.length-1),f=L(null);z(
()=>{s.current&&f.current&&bs(s.current,f.current,a)});let u=()=>{o.value="",r.value=0},p=d=>{d&&(u(),e(d))},h=d=>{if(d.key==="ArrowDown")r.value=Math.min(c+1,i.
length-1);else if(d.key==="ArrowUp")r.value=Math.max(c-1,0);else if(d.key==="Enter"&&a)p(i[c]);else if(d.key==="Escape"&&a)u();else return;d.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:s,
onInput:({currentTarget:{value:d}})=>{o.value=d,r.value=0},onKeyDown:h,onBlur:u}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:f,children:[i.map((d,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:g=>{g.preventDefault(),p(d)},children:[
l("b",{children:d.label}),l("span",{class:"ll-quiet",children:` ${d.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:d.help})]},d.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function Jl(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(
a=>i.toLowerCase().includes(a)),r=t.filter(({label:i})=>o(i)),s=t.filter(i=>!r.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...r,
...s].slice(0,Yl)}function ks(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[ne(),ne()],s=L(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[f,u]=Ql(
n.entries.value,c),p=d=>{t.edit(()=>{e.change({preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&s.current?.focus({preventScroll:!0})};z(()=>{let d=!0;return se(
()=>{t.view.wanted.value;let m=s.current;!d&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),d=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(E,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":r,value:i.name,onChange:d=>p(d.currentTarget.value),children:[f.map(_s),u.map(([d,m])=>l("optgroup",{label:d,children:m.map(_s)},
d))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":r,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:s,onInput:d=>{let{value:m}=d.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(ws,{entries:[...f,...u.flatMap(([,d])=>d)],choose:({name:d})=>p(d)})]}),l("p",{class:"ll-help",id:r,children:h})]})}function _s({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function Ql(t,e){let n=new Map,o=t.filter(({subject:s})=>e!==null&&s===e);o.length>0&&n.set(`About this ${e}`,o);for(let s of t)o.
includes(s)||n.set(s.group,[...n.get(s.group)??[],s]);let{"":r=[]}=Object.fromEntries(n);return n.delete(""),[r,[...n]]}function As(){let{store:t}=k(),{draft:e,synced:n}=t,o=ne(),r=L(null),{open:s}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${ea(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":s,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!s})),children:"Options"}),l(Ss,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Ss,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!s,children:l(De,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(Zl,{})})})]})}function Ss({name:t,hidden:e,children:n}){let{store:o}=k(),{draft:r}=o,s=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":s,hidden:e,onClick:()=>o.edit(()=>r.change({panel:s?"":t})),children:n})}function Zl(){let{store:t}=k(),{draft:e}=t,n=t.synced.selection.
value,o=n?Me(n):[],r=o.length,s=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:s,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function ea(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(Lt(t,e)||t.empty||"none")}function Cs(){let{store:t}=k(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,s=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(E,{children:[e.reads?l(hn,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(hn,{tokens:r,layers:s,positions:i}),l(pn,{name:"Writes",where:vo(e),children:l(ta,{target:e,slots:e.slots??i})})]})})}
function ta({target:t,slots:e}){let{store:n}=k(),o=L(null),r=L(!1);if(z(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Rt,{tokens:t.tokens,marked:e,chip:mn(e,"slot")});let s=c=>{r.current=!0,n.preview.put(c),n.edit(f=>f.set("position",c))},
i=(c,f)=>{let u={ArrowLeft:-1,ArrowRight:1}[c.key];u!==void 0&&(c.preventDefault(),s(Math.max(0,Math.min(t.tokens.length-1,f+u))))},a=(c,f,u)=>{let p=e.includes(
f);return l("button",{type:"button",class:`ll-token ll-mono${p?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":p,"data-slot":f,tabIndex:p||e.length===0&&
f===0?0:-1,title:`position ${f}`,onClick:()=>s(f),onKeyDown:h=>i(h,f),children:l(pt,{text:c,part:u})},f)};return l(Rt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Ms(){let{store:t}=k(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(ks,{}),l(na,{}),l(Gr,{}),l(As,{}),l(Cs,{}),l(Vr,{}),l(ra,{}),l(Kr,{})]})}function na(){let{store:t}=k(),{draft:e,synced:n}=t,[o,r]=[ne(),ne()],
s=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:s===null?"same as source":`the preset's own: ${s}`}),l(
"option",{value:"same",hidden:s===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var oa=[
"question","layer","position"];function ra(){let{draft:t,preview:e,synced:n}=k().store,o=e.problem.value,r=o!==null&&oa.includes(o.setting),{open:s,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":s||t.isSource(m))(o.setting),f=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=p&&!r?`${p.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!f,children:f?`${h}${o.message}`:""})}function Os(){let{store:t}=k(),{answers:e,comparisons:n,constants:o,tokens:r}=t.synced,s=t.view.answer.value?.id??"",i=n.value.find(u=>u.answers.includes(s)),a=(i?.
answers??[]).flatMap(u=>e.value.find(p=>p.id===u)??[]),[c]=a,f=u=>`${ce(fe(u))}, ${ge(u,r)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(E,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${f(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:sa(i)})]}),l("div",{class:"ll-columns",children:a.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===s?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:J(u)}),f(u)!==f(c)&&l("span",{class:"ll-quiet",children:`reads ${f(
u)}`}),l(ia,{name:"confidence",value:ie(u)?u.confidence:null}),Je(u,"").map(([p,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:p}),l("spa\
n",{class:"ll-num",children:h})]},p)),l("span",{class:"ll-quiet",children:o.verdicts[u.verdict]})]},u.id))})]})})}function sa({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${T(t/e)}`}function ia({name:t,value:e}){return l(E,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":T(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function Es(t){return typeof t=="object"?t.key:t}function Ts(t,e){let n=t.length;return new Proxy(t,{get(o,r,s){if(typeof r=="string"){let i=r.charCodeAt(0);if(i>=
48&&i<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let f=e[a*2];c=o[a]={index:a,key:c,start:f,size:e[a*2+1],end:f+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,s)}})}function nt(t,e,n){let o=n.initialDeps??[],r,s=!0;function i(){var a;let f=0,u=t();if(!(u.length!==o.length||u.some((d,m)=>o[m]!==d)))return r;o=u;let h=0;return r=
e(...u),n?.onChange&&!(s&&n.skipInitialOnChange)&&n.onChange(r),s=!1,r}return i.updateDeps=a=>{o=a},i}function To(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Re=(t,e)=>Math.abs(t-e)<1.01,$s=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function Rs({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:s,clampedMaxAtWrite:i}){var a;return e&&s===null&&t===r?"spurious":s!==
null&&Math.abs(t-s.target)<1.5?"readBack":s!==null&&!s.smooth&&n!==null&&s.target>n+o+.5&&Math.abs(t-(n+o))<1.5||s!==null&&!s.smooth&&((a=s.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var la=t=>t==="smooth"||t==="smoothFinishing";function Ls({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!la(n.phase)&&!Re(e,n.lastTargetOffset)&&
!Re(e,o())&&t!=="clampedEcho"}var $o=40;function Ps(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<$o;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<$o;)r--;if(r<0)return!1;let s=t[r],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-s.offset)/(o.t-s.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Is(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<$o;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var jt,Bt=()=>{if(jt!==void 0)return jt;if(typeof navigator>"u")return jt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return jt=!0;let t=navigator.maxTouchPoints;
return jt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Ro,aa=()=>Ro!==void 0?Ro:Ro=Bt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Fs=()=>!Bt()||aa();var xt={capture:!0,passive:!0},Cn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:s})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:s&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,xt),n.addEventListener("touchend",r,xt),n.addEventListener("touchcanc\
el",r,xt),()=>{n.removeEventListener("touchstart",o,xt),n.removeEventListener("touchend",r,xt),n.removeEventListener("touchcancel",r,xt),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let s={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(s.moved,s.awaitingFling);return}this._touch=s.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=s}}get touch(){return this._touch}};var ca=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},ua=t=>t,da=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,s=new Array(r);for(let i=0;i<
r;i++)s[i]=n+i;return s};var zs={passive:!0};var fa=typeof window>"u"?!0:"onscrollend"in window,pa=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let s=t.options.useScrollendEvent&&
fa,i=0,a=s?null:$s(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{i=n(o),a?.(),e(i,p)},f=c(!0),u=c(!1);return o.addEventListener("scroll",f,zs),s&&
o.addEventListener("scrollend",u,zs),()=>{o.removeEventListener("scroll",f),s&&o.removeEventListener("scrollend",u),a?.cancel()}},Ns=(t,e)=>pa(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var ha=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),s=n.itemSizeCache.get(r);if(s!==void 0)return s}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},ma=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:s,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&s!==null&&"ownerDocument"in s;(r=s?.scrollTo)==null||r.call(s,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Ds=ma,Ws=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Vt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function ga(t,e,n,o){if(e===0)return!1;
let r=o(0),s=new Set,i=0;for(;i<t;){let c=n(i);if(c===r)break;s.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(s.has(o(c)))return!1;return!0}var Mn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Cn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Is(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,s=!1,i=new Set,a=()=>{if(n)return n;
let f=this.targetWindow;if(!f||!f.ResizeObserver)return null;let u=o=ca(f);return n=new f.ResizeObserver(p=>{let h=()=>{let d={sync:!1};this._resizeBatch=d;try{
p.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)u.schedule(h);else{r=!0;try{h()}finally{r=!1}}})},c=f=>{let u=f.target,p=this.indexFromElement(u);if(!u.
isConnected){this.observer.unobserve(u);for(let[h,d]of this.elementsCache)if(d===u){this.elementsCache.delete(h);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(u,f,this))};return{disconnect:()=>{var f;(f=a())==null||f.disconnect(),o?.cancel(),i.clear(),s=!1,n=null,o=null},
observe:f=>{let u=a();if(u){if(!r){u.observe(f,{box:"border-box"});return}i.add(f),s||(s=!0,o?.schedule(()=>{s=!1,i.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),i.clear()}))}},unobserve:f=>{var u;i.delete(f),(u=a())==null||u.unobserve(f)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:ua,rangeExtractor:da,onChange:()=>{},measureElement:ha,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let u in n){let p=n[u];
p!==void 0&&(r[u]=p)}let s=this.options,i=null,a=null,c=!1;if(s!==void 0&&s.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let u=s.count,p=r.
count,h=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=w=>Es(d[w]),g=u>0?m(0):null,y=u>0?m(u-1):null;if(p!==u||u>0&&p>0&&
(r.getItemKey(0)!==g||r.getItemKey(p-1)!==y)){c=!0;let w=u>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;w&&(i=[w.key,this.getScrollOffset()-
w.start]);let O=r.followOnAppend===!0?"auto":r.followOnAppend||null;O&&p>0&&this.isAtEnd(s.scrollEndThreshold)&&(u===0||r.getItemKey(p-1)!==y)&&(p>u||ga(u,p,m,r.
getItemKey))&&(a=O)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let f=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[u,p]=i,h=this.getMeasurements(),{count:d,getItemKey:m}=this.options,g=0;for(;g<d&&m(g)!==u;)g++;if(g<d){let y=h[g];if(y){let x=Math.max(0,y.start+p);!a&&x!==
this.scrollOffset&&(f=x-this.scrollOffset,this.scrollOffset=x)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:f!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:f}:(this._holdOffset+=f,this._followOffsetTarget(f)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=nt(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(s=>{this.observer.observe(s)}),this.unsubs.push(this.options.observeElementRect(
this,s=>{this.scrollRect=s,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(s,i)=>{var a,c,f,u;let p=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=s<0||p!==null&&s>p+1;let d=s;this._lastElementOffset=d,s=this._toLayoutOffset(s);let m=this._classifyScrollEvent(
s,i,p);if(m==="spurious")return;m==="readBack"?s=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&s<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=s:Ls({kind:m,offset:s,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(s-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let g=this.getScrollOffset(),
y=this.scrollDirection;this.scrollDirection=i?g===s?this.scrollDirection:g<s?"forward":"backward":null,this.scrollOffset=s,this.isScrolling=i;let x=this.scrollState;
if(x?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)x.samples=[];else{let v=this.now();x.samples=[...(x.samples??[]).filter(w=>v-w.t<=200),
{t:v,offset:d}],(y!==null&&this.scrollDirection!==y||Ps(x.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:s!==g,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((f=this.scrollState)==null?void 0:f.phase)!=="smoothFinishing"})&&
((u=this.scrollState)==null?void 0:u.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
Vt(this.scrollState)&&!Re(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var s;return Rs({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((s=this._clampedAdjustment)==null?void 0:s.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=Ws(o,n.index!=
null&&Re(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Bt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
nt(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,s,i,a,c,f)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:f}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=nt(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:s,enabled:i,lanes:a,laneAssignmentMode:c,gap:f},u)=>{
var p;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let v=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<v){let C=new Float64Array(v);w&&d>0&&C.set(w.subarray(0,d*2)),w=C}let O=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(d===0)R=o+r;else{let C=d-1;R=w[C*2]+w[C*2+1]+f}for(let C=d;C<n;C++){let P=s(C);O[C]=P;let U=h.get(
P),N=typeof U=="number"?U:this.options.estimateSize(C);w[C*2]=R,w[C*2+1]=N,R+=N+f}this._singleLaneMeasurements={flat:w,items:O};let _=Ts(O,w);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,d),g=new Array(a).fill(void 0),y=new Float64Array(a),x=0;for(let v=0;v<d;v++){let w=m[v];w&&(g[w.lane]===void 0&&x++,g[w.
lane]=v,y[w.lane]=w.end)}for(let v=d;v<n;v++){let w=s(v),O=this.laneAssignments.get(v),R,_,C=c==="estimate"||h.has(w);if(O!==void 0&&this.options.lanes>1){R=O;let B=g[R],
q=B!==void 0?m[B]:void 0;_=q?q.end+f:o+r}else if(x===a){let B=0,q=y[0],K=g[0];for(let b=1;b<a;b++){let A=y[b];(A<q||A===q&&g[b]<K)&&(B=b,q=A,K=g[b])}R=B,_=q+f,C&&
this.laneAssignments.set(v,R)}else R=v%this.options.lanes,_=o+r,C&&this.laneAssignments.set(v,R);let P=h.get(w),U=typeof P=="number"?P:this.options.estimateSize(
v),N=_+U;m[v]={index:v,start:_,size:U,end:N,key:w,lane:R},g[R]===void 0&&x++,g[R]=v,y[R]=N}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=nt(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,s,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=ya(n,o,Math.min(r,a),s,s===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=nt(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,s,i,a)=>s===null||i===null?[]:n({startIndex:s,endIndex:i,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Vt(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let s=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,r-s),a=Math.min(this.options.count-1,r+s);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),s=this.elementsCache.get(r);s!==n&&(s&&this.observer.unobserve(s),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,s,i;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,f,u=(s=this._singleLaneMeasurements)==null?void 0:s.flat;if(this.options.lanes===1&&
u!=null)f=this.options.getItemKey(n),c=u[n*2],a=u[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;f=d.key,c=d.start,a=d.size}let p=this.itemSizeCache.get(
f)??a,h=o-p;if(h!==0){let d=this.options.anchorTo==="end"&&!Vt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=d?this._getLayoutTotalSize():
0,g=this.getScrollOffset(),x=!this.itemSizeCache.has(f)?c<g:c+p<=g&&this.scrollDirection!=="backward",v=!Vt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:f,start:c,size:a,end:c+a,lane:0},h,this):x);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(f,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(d?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):v&&(w=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=nt(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let s=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],f=o[c];s.push(r===0?f:{...f,start:f.start-r,end:f.end-r})}return s},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let s=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&s!=null,a=qs(0,r.length-1,i?c=>s[c*2]:c=>To(r[c]).start,n);return To(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let s=o.lowMaxes??
(o.lowMaxes=[]);s[s.length-1]!==r&&s.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let s="document"in o?o.document.scrollingElement:o;if(!s?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=s,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
f=i.getPropertyPriority(a),u=()=>this.options.horizontal?s.clientHeight:s.clientWidth,p=u();if(i.setProperty(a,"hidden","important"),u()!==p){i.setProperty(a,c,
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
return!(Bt()&&this._iosGesture.dragging())&&n!==null&&!Re(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,s=o!==this.scrollState.lastTargetOffset;if(!s&&Re(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,s){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Vt(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let s=this._iosGesture.tail();if(r==="absolute"&&s!==null){if(s==="fling"&&Fs()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Ws(o,e.index!=null&&Re(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},qs=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,s=n(r);if(s<o)t=r+1;else if(s>o)e=r-1;else return r}return t>0?t-1:0};
function va(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,s=t[r*2];if(s<n)o=r+1;else if(s>n)e=r-1;else return r}return o>0?o-1:0}function ya(t,e,n,o,r){let s=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:s};if(o===1&&r!==null){let f=va(r,s,n),u=f,p=n+e;for(;u<s&&r[u*2]+r[u*2+1]<p;)u++;return{startIndex:f,endIndex:u}}
let a=qs(0,s,f=>t[f].start,n),c=a;if(o===1)for(;c<s&&t[c].end<n+e;)c++;else if(o>1){let f=Array(o).fill(0);for(;c<s&&f.some(p=>p<n+e);){let p=t[c];f[p.lane]=p.end,
c++}let u=Array(o).fill(n+e);for(;a>=0&&u.some(p=>p>=n);){let p=t[a];u[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(s,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var wt=24,ba=38,js=16,he=44,Lo=18,Hs=760;function xa(t,e,n,o=68,r=168){let s=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,s))*10)/10}function wa(t,e,n={}){
return new Mn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Ns,scrollToFn:Ds,...n})}var _t=class{constructor(e,n,o,r,s,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=s;this.band=i;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>wt,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return ba+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Hs)-he,height:(this.scroller?.clientHeight||Lo*wt+this.head)-this.head});return wa(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(s,i)=>{let a=()=>i(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return xa(this.scroller?.clientWidth||Hs,he,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(s,i)=>Math.max(0,Math.min(i-1,s));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Bs={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var On=10,Fo=112,zo=On+Fo+6,je=t=>On+(1-t)*Fo;function Wo(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=mt(t.controls,e);return n!==null&&Ce(t,e)<=n[1]}function Vs(t,e=({
position:n})=>n??-1){let n=[...t].sort((r,s)=>e(r)-e(s)),o=[];for(let r of n){let s=o.at(-1),i=s?.at(-1);s&&i&&e(i)===e(r)-1?s.push(r):o.push([r])}return o}function Ks({
points:t,at:e,option:n,column:o,width:r,marked:s,constants:i}){let a=d=>Po(e(d),o),c=t.filter(ie),f=(d,m)=>d.flatMap(g=>[-o/2,o/2].map(y=>`${a(g)+y},${je(m(g))}`)),
u=(d,m)=>g=>mt(Io(g,d),n)?.[m]??0,p=d=>{let m=g=>[...f(d,u("random",1)),...f(d,g).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),d.some(g=>Io(g,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(u("random",0))})]})},h=Ye(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:r,height:zo,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:he,x2:r,y1:je(
d),y2:je(d)},d)),s!==void 0&&l("line",{class:"ll-guide",x1:Po(s,o),x2:Po(s,o),y1:On,y2:On+Fo}),[...new Set(["random",...h])].flatMap(d=>Vs(c.filter(m=>Io(m,d).length>
0),e).map(m=>d==="random"?p(m):l("polyline",{class:`ll-control ll-${d}`,points:f(m,u(d,1)).join(" ")}))),Vs(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
m=>`${a(m)},${je(Ce(m,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!ie(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${je(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${ve(d,i)?" ll-hollow":""}${Wo(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:je(Ce(d,n)),r:4},d.id))]})}function Po(t,e){return he+
(t+.5)*e}function Io(t,e){return t.controls.filter(n=>n.kind===e)}function Gs({curve:t,columns:e,option:n,column:o}){let{store:r,view:s}=k(),i=L(null),a=Q(-1),c=L(!1),{at:f,heads:u,unit:p}=e,h=new Map(t.points.map(_=>[f(_),_])),
d=h.has(a.value)?a.value:t.points[0]?f(t.points[0]):-1;z(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=r.synced.
selection.value,g=t.points.find(({id:_})=>_===r.view.answer.value?.id),y=p==="positions"?m?.position:p==="layers"&&m?e.values.indexOf(m.layer):g&&f(g),x=p==="sc\
ales"||(p==="layers"?m?.position===t.position:m?.layer===t.layer),v=he+u.length*o,w=_=>{let C=_ instanceof Element?_.closest(".ll-tick"):null,P=C&&h.get(Number(
C.dataset.position));return P?[C,P]:void 0},O=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let C=[...h.keys()].sort((B,q)=>B-q),P=C.indexOf(d),N={ArrowLeft:P-1,
ArrowRight:P+1,Home:0,End:C.length-1}[_.key];N!==void 0&&(_.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,N))]??d)},R=({target:_})=>{let C=w(
_);C&&s.show({anchor:C[0],content:()=>l(ka,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${v}px`},onKeyDown:O,
onClick:({target:_})=>{let C=w(_);C&&(a.value=f(C[1]),r.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(Ks,
{points:t.points,at:f,option:n,column:o,width:v,marked:y===void 0||y<0?void 0:y,constants:r.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${je(_)}px`},children:_},_))}),u.map((_,C)=>l(_a,{head:_,column:C,answer:h.get(C),stop:C===d,on:x&&C===y,width:o},C))]})}function _a({
head:t,column:e,answer:n,stop:o,on:r,width:s}){let{tokens:i}=k().store.synced;return l("button",{type:"button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?Sa(n,i):`Position ${e} ${t}`,style:{left:`${he+e*s}px`,width:`${s}px`,paddingTop:`${zo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(H,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(H,{text:J(n)})})]})}function ka({answer:t,
option:e}){let{tokens:n}=k().store.synced,[o,r]=ge(t,n),s=G(t);return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(H,{text:r})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:J(t)})}),!s&&l("div",{class:"ll-quiet",children:ut}),
s&&!me(t)&&l(pe,{name:e||"confidence",value:T(Ce(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(pe,{name:"calibrated",value:T(t.calibrated_confidence)}),
Je(t,e).map(([i,a])=>l(pe,{name:i,value:a},i)),t.option_mass!==null&&l(pe,{name:"option mass",value:T(t.option_mass)})]})}function Sa(t,e){let n=ge(t,e).join(" ");
if(t.confidence===null)return`${n}: ${le}`;let o=Je(t,"").map(([r,s])=>`, ${r} ${s}`);return ie(t)?`${n}: ${t.text}, confidence ${T(t.confidence)}${o.join("")}`:
`${n}: ${J(t)}`}function En({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Us({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function Se({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:s=>r(s.currentTarget.value),children:n.
map(([s,i])=>l("option",{value:s,children:i},s))})}function Xs(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function Ys(t,e){
if(t?.vector){let n=t.points.map(({scale:r=1})=>r).sort((r,s)=>r-s),o=n.map(r=>`× ${r}`);return{values:n,heads:o,unit:"scales",at:({scale:r=1})=>n.indexOf(r)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,r)=>o-r);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Aa=54;function Qs({scroller:t}){let{store:e,view:n}=k(),{constants:o,tokens:r}=e.synced,s=e.view.curve.value,i=Q(""),a=s?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",f=Ys(s,r),{heads:u,unit:p}=f;return l("section",{class:"ll-curve","aria-label":`Confidence across ${p}`,hidden:!s,children:[
l("header",{children:[s&&l("span",{class:"ll-title",children:[`${Js(s)}: `,l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>
0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||u.length} ${p}`})]}),l(Se,{label:"Sweep",least:2,value:s?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${Js(h)}: ${j(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(Se,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),s&&l(En,{keys:Ca(s,c,o)})]}),l("div",{class:p==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:s&&l(Gs,
{curve:s,columns:f,option:c,column:p==="layers"?Aa:n.columnWidth.value})})]})}function Ca({points:t},e,n){let o=Ye(t.find(G)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:r,controls:s})=>({sign:r,text:yo(r,s.length).toLowerCase()})),t.some(r=>ie(r)&&Wo(r,e))&&{sign:"within",text:"a c\
ontrol supports it as much"},t.some(r=>ve(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(ie)&&{sign:"cross",text:t.some(me)?dt:`${le}: ${dt}`}]}function Js({
layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${j(e)}`:""}`}function Zs(){let{store:t}=k(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,r=o.toReversed(),s=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:r.map((i,a)=>l(E,{children:[i.question!==r[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:j(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===s?"true":void 0,title:`L${ce(fe(i)).slice(1)}: ${ge(i,n).map(j).join(" ")}
${j(i.question)}
${j(J(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.show(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${fe(i).join("+")}`}),l("span",{class:"ll-mono ll-cut ll-\
quiet",dir:"auto",children:ge(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:J(i)}),l("span",{class:"ll-bar",style:{"--p":String(ie(i)?i.confidence:
0)}}),l("span",{class:"ll-num",children:ie(i)?T(i.confidence):""})]})})]},i.id))})]})}var No={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function ei(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e?`rank of ${e}`:
"rank of a pinned token",scale:[t>1?String(t):"","1"],of:"rank, logarithmic"}]}function ti(t,e,n){if(!t)return No;let o=t.probs[0];if(o==null)return{text:le,share:0,
says:le,classes:{"ll-not-finite":!0}};let r=t.tokens[0]??"",s=`lens reads ${r}, probability ${T(o)}`;if(e==="")return{text:r,share:o,says:s,classes:{}};if(e==="\
probability")return{text:T(o),share:o,says:s,classes:{}};let{measures:i}=t;if(!i)return No;let a=Math.log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,
says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`rank ${c}, probability ${T(i.chance??0)}`,classes:{}}:{text:c.
toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function ni(t){let e=We(t),n=t.find(G)?.options??[],o={scale:["0","1"],of:"confide\
nce"},r={scale:["0","1"],of:"excess"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?r:o},...e?[{name:"excess",label:"excess",...r}]:[],
{name:"confidence",label:"confidence",...o},...n.map(({text:s})=>({name:`option ${s}`,label:`P(${s})`,scale:["0","1"],of:"probability"}))]}function ot({verdict:t}){
return t!=="controls"&&t!=="noise"}function oi(t,e,n,o){if(!t)return{...No,says:"not asked yet"};if(!G(t))return{text:le,share:0,says:le,classes:{"ll-not-finite":!0}};
let{confidence:r,excess:s,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),f=a?i.find(({text:h})=>h===a)?.probability??0:c?s??0:
r??0,u=c?s===null?"":ye(s):T(f),p=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?J(t):u,share:ot(t)||!c?Math.max(0,f):0,says:`${J(t)}, ${p} ${u}`,classes:{
"ll-under-controls":!a&&!ot(t),"ll-low":ve(t,o)}}}function ri(t,[e,n],o){let{option:r,over:s,found:i,here:a,constants:c}=o,f=t!==void 0&&!G(t),u=r===""&&t?.excess===null&&s,p=t&&!u?ze(t,r):0,h=t?J(t,""):"",d=f?
le:t?`${J(t)}, ${Ma(t,r)}`:"not asked yet";return{text:h,share:t&&r===""&&s&&!ot(t)?0:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!f&&!u&&r===""&&(p<=0||!ot(t)),"ll-not-finite":f,"ll-low":t!==void 0&&ve(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Ma(t,e){return e!==""?`P(${e}) ${T(ze(t,e))}`:t.excess===null?`confidence ${T(ze(t,""))}`:`excess ${ye(
t.excess)}`}function si({cell:[t,e],answer:n,option:o}){return l(E,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(li,{answer:n,option:o})]})}function ii({title:t,token:e,answer:n}){return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(H,{text:e})})]}),l(li,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function li({
answer:t,option:e}){return l(E,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!G(t)&&l("div",{class:"ll-quiet",children:ut}),t&&G(t)&&l(
E,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(H,{text:J(t)})}),(e!==""||!me(t))&&l(pe,{name:e||"confidence",value:T(Ce(t,e))}),Je(t,e).
map(([n,o])=>l(pe,{name:n,value:o},n)),t.excess!==null&&l(pe,{name:"excess",value:ye(t.excess)})]})]})}function ai({text:t,share:e,label:n,selected:o,classes:r,data:s,column:i,left:a,stop:c}){let f=Object.keys(r).filter(u=>r[u]);return l("div",{...s,class:["ll-ce\
ll ll-mono",...f].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(H,{text:t})})}function Tn(t){let{grid:e,names:n,scroller:o,marked:r,bands:s=[],rowNumbers:i}=t,a=b=>i?.[b]??b,c=b=>i?i.indexOf(b):b,{view:f}=k(),u=L(null);z(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let p=e.width.value,[h,d]=e.cursor.value;z(()=>{e.wantsFocus&&(e.wantsFocus=!1,u.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,g,y,x]=e.seen(),v=new Set([h]);for(let b=m;b<g;b+=1)v.add(b);let w=b=>{let A=new Set(b===h?[d]:[]);if(b>=m&&b<g)for(let D=y;D<
x;D+=1)A.add(D);return[...A].sort((D,Z)=>D-Z)},O=b=>{let A=b instanceof Element?b.closest(".ll-cell"):null;return A?[c(Number(A.dataset[n[0]])),Number(A.dataset[n[1]])]:
void 0},R=({target:b})=>{let A=O(b),D=b.closest(".ll-cell");A&&D&&f.show({anchor:D,content:()=>t.hint(A)})},_=b=>{if(b.altKey)return;if(b.ctrlKey||b.metaKey){if(b.
key!==" "||!t.add)return;t.add(e.cursor.peek()),b.preventDefault();return}let A=e.cursor.peek(),D=Bs[b.key];if(D){e.move(D(A,e),!0);let Z=e.cursor.peek();b.shiftKey&&
Z[0]===A[0]&&t.extend?.(Z)}else if(b.key===" "||b.key==="Enter")t.choose(A,!1),b.key==="Enter"&&t.enter?.();else return;b.preventDefault()},C=b=>r?.spans.some(([
A,D])=>A<=b&&b<D)??!1,P=[e,p,h,d,...t.of],U=L({of:[],cells:new Map}),N=P.every((b,A)=>b===U.current.of[A])?U.current.cells:null,B=new Map,q=(b,A)=>{let D=b*e.columnCount+
A,Z=N?.get(D)??l(ai,{...t.look(b,A),data:{[`data-${n[0]}`]:a(b),[`data-${n[1]}`]:A},column:A,left:he+A*p,stop:b===h&&A===d},A);return B.set(D,Z),Z};U.current={of:P,
cells:B};let K=[];for(let b=y;b<x;b+=1)K.push(b);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.
columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,Lo)*wt+14}px`,"--w":`${p}px`,"--head":`${e.head}px`},onScroll:()=>f.hide(),children:l("div",{
class:"ll-canvas",role:"presentation",ref:u,style:{width:`${he+e.columnCount*p}px`,height:`${e.head+e.rowCount*wt}px`},onClick:b=>{let A=O(b.target);A&&(e.move(
A,!0),t.add&&(b.ctrlKey||b.metaKey)?t.add(A):t.choose(A,b.shiftKey))},onKeyDown:_,onPointerDown:b=>{let A=O(b.target);A&&t.press?.(A,b)},onPointerOver:b=>{R(b);
let A=O(b.target);A&&t.over?.(A,b)},onFocusIn:R,onPointerOut:()=>f.hide(),onFocusOut:()=>f.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowindex":1,
children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),s.map(({role:b,start:A,stop:D})=>l("div",{class:"ll-band-name","data-role":b,"aria-\
hidden":"true",style:{left:`${he+A*p}px`,width:`${(D-A)*p-1}px`},children:l("span",{children:b})},A)),K.map(b=>l("div",{class:`ll-head${C(b)?" ll-on":""}`,role:"\
columnheader","aria-colindex":b+2,title:t.headTitle(b),style:{left:`${he+b*p}px`},children:t.head(b)},b))]}),[...v].sort((b,A)=>A-b).map(b=>l("div",{class:`ll-r\
ow${r?.rows.includes(b)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-b+1,style:{top:`${e.head+(e.rowCount-1-b)*wt}px`},children:[l("div",{class:"ll-side",
role:"rowheader",children:a(b)}),w(b).map(A=>q(b,A))]},b))]})})}function ci(){let t=k().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Oa,{map:t})})}
function Oa({map:t}){let{store:e}=k(),{heatMaps:n,layers:o,targetLayers:r,tokens:s,constants:i}=e.synced,a=Q(""),c=L(null),f=t.points.find(G)??t.points[0],u=f?.
options.map(({text:_})=>_)??[],p=u.includes(a.value)?a.value:"",h=f?.excess===null?"confidence":"excess",d=We(t.points),m=un(t.points,p,i),g=new Map(t.points.map(
_=>[`${_.layer}:${_.target_layer}`,_])),y=(_,C)=>g.get(`${_}:${C}`),x=e.view.answer.value,v=x&&y(x.layer,x.target_layer)?.id===x.id?x:null,w=L(!1);w.current=v!==
null;let O=re(()=>new _t(o,r,[46,168],[0,0],()=>w.current),[]),R=o*r;return l(E,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(H,{text:s[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(Se,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:_,position:C,question:P})=>[_,`position ${C}: ${j(P)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(Se,{label:"What the cells show",least:2,value:p,options:[["",
h],...u.map(_=>[_,`P(${j(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(Ea,{found:m,option:p,choose:_=>{e.show(_),O.move([_.layer,_.target_layer],
!0)}}),l(En,{keys:Ta(t.points,p,m,i)})]}),l(Tn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:_=>l(E,{children:[
l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,C)=>ri(y(_,C),[_,C],{option:p,over:d,found:m,here:v,
constants:i}),of:[t,p,v],marked:v&&{rows:[v.layer],spans:[[v.target_layer,v.target_layer+1]]},choose:([_,C])=>{let P=y(_,C);P&&e.show(P)},hint:([_,C])=>l(si,{cell:[
_,C],answer:y(_,C),option:p})})]})}function Ea({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,s=e===""&&o.excess!==null?ye(o.excess):T(ze(o,
e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[
`Best of ${r}: layer ${o.layer} into ${o.target_layer}, ${s} `,l("span",{class:"ll-mono",dir:"auto",children:l(H,{text:J(o)})}),uo(o)!==""&&l("span",{class:"ll-\
doubt",children:` ${uo(o)}`})]})}function Ta(t,e,n,o){let r=e===""&&We(t);return[{sign:"shade",text:r?"excess, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},
r&&{sign:"under",text:"a control supports it as much"},t.some(s=>ve(s,o))&&{sign:"low",text:"low option mass"},!t.every(G)&&{sign:"not-finite",text:`${le}: no a\
nswer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var[$n,ui]=[14,54];function di({lens:t}){let{store:e}=k(),{synced:n}=e,{layers:o,tokens:r,frozen:s}=n,i=n.selection.value?.position;z(()=>{i!==void 0&&!s&&e.view.
pinned.peek()&&t.look(e.link,0,o,i,i+1,!0)});let a=Array.from({length:o},(p,h)=>t.at(h,i??0)?.measures);if(i===void 0||!t.pinned)return null;let c=p=>4+(1-p)*(ui-
8),f=a.flatMap((p,h)=>p&&p.rank!==null?[[h,p]]:[]),u=f.find(([,{rank:p}])=>p===1);return l("figure",{class:"ll-trajectory",children:[l("figcaption",{class:"ll-q\
uiet",children:[l("bdi",{class:"ll-mono",children:l(H,{text:t.pinned})}),` at every layer of position ${i} `,l("bdi",{class:"ll-mono",children:l(H,{text:r[i]??""})}),
u?`: first likeliest at layer ${u[0]}`:": likeliest at no layer"]}),l("svg",{width:o*$n,height:ui,role:"img","aria-label":$a(f),children:[[0,1].map(p=>l("line",
{class:"ll-rule",x1:0,x2:o*$n,y1:c(p),y2:c(p)},p)),l("polyline",{class:"ll-own",points:f.map(([p,{chance:h}])=>`${(p+.5)*$n},${c(h??0)}`).join(" ")}),f.map(([p,
{rank:h,chance:d}])=>l("circle",{class:h===1?"ll-dot ll-hollow":"ll-dot",cx:(p+.5)*$n,cy:c(d??0),r:h===1?4:2,children:l("title",{children:`layer ${p}: rank ${h}\
, probability ${T(d??0)}`})},p))]})]})}function $a(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${T(o??0)}`).join("; ")}var Ra=[1,2,4,8],La=12,Pa=24;function Do({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pinned.value:"")}function fi({rows:t,sight:e,jump:n}){let{store:o}=k(),{synced:r,view:s}=o,{tokens:i,layers:a,frozen:c}=r,f=s.siteMap.value,u=Do(o);u.at(
0,0);let p=f?ni(f.points):ei(u.vocab,u.pinned),h=c&&!f?p.slice(0,2):p,d=p.find(({name:m})=>m===s.measure.value)??p[0];return l("div",{class:"ll-gridbar",children:[
l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(Se,{label:"What is read in the cells",least:1,value:f?`map ${f.id}`:`len\
s ${s.lensName.value}`,options:[...r.lenses.value.slice(0,c?1:void 0).map(({name:m,label:g})=>[`lens ${m}`,g]),...r.siteMaps.value.map(m=>[`map ${m.id}`,Ia(m)])],
choose:m=>{m.startsWith("map ")?s.showMap(m.slice(4)):s.showLens(m.slice(5))}}),l(Se,{label:"What the cells show of it",least:2,value:d?.name??"",options:h.map(
({name:m,label:g})=>[m,j(g)]),choose:m=>{s.measure.value=m}}),d?.name==="rank"&&l("input",{class:"ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:"\
a word, such as Paris",value:s.pinned.value,onChange:m=>{s.pinned.value=m.currentTarget.value}}),l(Se,{label:"Rows of layers",least:a>La?1:99,value:String(s.stride.
value),options:Ra.filter(m=>m<a/2).map(m=>[String(m),m===1?"every layer":`every ${m} layers`]),choose:m=>{s.stride.value=Number(m)}}),i.length>=Pa&&l(Na,{jump:n}),
!c&&l(za,{rows:t,sight:e})]}),d&&l(Fa,{kind:d,map:f,waiting:!f&&u.waiting}),l(Wa,{}),d?.name==="rank"&&!f&&l(di,{lens:u})]})}function Ia({question:t,points:e,complete:n,
total:o}){let r=n?"":` (${e.length} of ${o})`;return`Answers: ${j(t)}${r}`}function Fa({kind:t,map:e,waiting:n}){let o=e?.points??[];return l("div",{class:"ll-l\
egend",children:[l(Us,{scale:t.scale,of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(r=>G(r)&&!ot(r))&&l("span",{class:"ll-key ll-key-und\
er",children:o.some(({noise:r})=>r?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.complete&&l("span",{class:"ll-\
quiet",children:`${o.length} of ${e.total} cells`})]})}function za({rows:t,sight:e}){let{store:n}=k(),{draft:o,synced:r,view:s}=n,i=r.selection.value,a=o.ready&&
!o.entry.fit&&o.vector===null,c=s.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"ll-link",title:"Let the mo\
del go on with the prompt, without any question",onClick:()=>n.requests.begin("continuation",{}),children:"Continue the prompt"}),l("button",{type:"button",class:"\
ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every layer of ${Oe(i.spans)}`:"Choose a cell first",onClick:()=>n.sites(!1,c,e()),children:i&&
Me(i).length>1?"Every layer of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`Ask the question of th\
e box in all ${t.length*r.tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"Every cell"})]})}function Wa(){let{text:t="",ended:e=!0}=k().
store.view.continuation.value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("span",{class:"ll-label",children:"The model goes on "}),l("span",
{class:"ll-mono",dir:"auto",children:[l(H,{text:t}),e?"":" …"]})]}):null}function Na({jump:t}){let{tokens:e}=k().store.synced,n=Q(""),o=Q(-1),r=n.value.trim().
toLowerCase(),s=r?Da(e,r):[],i=()=>{s.length!==0&&(o.value=(o.value+1)%s.length,t(s[o.value]??0))};return l("span",{class:"ll-find",children:[l("input",{class:"\
ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.value,o.value=-1},
onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),i())}}),r&&l("button",{type:"button",class:"ll-link",disabled:s.length===0,onClick:i,children:s.length===0?"n\
one":`${Math.max(0,o.value)+1} of ${s.length}, next`})]})}function Da(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(" ","·"),r=t.
flatMap((s,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<s.length?[i]:[]});return[...new Set([...n,...r])]}var qa=46;function pi({rows:t,grid:e,scroller:n,shade:o,of:r}){let s=L(null),[i,a,c,f]=e.seen(),[u,p]=[e.columnCount,t.length],h=f-c<u||a-i<p;if(so(()=>{let g=h?
s.current?.getContext?.("2d"):null;if(!s.current||!g)return;let y=getComputedStyle(s.current).color;g.clearRect(0,0,u,p),g.fillStyle=y;for(let x=0;x<p;x+=1)for(let v=0;v<
u;v+=1){let w=o(t[x]??0,v);w!==null&&(g.globalAlpha=.1+.9*w,g.fillRect(v,p-1-x,1,1))}},[h,t,...r]),!h)return null;let d=g=>{if(g.type==="pointermove"&&(g.buttons&
1)===0)return;let y=n.current,x=s.current?.getBoundingClientRect();if(!y||!x||x.width===0)return;let v=(w,O,R)=>(w-O)/R;y.scrollLeft=v(g.clientX,x.left,x.width)*
y.scrollWidth-y.clientWidth/2,y.scrollTop=v(g.clientY,x.top,x.height)*y.scrollHeight-y.clientHeight/2},m=(g,y)=>`${100*g/y}%`;return l("div",{class:"ll-minimap",
"aria-hidden":"true",onPointerDown:d,onPointerMove:d,children:[l("canvas",{ref:s,width:u,height:p,style:{height:`${qa}px`}}),l("span",{class:"ll-sight",style:{left:m(
c,u),width:m(f-c,u),top:m(p-a,p),height:m(a-i,p)}})]})}function hi({title:t,token:e,notes:n,reading:o,pinned:r=""}){let s=o?.probs[0]===null;return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:go(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),s&&l("div",{class:"ll-quiet",children:ut}),!s&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(H,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:T(o.probs[a]??0)})]},
a)),!s&&l(Ha,{reading:o,pinned:r})]})}function Ha({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:r,rank:s,chance:i}=n;return l(
E,{children:[o!==null&&l(pe,{name:"entropy",value:`${o.toFixed(2)} nats`}),r!==null&&l(pe,{name:"surprisal of the next token",value:`${r.toFixed(2)} nats`}),s!==
null&&l(pe,{name:`rank of ${j(e)}`,value:`${s}, ${T(i??0)}`})]})}function mi({scroller:t}){let{store:e,view:n}=k(),{synced:o}=e,{tokens:r,layers:s,quiet:i,roles:a,splitCharacters:c,selection:f}=o,u=e.view.stride.value,p=re(()=>Array.
from({length:s},(S,M)=>M).filter(S=>(s-1-S)%u===0),[u]),h=S=>p[S]??0,d=S=>p.findIndex(M=>M>=S),m=L(null),g=L(null),y=Q(null),x=L(null),v=re(()=>{let S=x.current,
{layer:M,position:I}=S??f.peek()??{layer:s-1,position:r.length-1};return new _t(p.length,r.length,[68,168],[d(M),I],()=>S!==null||f.peek()!==null,a.length>0?js:
0)},[p]),w=re(()=>_e(()=>new Set(o.answers.value.filter(({vector:S})=>!S).flatMap(({sites:S,layer:M,position:I})=>S.length>0?S:[[M,I]]).map(S=>S.join(":")))),[]);
z(()=>{let S=new AbortController,M=I=>{let W=y.peek();if(y.value=null,!W)return;let oe=I.ctrlKey||I.metaKey?f.peek():null,we=[W[1],W[2]+1];o.selectAll([...oe?.layers??
[],W[0]],[...oe?.spans??[],we])};return document.addEventListener("pointerup",M,{signal:S.signal}),()=>S.abort()},[]),z(()=>{let S=!0;return se(()=>{let M=f.value;
if(S||!M){S=!1;return}let{layer:I,position:W,start:oe,layers:we}=M,[lt,Ve]=v.cursor.peek();oe===W&&(g.current=[I,W]),!(we.includes(h(lt))&&Me(M).includes(Ve))&&
v.move([d(I),W],m.current?.contains(document.activeElement)??!1)})},[v]);let[O,R]=v.cursor.value;z(()=>()=>{x.current={layer:h(O),position:R}});let[_,C,P,U]=v.seen();
v.version.value;let N=v.width.value,B=L([]),q=re(()=>()=>B.current,[]),K=re(()=>S=>v.move([v.cursor.peek()[0],S],!1),[v]),b=e.view.siteMap.value,A=Do(e),D=b?void 0:
A.error,[Z,ae]=[h(_),h(C-1)+1];B.current=[Z,ae-1,P,Math.max(P,U-1)],z(()=>{!o.frozen&&!b&&A.look(e.link,Z,ae,P,U)},[A,b,Z,ae,P,U,D]);let de=re(()=>new Map(b?.points.
map(S=>[`${S.layer}:${S.position}`,S])),[b]),jn=re(()=>We(b?.points??[]),[b]);z(()=>{n.columnWidth.value=N},[N]);let Be=f.value,Ut=y.value,st=Ut?Ne([Ut[0]],[[Ut[1],
Ut[2]+1]]):Be,Ei=S=>{let M=mo(a,S);return`${S}: ${j(r[S]??"")}${M?`, ${M}`:""}`},Ti=S=>[...c.filter(({first:M,last:I})=>M<=S&&S<=I).map(({text:M})=>l(E,{children:[
"a part of ",l("bdi",{children:M})]})),...a.length>0?[mo(a,S)??"written by the chat template"]:[]],it=e.view.measure.value,Bo=(S,M)=>b?oi(de.get(`${S}:${M}`),it,
jn,o.constants):ti(A.at(S,M),it,A.vocab),$i=(S,M)=>{if(!b&&(it===""||it==="probability"))return A.chance(S,M)??null;let{share:I,classes:W}=Bo(S,M);return W["ll-\
empty"]?null:I},Ri=(S,M)=>{let I=h(S),W=Bo(I,M),oe=st?.layers.includes(I)?st.spans.find(([lt,Ve])=>lt<=M&&M<Ve):void 0,we=oe!==void 0;return{text:W.text,share:W.
share,label:`Layer ${I}, position ${M} ${r[M]}: ${W.says}`,selected:we,classes:{...W.classes,"ll-among":we&&oe[1]-oe[0]>1,"ll-first":we&&M===oe[0],"ll-last":we&&
M===oe[1]-1,"ll-dim":i.has(M),"ll-answered":w.value.has(`${I}:${M}`)}}},Vo=([S,M])=>{let I=h(S);g.current??=Be?[Be.layer,Be.position]:[I,M];let[,W]=g.current;o.
select(I,Math.max(W,M),Math.min(W,M))},Li=([S,M])=>{let I=h(S),[W,oe]=Be?[Be.layers,Be.spans]:[[],[]],we=oe.some(([Ve,Pi])=>Ve<=M&&M<Pi),lt=W.filter(Ve=>Ve!==I);
we&&W.includes(I)&&lt.length>0?o.selectAll(lt,oe):o.selectAll([...W,I],[...oe,[M,M+1]])};return l("div",{class:"ll-grid",ref:m,children:[l(fi,{rows:p,sight:q,jump:K}),
l(pi,{rows:p,grid:v,scroller:t,shade:$i,of:[b??A.changes,A,it]}),l(Tn,{grid:v,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:["layer","p\
osition"],head:S=>l(E,{children:[l("small",{children:S}),l("span",{class:"ll-mono ll-cut",dir:$t(c,S)?"ltr":"auto",children:l(pt,{text:r[S]??"",part:$t(c,S)})})]}),
headTitle:Ei,look:Ri,rowNumbers:p,of:[b??A.changes,A,it,st,w.value,de],marked:st&&{rows:st.layers.filter(S=>p.includes(S)).map(d),spans:st.spans},choose:([S,M],I)=>{
if(I)return Vo([S,M]);let W=h(S);g.current=[W,M],o.select(W,M);let oe=de.get(`${W}:${M}`);oe&&(e.view.answer.value=oe)},add:Li,enter:()=>e.ask(),extend:Vo,hint:([
S,M])=>b?l(ii,{title:`Layer ${h(S)}, position ${M}`,token:r[M]??"",answer:de.get(`${h(S)}:${M}`)}):l(hi,{title:`Layer ${h(S)}, position ${M}`,token:r[M]??"",notes:Ti(
M),reading:A.at(h(S),M),pinned:A.pinned}),press:([S,M],I)=>{I.button===0&&I.pointerType!=="touch"&&!I.shiftKey&&(g.current=[h(S),M])},over:([,S],M)=>{if(!g.current||
(M.buttons&1)===0)return;let[I,W]=g.current;!y.peek()&&S===W||(y.value=[I,Math.min(W,S),Math.max(W,S)])}}),l("div",{class:"ll-note",role:"status",children:D!==void 0&&
l(E,{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${D} `}),l("button",{type:"button",class:"ll-link",onClick:()=>A.retry(),children:"\
Try again"})]})})]})}var Rn=class{answer;wanted=$(0);arrived=$(0);curveId;heatMapId;steeredId=$("");steered;siteMap;lensName=$("");siteMapId;measure=$("");pinned=$("");stride=$(1);continuation=$(
null);lines;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,siteMaps:r,steered:s}){this.answer=$(e.peek().at(-1)??null),this.curveId=$(n.peek().at(-1)?.
id??""),this.heatMapId=$(o.peek().at(-1)?.id??""),this.lines=_e(()=>[...n.value,...r.value.flatMap(Xs)]),this.curve=qo(this.lines,this.curveId),this.heatMap=qo(
o,this.heatMapId),this.siteMapId=$(""),this.siteMap=_e(()=>r.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=qo(s,this.steeredId)}showMap(e){
this.siteMapId.value=e,this.lines.peek().some(n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=
e,this.measure.value=""}};function qo(t,e){return _e(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var Ln=class{hint=$(null);open=$(!1);columnWidth=$(
80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){
clearTimeout(this.timer)}};var rt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},Le={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",unheard:"\
No kernel has answered here. In a saved page none will: open the notebook and run its cell to ask.",gone:"The kernel is gone. Run the notebook cell again."};function gi(t){
try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var vi=["dead","terminating","restarting","autorestarting"],Pn=class{constructor(e,n,o){
this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().
toString(36).slice(2);told=0;heard=Date.now();known=!1;routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(
e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?rt.ping:rt.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.
page,n:this.told})}receive(e){this.heard=Date.now(),this.known=!0,e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.
send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=rt.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!==
"gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=gi(this.model);e!==void 0&&vi.includes(e)&&this.become("gone"),!(Date.now()-this.heard<rt.heartbeat||
this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=gi(this.model),o=n!==void 0&&vi.
includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":this.known||n!==void 0?"busy":"unheard"),!o&&(n==="idle"&&this.ping(),this.watch(e,rt.ping))}settle(e){
clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.
onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var In=class{constructor(e,n){this.link=e;this.frozen=n}link;frozen;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=gt();if(this.frozen)return o;
let r=[...this.work.peek()].filter(([,{state:i}])=>i!=="failed"),s={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.
value=new Map([...r,[o,s]]),this.link.send({kind:"query",id:o,what:e,args:n},!0)||this.fail(o,Le.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send(
{kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:r,done:s,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target")return;let{began:c,first:f}=this.
get(e)??{};this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:s,total:i,began:c,first:f})}progress(e,n,o,r=""){let s=this.get(e),i=s?.began??Date.
now(),a=s?.first??(o>0?n:void 0);this.change(e,{state:"running",done:n,total:o,says:r,began:i,first:a})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){
for(let n of this.work.peek().keys())this.fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){
let o=this.get(e);o&&this.put({...o,...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function yi({began:t,first:e=0,done:n,total:o},r=Date.
now()){if(!(t===void 0||o===0||n<=e))return(r-t)/1e3/(n-e)*(o-n)}function bi(){let{store:t}=k(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(Ba,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":Le[e]})})]})}var ja=["fit","steer","train"];function Ba({work:t}){let{store:e}=k(),{done:n,
total:o,state:r}=t,s=r==="failed",i=o>0,a=yi(t);return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:s?"ll-message ll-error":"ll-message",role:s?
"alert":void 0,children:Va(e,t)}),r==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progres\
s","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),r==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",children:`${gn(a)} left`}),r==="running"&&t.says!==""&&ja.includes(t.what)&&l("sp\
an",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:s?"Dismiss":"Cancel"})]})}
function Va(t,e){if(e.state==="failed")return e.message;let n=t.link.kernel.value;if(e.state==="sent"&&(n==="busy"||n==="unheard"))return Le[n];let o=Ka(t,e);return e.
state==="queued"&&e.ahead>0?`${o}: waiting for ${e.ahead} before it`:o}function Ka({synced:t},{what:e,args:n}){let{layer:o,position:r,question:s}=n;switch(e){case"\
fit":return`Fitting: ${t.entries.value.find(({name:i})=>i===s?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"continuation":return"The model goes\
 on with the prompt";case"sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${vt(n)}`;case"layers":return`\
Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${s?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`\
Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"noise":return"Comparing the answer\
 with noise";case"verify":return"Running the answer again by itself";case"readers":return`Asking several readers about ${vt(n)}`;default:return`Asking ${vt(n)}`}}function wi(){let{store:t}=k(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,s=L(null),i=L(r);z(()=>{r&&!i.current&&s.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=r},[r]);let{label:a,steers:c}=e.entry,f=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:s,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:u=>{u.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(E,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:f||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(De,{groups:[o.steer],beside:({name:u})=>u==="steer_wish"&&l(Ga,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(Ua,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(Xa,{})]})}function Ga(){
let{store:t}=k(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function Ua(){let{store:t}=k(),{steering:e,preview:n}=t,o=ne(),r=n.problem.value,s=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>s(i.value),
onChange:({currentTarget:i})=>{s(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function Xa(){let{store:t}=k(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let s=o.at(r),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(ft,{code:s?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${Ya[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:Ja(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(xi,{name:"As it is",said:r.before,steered:r}),l(xi,{name:`Steered, strength ${o.strength}`,said:s,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var Ya={vectors:"vectors",lora:"a LoRA"};function Ja({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:s,losses:i,sites:a}){let[c=0,f=0]=i,u=[...new Set(a.map(([d])=>d))],{spans:p}=Ne([],a.map(([,d])=>[d,d+1])),h=s?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ce(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${f.toPrecision(2)} after step ${r}. Reads ${ce(u)}, ${Oe(p)}.`}function xi({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:T(e.confidence)})]})]})}var Qa={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},_i=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Fn=class{constructor(e,n={},o={},r={},s={}){
this.entries=e;this.sources=o;this.steering=r;this.training=s;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Qa}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...r}=this.state.peek().settings,
s=n===void 0||_i(n,this.own[e]);this.change({settings:s?r:{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){
return this.differing(this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!_i(o,e[n]??null)))}get comparable(){
let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(
e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){
return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.settings),source:this.vector||
this.value("variant")?this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,r=this.textOf(e).trim();return n===""?{text:r}:o===""?{preset:n}:{preset:n,
text:r}}};var zn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:s}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:s,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var Kt=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r},s={}){this.layers=e;this.positions=n;this.more=s;this.high=o,this.wide=r}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=$(
0);high;wide;at(e,n){this.version.value;let[o,r]=this.found(e,n);if(!o)return;let{k:s,measures:i}=o;return{tokens:o.index.slice(r*s,(r+1)*s).map(a=>o.words[a]??
""),probs:o.probs.slice(r*s,(r+1)*s),...i&&{measures:{entropy:i.entropy[r]??null,surprisal:i.surprisal[r]??null,rank:i.rank[r]??null,chance:i.chance[r]??null}}}}chance(e,n){
let[o,r]=this.found(e,n);return o?.probs[r*o.k]}found(e,n){let o=this.blocks.get(this.block(e,n)),r=o?.layers.indexOf(e)??-1;return!o||r<0||n<o.start||n>=o.stop?
[void 0,0]:[o,r*(o.stop-o.start)+n-o.start]}block(e,n){return Math.floor(e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get waiting(){
return this.version.value,this.asked.size>0}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=
[n.vocab,n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,r,s,i=!1){for(let c of i?[]:this.strayed(n,o,
r,s))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,r,s)].map(([c,f])=>{let u=gt();return this.began(c,u),{id:u,args:f}});a.length>0&&this.changed();for(let{
id:c,args:f}of a)e.send({kind:"query",id:c,what:"lens",args:f},!0)||this.ended(c,Le.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){let s=new Map,
i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<r;c+=this.wide){
let f=`${a}:${c}`;if(this.asked.has(f)||this.failed.has(f)||this.done.has(f))continue;let u=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=1)u.push(h);let p=Math.
min(c+this.wide,this.positions);this.covered(u,c,p)||s.set(f,{layers:u,start:c,stop:p,...this.more})}return s}strayed(e,n,o,r){return[...this.asked].filter(([s])=>{
let[i=0,a=0]=s.split(":").map(Number);return i>=n||i+this.high<=e||a>=r||a+this.wide<=o}).map(([,s])=>s)}began(e,n){this.asked.set(e,n)}ended(e,n,o){for(let[r,s]of this.
asked)s===e&&(this.asked.delete(r),n!==void 0&&this.failed.set(r,n),o&&(this.done.add(r),this.add(o)),this.changed())}covered(e,n,o){let r=this.blocks.get(this.
block(e[0]??0,n));return!!r&&r.start<=n&&r.stop>=o&&e.every(s=>r.layers.includes(s))}changed(){this.version.value=this.version.peek()+1}};var Wn=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Kt(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let r={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},s=JSON.stringify(r),i=this.others.get(s)??new Kt(this.layers,this.positions,
this.constants,r);return this.others.set(s,i),i}ended(e,n,o){for(let r of[this.plain,...this.others.values()])r.ended(e,n,o)}};function Ho(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Nn(t,e,n,o){let r=t.peek().find(
i=>i.id===e)??o(),s=new Set(r.points.map(i=>i.id));return Ho(t,{...r,points:[...r.points,...n.filter(i=>!s.has(i.id))]})}function ki(t,e){let{link:n,preview:o,requests:r}=t;te(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let s of e.work)r.adopt(s);break;case"qu\
eued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":nc(t,e);break;case"r\
esult":case"error":case"cancelled":Za(t,e)}})}function Za(t,e){let{requests:n,preview:o,lenses:r}=t,{id:s}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
s);r.ended(s,i,e.kind==="result"&&oc(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(s,i)):n.drop(s),a&&i===void 0&&
ec(t,a,e.kind==="cancelled"),e.kind==="result"&&tc(t,s,a,e.value)}function ec({pace:t},{what:e,args:n,began:o,first:r=0,done:s,total:i},a){if(o===void 0||!["ask",
"sweep","scales","layers"].includes(e)||a&&e==="ask")return;let c=e==="ask"?1:(a?s:i)-r;t.note(e,n,c,(Date.now()-o)/1e3)}function tc(t,e,n,o){let{synced:r,view:s}=t;
if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let i=r.trained.peek().filter(
a=>a.id!==e);r.trained.value=[...i,o]}else if(n?.what==="continuation")s.continuation.value=o;else if(n?.what==="ask"){let i=o;r.answers.value=[...r.answers.peek().
filter(a=>a.id!==i.id),i],s.answer.value=i,s.arrived.value+=1}else n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what==="readers"?s.arrived.value+=1:(n?.
what==="sweep"||n?.what==="scales")&&Ho(r.curves,o)&&(s.curveId.value=e)}function nc({requests:t,synced:e,view:n},{id:o,answers:r,target:s}){let[i]=r;if(!i)return;
let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...s&&{target:s}};a?.what==="layers"?Nn(e.heatMaps,o,r,()=>({...c,position:i.
position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Nn(e.siteMaps,o,r,()=>c)&&n.showMap(o):Nn(e.curves,o,r,()=>({...c,layer:i.layer,...i.vector!==void 0&&{
vector:i.vector}}))&&(n.curveId.value=o)}function oc(t){return typeof t=="object"&&t!==null&&"words"in t}function Si(t,e,n){let{link:o,synced:r,requests:s}=t,i=u=>s.work.peek().has(u),c=[["msg:custom",u=>ki(t,u)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>rc(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",i),site_maps:()=>r.replace("site_maps",i),lenses:()=>{r.lenses.value=e.get("lenses")},heat_maps:()=>r.replace("heat_map\
s",i),pages:()=>{for(let u of e.get("pages"))t.lenses.plain.add(u)}}).map(([u,p])=>[`change:${u}`,p]),...["selection","draft","source","pages"].map(u=>[`change:${u}`,
()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[u,p]of c)e.on(u,p);let f=setInterval(()=>{(s.work.peek().size>0||document.visibilityState!=="hidden")&&
o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(f);for(let[u,p]of c)e.off(u,p)}),o.ping(),o.route(rt.subshell)}function rc({synced:t,view:e},n){let{
answers:o}=t,r=o.peek().at(-1)?.id,s=n.at(-1)??null;te(()=>{o.value=n,(s?.id!==r||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=s)})}var sc=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],Dn=class{known=new Map;version=$(0);note(e,n,o,r){if(!(o<1||!(r>0))){
for(let s of[this.key(e,n),Ai(e)])this.known.set(s,r/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(r=>this.known.has(r));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:r={}}){let s=sc.
map(i=>r[i]??null);return JSON.stringify([Ai(e),n?.preset??"",o.length>0,s])}};function Ai(t){return t==="ask"?"ask":"sweep"}var ic=250,qn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},ic))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){te(()=>{this.target.value=e,this.problem.value=n})}};var Hn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;te(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),s=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...s])].
filter(i=>i!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:s,args:i,state:a})=>s==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();te(()=>{n.steered.value=r.some(({id:s})=>s===e.id)?r.map(s=>s.id===e.id?e:s):[...r,e],o.steeredId.value=e.id})}};var lc=400,Gt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;pace=new Dn;resting;constructor(e,n){this.link=new Pn(e,p=>{p==="gone"&&this.requests.
failAll(Le.gone)},n),this.synced=new dn(e,this.link),this.requests=new In(this.link,this.synced.frozen),this.view=new Rn(this.synced);let{layers:o,tokens:r,constants:s,
entries:i,source:a,steer:c,train:f}=this.synced;this.lenses=new Wn(o,r.length,s);for(let p of e.get("pages")??[])this.lenses.plain.add(p);if(this.draft=new Fn(i,
e.get("draft")??{},a.peek()?.settings,c?.settings,f?.settings),this.fits=new zn(this),this.steering=new Hn(this),this.preview=new qn(p=>{let h=gt();return this.
link.send({kind:"query",id:h,what:"target",args:p})?h:void 0},n),this.synced.frozen)return;Si(this,e,n);let u=se(()=>this.lookAhead());n?.addEventListener("abor\
t",()=>{u(),clearTimeout(this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:s}=e.asking();n.want(e.ready?{question:o,settings:r,
source:s,...this.selected()}:null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:s,spans:i}=e;
return this.draft.vector?{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...s.length>1&&{layers:s},...i.length>1&&{spans:i}}}edit(e){te(()=>{
e(this.draft);let{setting:n}=this.preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),
clearTimeout(this.resting),this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),lc)}asking(){let{draft:e}=this,n=this.selected(),
o=!e.vector||e.vector==="difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();this.draft.ready||(this.
view.wanted.value+=1);let n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin(
"ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),r=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:s,layers:i,
start:a,position:c}=r,f=i.length>1?{layers:i}:{},u=a<c?{start:a,stop:c+1}:{start:null,stop:null};n.begin("sweep",{layer:s,...f,...u,...e.asking()})}}sites(e,n,o){
let r=this.synced.selection.peek();if(!this.draft.ready||!r&&!e)return;let{start:s,position:i}=r??{start:0,position:0},a=e?{start:null,stop:null}:{start:s,stop:i+
1};this.requests.begin("sites",{layers:n,...a,near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.requests.
begin("layers",{position:e.position,...this.draft.asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){let n=a=>a.map(c=>c.id===e.id?e:c),{answers:o,
curves:r,heatMaps:s,siteMaps:i}=this.synced;te(()=>{o.value=n(o.peek()),r.value=r.peek().map(a=>({...a,points:n(a.points)})),s.value=s.peek().map(a=>({...a,points:n(
a.points)})),i.value=i.peek().map(a=>({...a,points:n(a.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.value=e)})}show(e){te(()=>{this.view.answer.
value=e,e.position!==null&&this.synced.selectAll(fe(e),po(e))})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:r}=this.synced,i=[...n.
value,...o.value,...r.value].find(({id:a})=>e.id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var Ci="latentlens-closed-tip";function Mi(){let{tip:t,frozen:e}=k().store.synced,[n,o]=nn(ac);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(Ci,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((s,i)=>i%2?l("code",{class:"ll-mono",children:s},i):
s)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function ac(){try{return localStorage.getItem(Ci)}catch{
return null}}function Oi(){let{store:t}=k(),{draft:e,requests:n,synced:o}=t,r=o.train,s=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!s,children:[s&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(De,{groups:[r],beside:({name:i})=>i==="train_recipe"&&l(cc,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),s&&o.trained.value.toReversed().map(i=>l(uc,{training:i},
i.id))]})}function cc(){let{store:t}=k(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function uc({training:t}){let{store:e}=k(),{name:n,out:o,preset:r,cancelled:s,
said:i,rows:a,runs:c,code:f}=t,[u,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(ft,{code:f,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(h=>h.change({preset:r??""})),children:"A\
sk it"})]}),s?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(E,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${u} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(dc,{run:h},h.kind))})]})]})]})}
function dc({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function fc({open:t}){let e=re(t,[t]),{synced:n}=e,o=re(()=>({store:e,view:new Ln}),[e]),r=L(null),s=L(null);z(()=>()=>o.view.end(),[o]),z(()=>r.current&&s.current?
pc(r.current,s.current,e):void 0,[e]);let i=n.tokens.length;return l(co.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". No kernel: a saved view. \
Open the notebook and run its cell to ask."]})]}),l(Mi,{}),l(mi,{scroller:r}),!n.frozen&&l(Ms,{}),l(bi,{}),l("div",{class:"ll-result",children:[l("div",{class:"\
ll-reply",children:[l(Nr,{}),l(Os,{})]}),l(Zs,{})]}),!n.frozen&&l(wi,{}),!n.frozen&&l(Oi,{}),l(Qs,{scroller:s}),l(ci,{}),l(xs,{}),l(hc,{name:n.key})]})}function pc(t,e,{
view:n}){let o=new AbortController,r=(i,a)=>()=>{let{vector:c,position:f}=n.curve.peek()??{};c===void 0&&f===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=
i.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",r(e,t),{signal:o.signal,passive:!0});let s=se(()=>{n.
curve.value,queueMicrotask(r(t,e))});return()=>{s(),o.abort()}}function hc({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none;\
 }`})}var jo=class extends Ie{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.
state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},Vg=()=>{let t;return{initialize({
model:e,signal:n}){try{t=new Gt(e,n)}catch{}},render({model:e,el:n,signal:o}){let r=document.createElement("div");r.className="ll-root",r.setAttribute("data-jp-\
suppress-context-menu",""),r.addEventListener("keydown",i=>{!i.ctrlKey&&!i.metaKey&&i.stopPropagation()},{signal:o}),n.append(r),eo(l(jo,{children:l(fc,{open:()=>(t??=
new Gt(e,o),t)})}),r),o.addEventListener("abort",()=>eo(null,r))}}};export{Vg as default};
