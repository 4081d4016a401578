var F,os,no,Ie,Zn,sn,ss,nn,rs,oo,eo,is,Ot=Symbol.for("pv"),rn={},ln=[],Yi=/^m(i|n|o|s|text|space)$/,so=Array.isArray,ro=ln.slice,Ge=Object.assign;function Ue(t){
t&&t.parentNode&&t.remove()}function ls(t,e,n){var o,s,r,i={},a=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?s=e[r]:i[r]=e[r];return a>
2&&(i.children=a>3?ro.call(arguments,2):n),Mt(t,i,o,s,null)}function Mt(t,e,n,o,s){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ot,__v:s||++os,__i:-1,__u:0};return!s&&F.vnode&&F.
vnode(r),r}function E(t){return t.children}function Fe(t,e){this.props=t,this.context=e,this.__g=0}function ze(t,e){if(e==null)return t.__&&ze(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:ze(t)}function Ji(t){var e,n=t.__v,o=n.__e,s=[],r=[],i=t.__P;
i&&((e=Ge({constructor:Ot},n)).__v=n.__v+1,F.vnode&&F.vnode(e),io(i,e,n,t.__n,i.namespaceURI,32&n.__u?[o]:null,s,o||ze(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,fs(s,e,r),n.__=n.__e=null,e.__e!=o&&as(e))}function as(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
as(t)}function to(t){(8&t.__g||(t.__g|=8,Ie.push(t),sn++))&&Zn==F.debounceRendering||((Zn=F.debounceRendering)||queueMicrotask)(cs)}function cs(){try{for(var t,
e=1;Ie.length;)Ie.length>e&&Ie.sort(ss),t=Ie.shift(),e=Ie.length,8&t.__g&&Ji(t)}finally{(sn=Ie.length)&&(Zn||queueMicrotask)(cs)}}function us(t,e,n,o,s,r,i,a,c,p,u){
var f,h,d,m,y,b,v=o.__k||ln,g=e.length;for(c=Qi(n,e,v,c,g),f=0;f<g;f++)(d=n.__k[f])!=null&&(h=~d.__i&&v[d.__i]||rn,d.__i=f,b=io(t,d,h,s,r,i,a,c,p,u),m=d.__e,(h.
ref!=d.ref||8&h.__u)&&(h.ref&&lo(h.ref,null,d,h),d.ref&&u.push(d.ref,d.__c||m,d)),y=y||m,4&d.__u?(c=ds(d,c,t,!h.__v),h.__e&&(h.__e=null)):typeof d.type=="functi\
on"&&b!==void 0?c=b:m&&(c=m.nextSibling),d.__u&=-21);return n.__e=y,c}function Qi(t,e,n,o,s){var r,i,a,c,p,u,f,h,d,m=n.length,y=m,b=0,v=0,g=t.__k=Array(s);for(r=
0;r<s;r++)(i=e[r])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=g[r]=Mt(null,i):so(i)?i=g[r]=Mt(E,{children:i}):
i.constructor===Ot&&i.__b?i=g[r]=Mt(i.type,i.props,i.key,i.ref,i.__v):g[r]=i,c=r+b,i.__=t,i.__b=t.__b+1,a=null,~(p=i.__i=Zi(i,n,c,y))&&(y--,(a=n[p])&&(a.__u|=2)),
a&&a.__v?(i.__u|=16,p==c-1?b--:p==c+1?b++:p!=c&&(p>c?b--:b++,v=1)):(~p||(s>m?b--:s<m&&b++),typeof i.type!="function"&&(i.__u|=4))):g[r]=null;if(v){for(u=[],f=[],
r=0;r<s;r++)if((i=g[r])&&16&i.__u){for(b=0,h=u.length;b<h;)u[d=b+h>>1]<i.__i?b=d+1:h=d;u[b]=i.__i,f[r]=b+1}for(b=u.length;r--;)f[r]&&(f[r]==b?b--:g[r].__u|=4)}if(y)
for(r=0;r<m;r++)!(a=n[r])||2&a.__u||(a.__e==o&&(o=ze(a)),ao(a,a));return o}function ds(t,e,n,o){var s,r,i,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(s=t.__k)for(r=0;r<s.length;r++)s[r]&&(s[r].__=t,e=ds(s[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=ze(t))&&!e.parentNode&&(e=null),i=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(i!=a&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,e):n.insertBefore(i,e||null)),e=i;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Zi(t,e,n,o){var s,r=t.key,i=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&r==null||c&&r==a.key&&i==a.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((a=
e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s;for(s=n+1;s<e.length;s++)if((a=e[s])&&!(2&a.__u)&&r==a.key&&i==a.type)return s}return-1}function ns(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function tn(t,e,n,o,s){var r,i;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||ns(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||ns(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(i=eo[e]||(eo[e]=el(e)),(t.__a||(t.__a={}))[e]=oo,r=e!=(e=e.replace(rs,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,i,r):t.removeEventListener(e,i,r));else{if(s=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function el(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[nn]==null)e[nn]=oo++;else if(e[nn]<this.__a[t])return;return n(F.event?F.event(e):e)}}}function io(t,e,n,o,s,r,i,a,c,p){
var u,f,h,d,m,y,b,v,g,w,O,R,_,C,I,G,D,B,H=e.type;if(e.constructor!==Ot)return null;128&n.__u&&(c=32&n.__u,u=n.__c.__z)&&(e.__u|=c,f=r=[],u.nodeType==8?a=on(u,r):
r.push(u),a=r[0]||a),(u=F.__b)&&u(e);e:if(typeof H=="function"){h=i.length;try{if(v=e.props,g=(u=H.prototype)&&u.render,w=(u=H.contextType)&&o[u.__c],O=u?w?w.props.
value:u.__:o,(d=n.__c)?(e.__c=d,2&d.__g&&(d.__g|=1)):(g?e.__c=d=new H(v,O):(e.__c=d=new Fe(v,O),d.constructor=H,d.render=nl),w&&w.sub(d),d.state||(d.state={}),d.
__n=o,d.__g|=8,d.__h=[],d.__k=[]),g&&(d.__s||(d.__s=d.state),H.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=Ge({},d.__s)),Ge(d.__s,H.getDerivedStateFromProps(
v,d.__s)))),m=d.props,y=d.state,d.__v=e,n.__c){if(v!==m&&g&&!H.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(v,O),e.__v==n.
__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(v,d.__s,O)===!1){e.__v!=n.__v&&(d.props=v,d.state=d.__s,d.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(K){K&&(K.__=e)}),ln.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),a=ze(n);break e}d.componentWillUpdate&&d.componentWillUpdate(
v,d.__s,O),g&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,y,b)})}else g&&!H.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),
g&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=O,d.props=v,d.__P=t,d.__g&=-5,R=F.__r,_=g?25:0;do d.__g&=-9,R&&R(e),u=d.render(d.props,d.state=
d.__s,d.context);while(8&d.__g&&++_<25);g&&(ln.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=Ge({},o,d.getChildContext())),g&&n.__c&&d.getSnapshotBeforeUpdate&&
(b=d.getSnapshotBeforeUpdate(m,y)),C=u&&u.type===E&&u.key==null?u.props.children:u,v.__P&&(u=a,s=(t=v.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(K){K&&ao(K,K)}),n.__k=null),a=n.__k?ze(n,0):null),a=us(t,so(C)?C:[C],e,n,o,s,r,i,a,c,p),v.__P&&(e.__e=null,a=u),e.__u&=-161,f&&f.some(Ue),d.__h.length&&
i.push(d),1&d.__g&&(d.__g&=-4)}catch(K){if(i.length=h,e.__v=null,c||r)if(K&&K.then){if(e.__u|=128|c,r){for(~(D=r.indexOf(a||void 0))||(D=r.length);(B=r[D-1])&&B.
nodeType==8;)D--;for(;D<r.length;D++)if(B=r[D])if(r[D]=null,I){if(B==G)break}else{if(B.nodeType!=8)break;B.data.startsWith("$s")&&(G=on(I=B))}}if(!I){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;I=a}(u=on(I=e.__c.__z||(e.__c.__z=I)))?(e.__e=I,a=u):e.__e=a,a=a&&a.nextSibling}else r&&r.some(Ue);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),K&&K.then||ps(e),F.__e(K,e,n)}}else a=e.__e=tl(n.__e,e,n,o,s,r,i,c,p,t);return(u=F.diffed)&&u(e),a}function on(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function ps(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(ps))}function fs(t,e,n){for(var o=0;o<n.length;)lo(n[o++],n[o++],n[o++]);F.__c&&F.__c(e,t),t.some(
function(s){try{t=s.__h,s.__h=[],t.some(function(r){r.call(s)})}catch(r){F.__e(r,s.__v)}})}function tl(t,e,n,o,s,r,i,a,c,p){var u,f,h,d,m,y,b,v,g=n.props||rn,w=e.
props,O=e.type;if(O=="svg"?s="http://www.w3.org/2000/svg":O=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),r){for(u=0;u<r.
length;u++)if((m=r[u])&&(O?m.localName==O:m.nodeType==3)){t=m,r[u]=null;break}}if(!t){if(v=p.ownerDocument||document,!O)return v.createTextNode(w);t=v.createElementNS(
s,O,w.is?w:p),a&&(F.__m&&F.__m(e,r),a=!1),r=null}if(O){if(p=O=="template"&&t.content||t,r=O=="textarea"&&w.defaultValue!=null?null:r&&ro.call(p.childNodes),!a&&
r)for(g={},u=0;u<t.attributes.length;u++)g[(m=t.attributes[u]).name]=m.value;for(u in g)m=g[u],u=="dangerouslySetInnerHTML"?h=m:u=="children"||u in w||u=="value"&&
"defaultValue"in w||u=="checked"&&"defaultChecked"in w||tn(t,u,null,m,s);for(u in w)m=w[u],u=="children"?d=m:u=="dangerouslySetInnerHTML"?f=m:u=="value"?y=m:u==
"checked"?b=m:a&&typeof m!="function"||g[u]===m||tn(t,u,m,g[u],s);f?(a||h&&(f.__html==h.__html||f.__html==t.a)||(t.a=f.__html),e.__k=[]):(h&&(t.textContent=""),
(O=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&Yi.test(O))&&(s="http://www.w3.org/1999/xhtml"),us(p,so(d)?d:[d],e,n,o,s,r,i,r?r[0]:n.__k&&ze(n,0),
a,c),r&&r.some(Ue)),a&&O!="textarea"||(u="value",O=="progress"&&y==null?t.removeAttribute(u):y==null||y===t[u]&&(O!="progress"||y)||tn(t,u,y,g[u],s),u="checked",
b!=null&&b!=t[u]&&tn(t,u,b,g[u],s))}else g===w||a&&t.data==w||(t.data=w);return t}function lo(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(s){F.__e(s,n)}}function ao(t,e,n){var o,s,r,i;if(F.unmount&&F.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||lo(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){F.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(i=
0;i<o.length;i++)o[i]&&ao(o[i],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(s=on(o,r=[]))&&(o==t.__e&&r.some(Ue),Ue(s),Ue(o)),n||Ue(
t.__e),t.__e=t.__c=t.__=null}function nl(t,e,n){return this.constructor(t,n)}function co(t,e){var n,o,s,r;F.__&&F.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Mt(E,{children:[t]}),s=[],r=[],io(e,e.__k,o||rn,rn,e.namespaceURI,o?null:e.firstChild?ro.call(e.childNodes):null,s,o?o.__e:e.firstChild,
n,r),fs(s,e.__k,r),e.__k.props.children=null}function hs(t){function e(n){var o,s;return this.getChildContext||(o=new Set,(s={})[e.__c]=this,this.getChildContext=function(){return s},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(i){i.__g|=4,to(i)})},this.sub=function(r){o.add(r);var i=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),i&&i.call(r)}}),n.children}return e.__c="__cC"+is++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}F={__e:function(t,e,n,o){for(var s,r,i;e=e.__;)if((s=e.__c)&&!(1&s.__g)){s.__g|=4;try{if((i=(r=s.constructor)&&r.getDerivedStateFromError)&&s.setState(r.getDerivedStateFromError(
t)),s.componentDidCatch&&(s.componentDidCatch(t,o||{}),i=1),i&&8&s.__g)return void(s.__g|=2)}catch(a){t=a}}throw sn=0,t}},os=0,no=function(t){return t!=null&&t.
constructor===Ot},Fe.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ge({},this.state)),typeof t=="function"&&(t=t(Ge({},n),this.props)),
t&&(Ge(n,t),this.__v&&(e&&this.__k.push(e),to(this)))},Fe.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),to(this))},Fe.prototype.render=
E,Ie=[],sn=0,ss=function(t,e){return t.__v.__b-e.__v.__b},nn=Symbol(),rs=/(PointerCapture)$|Capture$/i,oo=0,eo={},is=0;var Xe,X,uo,ms,po=Object.is,an=0,Ss=[],fo=[],J=F,gs=J.__b,vs=J.__r,ys=J.diffed,bs=J.__c,xs=J.unmount,ws=J.__;function Tt(t,e){J.__h&&J.__h(X,t,an||e),an=0;var n=X.
__H||(X.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function cn(t){return an=1,ol(Cs,t)}function ol(t,e,n){var o=Tt(Xe++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Cs(void 0,e),function(r){var i=(o.__N||o.__)[0],a=o.t(i,r);po(i,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=X,!X.__f)){X.__f=!0;var s=X.shouldComponentUpdate;
X.shouldComponentUpdate=function(r,i,a){var c=this.__H;if(!c)return!0;var p=!1,u=this.props!=r;if(c.__.some(function(h){h.__N&&(p=!0,po(h.__[0],h.__N[0])||(u=!0))}),
s){var f=s.call(this,r,i,a);return p?f||u:f}return!p||u}}return o.__}function mo(t,e){var n=Tt(Xe++,3);!J.__s&&go(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,X.__H.__h.push(
n))}function z(t,e){var n=Tt(Xe++,4);!J.__s&&go(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,X.__h.push(n))}function P(t){return an=5,re(function(){return{current:t}},[])}function re(t,e){var n=Tt(Xe++,7);return go(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function As(t){var e=X.context[t.__c],n=Tt(Xe++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(X)),e.props.value):t.__}function sl(){var t;do{for(;t=fo.shift();)try{Et(t)}catch(n){J.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Ss.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Et),e.__h.
some(ho),e.__h=[]}catch(n){e.__h=[],J.__e(n,t.__v)}}}while(fo.length)}J.__b=function(t){X=null,gs&&gs(t)},J.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
ws&&ws(t,e)},J.__r=function(t){vs&&vs(t),Xe=0;var e=(X=t.__c).__H;e&&(uo==X?X.__h=[]:(e.__h.some(Et),e.__h.some(ho),Xe=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),uo=X},J.diffed=function(t){ys&&ys(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&ks(Ss.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),uo=X=null},J.__c=function(t,e){e.some(function(n){try{n.__h.some(Et),n.__h=n.__h.filter(function(o){return!o.__||ho(o)})}catch(o){n.__h=[function(){
throw o}]}}),bs&&bs(t,e)},J.unmount=function(t){xs&&xs(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,ks(fo.push(s))}else Et(s)}catch(r){e=r}}),o.__H=void 0,e&&J.__e(e,o.__v))};var _s=typeof requestAnimationFrame==
"function";function rl(t){var e,n=function(){clearTimeout(o),_s&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);_s&&(e=requestAnimationFrame(n))}function ks(t){
t!=1&&ms==J.requestAnimationFrame||((ms=J.requestAnimationFrame)||rl)(sl)}function Et(t){var e=X,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),X=e}function ho(t){
var e=X;t.__c=t.__(),X=e}function go(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!po(n,t[o])})}function Cs(t,e){return typeof e=="function"?e(
t):e}var il=Symbol.for("preact-signals");function fn(){if(Ae>1)Ae--;else{var t,e=!1;for((function(){var s=dn;for(dn=void 0;s!==void 0;){var r=s.S;if(r.v===s.v)for(var i=r.
t;i!==void 0;i=i.x)i.i===s.i&&(i.i=r.i);s=s.o}})();Rt!==void 0;){var n=Rt;for(Rt=void 0,un++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Os(n))try{n.
c()}catch(s){e||(t=s,e=!0)}n=o}}if(un=0,Ae--,e)throw t}}function Q(t){if(Ae>0)return t();vo=++ll,Ae++;try{return t()}finally{fn()}}var $t,V=void 0;function Pt(t){
var e=V,n=$t;V=void 0,$t=void 0;try{return t()}finally{V=e,$t=n}}var Rt=void 0,Ae=0,un=0,ll=0,vo=0,dn=void 0,pn=0;function Ms(t){if(V!==void 0){var e=t.n;if(e===
void 0||e.t!==V)return e={i:0,S:t,p:V.s,n:void 0,t:V,e:void 0,x:void 0,r:e},V.s!==void 0&&(V.s.n=e),V.s=e,t.n=e,32&V.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=V.s,e.n=void 0,V.s.n=e,V.s=e),e}}function ne(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}ne.prototype.brand=il;ne.prototype.h=function(){return!0};ne.prototype.S=function(t){var e=this,n=this.t;n!==t&&
t.e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:Pt(function(){var o;(o=e.W)==null||o.call(e)}))};ne.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.
e,o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&Pt(function(){var s;(s=e.Z)==null||s.call(e)}))}};ne.prototype.
subscribe=function(t){var e=this;return te(function(){var n=e.value;Pt(function(){return t(n)})},{name:"sub"})};ne.prototype.valueOf=function(){return this.value};
ne.prototype.toString=function(){return this.value+""};ne.prototype.toJSON=function(){return this.value};ne.prototype.peek=function(){var t=this;return Pt(function(){
return t.value})};Object.defineProperty(ne.prototype,"value",{get:function(){var t=Ms(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.
v){if(un>100)throw new Error("Cycle detected");(function(n){Ae!==0&&un===0&&n.l!==vo&&(n.l=vo,dn={S:n,v:n.v,i:n.i,o:dn})})(this),this.v=t,this.i++,pn++,Ae++;try{
for(var e=this.t;e!==void 0;e=e.x)e.t.N()}finally{fn()}}}});function T(t,e){return new ne(t,e)}function Os(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.
S.h()||e.S.i!==e.i)return!0;return!1}function Es(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}
function Ts(t){for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=
void 0),e=o}t.s=n}function Ye(t,e){ne.call(this,void 0,e),this.x=t,this.s=void 0,this.g=pn-1,this.f=4}Ye.prototype=new ne;Ye.prototype.h=function(){if(this.f&=-3,
1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===pn))return!0;if(this.g=pn,this.f|=1,this.i>0&&!Os(this))return this.f&=-2,!0;var t=V;try{Es(this),V=this;
var e=this.x();(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return V=t,Ts(this),this.f&=-2,!0};Ye.
prototype.S=function(t){if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}ne.prototype.S.call(this,t)};Ye.prototype.U=function(t){if(this.
t!==void 0&&(ne.prototype.U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Ye.prototype.N=function(){if(!(2&this.f)){this.
f|=6;for(var t=this.t;t!==void 0;t=t.x)t.t.N()}};Object.defineProperty(Ye.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Ms(
this);if(this.h(),t!==void 0&&(t.i=this.i),16&this.f)throw this.v;return this.v}});function _e(t,e){return new Ye(t,e)}function $s(t){var e=t.j;if(t.j=void 0,typeof e==
"function"){Ae++;var n=V;V=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,yo(t),o}finally{V=n,fn()}}}function yo(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,
t.s=void 0,$s(t)}function al(t){if(V!==this)throw new Error("Out-of-order effect");Ts(this),V=t,this.f&=-2;try{8&this.f&&yo(this)}finally{fn()}}function dt(t,e){
this.x=t,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=e?.name,$t&&$t.push(this)}dt.prototype.c=function(){var t=this.S();try{if(8&this.f||this.
x===void 0)return;var e=this.x();typeof e=="function"&&(this.j=e)}finally{t()}};dt.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=
1,this.f&=-9,$s(this),Es(this),Ae++;var t=V;return V=this,al.bind(this,t)};dt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Rt,Rt=this)};dt.prototype.d=function(){
this.f|=8,1&this.f||yo(this)};dt.prototype.dispose=function(){this.d()};function te(t,e){var n=new dt(t,e);try{n.c()}catch(s){throw n.d(),s}var o=n.d.bind(n);return o[Symbol.
dispose]=o,o}var Rs,mn,hn,cl=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Ps=[];te(function(){Rs=this.N})();function pt(t,e){F[t]=e.bind(null,F[t]||function(){})}function Lt(t){if(hn){var e=hn;hn=void 0,e()}hn=t&&t.S()}function Ls(t){
var e=this,n=t.data,o=Y(n);o.name="ReactiveDom",o.value=n;var s=re(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var p=_e(function(){var d=o.
value.value;return d===0?0:d===!0?"":d||""}),u=_e(function(){return!Array.isArray(p.value)&&!no(p.value)}),f=te(function(){if(this.N=Is,u.value){var d=p.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=d)}}),h=e.__$u.d;return e.__$u.d=function(){f(),h.call(this)},[u,p]},[]),r=s[0],i=s[1];return r.value?i.
peek():i.value}Ls.displayName="ReactiveTextNode";Object.defineProperties(ne.prototype,{constructor:{configurable:!0,value:ls(E,null).constructor},type:{configurable:!0,
value:Ls},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});pt("__b",function(t,e){if(Lt(),
mn=void 0,typeof e.type=="string"){var n,o=e.props;for(var s in o)if(s!=="children"){var r=o[s];r instanceof ne&&(n||(e.__np=n={}),n[s]=r,o[s]=r.peek())}}t(e)});
pt("__r",function(t,e){if(t(e),e.type!==E){Lt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(s,r){var i;return te(function(){i=this},{name:r}),
i.c=s,i})((function(s){return function(){var r;cl&&((r=this.y)==null||r.call(this)),s.__$f|=1,s.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),mn=o,Lt(n)}});pt("__e",function(t,e,n,o){Lt(),mn=void 0,t(e,n,o)});pt("diffed",function(t,e){Lt(),mn=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,s=e.props,r=n.U;if(r)for(var i in r){var a=r[i];a===void 0||o&&i in o||(a.d(),r[i]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var p=r[c],
u=o[c];p===void 0?(p=ul(n,c,u,s),r[c]=p):p.o(u,s)}}}t(e)});function ul(t,e,n,o){var s=e in t&&t.ownerSVGElement===void 0,r=T(n);return{o:function(i,a){r.value=i,
o=a},d:te(function(){this.N=Is;var i=r.value.value;o[e]!==i&&(o[e]=i,s?t[e]=i:i!=null&&(i!==!1||e[4]==="-")?t.setAttribute(e,i):t.removeAttribute(e))})}}pt("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var s in o){var r=o[s];r&&r.d()}}}var i=e.__np;if(i){var a=e.props;
for(var c in i)a[c]=i[c]}e.__np=void 0}else{var p=e.__c;if(p){p.__$f|=8;var u=p.__$u;u&&(p.__$u=void 0,u.d())}}t(e)});pt("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Fe.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var s in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var i in t)if(i!==
"__source"&&t[i]!==this.props[i])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Y(t,e){return re(function(){return T(t,e)},[])}var dl=function(t){queueMicrotask(function(){queueMicrotask(t)})};function pl(){Q(function(){for(var t;t=Ps.shift();)Rs.call(t)})}function Is(){Ps.push(this)===1&&(F.requestAnimationFrame||dl)(pl)}var bo=hs(null);function S(){let t=As(bo);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var le="not finite",ft="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function U({confidence:t}){return t!==null}var ht="no a\
nswer";function he(t){return U(t)&&t.text===""}function ie(t){return U(t)&&t.text!==""}function Z(t,e=ht){if(!U(t))return le;let n=t.text.trim();return t.text!==
""&&(n===""||n.includes("�"))?t.tokens.join("")||e:n||e}var fl=Symbol.for("pv"),hl=0;function l(t,e,n,o,s,r){e||(e={});var i,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?i=e[a]:c[a]=e[a];var p={type:t,props:c,key:n,ref:i,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:fl,__v:--hl,__i:-1,__u:0};return(s||r)&&(p.__source=s,p.__self=r),F.vnode&&F.vnode(p),p}function Fs({answer:t}){let{store:e}=S(),{frozen:n}=e.synced,o=[...e.requests.work.value.values()].filter(({args:a,state:c})=>a.answer===t.id&&c!=="failed"),s=a=>o.
some(c=>c.what===a),r=!n&&t.position!==null&&U(t),i=r&&!t.noise&&t.excess!==null&&!he(t);return l("div",{class:"ll-checks",hidden:!r&&!t.verified,children:[l("b\
utton",{type:"button",class:"ll-link",hidden:!i,disabled:s("noise"),title:"39 random vectors of the same norm answer the question for themselves: the answer cou\
nts as read if none comes as far. The first time at a layer takes about ten times as long as the question.",onClick:()=>e.again("noise",t),children:s("noise")?"\
Comparing with noise…":"Compare with noise"}),l("button",{type:"button",class:"ll-link",hidden:!r||!!t.verified,disabled:s("verify"),title:"Run this question \
again by itself, with plain hooks and no cache, and compare the logits",onClick:()=>e.again("verify",t),children:s("verify")?"Verifying…":"Verify one at a tim\
e"}),t.verified&&l("span",{class:"ll-quiet",children:t.verified})]})}function Ce(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Ne(t,e){return e===""?t.excess??t.confidence??0:Ce(t,e)}
function We(t){return t.some(({excess:e})=>e!==null)}function ve({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}var ml=["generic","text inversion","t\
arget text"];function xo({flags:t}){return t.filter(({kind:e})=>ml.includes(e)).map(({message:e})=>e).join(" ")}function gn(t,e,n){let o=e===""&&We(t),s=t.filter(
a=>ie(a)&&!ve(a,n)&&!(o&&a.excess===null)),[r]=s;return r?{answer:s.reduce((a,c)=>Ne(c,e)>Ne(a,e)?c:a,r),of:s.length}:null}function mt({code:t,more:e=[],children:n}){let o=Y(""),s=Y(""),r=P(null);z(()=>{s.value!==""&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[s.value]);
let i=async(c,p)=>{try{await navigator.clipboard.writeText(p)}catch{s.value=p;return}o.value=c,setTimeout(()=>{o.peek()===c&&(o.value="")},1600)},a=[{label:"Cop\
y as code",text:()=>t,hidden:t===""},...e];return l(E,{children:[l("header",{children:[n,a.map(({label:c,text:p,hidden:u})=>l("button",{type:"button",class:"ll-\
link",hidden:u,onClick:()=>{i(c,p())},children:o.value===c?"Copied":c},c))]}),l("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:s.
value==="",rows:Math.min(12,s.value.split(`
`).length),ref:r,value:s.value})]})}var vn=class extends Error{},gl=-(2**15),vl=1e4,zs={u8:Uint8Array,u16:Uint16Array,i32:Int32Array,near:Int16Array,f32:Float32Array};function Je(t,e=[]){if(Array.
isArray(t))return t;try{return Me(t.column,t.n,e)}catch(n){if(n instanceof vn)return[];throw n}}function gt(t,e=[]){let n=Je(t.points,e),o=!Array.isArray(t.points)&&
n.length===0;return{...t,points:n,complete:t.complete&&!o}}function wo(t,e=[]){let n=r=>Je(r,e),{measures:o}=t,s={...t,index:n(t.index),probs:n(t.probs),...o&&{
measures:{...o,entropy:n(o.entropy),surprisal:n(o.surprisal),rank:n(o.rank),chance:n(o.chance)}}};return s.index.length===0&&t.layers.length>0?null:s}function Ns(t,e=[]){
if(t.kind==="partial")return{...t,answers:Je(t.answers,e)};if(t.kind!=="result"||typeof t.value!="object"||!t.value)return t;let{value:n}=t;return"points"in n?{
...t,value:gt(n,e)}:"words"in n?{...t,value:wo(n,e)}:t}function Me(t,e,n){if("same"in t)return Array(e).fill(t.same);if("keys"in t){let o=Array.from({length:e},
()=>({}));for(let[s,r]of Object.entries(t.keys)){let i="has"in r?r:null,a=i?Me(i.of,i.n,n):Me(r,e,n),c=i?Me(i.has,e,n):null,p=0;for(let[u,f]of o.entries())(!c||
c[u])&&(f[s]=a[p++])}return o}if("items"in t){let o=t.items.map(s=>Me(s,e,n));return Array.from({length:e},(s,r)=>o.map(i=>i[r]))}if("lengths"in t){let o=Me(t.flat,
t.n,n),s=0;return Me(t.lengths,e,n).map(r=>(s+=r,o.slice(s-r,s)))}if("table"in t)return Me(t.at,e,n).map(o=>t.table[o]);if("parts"in t){let o=t.numbers.map(s=>Me(
s,e,n));return Array.from({length:e},(s,r)=>t.parts.map((i,a)=>i+(a<o.length?o[a]?.[r]:"")).join(""))}return yl(t,n)}function yl(t,e){let[[n,o]=["",void 0]]=Object.
entries(t),s=typeof o=="number"?e[o]:o;if(!(n in zs)||!s?.buffer)throw new vn;let r=s.buffer.slice(s.byteOffset,s.byteOffset+s.byteLength),i=Array.from(new zs[n](
r));return n==="near"?i.map(a=>a===gl?null:a/vl):n==="f32"?i.map(a=>Number.isNaN(a)?null:a):i}function De(t,e){let n=[];for(let[i,a]of e.toSorted(([c],[p])=>c-p)){let c=n.at(-1);c&&i<=c[1]?c[1]=Math.max(c[1],a):n.push([i,a])}let o=[...new Set(t)].sort((i,a)=>i-
a),[s,r]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:r-1,start:s,layers:o,spans:n}}function Oe({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,s)=>e+s))}var bl=3e3,_o=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),yn=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=T(e.get("presets")??[]),this.source=
T(e.get("source")),this.selection=T(this.toldSelection()),this.answers=T(Je(e.get("history")??[])),this.curves=T((e.get("curves")??[]).map(r=>gt(r))),this.heatMaps=
T((e.get("heat_maps")??[]).map(r=>gt(r))),this.siteMaps=T((e.get("site_maps")??[]).map(r=>gt(r))),this.lenses=T(e.get("lenses")??[]),this.comparisons=T(e.get("c\
omparisons")??[]);let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=T(e.get("steered")??[]);let s=e.get("train");this.train=s&&"fields"in s?
s:void 0,this.trained=T(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;siteMaps;lenses;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=De(e,n),s=this.selection.peek();if(this.selection.value=o,this.frozen||_o(o,s))return;let{layers:r,spans:i,...a}=o,
c={...r.length>1&&{layers:r},...i.length>1&&{spans:i}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<bl);let n=this.ours.findIndex(o=>_o(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(_o(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(s,r)=>{let i=r.map(c=>gt(c)),a=s.peek().filter(({id:c})=>n(c)&&!i.some(p=>p.id===c));s.value=[...i,...a]};
Q(()=>{e==="curves"?o(this.curves,this.model.get(e)):e==="site_maps"?o(this.siteMaps,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.
model.get("selection");if(!e)return null;let[n,o]=e,s=this.model.get("span"),[r,i]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=s&&s[1]-1===o?s:
[o,o+1];return De(r.at(-1)===n?r:[n],i.at(-1)?.join()===a.join()?i.map(([c,p])=>[c,p]):[a])}};var Ws=60;function de({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function ko(t){return De([],bn(t).map(e=>[e,e+1])).spans}function ce(t){
return`${t.length>1?"layers":"layer"} ${Ds(t.map(String))}`}function Ds(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function bn({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([s])=>s===e).map(([,s])=>s);return o.length>0?o:[n]}function Ee(t){let e=t.map(([o,s])=>s-o>1?
`${o} to ${s-1}`:`${o}`);return`${t.length>1||t.some(([o,s])=>s-o>1)?"positions":"position"} ${Ds(e)}`}function So(t,e){let n=e.map(([o,s])=>t.slice(o,s).join("")).
join(" … ");return[n,n.length>Ws?`${n.slice(0,Ws)}…`:n]}function me(t,e){if(t.vector)return["Vector",t.token];let n=ko(t),o=Ee(n),s=bn(t).length===1;return[
`P${o.slice(1)}`,s?t.token:So(e,n)[1]]}function Ao(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var xl=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/,qs=/^\u00b7?(?:<0x[0-9A-F]{2}>)+$/,wl=/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;function j({text:t}){let e=Co(t);return e.includes("<")?l(E,{children:e.split(xl).map((n,o)=>o%2===0?n:l("span",{class:"ll-code-point",children:n.startsWith("<0\
x")?n.slice(3,-1).replaceAll("><0x"," "):n.slice(1,-1)},o))}):l(E,{children:e})}function Co(t){return(t.length>200?`${t.slice(0,200)}…`:t).replace(wl,n=>`<U+${n.
charCodeAt(0).toString(16).toUpperCase()}>`)}function It(t,e){let n=t.find(({first:o,last:s})=>o<=e&&e<=s);return n&&{character:n.text,part:e-n.first+1,of:n.last-
n.first+1}}function Hs(t){let e=[],[n,o]=[[],0];return t.forEach((s,r)=>{let i=qs.test(s)?(s.match(/[0-9A-F]{2}(?=>)/g)??[]).map(a=>parseInt(a,16)):[];for(let a of i){
(a&192)!==128&&([n,o]=[[],r]),n.push(a);let c=n.length>1?_l(n):"";c&&o<r&&e.push({text:c,first:o,last:r})}i.length===0&&(n=[])}),e}function _l(t){try{return new TextDecoder(
"utf-8",{fatal:!0}).decode(new Uint8Array(t))}catch{return""}}function vt({text:t,part:e}){if(!e||!qs.test(t))return l(j,{text:t});let n=t.replace(/^\u00b7/,"").
slice(3,-1).replaceAll("><0x"," ");return l("span",{title:`bytes ${n}: part ${e.part} of ${e.of} of ${e.character}`,children:[t.startsWith("·")&&"·",l("bdi",{
class:e.part===1?void 0:"ll-spelled",children:e.character}),l("small",{class:"ll-part",children:`${e.part}/${e.of}`})]})}var js=14;function Bs({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(wn,{...e}),l(xn,{name:"Writes",where:Mo(t),children:l(
Ft,{tokens:t.tokens,marked:n,chip:_n(n,"slot")})})]})}function Ft({tokens:t,marked:e,chip:n,more:o={}}){let[s,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[i,
a]=[Math.max(0,s-js),Math.min(t.length,r+js+1)],c=Math.max(0,i-3),p=Hs(t.slice(c,a+3)),u=f=>f>0&&l("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});
return l("span",{class:"ll-tokens",...o,children:[u(i),t.slice(i,a).map((f,h)=>n(f,i+h,It(p,i+h-c))),u(t.length-a)]})}function xn({name:t,where:e,children:n}){return l(
"div",{class:"ll-flow-row",children:[l("span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function wn({tokens:t,layers:e,positions:n,
name:o}){return l(xn,{name:"Reads",where:ce(e),children:o===void 0?l(Ft,{tokens:t,marked:n,chip:_n(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"\
auto",title:o,children:o})})}function _n(t,e){return(n,o,s)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(
vt,{text:n,part:s})},o)}function Mo({layer:t}){return t===null?"":`layer ${t}`}function $(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function kn(t){return t<1.5?"about a second":t<90?`about ${Math.round(t)} s`:t<5400?`a\
bout ${Math.round(t/60)} min`:`about ${(t/3600).toFixed(1)} h`}function ye(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function Vs(t,e,{verdicts:n}){let[o,s]=me(t,e),r=t.controls.map(({kind:h,support:d,text:m})=>[`${h} control`,$(d),yt(m.trim()||"(nothing)")]),i=ie(t)?$(t.confidence):
"",a=[["","confidence, support","says"],["answer",i,yt(Z(t))],...r],{model:c,seed:p,versions:u={}}=t.provenance??{},f=[c&&`model ${yt(c)}`,p!==void 0&&`seed ${p}`,
...Object.entries(u).map(([h,d])=>`${h} ${d}`)].filter(Boolean);return[`**${yt(Z(t))}** to ${yt(t.question)}`,"",n[t.verdict],"",...a.map(h=>`| ${h.join(" | ")}\
 |`).toSpliced(1,0,"|---|---|---|"),"",...t.excess===null?[]:[`- excess ${ye(t.excess)}`],...(t.noise?.samples??[]).map(({kind:h,reached:d,n:m,p_value:y})=>`- ${d}\
 of ${m} (${h}) come as far, p = ${$(y)}`),...t.flags.map(({message:h})=>`- ${h}`),...t.verified?[`- ${t.verified}`]:[],`- ${ce(de(t))}, ${o.toLowerCase()} ${yt(
s)}, into layer ${t.target_layer}; ${t.confidence_kind}`,...f.length>0?[`- ${f.join(", ")}`]:[],"",kl(t.code)].join(`
`)}function yt(t){let e=t.replaceAll(`
`,"⏎").replaceAll("|","\\|"),n="`".repeat(Ks(e)+1),o=e.startsWith("`")||e.endsWith("`")?" ":"";return`${n}${o}${e}${o}${n}`}function kl(t){let e="`".repeat(Math.
max(3,Ks(t)+1));return`${e}python
${t}
${e}
`}function Ks(t){return Math.max(0,...(t.match(/`+/g)??[]).map(e=>e.length))}function Us({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${$(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:$(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var Sl={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Qe(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Oo(n,o.length),controls:o}))}function Oo(t,e){let[n,o]=Sl[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Eo(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Al(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function bt(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Al(o,e));return[Math.min(...n),Math.max(...n)]}function Ze(t,e){return Qe(t.controls).map(({name:n,controls:o})=>{let s=[
...new Set((bt(o,e)??[]).map($))];return[n.toLowerCase(),s.join(" to ")]})}var Cl=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function q(t){return Cl.test(t)?`⁨${t}⁩`:t}function Gs({answer:t}){let{confidence:e,excess:n}=t;return e===null||he(t)?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(To,{kind:"own",label:"\
Confidence",value:e,children:t.confidence_kind}),l(Us,{answer:t}),Qe(t.controls).map(o=>l(Ol,{...o,brief:t.brief===!0},o.kind)),n!==null&&l("div",{class:"ll-mea\
sure ll-excess",children:[l("span",{class:"ll-label",children:"Excess"}),l("span",{}),l("span",{class:"ll-num",children:ye(n)}),l("span",{class:"ll-quiet ll-cut",
children:"confidence minus the largest support"})]}),t.noise&&l(Ml,{noise:t.noise}),l(El,{answer:t})]})}function Ml({noise:t}){let e=t.samples.find(({kind:s})=>s===
"random"),n=t.samples.map(({kind:s,reached:r,n:i})=>`${r} of ${Eo(s,i)}`),o=`How many exceed their own controls as far as the answer does its, where each answer\
s the question for itself.
`+t.samples.map(({kind:s,n:r,p_value:i})=>`${Eo(s,r)}: p = ${$(i)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:`as far: ${n.join(", ")}`})]})}function To({kind:t,label:e,value:n,low:o,title:s,children:r}){
let i=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:s,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-label",dir:t==="option"?
"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:i?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":i?`${e} ${$(o)} to ${$(n)}`:`${e} ${$(
n)}`,style:{"--p":String(n),...i&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:$(n)}),l("span",{class:"ll-quiet ll-cut",children:r})]})}function Ol({
name:t,controls:e,brief:n}){let[o,s]=bt(e)??[0,0],r=e.length>1,i=[...new Set(e.map(({text:c})=>c.trim()||"nothing"))].join(", "),a=`How much ${r?"they support":
"it supports"} this answer in the activation's place: ${e.map(({support:c})=>$(c)).join(", ")}.
`+e.map(({text:c,confidence:p})=>`${n?"":`“${q(c)}” `}with confidence ${$(p)}`).join(`
`);return l(To,{kind:"control",label:t,value:s,low:r?o:void 0,title:a,children:[r?`support ${$(o)} to ${$(s)}`:"support",!n&&l(E,{children:[r?"; themselves say ":
"; itself says ",l("span",{class:"ll-mono",dir:"auto",children:i})]})]})}function El({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(
({text:o,probability:s})=>({text:o,p:s??0})).sort((o,s)=>s.p-o.p);return l(E,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===
null?"":`, whose option mass is ${$(e)}`]}),n.map(({text:o,p:s})=>l(To,{kind:"option",label:o,value:s},o))]})}function Xs({answer:{provenance:t}}){let e=Object.entries(t??{});return e.length===0?null:l("details",{class:"ll-provenance",children:[l("summary",{children:"Pr\
ovenance"}),l("dl",{children:e.map(([n,o])=>l("div",{children:[l("dt",{children:n.replaceAll("_"," ")}),l("dd",{class:"ll-mono",dir:"auto",children:Tl(o)})]},n))})]})}
function Tl(t){return typeof t!="object"||t===null?String(t):Object.entries(t).map(([e,n])=>`${e} ${n}`).join(", ")}function Ys(){let{store:t}=S(),e=t.view.answer.value,n=e?de(e):[],o=e&&t.targetOf(e),[s,r]=e?me(e,t.synced.tokens):["",""],i=P(null);z(()=>{let c=!0;return te(()=>{
t.view.arrived.value,!c&&!$l(t)&&Rl(i.current),c=!1})},[t]);let a=e?[...e.flags.map(({message:c})=>c),...Ll(t,e)]:[];return l("section",{class:"ll-card","aria-l\
abel":"Answer",hidden:!e,ref:i,children:[e&&l(Il,{answer:e},e.id),l("output",{"aria-live":"polite",children:[e&&l(Fl,{answer:e}),e&&l(Pl,{answer:e})]}),e&&l(E,{
children:[l(Gs,{answer:e}),l(Fs,{answer:e}),o&&o.tokens.length>0&&l(Bs,{tokens:t.synced.tokens,layers:de(e),positions:bn(e),target:o,name:e.vector&&r}),a.length>
0&&l("ul",{class:"ll-flags",children:a.map(c=>l("li",{children:c},c))}),l("dl",{class:"ll-facts",children:[l(Sn,{name:n.length>1?"Layers":"Layer",children:n.join(
", ")}),l(Sn,{name:s,children:l("span",{class:"ll-mono",dir:"auto",children:r})}),l(Sn,{name:"Into layer",children:e.target_layer}),l(Sn,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]}),l(Xs,{answer:e})]})]})}function $l(t){let[e,n]=[t.view.answer.peek(),t.synced.
selection.peek()];return!e||!n||e.position===null?!1:e.position!==n.position||!de(e).includes(n.layer)}function Rl(t){t?.closest(".ll-root")?.contains(document.
activeElement)&&requestAnimationFrame(()=>t?.scrollIntoView?.({block:"nearest"}))}function Pl({answer:t}){let{constants:e}=S().store.synced;return l("p",{class:"\
ll-verdict","data-verdict":t.verdict,children:e.verdicts[t.verdict]})}function Ll({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>gn(o,"",t.constants)).
find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Il({answer:t}){let{store:e}=S(),{question:n,
code:o}=t;return l(mt,{code:o,more:[{label:"Copy as Markdown",text:()=>Vs(t,e.synced.tokens,e.synced.constants)}],children:[l("span",{class:"ll-asked ll-mono ll\
-cut",dir:"auto",title:n,children:n}),l("button",{type:"button",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations \
read otherwise",onClick:()=>e.steering.open(t),children:"Steer"})]})}function Fl({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t;if(he(t))return l("div",{class:"\
ll-words",children:l("i",{class:"ll-quiet",children:ht})});let s=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===0&&(U(
t)?o:l("i",{class:"ll-quiet",children:le})),e.map((r,i)=>{let a=n[i],c=a===void 0?void 0:Math.exp(a),p=s?r.replaceAll("·"," "):r;return l("span",{class:"ll-wor\
d",title:c===void 0?void 0:`probability ${$(c)}`,style:{"--p":String(c??0)},children:l(j,{text:i===0&&p.trimStart()||p})},i)})]})}function Sn({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var Js=t=>t.replaceAll(`
`,"\\n"),Qs=t=>t.replaceAll("\\n",`
`);function zt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Js(String(n))).join(" "):e.join(", "):Js(String(e))}function Zs(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(Qs):Qs(e)}function er({field:t,id:e,value:n,wrong:o,describedBy:s,onFocus:r,onBlur:i}){let{store:a}=S(),c=Y(null),p=d=>a.edit(m=>m.set(t.name,d)),u={id:e,"data-setting":t.
name,"aria-describedby":s,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let d=({currentTarget:m})=>p(m.value||null);return l("select",{...u,class:"ll-\
field",value:zt(t,n),onInput:d,onChange:d,onBlur:i,children:t.choices.map(([m,y])=>l("option",{value:m??"",children:y},m??""))})}if(t.kind==="yes"){let d=({currentTarget:m})=>p(
m.checked);return l("input",{...u,type:"checkbox",checked:n===!0,onInput:d,onChange:d,onBlur:i})}let f=({currentTarget:d})=>{c.value=d.matches(":focus")?d.value:
null,p(Zs(t,d.value))},h=()=>{c.value=null};return l("input",{...u,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??zt(t,n),onInput:f,onChange:h,onBlur:()=>{h(),i()}})}var tr=0;function oe(){let[t]=cn(()=>(tr+=1,`ll-${Math.random().toString(36).slice(2,8)}-${tr}`));return t}function et(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function qe({groups:t,beside:e}){let{draft:n}=S().store;return l(E,{children:t.map(({group:o,fields:s})=>({group:o,fields:s.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:s})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),s.map(r=>l(zl,{field:r,
children:e?.(r)},r.name))]},o))})}function zl({field:t,children:e}){let{store:n,view:o}=S(),{draft:s,preview:r}=n,[i,a,c]=[oe(),oe(),oe()],p=s.value(t.name),u=r.
problem.value,f=u?.setting===t.name,h=t.when!==void 0&&!t.when[1].includes(s.value(t.when[0]))||t.needs!==void 0&&s.value(t.needs)===null,d=({currentTarget:b})=>{
let v=b.closest(".ll-setting")??b;o.show({anchor:v,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},m=()=>o.hide(),y=P(!1);return l("div",
{class:`ll-setting${t.name in s.changed()?" ll-set":""}`,hidden:h,onPointerDown:()=>{y.current=!0},onFocusIn:()=>{y.current=!1},children:[l("span",{class:"ll-na\
med",children:[l("label",{class:"ll-label",for:i,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:d,onPointerEnter:d,onPointerLeave:b=>{b.pointerType!=="touch"&&m()},onBlur:m,children:"?"})]}),l(er,{field:t,id:i,value:p,wrong:f,describedBy:t.help===""?
a:`${c} ${a}`,onFocus:b=>{t.help!==""&&!y.current&&d(b)},onBlur:m}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!f,
role:f?"alert":void 0,children:f?u.message:""})]})}function nr(){let{store:t}=S(),e=t.synced.source.value,n=e?.fields.some(({name:s,choices:r=[]})=>r.length>(s==="vector"?2:1)),o=!e||!t.draft.vector&&!n;return l(
"div",{class:"ll-from",hidden:o,children:!o&&l(qe,{groups:[e]})})}function xt({layer:t,layers:e,position:n,start:o,spans:s,source:r={}}){let{vector:i,minus:a}=r;
if(typeof i=="string"&&i!=="difference")return q(i.slice(i.indexOf(":")+1));let c=n??-1,p=Ee(s??[[o??c,c+1]]);return`${ce(e??[t??-1])}, ${p}${i?` minus ${a}`:""}`}function or(){let{store:t}=S(),{draft:e,synced:n}=t,o=n.selection.value,{fit:s}=e.entry,{vector:r}=e,i=r!==null&&r!=="difference",a=!t.asking(),c=o?Oe(o).length:
0,p=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})},u=r===null?Wl(t,c):"";return l("div",{class:"ll-line ll-actions",children:[l("sp\
an",{class:"ll-where",children:i?l("b",{dir:"auto",children:xt(e.asking())}):l(Dl,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||s===!0||i,onClick:p,
children:c>1?"Subtract the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||r!==null,title:r?"A vect\
or belongs to one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer gri\
d"}),l("button",{type:"button",class:"ll-button",disabled:a,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or \
at those that are selected; layers that are selected together are read together",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Swe\
ep positions"}),l("button",{type:"submit",class:"ll-button ll-primary",disabled:s?!e.ready:a,children:s?"Fit":"Ask"}),l("p",{class:"ll-help ll-takes",hidden:u===
""||s===!0,children:u})]})}var Nl=5;function Wl({draft:t,pace:e,synced:n},o){let s=o>1?o:n.tokens.length,r=n.layers*n.targetLayers,i=t.asking(),a=[[`sweeping ${s}\
 positions`,e.sweep(i,s)],...t.has("layer")?[[`a layer grid of ${r} cells`,e.sweep(i,r)]]:[]];if(a.every(([,u])=>u===void 0))return s>64?`Ask once to see how lo\
ng sweeping ${s} positions would take.`:"";let p=a.flatMap(([u,f])=>f&&f.seconds>Nl?[`${u} takes ${f.most?"at most ":""}${kn(f.seconds)}`]:[]).join(", ");return p&&
`At the pace so far, ${p}.`}function Dl(){let{draft:t,synced:e,preview:n}=S().store,o=e.selection.value;if(!o)return l(E,{children:"Choose a cell of the grid."});
let{layer:s,position:r}=o,i=t.vector==="difference",a=!i,c=a?o.layers:[s],p=a?o.spans:[[r,r+1]],[u,f]=So(e.tokens,p);return l(E,{children:[`L${ce(c).slice(1)}, ${Ee(
p)} `,l("b",{class:"ll-mono",dir:"auto",title:u,children:l(j,{text:f})}),a&&ql(o,n.target.value),i&&l(E,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(
j,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function ql(t,e){let{positions:n=[],layers:o=[]}=e??{},[s,r]=[t.layers.length,Oe(t).length],
i=n.at(-1)===t.position&&o.at(-1)===t.layer;if(s*r===1||!i)return"";let a=r>1?`${r} tokens`:"the token",c=s>1?`${a} at ${s} layers`:a;if(o.length===s&&n.length===
r)return`; this reader reads ${s>1?c:`all ${c}`} for one answer`;let p=[n.length<r?"the last":a,...o.length<s?["at the last layer"]:s>1?[`at ${s} layers`]:[]];return`\
; this reader does not take ${c} at once: it reads ${p.join(" ")}`}function sr(){let{store:t}=S(),{draft:e}=t,n=oe(),o=e.beside,s=e.comparable.filter(r=>!o.includes(r));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(r=>l("span",{class:"ll-chip",children:[l("bdi",{children:r.label}),e.asksOtherwise(
r)&&l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":`Question to ${q(r.label)}`,placeholder:r.sample,value:e.
textOf(r),onInput:({currentTarget:{value:i}})=>t.edit(()=>e.setTextOf(r,i))}),l("button",{type:"button",class:"ll-link","aria-label":`Do not ask ${q(r.label)}`,
onClick:()=>t.edit(()=>e.compare(r.name,!1)),children:"×"})]},r.name)),l("select",{class:"ll-field",id:n,value:"",hidden:s.length===0,onChange:({currentTarget:r})=>{
let{value:i}=r;r.value="",i!==""&&t.edit(()=>e.compare(i,!0))},children:[l("option",{value:"",children:o.length>0?"one more reader":"ask another reader the same"}),
s.map(({name:r,label:i})=>l("option",{value:r,children:i},r))]})]})}var Wt=Math.min,He=Math.max,Dt=Math.round;var ke=t=>({x:t,y:t}),Hl={left:"right",right:"left",bottom:"top",top:"bottom"};function lr(t,e,n){return He(t,Wt(e,n))}function qt(t,e){return typeof t=="functi\
on"?t(e):t}function tt(t){return t.split("-")[0]}function Ht(t){return t.split("-")[1]}function $o(t){return t==="x"?"y":"x"}function Ro(t){return t==="y"?"heig\
ht":"width"}function Te(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function Po(t){return $o(Te(t))}function ar(t,e,n){n===void 0&&(n=!1);let o=Ht(t),s=Po(t),
r=Ro(s),i=s==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(i=Nt(i)),[i,Nt(i)]}function cr(t){let e=Nt(
t);return[An(t),e,An(e)]}function An(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var rr=["left","right"],ir=["right","left"],
jl=["top","bottom"],Bl=["bottom","top"];function Vl(t,e,n){switch(t){case"top":case"bottom":return n?e?ir:rr:e?rr:ir;case"left":case"right":return e?jl:Bl;default:
return[]}}function ur(t,e,n,o){let s=Ht(t),r=Vl(tt(t),n==="start",o);return s&&(r=r.map(i=>i+"-"+s),e&&(r=r.concat(r.map(An)))),r}function Nt(t){let e=tt(t);return Hl[e]+
t.slice(e.length)}function Kl(t){var e,n,o,s;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(s=t.left)!=null?s:0}}
function dr(t){return typeof t!="number"?Kl(t):{top:t,right:t,bottom:t,left:t}}function nt(t){let{x:e,y:n,width:o,height:s}=t;return{width:o,height:s,top:n,left:e,
right:e+o,bottom:n+s,x:e,y:n}}function pr(t,e,n){let{reference:o,floating:s}=t,r=Te(e),i=Po(e),a=Ro(i),c=tt(e),p=r==="y",u=o.x+o.width/2-s.width/2,f=o.y+o.height/2-s.height/2,h=o[a]/2-s[a]/2,
d;switch(c){case"top":d={x:u,y:o.y-s.height};break;case"bottom":d={x:u,y:o.y+o.height};break;case"right":d={x:o.x+o.width,y:f};break;case"left":d={x:o.x-s.width,
y:f};break;default:d={x:o.x,y:o.y}}let m=Ht(e);return m&&(d[i]+=h*(m==="end"?1:-1)*(n&&p?-1:1)),d}async function fr(t,e){var n;e===void 0&&(e={});let{x:o,y:s,platform:r,
rects:i,elements:a,strategy:c}=t,{boundary:p="clippingAncestors",rootBoundary:u="viewport",elementContext:f="floating",altBoundary:h=!1,padding:d=0}=qt(e,t),m=dr(
d),b=a[h?f==="floating"?"reference":"floating":f],v=nt(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(b)))==null||n?b:b.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(a.floating)),boundary:p,rootBoundary:u,strategy:c})),g=f==="floating"?{x:o,y:s,width:i.floating.width,
height:i.floating.height}:i.reference,w=await(r.getOffsetParent==null?void 0:r.getOffsetParent(a.floating)),O=await(r.isElement==null?void 0:r.isElement(w))&&await(r.
getScale==null?void 0:r.getScale(w))||{x:1,y:1},R=nt(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:g,offsetParent:w,strategy:c}):g);return{top:(v.top-R.top+m.top)/O.y,bottom:(R.bottom-v.bottom+m.bottom)/O.y,left:(v.left-R.left+m.left)/O.x,right:(R.
right-v.right+m.right)/O.x}}var Ul=50,hr=async(t,e,n)=>{let{placement:o="bottom",strategy:s="absolute",middleware:r=[],platform:i}=n,a=i.detectOverflow?i:{...i,
detectOverflow:fr},c=await(i.isRTL==null?void 0:i.isRTL(e)),p=await i.getElementRects({reference:t,floating:e,strategy:s}),{x:u,y:f}=pr(p,o,c),h=o,d=0,m={};for(let y=0;y<
r.length;y++){let b=r[y];if(!b)continue;let{name:v,fn:g}=b,{x:w,y:O,data:R,reset:_}=await g({x:u,y:f,initialPlacement:o,placement:h,strategy:s,middlewareData:m,
rects:p,platform:a,elements:{reference:t,floating:e}});u=w??u,f=O??f,m[v]={...m[v],...R},_&&d<Ul&&(d++,typeof _=="object"&&(_.placement&&(h=_.placement),_.rects&&
(p=_.rects===!0?await i.getElementRects({reference:t,floating:e,strategy:s}):_.rects),{x:u,y:f}=pr(p,h,c)),y=-1)}return{x:u,y:f,placement:h,strategy:s,middlewareData:m}};var mr=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:s,middlewareData:r,rects:i,initialPlacement:a,platform:c,elements:p}=e,
{mainAxis:u=!0,crossAxis:f=!0,fallbackPlacements:h,fallbackStrategy:d="bestFit",fallbackAxisSideDirection:m="none",flipAlignment:y=!0,...b}=qt(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let v=tt(s),g=Te(a),w=tt(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(p.floating)),R=h||(w||!y?[Nt(a)]:cr(a)),_=m!=="none";!h&&_&&
R.push(...ur(a,y,m,O));let C=[a,...R],I=await c.detectOverflow(e,b),G=[],D=((o=r.flip)==null?void 0:o.overflows)||[];if(u&&G.push(I[v]),f){let x=ar(s,i,O);G.push(
I[x[0]],I[x[1]])}if(D=[...D,{placement:s,overflows:G}],!G.every(x=>x<=0)){var B,H;let x=(((B=r.flip)==null?void 0:B.index)||0)+1,M=C[x];if(M&&(!(f==="alignment"?
g!==Te(M):!1)||D.every(ae=>Te(ae.placement)===g?ae.overflows[0]>0:!0)))return{data:{index:x,overflows:D},reset:{placement:M}};let N=(H=D.filter(ee=>ee.overflows[0]<=
0).sort((ee,ae)=>ee.overflows[1]-ae.overflows[1])[0])==null?void 0:H.placement;if(!N)switch(d){case"bestFit":{var K;let ee=(K=D.filter(ae=>{if(_){let ge=Te(ae.placement);
return ge===g||ge==="y"}return!0}).map(ae=>[ae.placement,ae.overflows.filter(ge=>ge>0).reduce((ge,Ct)=>ge+Ct,0)]).sort((ae,ge)=>ae[1]-ge[1])[0])==null?void 0:K[0];
ee&&(N=ee);break}case"initialPlacement":N=a;break}if(s!==N)return{reset:{placement:N}}}return{}}}};var Gl=new Set(["left","top"]);async function Xl(t,e){let{placement:n,platform:o,elements:s}=t,r=await(o.isRTL==null?void 0:o.isRTL(s.floating)),i=tt(n),a=Ht(n),
c=Te(n)==="y",p=Gl.has(i)?-1:1,u=r&&c?-1:1,f=qt(e,t),{mainAxis:h,crossAxis:d,alignmentAxis:m}=typeof f=="number"?{mainAxis:f,crossAxis:0,alignmentAxis:null}:{mainAxis:f.
mainAxis||0,crossAxis:f.crossAxis||0,alignmentAxis:f.alignmentAxis};return a&&typeof m=="number"&&(d=a==="end"?m*-1:m),c?{x:d*u,y:h*p}:{x:h*p,y:d*u}}var gr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:s,y:r,placement:i,middlewareData:a}=e,c=await Xl(e,t);return i===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:s+c.x,y:r+c.y,data:{...c,placement:i}}}}},vr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:s,platform:r}=e,{mainAxis:i=!0,crossAxis:a=!1,limiter:c={fn:g=>{let{x:w,y:O}=g;return{x:w,y:O}}},...p}=qt(t,e),u={x:n,
y:o},f=await r.detectOverflow(e,p),h=Te(s),d=$o(h),m=u[d],y=u[h],b=(g,w)=>lr(w+f[g==="y"?"top":"left"],w,w-f[g==="y"?"bottom":"right"]);i&&(m=b(d,m)),a&&(y=b(h,
y));let v=c.fn({...e,[d]:m,[h]:y});return{...v,data:{x:v.x-n,y:v.y-o,enabled:{[d]:i,[h]:a}}}}}};function Mn(){return typeof window<"u"}function st(t){return br(t)?(t.nodeName||"").toLowerCase():"#document"}function ue(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function $e(t){var e;return(e=(br(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function br(t){
return Mn()?t instanceof Node||t instanceof ue(t).Node:!1}function be(t){return Mn()?t instanceof Element||t instanceof ue(t).Element:!1}function Re(t){return Mn()?
t instanceof HTMLElement||t instanceof ue(t).HTMLElement:!1}function yr(t){return!Mn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof ue(t).ShadowRoot}
function jt(t){let{overflow:e,overflowX:n,overflowY:o,display:s}=xe(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&s!=="inline"&&s!=="contents"}function xr(t){
return/^(table|td|th)$/.test(st(t))}function Bt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Yl=/transform|translate|scale|rotate|perspective|filter/,
Jl=/paint|layout|strict|content/,ot=t=>!!t&&t!=="none",Lo;function On(t){let e=be(t)?xe(t):t;return ot(e.transform)||ot(e.translate)||ot(e.scale)||ot(e.rotate)||
ot(e.perspective)||!En()&&(ot(e.backdropFilter)||ot(e.filter))||Yl.test(e.willChange||"")||Jl.test(e.contain||"")}function wr(t){let e=je(t);for(;Re(e)&&!wt(e);){
if(On(e))return e;if(Bt(e))return null;e=je(e)}return null}function En(){return Lo==null&&(Lo=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Lo}function wt(t){return/^(html|body|#document)$/.test(st(t))}function xe(t){return ue(t).getComputedStyle(t)}function Vt(t){return be(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function je(t){if(st(t)==="html")return t;let e=t.assignedSlot||t.parentNode||yr(t)&&
t.host||$e(t);return yr(e)?e.host:e}function _r(t){let e=je(t);return wt(e)?(t.ownerDocument||t).body:Re(e)&&jt(e)?e:_r(e)}function Cn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let s=_r(t),r=s===((o=t.ownerDocument)==null?void 0:o.body),i=ue(s);if(r){let a=Tn(i);return e.concat(i,i.visualViewport||[],jt(s)?s:[],
a&&n?Cn(a):[])}else return e.concat(s,Cn(s,[],n))}function Tn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Ar(t){let e=xe(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,s=Re(t),r=s?t.offsetWidth:n,i=s?t.offsetHeight:o,a=Dt(n)!==r||Dt(o)!==i;return a&&
(n=r,o=i),{width:n,height:o,$:a}}function Cr(t){return be(t)?t:t.contextElement}function _t(t){let e=Cr(t);if(!Re(e))return ke(1);let n=e.getBoundingClientRect(),
{width:o,height:s,$:r}=Ar(e),i=(r?Dt(n.width):n.width)/o,a=(r?Dt(n.height):n.height)/s;return(!i||!Number.isFinite(i))&&(i=1),(!a||!Number.isFinite(a))&&(a=1),{
x:i,y:a}}var Ql=ke(0);function Mr(t){let e=ue(t);return!En()||!e.visualViewport?Ql:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Zl(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===ue(t)}function Kt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let s=t.getBoundingClientRect(),r=Cr(t),i=ke(1);e&&(o?be(
o)&&(i=_t(o)):i=_t(t));let a=Zl(r,n,o)?Mr(r):ke(0),c=(s.left+a.x)/i.x,p=(s.top+a.y)/i.y,u=s.width/i.x,f=s.height/i.y;if(r&&o){let h=ue(r),d=be(o)?ue(o):o,m=h,y=Tn(
m);for(;y&&d!==m;){let b=_t(y),v=y.getBoundingClientRect(),g=xe(y),w=v.left+(y.clientLeft+parseFloat(g.paddingLeft))*b.x,O=v.top+(y.clientTop+parseFloat(g.paddingTop))*
b.y;c*=b.x,p*=b.y,u*=b.x,f*=b.y,c+=w,p+=O,m=ue(y),y=Tn(m)}}return nt({width:u,height:f,x:c,y:p})}function $n(t,e){let n=Vt(t).scrollLeft;return e?e.left+n:Kt($e(
t)).left+n}function Or(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-$n(t,n),s=n.top+e.scrollTop;return{x:o,y:s}}function ea(t){let{elements:e,rect:n,
offsetParent:o,strategy:s}=t,r=s==="fixed",i=$e(o),a=e?Bt(e.floating):!1;if(o===i||a&&r)return n;let c={scrollLeft:0,scrollTop:0},p=ke(1),u=ke(0),f=Re(o);if((f||
!r)&&((st(o)!=="body"||jt(i))&&(c=Vt(o)),f)){let d=Kt(o);p=_t(o),u.x=d.x+o.clientLeft,u.y=d.y+o.clientTop}let h=i&&!f&&!r?Or(i,c):ke(0);return{width:n.width*p.x,
height:n.height*p.y,x:n.x*p.x-c.scrollLeft*p.x+u.x+h.x,y:n.y*p.y-c.scrollTop*p.y+u.y+h.y}}function ta(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function na(t){let e=Vt(t),n=t.ownerDocument.body,o=He(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),s=He(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+$n(t),i=-e.scrollTop;return xe(n).direction==="rtl"&&(r+=He(t.clientWidth,n.clientWidth)-o),{width:o,height:s,x:r,y:i}}var oa=25;
function sa(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",s=ue(t),r=$e(t),i=s.visualViewport,a=r.clientWidth,c=r.clientHeight,p=0,u=0;if(i){let h=!En()||
e==="fixed";o?h||(p=-i.offsetLeft,u=-i.offsetTop):(a=i.width,c=i.height,h&&(p=i.offsetLeft,u=i.offsetTop))}if($n(r)<=0){let h=r.ownerDocument,d=h.body,m=getComputedStyle(
d),y=h.compatMode==="CSS1Compat"&&parseFloat(m.marginLeft)+parseFloat(m.marginRight)||0,b=Math.abs(r.clientWidth-d.clientWidth-y),v=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?b/2:b;v<=oa&&(a-=v)}return{width:a,height:c,x:p,y:u}}function ra(t,e){let n=Kt(t,!0,e==="fixed"),o=n.top+t.clientTop,s=n.left+t.clientLeft,r=_t(
t),i=t.clientWidth*r.x,a=t.clientHeight*r.y,c=s*r.x,p=o*r.y;return{width:i,height:a,x:c,y:p}}function kr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
sa(t,n,e);else if(e==="document")o=na($e(t));else if(be(e))o=ra(e,n);else{let s=Mr(t);o={x:e.x-s.x,y:e.y-s.y,width:e.width,height:e.height}}return nt(o)}function ia(t,e){
let n=e.get(t);if(n)return n;let o=Cn(t,[],!1).filter(a=>be(a)&&st(a)!=="body"),s=null,r=xe(t).position==="fixed",i=r?je(t):t;for(;be(i)&&!wt(i);){let a=xe(i),c=On(
i),p=s?s.position:r?"fixed":"";!c&&(p==="fixed"||p==="absolute"&&a.position==="static")?o=o.filter(f=>f!==i):s=a,i=je(i)}return e.set(t,o),o}function la(t){let{
element:e,boundary:n,rootBoundary:o,strategy:s}=t,i=[...n==="clippingAncestors"?Bt(e)?[]:ia(e,this._c):[].concat(n),o],a=kr(e,i[0],s),c=a.top,p=a.right,u=a.bottom,
f=a.left;for(let h=1;h<i.length;h++){let d=kr(e,i[h],s);c=He(d.top,c),p=Wt(d.right,p),u=Wt(d.bottom,u),f=He(d.left,f)}return{width:p-f,height:u-c,x:f,y:c}}function aa(t){
let{width:e,height:n}=Ar(t);return{width:e,height:n}}function ca(t,e,n){let o=Re(e),s=$e(e),r=n==="fixed",i=Kt(t,!0,r,e),a={scrollLeft:0,scrollTop:0},c=ke(0);if((o||
!r)&&((st(e)!=="body"||jt(s))&&(a=Vt(e)),o)){let h=Kt(e,!0,r,e);c.x=h.x+e.clientLeft,c.y=h.y+e.clientTop}!o&&s&&(c.x=$n(s));let p=s&&!o&&!r?Or(s,a):ke(0),u=i.left+
a.scrollLeft-c.x-p.x,f=i.top+a.scrollTop-c.y-p.y;return{x:u,y:f,width:i.width,height:i.height}}function Io(t){return xe(t).position==="static"}function Sr(t,e){
if(!Re(t)||xe(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return $e(t)===n&&(n=n.ownerDocument.body),n}function Er(t,e){let n=ue(t);
if(Bt(t))return n;if(!Re(t)){let s=je(t);for(;s&&!wt(s);){if(be(s)&&!Io(s))return s;s=je(s)}return n}let o=Sr(t,e);for(;o&&xr(o)&&Io(o);)o=Sr(o,e);return o&&wt(
o)&&Io(o)&&!On(o)?n:o||wr(t)||n}var ua=async function(t){let e=this.getOffsetParent||Er,n=this.getDimensions,o=await n(t.floating);return{reference:ca(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function da(t){return xe(t).direction==="rtl"}var pa={convertOffsetParentRelativeRectToViewportRelativeRect:ea,
getDocumentElement:$e,getClippingRect:la,getOffsetParent:Er,getElementRects:ua,getClientRects:ta,getDimensions:aa,getScale:_t,isElement:be,isRTL:da};var Fo=gr;var zo=vr,No=mr;var Wo=(t,e,n)=>{let o=new Map,s=n??{},r={...pa,...s.platform,_c:o};return hr(t,e,{...s,platform:r})};function Rn(t){try{return t.matches(":popover-open")}catch{return!1}}function Tr(t,e,n){if(!n){Rn(e)&&e.hidePopover();return}Rn(e)||e.showPopover?.(),Wo(t,e,{strategy:"\
fixed",placement:"bottom-start",middleware:[Fo(2),No({padding:8}),zo({padding:8})]}).then(({x:o,y:s})=>Object.assign(e.style,{left:`${Math.round(o)}px`,top:`${Math.
round(s)}px`}))}function $r(){let{view:t}=S(),e=P(null),n=t.hint.value,o=t.open.value;return z(()=>{let s=e.current;if(!(!s||!n)){if(!o){Rn(s)&&s.hidePopover();
return}Rn(s)||s.showPopover?.(),Wo(n.anchor,s,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[Fo(6),No({padding:8}),zo({padding:8})]}).then(({x:r,
y:i})=>Object.assign(s.style,{left:`${Math.round(r)}px`,top:`${Math.round(i)}px`}))}}),z(()=>{let s=new AbortController,{signal:r}=s;return document.addEventListener(
"pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:i})=>i==="Escape"&&t.hide(),{signal:r,capture:!0}),()=>s.abort()},[t]),
l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function pe({name:t,value:e}){return l("div",
{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}var fa=12;function Rr({entries:t,choose:e}){let n=oe(),o=Y(""),s=Y(0),r=P(null),i=ha(t,o.value),a=o.value.trim()!=="",c=Math.min(s.value,i.length-1),p=P(null);z(
()=>{r.current&&p.current&&Tr(r.current,p.current,a)});let u=()=>{o.value="",s.value=0},f=d=>{d&&(u(),e(d))},h=d=>{if(d.key==="ArrowDown")s.value=Math.min(c+1,i.
length-1);else if(d.key==="ArrowUp")s.value=Math.max(c-1,0);else if(d.key==="Enter"&&a)f(i[c]);else if(d.key==="Escape"&&a)u();else return;d.preventDefault()};return l(
"span",{class:"ll-find",children:[l("input",{type:"text",class:"ll-field",role:"combobox","aria-label":"Find a reader","aria-expanded":a,"aria-controls":n,"aria\
-autocomplete":"list","aria-activedescendant":a&&i.length>0?`${n}-${c}`:void 0,placeholder:"Find a reader",autocomplete:"off",spellcheck:!1,value:o.value,ref:r,
onInput:({currentTarget:{value:d}})=>{o.value=d,s.value=0},onKeyDown:h,onBlur:u}),l("div",{class:"ll-found",id:n,role:"listbox","aria-label":"Readers found",popover:"\
manual",hidden:!a,ref:p,children:[i.map((d,m)=>l("div",{id:`${n}-${m}`,role:"option","aria-selected":m===c,onPointerDown:y=>{y.preventDefault(),f(d)},children:[
l("b",{children:d.label}),l("span",{class:"ll-quiet",children:` ${d.group||"in your own words"}`}),l("div",{class:"ll-quiet ll-cut",children:d.help})]},d.name)),
i.length===0&&l("div",{class:"ll-quiet",children:"No reader is called so."})]})]})}function ha(t,e){let n=e.toLowerCase().split(/\s+/).filter(Boolean),o=i=>n.every(
a=>i.toLowerCase().includes(a)),s=t.filter(({label:i})=>o(i)),r=t.filter(i=>!s.includes(i)&&o(`${i.label} ${i.name} ${i.group} ${i.help} ${i.sample}`));return[...s,
...r].slice(0,fa)}function Lr(){let{store:t}=S(),{draft:e,synced:n}=t,[o,s]=[oe(),oe()],r=P(null),{entry:i}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[p,u]=ma(
n.entries.value,c),f=d=>{t.edit(()=>{e.change({preset:d}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})};z(()=>{let d=!0;return te(
()=>{t.view.wanted.value;let m=r.current;!d&&m?.closest(".ll-root")?.contains(document.activeElement)&&m.focus(),d=!1})},[t]);let h=[i.help,i.held_out?.[a?.layer??
""]].filter(Boolean).join(" ");return l(E,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll-label",for:o,children:"Question"}),l("select",{class:"\
ll-field",id:o,"aria-describedby":s,value:i.name,onChange:d=>f(d.currentTarget.value),children:[p.map(Pr),u.map(([d,m])=>l("optgroup",{label:d,children:m.map(Pr)},
d))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":i.takes==="corpus"?"Text file":"Question","aria-\
describedby":s,hidden:i.takes==="",placeholder:i.sample,value:e.text,ref:r,onInput:d=>{let{value:m}=d.currentTarget;t.edit(()=>{e.text=m,e.set("position",void 0)})}}),
l(Rr,{entries:[...p,...u.flatMap(([,d])=>d)],choose:({name:d})=>f(d)})]}),l("p",{class:"ll-help",id:s,children:h})]})}function Pr({name:t,label:e}){return l("op\
tion",{value:t,children:e},t)}function ma(t,e){let n=new Map,o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.
includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":s=[]}=Object.fromEntries(n);return n.delete(""),[s,[...n]]}function Fr(){let{store:t}=S(),{draft:e,synced:n}=t,o=oe(),s=P(null),{open:r}=e.state.value,i=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
i).map(c=>`${c.label.toLowerCase()} ${va(c,i[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:s,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),l(Ir,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(Ir,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),s.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:l(qe,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(ga,{})})})]})}function Ir({name:t,hidden:e,children:n}){let{store:o}=S(),{draft:s}=o,r=s.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":r,hidden:e,onClick:()=>o.edit(()=>s.change({panel:r?"":t})),children:n})}function ga(){let{store:t}=S(),{draft:e}=t,n=t.synced.selection.
value,o=n?Oe(n):[],s=o.length,r=s===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:s>1?`the ${s} selected tokens`:"the selected token"})}function va(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(zt(t,e)||t.empty||"none")}function zr(){let{store:t}=S(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:s}=t.synced,r=n&&e?.layers?.length?e.
layers:[n?.layer??0],i=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(E,{children:[e.reads?l(wn,{tokens:s,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(wn,{tokens:s,layers:r,positions:i}),l(xn,{name:"Writes",where:Mo(e),children:l(ya,{target:e,slots:e.slots??i})})]})})}
function ya({target:t,slots:e}){let{store:n}=S(),o=P(null),s=P(!1);if(z(()=>{s.current&&(s.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(Ft,{tokens:t.tokens,marked:e,chip:_n(e,"slot")});let r=c=>{s.current=!0,n.preview.put(c),n.edit(p=>p.set("position",c))},
i=(c,p)=>{let u={ArrowLeft:-1,ArrowRight:1}[c.key];u!==void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,p+u))))},a=(c,p,u)=>{let f=e.includes(
p);return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":p,tabIndex:f||e.length===0&&
p===0?0:-1,title:`position ${p}`,onClick:()=>r(p),onKeyDown:h=>i(h,p),children:l(vt,{text:c,part:u})},p)};return l(Ft,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,
role:"radiogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function Nr(){let{store:t}=S(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(Lr,{}),l(ba,{}),l(sr,{}),l(Fr,{}),l(zr,{}),l(nr,{}),l(wa,{}),l(or,{})]})}function ba(){let{store:t}=S(),{draft:e,synced:n}=t,[o,s]=[oe(),oe()],
r=e.entry.settings.layer??null,{layer:i}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:s,children:"Into layer"}),l("select",{class:"ll-field",id:s,value:i===void 0?"":i===null?"same":String(i),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),l(
"option",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var xa=[
"question","layer","position"];function wa(){let{draft:t,preview:e,synced:n}=S().store,o=e.problem.value,s=o!==null&&xa.includes(o.setting),{open:r,panel:i}=t.state.
value,c=o!==null&&(m=>t.isSteering(m)?i==="steer":t.isTraining(m)?i==="train":r||t.isSource(m))(o.setting),p=o!==null&&(s||!c),f=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:m})=>m).find(({name:m})=>m===o?.setting),h=f&&!s?`${f.label}: `:"",d=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!p,children:p?`${h}${o.message}`:""})}function Wr(){let{store:t}=S(),{answers:e,comparisons:n,constants:o,tokens:s}=t.synced,r=t.view.answer.value?.id??"",i=n.value.find(u=>u.answers.includes(r)),a=(i?.
answers??[]).flatMap(u=>e.value.find(f=>f.id===u)??[]),[c]=a,p=u=>`${ce(de(u))}, ${me(u,s)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-labe\
l":"Side by side",hidden:!c,children:i&&c&&l(E,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${p(c)}`}),l("span",{class:"ll-agree",
title:"Pairs of answers that are the same without case, articles, and white space and punctuation around them",children:_a(i)})]}),l("div",{class:"ll-columns",children:a.
map(u=>l("button",{type:"button","data-id":u.id,"aria-current":u.id===r?"true":void 0,onClick:()=>t.show(u),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:u.question,children:u.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:Z(u)}),p(u)!==p(c)&&l("span",{class:"ll-quiet",children:`reads ${p(
u)}`}),l(ka,{name:"confidence",value:ie(u)?u.confidence:null}),Ze(u,"").map(([f,h])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("spa\
n",{class:"ll-num",children:h})]},f)),l("span",{class:"ll-quiet",children:o.verdicts[u.verdict]})]},u.id))})]})})}function _a({agreeing:t,pairs:e}){return e===1?
t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agree, share ${$(t/e)}`}function ka({name:t,value:e}){return l(E,{children:[l("span",{class:"\
ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===null?"":$(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function Dr(t){return typeof t=="object"?t.key:t}function qr(t,e){let n=t.length;return new Proxy(t,{get(o,s,r){if(typeof s=="string"){let i=s.charCodeAt(0);if(i>=
48&&i<=57){let a=+s;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let p=e[a*2];c=o[a]={index:a,key:c,start:p,size:e[a*2+1],end:p+e[a*2+1],
lane:0}}return c}}if(s==="length")return n}return Reflect.get(o,s,r)}})}function rt(t,e,n){let o=n.initialDeps??[],s,r=!0;function i(){var a;let p=0,u=t();if(!(u.length!==o.length||u.some((d,m)=>o[m]!==d)))return s;o=u;let h=0;return s=
e(...u),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(s),r=!1,s}return i.updateDeps=a=>{o=a},i}function Do(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var Pe=(t,e)=>Math.abs(t-e)<1.01,Hr=(t,e,n)=>{let o;return Object.assign(function(...s){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,s),n)},{cancel:()=>{t.clearTimeout(o)}})};function jr({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:s,pendingWrite:r,clampedMaxAtWrite:i}){var a;return e&&r===null&&t===s?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((a=r.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":i!==null&&Math.abs(t-i)<1.5?"clampedEcho":"external"}var Sa=t=>t==="smooth"||t==="smoothFinishing";function Br({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Sa(n.phase)&&!Pe(e,n.lastTargetOffset)&&
!Pe(e,o())&&t!=="clampedEcho"}var qo=40;function Vr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<qo;)n--;if(n<0)return!1;
let o=t[n],s=n-1;for(;s>=0&&o.t-t[s].t<qo;)s--;if(s<0)return!1;let r=t[s],i=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-r.offset)/(o.t-r.t);return i*a>=0&&Math.abs(
i)>=2*Math.abs(a)&&Math.abs(i)-Math.abs(a)>=.8}function Kr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<qo;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var Ut,Gt=()=>{if(Ut!==void 0)return Ut;if(typeof navigator>"u")return Ut=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return Ut=!0;let t=navigator.maxTouchPoints;
return Ut=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Ho,Aa=()=>Ho!==void 0?Ho:Ho=Gt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),Ur=()=>!Gt()||Aa();var kt={capture:!0,passive:!0},Pn=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:s,external:r})=>{var i,a,c;return n&&((i=this._touch)==null?void 0:i.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
s&&this._openTail(!0,!1)),!o&&n&&s&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),s=()=>this.touchEnd();return n.addEventListener("touchstart",o,kt),n.addEventListener("touchend",s,kt),n.addEventListener("touchcanc\
el",s,kt),()=>{n.removeEventListener("touchstart",o,kt),n.removeEventListener("touchend",s,kt),n.removeEventListener("touchcancel",s,kt),this.end()}},this._openTail=
(n,o)=>{let s=this.host.getWindow();if(s==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:s.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var Ca=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},Ma=t=>t,Oa=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),s=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(s);for(let i=0;i<
s;i++)r[i]=n+i;return r};var Gr={passive:!0};var Ea=typeof window>"u"?!0:"onscrollend"in window,Ta=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let s=t.targetWindow;if(!s)return;let r=t.options.useScrollendEvent&&
Ea,i=0,a=r?null:Hr(s,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=f=>()=>{i=n(o),a?.(),e(i,f)},p=c(!0),u=c(!1);return o.addEventListener("scroll",p,Gr),r&&
o.addEventListener("scrollend",u,Gr),()=>{o.removeEventListener("scroll",p),r&&o.removeEventListener("scrollend",u),a?.cancel()}},Yr=(t,e)=>Ta(t,e,n=>{let{horizontal:o,
isRtl:s}=t.options;return o?n.scrollLeft*(s&&-1||1):n.scrollTop});var $a=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),s=n.options.getItemKey(o);return n.itemSizeCache.get(s)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),s=n.
options.getItemKey(o),r=n.itemSizeCache.get(s);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Ra=(t,{adjustments:e=0,behavior:n},o)=>{
var s;let{scrollElement:r,options:i}=o,a=t+e,c=i.horizontal&&i.isRtl&&r!==null&&"ownerDocument"in r;(s=r?.scrollTo)==null||s.call(r,{[i.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Jr=Ra,Xr=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",Xt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Pa(t,e,n,o){if(e===0)return!1;
let s=o(0),r=new Set,i=0;for(;i<t;){let c=n(i);if(c===s)break;r.add(c),i++}let a=t-i;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(i+c))return!1;for(let c=a;c<
e;c++)if(r.has(o(c)))return!1;return!0}var Ln=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Pn({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&Kr(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,s;return((s=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:s.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,s=!1,r=!1,i=new Set,a=()=>{if(n)return n;
let p=this.targetWindow;if(!p||!p.ResizeObserver)return null;let u=o=Ca(p);return n=new p.ResizeObserver(f=>{let h=()=>{let d={sync:!1};this._resizeBatch=d;try{
f.forEach(c)}finally{this._resizeBatch=null,d.notify&&(this.notify(d.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)u.schedule(h);else{s=!0;try{h()}finally{s=!1}}})},c=p=>{let u=p.target,f=this.indexFromElement(u);if(!u.
isConnected){this.observer.unobserve(u);for(let[h,d]of this.elementsCache)if(d===u){this.elementsCache.delete(h);break}return}this.isIndexInRange(f)&&this.shouldMeasureDuringScroll(
f)&&this.resizeItem(f,this.options.measureElement(u,p,this))};return{disconnect:()=>{var p;(p=a())==null||p.disconnect(),o?.cancel(),i.clear(),r=!1,n=null,o=null},
observe:p=>{let u=a();if(u){if(!s){u.observe(p,{box:"border-box"});return}i.add(p),r||(r=!0,o?.schedule(()=>{r=!1,i.forEach(f=>{f.isConnected&&n?.observe(f,{box:"\
border-box"})}),i.clear()}))}},unobserve:p=>{var u;i.delete(p),(u=a())==null||u.unobserve(p)}}})(),this.range=null,this.setOptions=n=>{var o;let s={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:Ma,rangeExtractor:Oa,onChange:()=>{},measureElement:$a,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let u in n){let f=n[u];
f!==void 0&&(s[u]=f)}let r=this.options,i=null,a=null,c=!1;if(r!==void 0&&r.enabled&&s.enabled&&s.anchorTo==="end"&&this.scrollElement!==null){let u=r.count,f=s.
count,h=this.getMeasurements(),d=((o=this._singleLaneMeasurements)==null?void 0:o.items)??h,m=w=>Dr(d[w]),y=u>0?m(0):null,b=u>0?m(u-1):null;if(f!==u||u>0&&f>0&&
(s.getItemKey(0)!==y||s.getItemKey(f-1)!==b)){c=!0;let w=u>0?this.getVirtualItemForOffset(this.getScrollOffset())??h[0]:null;w&&(i=[w.key,this.getScrollOffset()-
w.start]);let O=s.followOnAppend===!0?"auto":s.followOnAppend||null;O&&f>0&&this.isAtEnd(r.scrollEndThreshold)&&(u===0||s.getItemKey(f-1)!==b)&&(f>u||Pa(u,f,m,s.
getItemKey))&&(a=O)}}this.options=s,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let p=null;if(i&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[u,f]=i,h=this.getMeasurements(),{count:d,getItemKey:m}=this.options,y=0;for(;y<d&&m(y)!==u;)y++;if(y<d){let b=h[y];if(b){let v=Math.max(0,b.start+f);!a&&v!==
this.scrollOffset&&(p=v-this.scrollOffset,this.scrollOffset=v)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:p!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:p}:(this._holdOffset+=p,this._followOffsetTarget(p)))},this.notify=n=>{var o,s;(s=(o=this.options).onChange)==null||s.call(o,this,n)},this.
maybeNotify=rt(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,i)=>{var a,c,p,u;let f=i?this._elementMaxScrollOffset():
null,h=this._reportedOverscroll;this._reportedOverscroll=r<0||f!==null&&r>f+1;let d=r;this._lastElementOffset=d,r=this._toLayoutOffset(r);let m=this._classifyScrollEvent(
r,i,f);if(m==="spurious")return;m==="readBack"?r=this.pendingWrite.target:m==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:Br({kind:m,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let y=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=i?y===r?this.scrollDirection:y<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=i;let v=this.scrollState;
if(v?.phase==="queued"&&m==="external"&&i)if(h||this._reportedOverscroll)v.samples=[];else{let g=this.now();v.samples=[...(v.samples??[]).filter(w=>g-w.t<=200),
{t:g,offset:d}],(b!==null&&this.scrollDirection!==b||Vr(v.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:i,ownReadBack:m==="readBack",
moved:r!==y,external:m==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((p=this.scrollState)==null?void 0:p.phase)!=="smoothFinishing"})&&
((u=this.scrollState)==null?void 0:u.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let s=this.pendingScrollAnchor;this.pendingScrollAnchor=null,s&&this.scrollElement&&this.options.enabled&&(s.kind==="anchor"?this._canWriteScroll()?
Xt(this.scrollState)&&!Pe(this.getScrollOffset()-s.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(s.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=s.delta,this._followOffsetTarget(s.delta),this.notify(!1)):this.scrollToEnd({behavior:s.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,s)=>{var r;return jr({offset:n,isScrolling:o,elementMax:s,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,s=this.getMaxScrollOffset();s>o+.5&&
(this._clampedAdjustment=n>s+.5?{target:n,maxAtWrite:s}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let s=this.getScrollStateTarget(n);n.lastTargetOffset=s,this._clampedAdjustment=null,n.phase=Xr(o,n.index!=
null&&Pe(s,this.getScrollOffset())),this._scrollToOffset(s,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:s}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(s&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(Gt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let s=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
s),this._scrollToOffset(s)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
rt(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,s,r,i,a,c,p)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:p}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=rt(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:s,getItemKey:r,enabled:i,lanes:a,laneAssignmentMode:c,gap:p},u)=>{
var f;let h=this.itemSizeCache;if(!i)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let g of this.laneAssignments.keys())g>=n&&this.laneAssignments.delete(g);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(g=>{this.itemSizeCache.
set(g.key,g.size)}));let d=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let g=n*2,w=(f=this._singleLaneMeasurements)==null?void 0:f.flat;if(!w||w.length<g){let C=new Float64Array(g);w&&d>0&&C.set(w.subarray(0,d*2)),w=C}let O=d===
0?new Array(n):this._singleLaneMeasurements.items.slice(),R;if(d===0)R=o+s;else{let C=d-1;R=w[C*2]+w[C*2+1]+p}for(let C=d;C<n;C++){let I=r(C);O[C]=I;let G=h.get(
I),D=typeof G=="number"?G:this.options.estimateSize(C);w[C*2]=R,w[C*2+1]=D,R+=D+p}this._singleLaneMeasurements={flat:w,items:O};let _=qr(O,w);return this.measurementsCache=
_,_}let m=this.measurementsCache.slice(0,d),y=new Array(a).fill(void 0),b=new Float64Array(a),v=0;for(let g=0;g<d;g++){let w=m[g];w&&(y[w.lane]===void 0&&v++,y[w.
lane]=g,b[w.lane]=w.end)}for(let g=d;g<n;g++){let w=r(g),O=this.laneAssignments.get(g),R,_,C=c==="estimate"||h.has(w);if(O!==void 0&&this.options.lanes>1){R=O;let B=y[R],
H=B!==void 0?m[B]:void 0;_=H?H.end+p:o+s}else if(v===a){let B=0,H=b[0],K=y[0];for(let x=1;x<a;x++){let M=b[x];(M<H||M===H&&y[x]<K)&&(B=x,H=M,K=y[x])}R=B,_=H+p,C&&
this.laneAssignments.set(g,R)}else R=g%this.options.lanes,_=o+s,C&&this.laneAssignments.set(g,R);let I=h.get(w),G=typeof I=="number"?I:this.options.estimateSize(
g),D=_+G;m[g]={index:g,start:_,size:G,end:D,key:w,lane:R},y[R]===void 0&&v++,y[R]=g,b[R]=D}return this.measurementsCache=m,m},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=rt(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,s,r,i)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(i-o,0);return this.range=Ia(n,o,Math.min(s,a),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=rt(()=>{let n=null,o=null,s=this.calculateRange();
return s&&(n=s.startIndex,o=s.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,s,r,i,a)=>r===null||i===null?[]:n({startIndex:r,endIndex:i,overscan:o,count:s,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,s=n.getAttribute(o);return s?parseInt(s,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!Xt(this.scrollState))return!0;let s=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(s!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),i=Math.max(0,s-r),a=Math.min(this.options.count-1,s+r);return n>=i&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((i,a)=>{i.isConnected||
(this.observer.unobserve(i),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let s=this.options.getItemKey(
o),r=this.elementsCache.get(s);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(s,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var s,r,i;if(!this.isIndexInRange(
n))return;(s=this._resizeBatch)!=null&&s.sync&&this.getMeasurements();let a,c,p,u=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
u!=null)p=this.options.getItemKey(n),c=u[n*2],a=u[n*2+1];else{let d=this.measurementsCache[n];if(!d)return;p=d.key,c=d.start,a=d.size}let f=this.itemSizeCache.get(
p)??a,h=o-f;if(h!==0){let d=this.options.anchorTo==="end"&&!Xt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,m=d?this._getLayoutTotalSize():
0,y=this.getScrollOffset(),v=!this.itemSizeCache.has(p)?c<y:c+f<=y&&this.scrollDirection!=="backward",g=!Xt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:p,start:c,size:a,end:c+a,lane:0},h,this):v);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(p,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(d?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-m):g&&(w=this.applyScrollAdjustment(h))),this._resizeBatch){this._resizeBatch.notify=!0,(i=this._resizeBatch).sync||(i.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=rt(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,s)=>{let r=[];for(let i=0,a=n.length;i<a;i++){let c=n[i],p=o[c];r.push(s===0?p:{...p,start:p.start-s,end:p.end-s})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let s=this.getMeasurements();if(s.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,i=this.options.lanes===1&&r!=null,a=Qr(0,s.length-1,i?c=>r[c*2]:c=>Do(s[c]).start,n);return Do(s[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,s=Math.max(n,0)+this._holdOffset;if(s>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==s&&r.push(s)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let s=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(s+=this.pendingScrollAnchor.delta),s},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,s=this.targetWindow;if(o===null||s===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:i}=r,a=this.options.horizontal?"overflow-x":"overflow-y",c=i.getPropertyValue(a),
p=i.getPropertyPriority(a),u=()=>this.options.horizontal?r.clientHeight:r.clientWidth,f=u();if(i.setProperty(a,"hidden","important"),u()!==f){i.setProperty(a,c,
p);return}let h={restore:()=>i.getPropertyValue(a)!=="hidden"||i.getPropertyPriority(a)!=="important"?!1:(i.setProperty(a,c,p),!0),done:n};this._momentumStop=h,
s.requestAnimationFrame(()=>s.requestAnimationFrame(()=>{this._momentumStop===h&&(this._momentumStop=null,h.restore()&&h.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let s=o+this._holdOffset;return n>s+.5?{target:n,maxAtWrite:s}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,s=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),i=this.getScrollOffset();o==="auto"&&(o=n>=i+r?"end":"start"),o==="center"?n+=(s-r)/2:o==="end"&&(n-=r);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let s=this.getSize(),r=this.getScrollOffset(),
i=this.getMeasurements()[n];if(!i)return;if(o==="auto")if(i.end>=r+s-this.options.scrollPaddingEnd)o="end";else if(i.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),p=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(p,c),0),o]}let a=o==="end"?i.end+this.options.scrollPaddingEnd:i.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,i.
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
return!(Gt()&&this._iosGesture.dragging())&&n!==null&&!Pe(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let s=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===s&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),s=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&Pe(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=s){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let i=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=Xt(this.scrollState)&&a>i;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,s){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(s==="absolute"&&r!==null){if(r==="fling"&&Ur()){this._stopMomentum(()=>{let i=this.scrollState;
i?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Xr(o,e.index!=null&&Pe(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Qr=(t,e,n,o)=>{for(;t<=e;){let s=(t+e)/2|0,r=n(s);if(r<o)t=s+1;else if(r>o)e=s-1;else return s}return t>0?t-1:0};
function La(t,e,n){let o=0;for(;o<=e;){let s=(o+e)/2|0,r=t[s*2];if(r<n)o=s+1;else if(r>n)e=s-1;else return s}return o>0?o-1:0}function Ia(t,e,n,o,s){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&s!==null){let p=La(s,r,n),u=p,f=n+e;for(;u<r&&s[u*2]+s[u*2+1]<f;)u++;return{startIndex:p,endIndex:u}}
let a=Qr(0,r,p=>t[p].start,n),c=a;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let p=Array(o).fill(0);for(;c<r&&p.some(f=>f<n+e);){let f=t[c];p[f.lane]=f.end,
c++}let u=Array(o).fill(n+e);for(;a>=0&&u.some(f=>f>=n);){let f=t[a];u[f.lane]=f.start,a--}a=Math.max(0,a-a%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var St=24,Fa=38,ei=16,fe=44,jo=18,Zr=760;function za(t,e,n,o=68,s=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(s,r))*10)/10}function Na(t,e,n={}){
return new Ln({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Yr,scrollToFn:Jr,...n})}var At=class{constructor(e,n,o,s,r,i=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=i;this.cursor=T(s),this.width.value=this.fitting(),this.rows=this.axis(e,()=>St,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=T(80);version=T(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return Fa+this.band}axis(e,n,o){let s=()=>({width:(this.scroller?.clientWidth||Zr)-fe,height:(this.scroller?.clientHeight||jo*St+this.head)-this.head});return Na(
e,n,{horizontal:o,initialRect:s(),getScrollElement:()=>this.scroller,observeElementRect:(r,i)=>{let a=()=>i(s());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return za(this.scroller?.clientWidth||Zr,fe,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let s of this.resized)s();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,s]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-s,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let s=(r,i)=>Math.max(0,Math.min(i-1,r));this.wantsFocus||=o,this.cursor.value=
[s(e,this.rowCount),s(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},ti={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var In=10,Ko=112,Uo=In+Ko+6,Be=t=>In+(1-t)*Ko;function Go(t,e){if(e===""&&t.noise?.read===!1)return!0;let n=bt(t.controls,e);return n!==null&&Ce(t,e)<=n[1]}function ni(t,e=({
position:n})=>n??-1){let n=[...t].sort((s,r)=>e(s)-e(r)),o=[];for(let s of n){let r=o.at(-1),i=r?.at(-1);r&&i&&e(i)===e(s)-1?r.push(s):o.push([s])}return o}function oi({
points:t,at:e,option:n,column:o,width:s,marked:r,constants:i}){let a=d=>Bo(e(d),o),c=t.filter(ie),p=(d,m)=>d.flatMap(y=>[-o/2,o/2].map(b=>`${a(y)+b},${Be(m(y))}`)),
u=(d,m)=>y=>bt(Vo(y,d),n)?.[m]??0,f=d=>{let m=y=>[...p(d,u("random",1)),...p(d,y).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"\
ll-band",points:m(()=>0)}),d.some(y=>Vo(y,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:m(u("random",0))})]})},h=Qe(c.flatMap(({controls:d})=>d)).
map(({kind:d})=>d);return l("svg",{class:"ll-chart",width:s,height:Uo,"aria-hidden":"true",children:[[0,.5,1].map(d=>l("line",{class:"ll-rule",x1:fe,x2:s,y1:Be(
d),y2:Be(d)},d)),r!==void 0&&l("line",{class:"ll-guide",x1:Bo(r,o),x2:Bo(r,o),y1:In,y2:In+Ko}),[...new Set(["random",...h])].flatMap(d=>ni(c.filter(m=>Vo(m,d).length>
0),e).map(m=>d==="random"?f(m):l("polyline",{class:`ll-control ll-${d}`,points:p(m,u(d,1)).join(" ")}))),ni(c,e).map(d=>l("polyline",{class:"ll-own",points:d.map(
m=>`${a(m)},${Be(Ce(m,n))}`).join(" ")},d[0]?.id)),t.filter(d=>!ie(d)).map(d=>l("path",{class:"ll-cross",d:`M${a(d)-4} ${Be(0)-8}l8 8m0 -8l-8 8`},d.id)),c.map(d=>l(
"circle",{class:`ll-dot${ve(d,i)?" ll-hollow":""}${Go(d,n)?" ll-within":""}`,"data-position":e(d),cx:a(d),cy:Be(Ce(d,n)),r:4},d.id))]})}function Bo(t,e){return fe+
(t+.5)*e}function Vo(t,e){return t.controls.filter(n=>n.kind===e)}function si({curve:t,columns:e,option:n,column:o}){let{store:s,view:r}=S(),i=P(null),a=Y(-1),c=P(!1),{at:p,heads:u,unit:f}=e,h=new Map(t.points.map(_=>[p(_),_])),
d=h.has(a.value)?a.value:t.points[0]?p(t.points[0]):-1;z(()=>{c.current&&(c.current=!1,i.current?.querySelector(".ll-tick[tabindex='0']")?.focus())});let m=s.synced.
selection.value,y=t.points.find(({id:_})=>_===s.view.answer.value?.id),b=f==="positions"?m?.position:f==="layers"&&m?e.values.indexOf(m.layer):y&&p(y),v=f==="sc\
ales"||(f==="layers"?m?.position===t.position:m?.layer===t.layer),g=fe+u.length*o,w=_=>{let C=_ instanceof Element?_.closest(".ll-tick"):null,I=C&&h.get(Number(
C.dataset.position));return I?[C,I]:void 0},O=_=>{if(_.altKey||_.ctrlKey||_.metaKey)return;let C=[...h.keys()].sort((B,H)=>B-H),I=C.indexOf(d),D={ArrowLeft:I-1,
ArrowRight:I+1,Home:0,End:C.length-1}[_.key];D!==void 0&&(_.preventDefault(),c.current=!0,a.value=C[Math.max(0,Math.min(C.length-1,D))]??d)},R=({target:_})=>{let C=w(
_);C&&r.show({anchor:C[0],content:()=>l(Da,{answer:C[1],option:n})})};return l("div",{class:"ll-plane",role:"presentation",ref:i,style:{width:`${g}px`},onKeyDown:O,
onClick:({target:_})=>{let C=w(_);C&&(a.value=p(C[1]),s.show(C[1]))},onPointerOver:R,onFocusIn:R,onPointerOut:()=>r.hide(),onFocusOut:()=>r.hide(),children:[l(oi,
{points:t.points,at:p,option:n,column:o,width:g,marked:b===void 0||b<0?void 0:b,constants:s.synced.constants}),l("div",{class:"ll-axis","aria-hidden":"true",children:[
1,.5,0].map(_=>l("span",{style:{top:`${Be(_)}px`},children:_},_))}),u.map((_,C)=>l(Wa,{head:_,column:C,answer:h.get(C),stop:C===d,on:v&&C===b,width:o},C))]})}function Wa({
head:t,column:e,answer:n,stop:o,on:s,width:r}){let{tokens:i}=S().store.synced;return l("button",{type:"button",class:s?"ll-tick ll-on":"ll-tick","data-position":e,
disabled:!n,tabIndex:o?0:-1,"aria-label":n?qa(n,i):`Position ${e} ${t}`,style:{left:`${fe+e*r}px`,width:`${r}px`,paddingTop:`${Uo}px`},children:[l("span",{class:"\
ll-mono ll-cut",dir:"auto",children:l(j,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n&&l(j,{text:Z(n)})})]})}function Da({answer:t,
option:e}){let{tokens:n}=S().store.synced,[o,s]=me(t,n),r=U(t);return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:o}),l("b",{class:"\
ll-mono",dir:"auto",children:l(j,{text:s})})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:Z(t)})}),!r&&l("div",{class:"ll-quiet",children:ft}),
r&&!he(t)&&l(pe,{name:e||"confidence",value:$(Ce(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(pe,{name:"calibrated",value:$(t.calibrated_confidence)}),
Ze(t,e).map(([i,a])=>l(pe,{name:i,value:a},i)),t.option_mass!==null&&l(pe,{name:"option mass",value:$(t.option_mass)})]})}function qa(t,e){let n=me(t,e).join(" ");
if(t.confidence===null)return`${n}: ${le}`;let o=Ze(t,"").map(([s,r])=>`, ${s} ${r}`);return ie(t)?`${n}: ${t.text}, confidence ${$(t.confidence)}${o.join("")}`:
`${n}: ${Z(t)}`}function Fn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function ri({
scale:[t,e],of:n}){return l("span",{class:"ll-key ll-ramp",children:[`${n}: ${t} `,l("span",{class:"ll-gradient","aria-hidden":"true"}),` ${e}`]})}function Se({
label:t,value:e,options:n,least:o,choose:s}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>s(r.currentTarget.value),children:n.
map(([r,i])=>l("option",{value:r,children:i},r))})}function ii(t){let[e]=t.points,{position:n}=e??{position:null};return!e||n===null||t.points.some(o=>o.position!==n)?[]:[{...t,layer:e.layer,position:n}]}function li(t,e){
if(t?.vector){let n=t.points.map(({scale:s=1})=>s).sort((s,r)=>s-r),o=n.map(s=>`× ${s}`);return{values:n,heads:o,unit:"scales",at:({scale:s=1})=>n.indexOf(s)}}
if(t?.position!==void 0){let n=t.points.map(({layer:o})=>o).sort((o,s)=>o-s);return{values:n,heads:n.map(String),unit:"layers",at:({layer:o})=>n.indexOf(o)}}return{
values:e.map((n,o)=>o),heads:e,unit:"positions",at:({position:n})=>n??-1}}var Ha=54;function ci({scroller:t}){let{store:e,view:n}=S(),{constants:o,tokens:s}=e.synced,r=e.view.curve.value,i=Y(""),a=r?.points[0]?.options.map(({text:h})=>h)??
[],c=a.includes(i.value)?i.value:"",p=li(r,s),{heads:u,unit:f}=p;return l("section",{class:"ll-curve","aria-label":`Confidence across ${f}`,hidden:!r,children:[
l("header",{children:[r&&l("span",{class:"ll-title",children:[`${ai(r)}: `,l("span",{class:"ll-mono",dir:"auto",children:r.question}),!r.complete&&r.points.length>
0&&l("span",{class:"ll-quiet",children:` ${r.points.length} of ${r.total||u.length} ${f}`})]}),l(Se,{label:"Sweep",least:2,value:r?.id??"",options:e.view.lines.
value.map(h=>[h.id,`${ai(h)}: ${q(h.question)}`]),choose:h=>{e.view.curveId.value=h}}),l(Se,{label:"What is drawn",least:2,value:c,options:["",...a].map(h=>[h,h||
"each its own answer"]),choose:h=>{i.value=h}}),r&&l(Fn,{keys:ja(r,c,o)})]}),l("div",{class:f==="positions"?"ll-strip":"ll-strip ll-free",ref:t,children:r&&l(si,
{curve:r,columns:p,option:c,column:f==="layers"?Ha:n.columnWidth.value})})]})}function ja({points:t},e,n){let o=Qe(t.find(U)?.controls??[]);return[{sign:"own",text:e===
""?"confidence":"probability"},...o.map(({kind:s,controls:r})=>({sign:s,text:Oo(s,r.length).toLowerCase()})),t.some(s=>ie(s)&&Go(s,e))&&{sign:"within",text:"a c\
ontrol supports it as much"},t.some(s=>ve(s,n))&&{sign:"hollow",text:"low option mass"},!t.every(ie)&&{sign:"cross",text:t.some(he)?ht:`${le}: ${ht}`}]}function ai({
layer:t,vector:e,position:n}){return n!==void 0?`Position ${n} at every layer`:`Layer ${t}${e?`, ${q(e)}`:""}`}function ui(){let{store:t}=S(),{constants:e,tokens:n}=t.synced,o=t.synced.answers.value,s=o.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-his\
tory","aria-label":"Answers so far",hidden:o.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:s.map((i,a)=>l(E,{children:[i.question!==s[a-
1]?.question&&l("li",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:q(i.question),children:i.question}),l("li",{children:l("button",{type:"button","dat\
a-id":i.id,"aria-current":i.id===r?"true":void 0,title:`L${ce(de(i)).slice(1)}: ${me(i,n).map(q).join(" ")}
${q(i.question)}
${q(Z(i))}
${e.verdicts[i.verdict]}`,onClick:()=>t.goBack(i),children:[l("span",{class:"ll-quiet ll-num",children:`L${de(i).join("+")}`}),l("span",{class:"ll-mono ll-cut l\
l-quiet",dir:"auto",children:me(i,n)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:Z(i)}),l("span",{class:"ll-bar",style:{"--p":String(ie(i)?i.confidence:
0)}}),l("span",{class:"ll-num",children:ie(i)?$(i.confidence):""})]})})]},i.id))})]})}var zn={text:"",share:0,says:"not read yet",classes:{"ll-empty":!0}};function di(t,e){let n=t>1?Math.log(t).toFixed(1):"";return[{name:"",label:"likeliest next \
token",scale:["0","1"],of:"its probability"},{name:"probability",label:"its probability",scale:["0","1"],of:"probability"},{name:"entropy",label:"entropy",scale:[
"0",n],of:"entropy in nats"},{name:"surprisal",label:"surprisal of the next token",scale:["0",`${n}+`],of:"surprisal in nats"},{name:"rank",label:e.length>0?`ra\
nk of ${e.join(", ")}`:"rank of pinned tokens",scale:[t>1?String(t):"","1"],of:e.length>1?"rank of the likeliest of them, logarithmic":"rank, logarithmic"}]}function Yt(t,e,n){
if(!t)return zn;let o=t.probs[0];if(o==null)return{text:le,share:0,says:le,classes:{"ll-not-finite":!0}};let s=t.tokens[0]??"",r=`lens reads ${s}, probability ${$(
o)}`;if(e==="")return{text:s,share:o,says:r,classes:{}};if(e==="probability")return{text:$(o),share:o,says:r,classes:{}};let{measures:i}=t;if(!i)return zn;let a=Math.
log(Math.max(2,n)),c=i[e]??null;return c===null?{text:"",share:0,says:`no ${e} here`,classes:{"ll-empty":!0}}:e==="rank"?{text:String(c),share:1-Math.log(c)/a,says:`\
rank ${c}, probability ${$(i.chance??0)}`,classes:{}}:{text:c.toFixed(2),share:Math.min(1,c/a),says:`${e} ${c.toFixed(2)} nats`,classes:{}}}function pi(t,e){let[
n]=t;if(!n||t.length===1)return Yt(n?.[1],"rank",e);let o=t.filter(([,c])=>typeof c?.measures?.rank=="number"),s=([,c])=>c?.measures?.rank??Number.POSITIVE_INFINITY,
[r]=o.toSorted((c,p)=>s(c)-s(p));if(t.some(([,c])=>!c?.measures))return zn;if(!r)return Yt(n[1],"rank",e);let i=Yt(r[1],"rank",e),a=o.map(c=>`${c[0]} rank ${s(c)}`).
join(", ");return{...i,text:`${s(r)} ${r[0]}`,says:a}}function fi(t){let e=We(t),n=t.find(U)?.options??[],o={scale:["0","1"],of:"confidence"},s={scale:["0","1"],
of:"excess"};return[{name:"",label:e?"answer, by excess":"answer, by confidence",...e?s:o},...e?[{name:"excess",label:"excess",...s}]:[],{name:"confidence",label:"\
confidence",...o},...n.map(({text:r})=>({name:`option ${r}`,label:`P(${r})`,scale:["0","1"],of:"probability"}))]}function it({verdict:t}){return t!=="controls"&&
t!=="noise"}function hi(t,e,n,o){if(!t)return{...zn,says:"not asked yet"};if(!U(t))return{text:le,share:0,says:le,classes:{"ll-not-finite":!0}};let{confidence:s,
excess:r,options:i}=t,a=e.startsWith("option ")?e.slice(7):"",c=n&&(e===""||e==="excess"),p=a?i.find(({text:h})=>h===a)?.probability??0:c?r??0:s??0,u=c?r===null?
"":ye(r):$(p),f=a?`P(${a})`:c?"excess":"confidence";return{text:e===""?Z(t):u,share:it(t)||!c?Math.max(0,p):0,says:`${Z(t)}, ${f} ${u}`,classes:{"ll-under-contr\
ols":!a&&!it(t),"ll-low":ve(t,o)}}}function mi(t,[e,n],o){let{option:s,over:r,found:i,here:a,constants:c}=o,p=t!==void 0&&!U(t),u=s===""&&t?.excess===null&&r,f=t&&!u?Ne(t,s):0,h=t?Z(t,""):"",d=p?
le:t?`${Z(t)}, ${Ba(t,s)}`:"not asked yet";return{text:h,share:t&&s===""&&r&&!it(t)?0:Math.max(0,f),label:`Read at layer ${e}, written at layer ${n}: ${d}`,selected:t!==
void 0&&a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!p&&!u&&s===""&&(f<=0||!it(t)),"ll-not-finite":p,"ll-low":t!==void 0&&ve(t,c),"ll-sa\
me":e===n,"ll-best":t!==void 0&&t===i?.answer}}}function Ba(t,e){return e!==""?`P(${e}) ${$(Ne(t,e))}`:t.excess===null?`confidence ${$(Ne(t,""))}`:`excess ${ye(
t.excess)}`}function gi({cell:[t,e],answer:n,option:o}){return l(E,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),
l(yi,{answer:n,option:o})]})}function vi({title:t,token:e,answer:n}){return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l("b",{
class:"ll-mono",dir:"auto",children:l(j,{text:e})})]}),l(yi,{answer:n,option:""}),n?.noise&&l("div",{class:"ll-quiet",children:n.noise.verdict})]})}function yi({
answer:t,option:e}){return l(E,{children:[!t&&l("div",{class:"ll-quiet",children:"Not asked yet."}),t&&!U(t)&&l("div",{class:"ll-quiet",children:ft}),t&&U(t)&&l(
E,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:l(j,{text:Z(t)})}),(e!==""||!he(t))&&l(pe,{name:e||"confidence",value:$(Ce(t,e))}),Ze(t,e).
map(([n,o])=>l(pe,{name:n,value:o},n)),t.excess!==null&&l(pe,{name:"excess",value:ye(t.excess)})]})]})}function bi({text:t,share:e,label:n,selected:o,classes:s,data:r,column:i,left:a,stop:c}){let p=Object.keys(s).filter(u=>s[u]);return l("div",{...r,class:["ll-ce\
ll ll-mono",...p].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":i+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(j,{text:t})})}function Nn(t){let{grid:e,names:n,scroller:o,marked:s,bands:r=[],rowNumbers:i}=t,a=x=>i?.[x]??x,c=x=>i?i.indexOf(x):x,{view:p}=S(),u=P(null);z(()=>o.current?e.attach(
o.current):void 0,[e,o]),e.version.value;let f=e.width.value,[h,d]=e.cursor.value;z(()=>{e.wantsFocus&&(e.wantsFocus=!1,u.current?.querySelector(".ll-cell[tabin\
dex='0']")?.focus({preventScroll:!0}))});let[m,y,b,v]=e.seen(),g=new Set([h]);for(let x=m;x<y;x+=1)g.add(x);let w=x=>{let M=new Set(x===h?[d]:[]);if(x>=m&&x<y)for(let N=b;N<
v;N+=1)M.add(N);return[...M].sort((N,ee)=>N-ee)},O=x=>{let M=x instanceof Element?x.closest(".ll-cell"):null;return M?[c(Number(M.dataset[n[0]])),Number(M.dataset[n[1]])]:
void 0},R=({target:x})=>{let M=O(x),N=x.closest(".ll-cell");M&&N&&p.show({anchor:N,content:()=>t.hint(M)})},_=x=>{if(x.altKey)return;if(x.ctrlKey||x.metaKey){if(x.
key!==" "||!t.add)return;t.add(e.cursor.peek()),x.preventDefault();return}let M=e.cursor.peek(),N=ti[x.key];if(N){e.move(N(M,e),!0);let ee=e.cursor.peek();x.shiftKey&&
ee[0]===M[0]&&t.extend?.(ee)}else if(x.key===" "||x.key==="Enter")t.choose(M,!1),x.key==="Enter"&&t.enter?.();else return;x.preventDefault()},C=x=>s?.spans.some(
([M,N])=>M<=x&&x<N)??!1,I=[e,f,h,d,...t.of],G=P({of:[],cells:new Map}),D=I.every((x,M)=>x===G.current.of[M])?G.current.cells:null,B=new Map,H=(x,M)=>{let N=x*e.
columnCount+M,ee=D?.get(N)??l(bi,{...t.look(x,M),data:{[`data-${n[0]}`]:a(x),[`data-${n[1]}`]:M},column:M,left:fe+M*f,stop:x===h&&M===d},M);return B.set(N,ee),ee};
G.current={of:I,cells:B};let K=[];for(let x=b;x<v;x+=1)K.push(x);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,
"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,jo)*St+14}px`,"--w":`${f}px`,"--head":`${e.head}px`},onScroll:()=>p.hide(),
children:l("div",{class:"ll-canvas",role:"presentation",ref:u,style:{width:`${fe+e.columnCount*f}px`,height:`${e.head+e.rowCount*St}px`},onClick:x=>{let M=O(x.target);
M&&(e.move(M,!0),t.add&&(x.ctrlKey||x.metaKey)?t.add(M):t.choose(M,x.shiftKey))},onKeyDown:_,onPointerDown:x=>{let M=O(x.target);M&&t.press?.(M,x)},onPointerOver:x=>{
R(x);let M=O(x.target);M&&t.over?.(M,x)},onFocusIn:R,onPointerOut:()=>p.hide(),onFocusOut:()=>p.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowi\
ndex":1,children:[l("div",{class:"ll-corner",role:"columnheader",children:t.corner}),r.map(({role:x,start:M,stop:N})=>l("div",{class:"ll-band-name","data-role":x,
"aria-hidden":"true",style:{left:`${fe+M*f}px`,width:`${(N-M)*f-1}px`},children:l("span",{children:x})},M)),K.map(x=>l("div",{class:`ll-head${C(x)?" ll-on":""}`,
role:"columnheader","aria-colindex":x+2,title:t.headTitle(x),style:{left:`${fe+x*f}px`},children:t.head(x)},x))]}),[...g].sort((x,M)=>M-x).map(x=>l("div",{class:`\
ll-row${s?.rows.includes(x)?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-x+1,style:{top:`${e.head+(e.rowCount-1-x)*St}px`},children:[l("div",{class:"ll-s\
ide",role:"rowheader",children:a(x)}),w(x).map(M=>H(x,M))]},x))]})})}function xi(){let t=S().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(Va,{map:t})})}
function Va({map:t}){let{store:e}=S(),{heatMaps:n,layers:o,targetLayers:s,tokens:r,constants:i}=e.synced,a=Y(""),c=P(null),p=t.points.find(U)??t.points[0],u=p?.
options.map(({text:_})=>_)??[],f=u.includes(a.value)?a.value:"",h=p?.excess===null?"confidence":"excess",d=We(t.points),m=gn(t.points,f,i),y=new Map(t.points.map(
_=>[`${_.layer}:${_.target_layer}`,_])),b=(_,C)=>y.get(`${_}:${C}`),v=e.view.answer.value,g=v&&b(v.layer,v.target_layer)?.id===v.id?v:null,w=P(!1);w.current=g!==
null;let O=re(()=>new At(o,s,[46,168],[0,0],()=>w.current),[]),R=o*s;return l(E,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Position ${t.
position} `,l("b",{class:"ll-mono",dir:"auto",children:l(j,{text:r[t.position]??""})}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${R} cells`})]}),l(Se,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:_,position:C,question:I})=>[_,`position ${C}: ${q(I)}`]),choose:_=>{e.view.heatMapId.value=_}}),l(Se,{label:"What the cells show",least:2,value:f,options:[["",
h],...u.map(_=>[_,`P(${q(_)})`])],choose:_=>{a.value=_}})]}),l("div",{class:"ll-under",children:[l(Ka,{found:m,option:f,choose:_=>{e.show(_),O.move([_.layer,_.target_layer],
!0)}}),l(Fn,{keys:Ua(t.points,f,m,i)})]}),l(Nn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:_=>l(E,{children:[
l("small",{children:_===0?"written":""}),l("span",{children:_})]}),headTitle:_=>`written at layer ${_}`,look:(_,C)=>mi(b(_,C),[_,C],{option:f,over:d,found:m,here:g,
constants:i}),of:[t,f,g],marked:g&&{rows:[g.layer],spans:[[g.target_layer,g.target_layer+1]]},choose:([_,C])=>{let I=b(_,C);I&&e.show(I)},hint:([_,C])=>l(gi,{cell:[
_,C],answer:b(_,C),option:f})})]})}function Ka({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:s}=t,r=e===""&&o.excess!==null?ye(o.excess):$(Ne(o,
e));return l("button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[
`Best of ${s}: layer ${o.layer} into ${o.target_layer}, ${r} `,l("span",{class:"ll-mono",dir:"auto",children:l(j,{text:Z(o)})}),xo(o)!==""&&l("span",{class:"ll-\
doubt",children:` ${xo(o)}`})]})}function Ua(t,e,n,o){let s=e===""&&We(t);return[{sign:"shade",text:s?"excess, 0 to 1":`${e?"probability":"confidence"}, 0 to 1`},
s&&{sign:"under",text:"a control supports it as much"},t.some(r=>ve(r,o))&&{sign:"low",text:"low option mass"},!t.every(U)&&{sign:"not-finite",text:`${le}: no a\
nswer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}var Ga=6;function wi(){let{view:t}=S().store,e=Y(""),n=t.pins.value,o=n.length>=Ga,s=r=>{e.value="",r.trim()!==""&&!n.includes(r)&&!o&&(t.pins.value=[...n,r])};
return l("span",{class:"ll-pins",children:[n.map((r,i)=>l("button",{type:"button",class:`ll-pinned ll-mono ll-pin-${i}`,title:`Take ${q(r)} away`,"aria-label":`\
Unpin ${r}`,onClick:()=>{t.pins.value=n.filter(a=>a!==r)},children:[l("bdi",{children:r}),l("span",{"aria-hidden":"true",children:" ×"})]},r)),!o&&l("input",{class:"\
ll-field ll-mono ll-pin","aria-label":"Pinned token",placeholder:n.length>0?"another word":"a word, such as Paris",value:e.value,onInput:r=>{e.value=r.currentTarget.
value},onChange:r=>s(r.currentTarget.value)})]})}var[Wn,_i]=[14,54];function ki({pinned:t}){let{store:e}=S(),{synced:n}=e,{layers:o,tokens:s,frozen:r}=n,i=n.selection.value?.position;z(()=>{if(!(i===void 0||r))
for(let p of t)p.look(e.link,0,o,i,i+1,!0)});let a=t.flatMap((p,u)=>{let h=Array.from({length:o},(d,m)=>p.at(m,i??0)?.measures).flatMap((d,m)=>d&&d.rank!==null?
[[m,d]]:[]);return p.pinned?[{name:p.pinned,i:u,there:h}]:[]});if(i===void 0||a.length===0)return null;let c=p=>4+(1-p)*(_i-8);return l("figure",{class:"ll-traj\
ectory",children:[l("figcaption",{class:"ll-quiet",children:[`Position ${i} `,l("bdi",{class:"ll-mono",children:l(j,{text:s[i]??""})}),": ",a.map(({name:p,i:u,there:f})=>l(
"span",{class:`ll-pin-name ll-pin-${u}`,children:[l("bdi",{class:"ll-mono",children:l(j,{text:p})}),Xa(f)]},u))]}),l("svg",{width:o*Wn,height:_i,role:"img","ari\
a-label":a.map(({name:p,there:u})=>`${p}: ${Ya(u)}`).join(". "),children:[[0,1].map(p=>l("line",{class:"ll-rule",x1:0,x2:o*Wn,y1:c(p),y2:c(p)},p)),a.map(({name:p,
i:u,there:f})=>l("g",{class:`ll-pin-${u}`,children:[l("polyline",{class:"ll-own",points:f.map(([h,{chance:d}])=>`${(h+.5)*Wn},${c(d??0)}`).join(" ")}),f.map(([h,
{rank:d,chance:m}])=>l("circle",{class:d===1?"ll-dot ll-hollow":"ll-dot",cx:(h+.5)*Wn,cy:c(m??0),r:d===1?4:2,children:l("title",{children:`${p}, layer ${h}: ran\
k ${d}, probability ${$(m??0)}`})},h))]},u))]})]})}function Xa(t){let e=t.find(([,{rank:n}])=>n===1);return e?` first likeliest at layer ${e[0]}`:" likeliest at\
 no layer"}function Ya(t){return t.map(([e,{rank:n,chance:o}])=>`layer ${e}: rank ${n}, ${$(o??0)}`).join("; ")}var Ja=[1,2,4,8],Qa=12,Za=24;function Xo({lenses:t,view:e}){let n=e.measure.value,o=n!==""&&n!=="probability";return t.of(e.lensName.value,o&&!e.siteMap.value,n===
"rank"?e.pins.value[0]??"":"")}function Yo({lenses:t,view:e}){return e.measure.value!=="rank"||e.siteMap.value?[]:e.pins.value.map(n=>t.of(e.lensName.value,!0,n))}
function Si({rows:t,sight:e,jump:n}){let{store:o}=S(),{synced:s,view:r}=o,{tokens:i,layers:a,frozen:c}=s,p=r.siteMap.value,u=Xo(o);u.at(0,0);let f=Yo(o);for(let v of f)
v.at(0,0);let h=f.map(v=>v.pinned).filter(Boolean),d=p?fi(p.points):di(u.vocab,h),m=s.entries.value.filter(ec),y=c&&!p?d.slice(0,2):d,b=d.find(({name:v})=>v===r.
measure.value)??d[0];return l("div",{class:"ll-gridbar",children:[l("div",{class:"ll-line",children:[l("span",{class:"ll-label",children:"Cells show"}),l(Se,{label:"\
What is read in the cells",least:1,value:p?`map ${p.id}`:`lens ${r.lensName.value}`,options:[...s.lenses.value.map(({name:v,label:g})=>[`lens ${v}`,g]),...(c?[]:
m).map(({name:v,label:g})=>[`ask ${v}`,`${g}, asked in every cell`]),...s.siteMaps.value.map(v=>[`map ${v.id}`,tc(v)])],choose:v=>{let g=m.find(({name:w})=>v===
`ask ${w}`);g?o.readWith(g,r.stride.value===1?null:t,e()):v.startsWith("map ")?r.showMap(v.slice(4)):r.showLens(v.slice(5))}}),l(Se,{label:"What the cells show \
of it",least:2,value:b?.name??"",options:y.map(({name:v,label:g})=>[v,q(g)]),choose:v=>{r.measure.value=v}}),b?.name==="rank"&&l(wi,{}),l(Se,{label:"Rows of lay\
ers",least:a>Qa?1:99,value:String(r.stride.value),options:Ja.filter(v=>v<a/2).map(v=>[String(v),v===1?"every layer":`every ${v} layers`]),choose:v=>{r.stride.value=
Number(v)}}),i.length>=Za&&l(rc,{jump:n}),!c&&l(oc,{rows:t,sight:e})]}),b&&l(nc,{kind:b,map:p,waiting:!p&&[u,...f].some(v=>v.waiting)}),l(sc,{}),b?.name==="rank"&&
!p&&l(ki,{pinned:f})]})}function ec({name:t,takes:e,fit:n,group:o,settings:s}){return e===""&&!n&&o!=="Relations"&&t!=="logit_lens"&&"max_new_tokens"in s}function tc({
question:t,points:e,complete:n,total:o}){let s=n?"":` (${e.length} of ${o})`;return`Answers: ${q(t)}${s}`}function nc({kind:t,map:e,waiting:n}){let o=e?.points??
[];return l("div",{class:"ll-legend",children:[l(ri,{scale:t.scale,of:t.of}),n&&l("span",{class:"ll-quiet",children:"reading…"}),o.some(s=>U(s)&&!it(s))&&l("s\
pan",{class:"ll-key ll-key-under",children:o.some(({noise:s})=>s?.read===!1)?"not told from its controls or from noise":"a control supports it as much"}),e&&!e.
complete&&l("span",{class:"ll-quiet",children:`${o.length} of ${e.total} cells`})]})}function oc({rows:t,sight:e}){let{store:n}=S(),{draft:o,synced:s,view:r}=n,
i=s.selection.value,a=o.ready&&!o.entry.fit&&o.vector===null,c=r.stride.value===1?null:t;return l("span",{class:"ll-fill",children:[l("button",{type:"button",class:"\
ll-link",title:"Let the model go on with the prompt, without any question",onClick:()=>n.requests.begin("continuation",{}),children:"Continue the prompt"}),l("b\
utton",{type:"button",class:"ll-button",disabled:!a||!i,title:i?`Ask the question of the box at every layer of ${Ee(i.spans)}`:"Choose a cell first",onClick:()=>n.
sites(!1,c,e()),children:i&&Oe(i).length>1?"Every layer of these tokens":"Every layer of this token"}),l("button",{type:"button",class:"ll-button",disabled:!a,title:`\
Ask the question of the box in all ${t.length*s.tokens.length} cells, those in sight first`,onClick:()=>n.sites(!0,c,e()),children:"Every cell"})]})}function sc(){
let{text:t="",ended:e=!0}=S().store.view.continuation.value??{};return t?l("p",{class:"ll-goes-on",role:"status",children:[l("span",{class:"ll-label",children:"\
The model goes on "}),l("span",{class:"ll-mono",dir:"auto",children:[l(j,{text:t}),e?"":" …"]})]}):null}function rc({jump:t}){let{tokens:e}=S().store.synced,n=Y(
""),o=Y(-1),s=n.value.trim().toLowerCase(),r=s?ic(e,s):[],i=()=>{r.length!==0&&(o.value=(o.value+1)%r.length,t(r[o.value]??0))};return l("span",{class:"ll-find",
children:[l("input",{class:"ll-field",type:"search","aria-label":"Find a token",placeholder:"Find a token or a position",value:n.value,onInput:a=>{n.value=a.currentTarget.
value,o.value=-1},onKeyDown:a=>{a.key==="Enter"&&(a.preventDefault(),i())}}),s&&l("button",{type:"button",class:"ll-link",disabled:r.length===0,onClick:i,children:r.
length===0?"none":`${Math.max(0,o.value)+1} of ${r.length}, next`})]})}function ic(t,e){let n=/^\d+$/.test(e)&&Number(e)<t.length?[Number(e)]:[],o=e.replaceAll(
" ","·"),s=t.flatMap((r,i)=>{let c=t.slice(i,i+8).join("").toLowerCase().indexOf(o);return c>=0&&c<r.length?[i]:[]});return[...new Set([...n,...s])]}var lc=46;function Ai({rows:t,grid:e,scroller:n,shade:o,of:s}){let r=P(null),[i,a,c,p]=e.seen(),[u,f]=[e.columnCount,t.length],h=p-c<u||a-i<f;if(mo(()=>{let y=h?
r.current?.getContext?.("2d"):null;if(!r.current||!y)return;let b=getComputedStyle(r.current).color;y.clearRect(0,0,u,f),y.fillStyle=b;for(let v=0;v<f;v+=1)for(let g=0;g<
u;g+=1){let w=o(t[v]??0,g);w!==null&&(y.globalAlpha=.1+.9*w,y.fillRect(g,f-1-v,1,1))}},[h,t,...s]),!h)return null;let d=y=>{if(y.type==="pointermove"&&(y.buttons&
1)===0)return;let b=n.current,v=r.current?.getBoundingClientRect();if(!b||!v||v.width===0)return;let g=(w,O,R)=>(w-O)/R;b.scrollLeft=g(y.clientX,v.left,v.width)*
b.scrollWidth-b.clientWidth/2,b.scrollTop=g(y.clientY,v.top,v.height)*b.scrollHeight-b.clientHeight/2},m=(y,b)=>`${100*y/b}%`;return l("div",{class:"ll-minimap",
"aria-hidden":"true",onPointerDown:d,onPointerMove:d,children:[l("canvas",{ref:r,width:u,height:f,style:{height:`${lc}px`}}),l("span",{class:"ll-sight",style:{left:m(
c,u),width:m(p-c,u),top:m(f-a,f),height:m(a-i,f)}})]})}function Ci({title:t,token:e,notes:n,reading:o,pinned:s}){let r=o?.probs[0]===null;return l(E,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),
l("b",{class:"ll-mono",dir:"auto",children:Co(e)})]}),n.map((i,a)=>l("div",{class:"ll-quiet",children:i},a)),!o&&l("div",{class:"ll-quiet",children:"The lens ha\
s not been read here yet."}),r&&l("div",{class:"ll-quiet",children:ft}),!r&&o?.tokens.map((i,a)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono \
ll-cut",dir:"auto",children:l(j,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[a]??0)}}),l("span",{class:"ll-num",children:$(o.probs[a]??0)})]},
a)),!r&&l(ac,{reading:o,pinned:s})]})}function ac({reading:t,pinned:e}){let n=t?.measures;if(!n)return null;let{entropy:o,surprisal:s}=n;return l(E,{children:[o!==
null&&l(pe,{name:"entropy",value:`${o.toFixed(2)} nats`}),s!==null&&l(pe,{name:"surprisal of the next token",value:`${s.toFixed(2)} nats`}),e.map(([r,i])=>{let{
rank:a=null,chance:c}=i?.measures??{};return a===null?null:l(pe,{name:`rank of ${q(r)}`,value:`${a}, ${$(c??0)}`},r)})]})}function Mi({scroller:t}){let{store:e,view:n}=S(),{synced:o}=e,{tokens:s,layers:r,quiet:i,roles:a,splitCharacters:c,selection:p}=o,u=e.view.stride.value,f=re(()=>Array.
from({length:r},(k,A)=>A).filter(k=>(r-1-k)%u===0),[u]),h=k=>f[k]??0,d=k=>f.findIndex(A=>A>=k),m=P(null),y=P(null),b=Y(null),v=P(null),g=re(()=>{let k=v.current,
{layer:A,position:L}=k??p.peek()??{layer:r-1,position:s.length-1};return new At(f.length,s.length,[68,168],[d(A),L],()=>k!==null||p.peek()!==null,a.length>0?ei:
0)},[f]),w=re(()=>_e(()=>new Set(o.answers.value.filter(({vector:k})=>!k).flatMap(({sites:k,layer:A,position:L})=>k.length>0?k:[[A,L]]).map(k=>k.join(":")))),[]);
z(()=>{let k=new AbortController,A=L=>{let W=b.peek();if(b.value=null,!W)return;let se=L.ctrlKey||L.metaKey?p.peek():null,we=[W[1],W[2]+1];o.selectAll([...se?.layers??
[],W[0]],[...se?.spans??[],we])};return document.addEventListener("pointerup",A,{signal:k.signal}),()=>k.abort()},[]),z(()=>{let k=!0;return te(()=>{let A=p.value;
if(k||!A){k=!1;return}let{layer:L,position:W,start:se,layers:we}=A,[ut,Ke]=g.cursor.peek();se===W&&(y.current=[L,W]),!(we.includes(h(ut))&&Oe(A).includes(Ke))&&
g.move([d(L),W],m.current?.contains(document.activeElement)??!1)})},[g]);let[O,R]=g.cursor.value;z(()=>()=>{v.current={layer:h(O),position:R}});let[_,C,I,G]=g.seen();
g.version.value;let D=g.width.value,B=P([]),H=re(()=>()=>B.current,[]),K=re(()=>k=>g.move([g.cursor.peek()[0],k],!1),[g]),x=e.view.siteMap.value,M=Xo(e),N=Yo(e),
ee=x?[]:[M,...N],ae=ee.map(k=>k.error).find(k=>k!==void 0),ge=ee.map(k=>k.changes).join(),[Ct,Qn]=[h(_),h(C-1)+1];B.current=[Ct,Qn-1,I,Math.max(I,G-1)],z(()=>{if(!o.
frozen)for(let k of ee)k.look(e.link,Ct,Qn,I,G)},[M,N.length,x,Ct,Qn,I,G,ae]);let Zt=re(()=>new Map(x?.points.map(k=>[`${k.layer}:${k.position}`,k])),[x]),ji=re(
()=>We(x?.points??[]),[x]);z(()=>{n.columnWidth.value=D},[D]);let Ve=p.value,en=b.value,at=en?De([en[0]],[[en[1],en[2]+1]]):Ve,Bi=k=>{let A=Ao(a,k);return`${k}:\
 ${q(s[k]??"")}${A?`, ${A}`:""}`},Vi=k=>[...c.filter(({first:A,last:L})=>A<=k&&k<=L).map(({text:A})=>l(E,{children:["a part of ",l("bdi",{children:A})]})),...a.
length>0?[Ao(a,k)??"written by the chat template"]:[]],ct=e.view.measure.value,es=(k,A)=>x?hi(Zt.get(`${k}:${A}`),ct,ji,o.constants):N.length>0?pi(N.map(L=>[L.pinned,
L.at(k,A)]),M.vocab):Yt(M.at(k,A),ct,M.vocab),Ki=(k,A)=>{if(!x&&(ct===""||ct==="probability"))return M.chance(k,A)??null;let{share:L,classes:W}=es(k,A);return W["\
ll-empty"]?null:L},Ui=(k,A)=>{let L=h(k),W=es(L,A),se=at?.layers.includes(L)?at.spans.find(([ut,Ke])=>ut<=A&&A<Ke):void 0,we=se!==void 0;return{text:W.text,share:W.
share,label:`Layer ${L}, position ${A} ${s[A]}: ${W.says}`,selected:we,classes:{...W.classes,"ll-among":we&&se[1]-se[0]>1,"ll-first":we&&A===se[0],"ll-last":we&&
A===se[1]-1,"ll-dim":i.has(A),"ll-answered":w.value.has(`${L}:${A}`)}}},ts=([k,A])=>{let L=h(k);y.current??=Ve?[Ve.layer,Ve.position]:[L,A];let[,W]=y.current;o.
select(L,Math.max(W,A),Math.min(W,A))},Gi=([k,A])=>{let L=h(k),[W,se]=Ve?[Ve.layers,Ve.spans]:[[],[]],we=se.some(([Ke,Xi])=>Ke<=A&&A<Xi),ut=W.filter(Ke=>Ke!==L);
we&&W.includes(L)&&ut.length>0?o.selectAll(ut,se):o.selectAll([...W,L],[...se,[A,A+1]])};return l("div",{class:"ll-grid",ref:m,children:[l(Si,{rows:f,sight:H,jump:K}),
l(Ai,{rows:f,grid:g,scroller:t,shade:Ki,of:[x??ge,M,ct]}),l(Nn,{grid:g,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:a,names:["layer","position"],
head:k=>l(E,{children:[l("small",{children:k}),l("span",{class:"ll-mono ll-cut",dir:It(c,k)?"ltr":"auto",children:l(vt,{text:s[k]??"",part:It(c,k)})})]}),headTitle:Bi,
look:Ui,rowNumbers:f,of:[x??ge,M,ct,at,w.value,Zt],marked:at&&{rows:at.layers.filter(k=>f.includes(k)).map(d),spans:at.spans},choose:([k,A],L)=>{if(L)return ts(
[k,A]);let W=h(k);y.current=[W,A],o.select(W,A);let se=Zt.get(`${W}:${A}`);se&&(e.view.answer.value=se)},add:Gi,enter:()=>e.ask(),extend:ts,hint:([k,A])=>x?l(vi,
{title:`Layer ${h(k)}, position ${A}`,token:s[A]??"",answer:Zt.get(`${h(k)}:${A}`)}):l(Ci,{title:`Layer ${h(k)}, position ${A}`,token:s[A]??"",notes:Vi(A),reading:M.
at(h(k),A),pinned:N.map(L=>[L.pinned,L.at(h(k),A)])}),press:([k,A],L)=>{L.button===0&&L.pointerType!=="touch"&&!L.shiftKey&&(y.current=[h(k),A])},over:([,k],A)=>{
if(!y.current||(A.buttons&1)===0)return;let[L,W]=y.current;!b.peek()&&k===W||(b.value=[L,Math.min(W,k),Math.max(W,k)])}}),l("div",{class:"ll-note",role:"status",
children:ae!==void 0&&l(E,{children:[l("span",{class:"ll-error",children:`The cells could not be read: ${ae} `}),l("button",{type:"button",class:"ll-link",onClick:()=>ee.
forEach(k=>{k.retry()}),children:"Try again"})]})})]})}var Dn=class{answer;wanted=T(0);arrived=T(0);curveId;heatMapId;steeredId=T("");steered;siteMap;lensName=T("");siteMapId;measure=T("");pins=T([]);stride=T(1);continuation=T(
null);lines;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,siteMaps:s,steered:r}){this.answer=T(e.peek().at(-1)??null),this.curveId=T(n.peek().at(-1)?.
id??""),this.heatMapId=T(o.peek().at(-1)?.id??""),this.lines=_e(()=>[...n.value,...s.value.flatMap(ii)]),this.curve=Jo(this.lines,this.curveId),this.heatMap=Jo(
o,this.heatMapId),this.siteMapId=T(""),this.siteMap=_e(()=>s.value.find(({id:i})=>i===this.siteMapId.value)??null),this.steered=Jo(r,this.steeredId)}showMap(e){
this.siteMapId.value=e,this.lines.peek().some(n=>n.id===e)&&(this.curveId.value=e),this.measure.value=""}showLens(e){this.siteMapId.value="",this.lensName.value=
e,this.measure.value=""}};function Jo(t,e){return _e(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var qn=class{hint=T(null);open=T(!1);columnWidth=T(
80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){
clearTimeout(this.timer)}};var lt={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},Le={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function Oi(t){try{let e=t.widget_manager;return e?.kernel===null?"dead":e?.kernel?.status}catch{return}}var Ei=[
"dead","terminating","restarting","autorestarting"],Hn=class{constructor(e,n,o){this.model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=T(
"here");waiting=new Map;page=Math.random().toString(36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)
return!1;try{this.model.send(e)}catch{return this.become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?lt.ping:lt.queued),!0}tell(e){return this.told+=
1,this.send({...e,from:this.page,n:this.told})}receive(e){this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("h\
ere")}ping(){this.send({kind:"ping",id:`ping-${Math.random().toString(36).slice(2)}`},!0)}route(e=lt.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{
this.found.peek()!=="gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){let e=Oi(this.model);e!==void 0&&Ei.includes(e)&&this.become("gone"),!(Date.now()-this.
heard<lt.heartbeat||this.waiting.size>0)&&this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),n))}silent(e){let n=Oi(this.model),
o=n!==void 0&&Ei.includes(n)||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),this.watch(e,lt.ping))}settle(e){clearTimeout(
this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.aborted||(this.found.value=e,this.onState(e)))}forget(){
clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var jn=class{constructor(e){this.link=e}link;work=T(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=et(),s=[...this.work.peek()].filter(([,{state:i}])=>i!==
"failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...s,[o,r]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,Le.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:s,done:r,total:i},a=this.get(e)?.ahead??0){if(n==="lens"||n==="target"||n==="answer")return;let{began:c,first:p}=this.get(e)??{};this.put({id:e,what:n,
args:o,says:"",message:"",state:s,ahead:a,done:r,total:i,began:c,first:p})}progress(e,n,o,s=""){let r=this.get(e),i=r?.began??Date.now(),a=r?.first??(o>0?n:void 0);
this.change(e,{state:"running",done:n,total:o,says:s,began:i,first:a})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().
keys())this.fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.
put({...o,...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};function Ti({began:t,first:e=0,done:n,total:o},s=Date.now()){if(!(t===void 0||o===
0||n<=e))return(s-t)/1e3/(n-e)*(o-n)}function $i(){let{store:t}=S(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:s})=>s==="sent"||s==="failed");return l(
"div",{class:"ll-work",children:[n.map(s=>l(uc,{work:s},s.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":Le.gone})})]})}var cc=["fit","steer","train"];function uc({work:t}){let{store:e}=S(),{done:n,
total:o,state:s}=t,r=s==="failed",i=o>0,a=Ti(t);return l("div",{class:"ll-job","data-state":s,children:[l("span",{class:r?"ll-message ll-error":"ll-message",role:r?
"alert":void 0,children:dc(e,t)}),s==="running"&&l("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progres\
s","aria-valuemin":0,"aria-valuemax":i?o:void 0,"aria-valuenow":i?n:void 0,style:{"--p":String(i?n/o:1)}}),s==="running"&&i&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),s==="running"&&a!==void 0&&a>1&&l("span",{class:"ll-quiet ll-left",children:`${kn(a)} left`}),s==="running"&&t.says!==""&&cc.includes(t.what)&&l("sp\
an",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}
function dc(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="busy")return Le.busy;let n=pc(t,e);return e.state==="queued"&&
e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function pc({synced:t},{what:e,args:n}){let{layer:o,position:s,question:r}=n;switch(e){case"fit":return`Fit\
ting: ${t.entries.value.find(({name:i})=>i===r?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"continuation":return"The model goes on with the pr\
ompt";case"sites":return"Asking layer after layer, those in sight first";case"scales":return`Sweeping the scales of ${xt(n)}`;case"layers":return`Asking positio\
n ${s} at every layer, into every layer`;case"steer":return`Steering: ${r?.text} shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a de\
coder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model, at strength ${n.strength}`;case"noise":return"Comparing the answer with noise";case"\
verify":return"Running the answer again by itself";case"readers":return`Asking several readers about ${xt(n)}`;default:return`Asking ${xt(n)}`}}function Pi(){let{store:t}=S(),{draft:e,steering:n,synced:o}=t,s=e.state.value.panel==="steer"&&o.steer!==void 0,r=P(null),i=P(s);z(()=>{s&&!i.current&&r.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),i.current=s},[s]);let{label:a,steers:c}=e.entry,p=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!s,ref:r,children:[s&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:u=>{u.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(E,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:p||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(qe,{groups:[o.steer],beside:({name:u})=>u==="steer_wish"&&l(fc,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(hc,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),s&&l(mc,{})]})}function fc(){
let{store:t}=S(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function hc(){let{store:t}=S(),{steering:e,preview:n}=t,o=oe(),s=n.problem.value,r=i=>t.edit(
a=>a.set("steer_strength",Number(i)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:i})=>r(i.value),
onChange:({currentTarget:i})=>{r(i.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),s?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:s.message})]})}function mc(){let{store:t}=S(),{synced:e,view:n,steering:o}=t,s=n.steered.value;if(!s)return null;let r=o.at(s),i=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(mt,{code:r?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:s.label})," → ",l("b",{dir:"auto",children:s.wish})]})}),i.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:i.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===s.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${gc[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:vc(s)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(Ri,{name:"As it is",said:s.before,steered:s}),l(Ri,{name:`Steered, strength ${o.strength}`,said:r,steered:s})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var gc={vectors:"vectors",lora:"a LoRA"};function vc({
learn:t,layers:e,steps:n,done:o,kept:s,cancelled:r,losses:i,sites:a}){let[c=0,p=0]=i,u=[...new Set(a.map(([d])=>d))],{spans:f}=De([],a.map(([,d])=>[d,d+1])),h=r?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${ce(e)}, ${h}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${p.toPrecision(2)} after step ${s}. Reads ${ce(u)}, ${Ee(f)}.`}function Ri({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:$(e.confidence)})]})]})}var yc={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Li=(t,e)=>JSON.stringify(t)===JSON.stringify(e),Bn=class{constructor(e,n={},o={},s={},r={}){
this.entries=e;this.sources=o;this.steering=s;this.training=r;this.state=T({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??yc}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value,o=(e in n?n[e]:this.own[e])??null;return e==="temperature"&&o===0&&Number(this.value("samples"))>0?1:o}set(e,n){let{[e]:o,...s}=this.state.peek().settings,
r=n===void 0||Li(n,this.own[e]);this.change({settings:r?s:{...s,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){
return this.differing(this.training)}differing(e){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Li(o,e[n]??null)))}get comparable(){
let{entry:e}=this;return e.fit||e.takes==="corpus"?[]:this.entries.value.filter(n=>n.name!==e.name&&!n.fit&&["","question"].includes(n.takes))}asksOtherwise({takes:e,
group:n}){return e!==""&&(e!==this.entry.takes||n!==this.entry.group)}textOf(e){return this.asksOtherwise(e)?this.state.value.texts[e.name]??"":this.text}setTextOf({
name:e},n){this.change({texts:{...this.state.peek().texts,[e]:n}})}get beside(){let{beside:e=[]}=this.state.value;return this.comparable.filter(({name:n})=>e.includes(
n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(s=>s!==e);this.change({beside:n?[...o,e]:o})}restore({preset:e="",text:n=""},o,s){let r=this.entries.
peek().find(({name:c})=>c===e);if(!r)return;let i=this.state.peek(),a=Object.entries(i.settings).filter(([c])=>!(c in r.settings)&&!this.isSource(c));this.change(
{preset:e,texts:n?{...i.texts,[e]:n}:i.texts,options:o.map(c=>c.text).join(", "),settings:{...Object.fromEntries(a),...s}})}reset(){let{settings:e}=this.state.peek(),
n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.fromEntries(n)})}asking(){return this.askingOf(
this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),settings:this.differing(e.
settings),source:this.vector||this.value("variant")?this.differing(this.sources):{}}}question(e){let{name:n,takes:o}=e,s=this.textOf(e).trim();return n===""?{text:s}:
o===""?{preset:n}:{preset:n,text:s}}};var Vn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:s,settings:r}=e.asking(),i=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:s,settings:r,layer:i}))}done(e,{args:n},{preset:o=""}){let{draft:s}=this.store;!this.begun.delete(e)||
s.entry.name!==n.question?.preset||this.store.edit(()=>s.change({preset:o}))}};var Jt=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:s},r={}){this.layers=e;this.positions=n;this.more=r;this.high=o,this.wide=s}layers;positions;more;blocks=new Map;asked=new Map;failed=new Map;done=new Set;vocab=0;pinned="";version=T(
0);high;wide;at(e,n){this.version.value;let[o,s]=this.found(e,n);if(!o)return;let{k:r,measures:i}=o;return{tokens:o.index.slice(s*r,(s+1)*r).map(a=>o.words[a]??
""),probs:o.probs.slice(s*r,(s+1)*r),...i&&{measures:{entropy:i.entropy[s]??null,surprisal:i.surprisal[s]??null,rank:i.rank[s]??null,chance:i.chance[s]??null}}}}chance(e,n){
let[o,s]=this.found(e,n);return o?.probs[s*o.k]}found(e,n){let o=this.blocks.get(this.block(e,n)),s=o?.layers.indexOf(e)??-1;return!o||s<0||n<o.start||n>=o.stop?
[void 0,0]:[o,s*(o.stop-o.start)+n-o.start]}block(e,n){return Math.floor(e/this.high)*this.positions+Math.floor(n/this.wide)}get changes(){return this.version.value}get waiting(){
return this.version.value,this.asked.size>0}get error(){return this.version.value,[...this.failed.values()][0]}addAll(e){for(let n of e){let o=wo(n);o&&this.add(
o)}}add(e){let{measures:n}=e;n&&([this.vocab,this.pinned]=[n.vocab,n.pinned]);let[o]=e.layers;o!==void 0&&this.blocks.set(this.block(o,e.start),e),this.changed()}look(e,n,o,s,r,i=!1){
for(let c of i?[]:this.strayed(n,o,s,r))e.send({kind:"cancel",id:c});let a=[...this.missing(n,o,s,r)].map(([c,p])=>{let u=et();return this.began(c,u),{id:u,args:p}});
a.length>0&&this.changed();for(let{id:c,args:p}of a)e.send({kind:"query",id:c,what:"lens",args:p},!0)||this.ended(c,Le.gone)}retry(){this.failed.clear(),this.changed()}missing(e,n,o,s){
let r=new Map,i=Math.floor(e/this.high)*this.high;for(let a=Math.floor((n-1)/this.high)*this.high;a>=i;a-=this.high)for(let c=Math.floor(o/this.wide)*this.wide;c<
s;c+=this.wide){let p=`${a}:${c}`;if(this.asked.has(p)||this.failed.has(p)||this.done.has(p))continue;let u=[];for(let h=a;h<Math.min(a+this.high,this.layers);h+=
1)u.push(h);let f=Math.min(c+this.wide,this.positions);this.covered(u,c,f)||r.set(p,{layers:u,start:c,stop:f,...this.more})}return r}strayed(e,n,o,s){return[...this.
asked].filter(([r])=>{let[i=0,a=0]=r.split(":").map(Number);return i>=n||i+this.high<=e||a>=s||a+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.set(e,n)}ended(e,n,o){
for(let[s,r]of this.asked)r===e&&(this.asked.delete(s),n!==void 0&&this.failed.set(s,n),o&&(this.done.add(s),this.add(o)),this.changed())}covered(e,n,o){let s=this.
blocks.get(this.block(e[0]??0,n));return!!s&&s.start<=n&&s.stop>=o&&e.every(r=>s.layers.includes(r))}changed(){this.version.value=this.version.peek()+1}};var Kn=class{constructor(e,n,o){this.layers=e;this.positions=n;this.constants=o;this.plain=new Jt(e,n,o)}layers;positions;constants;plain;others=new Map;of(e,n,o){
if(!e&&!n)return this.plain;let s={...e&&{lens:e},...n&&{measures:n},...n&&o&&{pinned:o}},r=JSON.stringify(s),i=this.others.get(r)??new Jt(this.layers,this.positions,
this.constants,s);return this.others.set(r,i),i}ended(e,n,o){for(let s of[this.plain,...this.others.values()])s.ended(e,n,o)}};function Qo(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function Un(t,e,n,o){let s=t.peek().find(
i=>i.id===e)??o(),r=new Set(s.points.map(i=>i.id));return Qo(t,{...s,points:[...s.points,...n.filter(i=>!r.has(i.id))]})}function Ii(t,e){let{link:n,preview:o,requests:s}=t;Q(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)s.adopt(r);break;case"que\
ued":s.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":s.progress(e.id,e.done,e.total,e.says);break;case"partial":_c(t,e);break;case"re\
sult":case"error":case"cancelled":bc(t,e)}})}function bc(t,e){let{requests:n,preview:o,lenses:s}=t,{id:r}=e,i=e.kind==="error"?e.message||e.type:void 0,a=n.get(
r);s.ended(r,i,e.kind==="result"&&Sc(e.value)?e.value:void 0),a&&i!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,i),n.fail(r,i)):n.drop(r),a&&i===void 0&&
xc(t,a,e.kind==="cancelled"),e.kind==="result"&&(!a&&kc(e.value)&&t.replace(e.value),wc(t,r,a,e.value))}function xc({pace:t},{what:e,args:n,began:o,first:s=0,done:r,
total:i},a){if(o===void 0||!["ask","sweep","scales","layers"].includes(e)||a&&e==="ask")return;let c=e==="ask"?1:(a?r:i)-s;t.note(e,n,c,(Date.now()-o)/1e3)}function wc(t,e,n,o){
let{synced:s,view:r}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let i=s.
trained.peek().filter(a=>a.id!==e);s.trained.value=[...i,o]}else if(n?.what==="continuation")r.continuation.value=o;else if(n?.what==="ask"){let i=o;s.answers.value=
[...s.answers.peek().filter(a=>a.id!==i.id),i],r.answer.value=i,r.arrived.value+=1}else n?.what==="noise"||n?.what==="verify"?t.replace(o):n?.what==="readers"?r.
arrived.value+=1:(n?.what==="sweep"||n?.what==="scales")&&Qo(s.curves,o)&&(r.curveId.value=e)}function _c({requests:t,synced:e,view:n},{id:o,answers:s,target:r}){
let[i]=s;if(!i)return;let a=t.get(o),c={id:o,question:i.question,total:a?.total??0,complete:!1,points:[],...r&&{target:r}};a?.what==="layers"?Un(e.heatMaps,o,s,
()=>({...c,position:i.position??-1}))&&(n.heatMapId.value=o):a?.what==="sites"?Un(e.siteMaps,o,s,()=>c)&&n.showMap(o):Un(e.curves,o,s,()=>({...c,layer:i.layer,...i.
vector!==void 0&&{vector:i.vector}}))&&(n.curveId.value=o)}function kc(t){return typeof t=="object"&&t!==null&&"confidence_kind"in t}function Sc(t){return typeof t==
"object"&&t!==null&&"words"in t}function Fi(t,e,n){let{link:o,synced:s,requests:r}=t,i=u=>r.work.peek().has(u),c=[["msg:custom",(u,f)=>Ii(t,Ns(u,f))],...Object.entries({selection:()=>s.echoed(),
span:()=>s.echoed(),layers:()=>s.echoed(),spans:()=>s.echoed(),source:()=>{s.source.value=e.get("source")},presets:()=>{s.entries.value=e.get("presets")},history:()=>Ac(
t,Je(e.get("history"))),comparisons:()=>{s.comparisons.value=e.get("comparisons")},steered:()=>{s.steered.value=e.get("steered")},trained:()=>{s.trained.value=e.
get("trained")},curves:()=>s.replace("curves",i),site_maps:()=>s.replace("site_maps",i),lenses:()=>{s.lenses.value=e.get("lenses")},heat_maps:()=>s.replace("hea\
t_maps",i),pages:()=>t.lenses.plain.addAll(e.get("pages"))}).map(([u,f])=>[`change:${u}`,f]),...["selection","draft","source","pages"].map(u=>[`change:${u}`,()=>o.
route()]),["comm_live_update",()=>o.ping()]];for(let[u,f]of c)e.on(u,f);let p=setInterval(()=>{(r.work.peek().size>0||document.visibilityState!=="hidden")&&o.beat()},
2e3);n?.addEventListener("abort",()=>{clearInterval(p);for(let[u,f]of c)e.off(u,f)}),o.ping(),o.route(lt.subshell)}function Ac({synced:t,view:e},n){let{answers:o}=t,
s=o.peek().at(-1)?.id,r=n.at(-1)??null;Q(()=>{o.value=n,(r?.id!==s||!n.some(({id:i})=>i===e.answer.peek()?.id))&&(e.answer.value=r)})}var Cc=["samples","max_new_tokens","control_noise","control_other_tokens","control_random"],Gn=class{known=new Map;version=T(0);note(e,n,o,s){if(!(o<1||!(s>0))){
for(let r of[this.key(e,n),zi(e)])this.known.set(r,s/o);this.version.value+=1}}sweep(e,n){this.version.value;let o=[this.key("sweep",e),this.key("ask",e),"sweep",
"ask"].find(s=>this.known.has(s));if(o!==void 0)return{seconds:(this.known.get(o)??0)*n,most:o.includes("ask")}}key(e,{question:n,options:o=[],settings:s={}}){let r=Cc.
map(i=>s[i]??null);return JSON.stringify([zi(e),n?.preset??"",o.length>0,r])}};function zi(t){return t==="ask"?"ask":"sweep"}var Mc=250,Xn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=T(null);problem=T(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Mc))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Q(()=>{this.target.value=e,this.problem.value=n})}};var Yn=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:s})=>s===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;Q(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,s=o?.text.trim(),r=o?.asked?.text===e.text.trim()?o.options.map(({text:i})=>i.trim()):[];return[...new Set([...e.asking().options,...r])].
filter(i=>i!==s).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:r,args:i,state:a})=>r==="strength"&&a!=="failed"&&i.steering===
o.id&&i.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,s=n.steered.peek();Q(()=>{n.steered.value=s.some(({id:r})=>r===e.id)?s.map(r=>r.id===e.id?e:r):[...s,e],o.steeredId.value=e.id})}};var Oc=700,Ec=100,Jn=class{constructor(e){this.store=e;this.now=this.read()}store;past=T([]);future=T([]);now;last="";at=0;answers=new WeakMap;get back(){return this.
past}get ahead(){return this.future}watch(){return te(()=>this.note(this.read()))}undo(){this.go(this.past,this.future)}redo(){this.go(this.future,this.past)}read(){
let{draft:e,synced:n,view:o}=this.store,{open:s,panel:r,...i}=e.state.value;return{selection:n.selection.value,question:i,lens:o.lensName.value,map:o.siteMapId.
value,measure:o.measure.value,pins:o.pins.value,stride:o.stride.value}}note(e){let n=Tc(this.now,e).join();if(n==="")return;!(n===this.last&&Date.now()-this.at<
Oc&&n!=="selection")&&!(n==="selection"&&!this.now.selection)&&(this.answers.set(this.now,this.store.view.answer.peek()?.id),this.past.value=[...this.past.peek(),
this.now].slice(-Ec)),this.future.value=[],[this.now,this.last,this.at]=[e,n,Date.now()]}go(e,n){let o=e.peek().at(-1);if(!o)return;let{draft:s,synced:r,view:i}=this.
store;this.answers.set(this.now,i.answer.peek()?.id),Q(()=>{e.value=e.peek().slice(0,-1),n.value=[...n.peek(),this.now],this.now=o,this.last="",o.selection&&r.selectAll(
o.selection.layers,o.selection.spans),this.store.edit(()=>s.change(o.question)),i.lensName.value=o.lens,i.siteMapId.value=o.map,i.measure.value=o.measure,i.pins.
value=o.pins,i.stride.value=o.stride;let a=r.answers.peek().find(({id:c})=>c===this.answers.get(o));a&&(i.answer.value=a)})}};function Tc(t,e){return Object.keys(
t).filter(o=>JSON.stringify(t[o])!==JSON.stringify(e[o]))}function Ni(t){if(!(t instanceof Element))return!1;let e=t.closest("textarea, [contenteditable], input");
return e!==null&&!["checkbox","radio","range","button"].includes(e.getAttribute("type")??"")}var $c=400,Qt=class{link;synced;requests;view;lenses;draft;preview;fits;steering;undo;pace=new Gn;wanted=new Set;resting;constructor(e,n){this.link=new Hn(e,f=>{
f==="gone"&&this.requests.failAll(Le.gone)},n),this.requests=new jn(this.link),this.synced=new yn(e,this.link),this.view=new Dn(this.synced);let{layers:o,tokens:s,
constants:r,entries:i,source:a,steer:c,train:p}=this.synced;this.lenses=new Kn(o,s.length,r),this.lenses.plain.addAll(e.get("pages")??[]),this.draft=new Bn(i,e.
get("draft")??{},a.peek()?.settings,c?.settings,p?.settings),this.fits=new Vn(this),this.steering=new Yn(this),this.undo=new Jn(this);let u=[this.undo.watch()];
n?.addEventListener("abort",()=>{for(let f of u)f()}),this.preview=new Xn(f=>{let h=et();return this.link.send({kind:"query",id:h,what:"target",args:f})?h:void 0},
n),!this.synced.frozen&&(Fi(this,e,n),u.push(te(()=>this.lookAhead()),te(()=>this.complete())),n?.addEventListener("abort",()=>clearTimeout(this.resting)))}lookAhead(){
let{draft:e,preview:n}=this,{question:o,settings:s,source:r}=e.asking();n.want(e.ready?{question:o,settings:s,source:r,...this.selected()}:null)}complete(){let{
brief:e,id:n}=this.view.answer.value??{};!e||n===void 0||this.wanted.has(n)||(this.wanted.add(n),this.link.send({kind:"query",id:et(),what:"answer",args:{answer:n}}))}selected(){
let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:s,layers:r,spans:i}=e;return this.draft.vector?{layer:n,position:o}:
{layer:n,position:o,...s<o&&{start:s,stop:o+1},...r.length>1&&{layers:r},...i.length>1&&{spans:i}}}edit(e){Q(()=>{e(this.draft);let{setting:n}=this.preview.problem.
peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=setTimeout(
()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),$c)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";return e.
ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();this.draft.ready||(this.view.wanted.value+=1);let n=this.draft.beside.
map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,
o=this.asking(),s=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&s){let{layer:r,layers:i,start:a,position:c}=s,p=i.length>1?{layers:i}:
{},u=a<c?{start:a,stop:c+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...p,...u,...e.asking()})}}sites(e,n,o){let s=this.synced.selection.peek();if(!this.
draft.ready||!s&&!e)return;let{start:r,position:i}=s??{start:0,position:0},a=e?{start:null,stop:null}:{start:r,stop:i+1};this.requests.begin("sites",{layers:n,...a,
near:o,...this.draft.asking()})}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.
asking()})}again(e,{id:n}){this.requests.begin(e,{answer:n})}replace(e){let n=a=>a.map(c=>c.id===e.id?e:c),{answers:o,curves:s,heatMaps:r,siteMaps:i}=this.synced;
Q(()=>{o.value=n(o.peek()),s.value=s.peek().map(a=>({...a,points:n(a.points)})),r.value=r.peek().map(a=>({...a,points:n(a.points)})),i.value=i.peek().map(a=>({...a,
points:n(a.points)})),this.view.answer.peek()?.id===e.id&&(this.view.answer.value=e)})}show(e){Q(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(
de(e),ko(e))})}goBack(e){let{asked:n,settings:o={},options:s}=e;Q(()=>{this.show(e),n&&this.edit(r=>r.restore(n,s,o))})}readWith({name:e,label:n},o,s){let{siteMaps:r,
tokens:i,layers:a}=this.synced,c=(o?.length??a)*i.length,p=[...this.requests.work.peek().values()].find(({what:f,args:h,state:d})=>f==="sites"&&d!=="failed"&&h.
question?.preset===e),u=r.peek().findLast(f=>f.id===p?.id||f.question===n&&f.complete&&f.total>=c);u?this.view.showMap(u.id):p||this.requests.begin("sites",{layers:o,
start:null,stop:null,near:s,question:{preset:e},options:[],settings:{},source:{}})}targetOf(e){if(e.target)return e.target;let{curves:n,heatMaps:o,siteMaps:s}=this.
synced,i=[...n.value,...o.value,...s.value].find(({id:a})=>e.id.startsWith(`${a}:`));return i?.target&&{...i.target,layer:e.target_layer}}};var Wi="latentlens-closed-tip";function Di(){let{tip:t,frozen:e}=S().store.synced,[n,o]=cn(Rc);if(t===""||e||n===t)return null;let s=()=>{o(t);try{localStorage.
setItem(Wi,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((r,i)=>i%2?l("code",{class:"ll-mono",children:r},i):
r)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:s,children:"Close"})]})}function Rc(){try{return localStorage.getItem(Wi)}catch{
return null}}function qi(){let{store:t}=S(),{draft:e,requests:n,synced:o}=t,s=o.train,r=e.state.value.panel==="train"&&s!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!r,children:[r&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:i=>{i.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(qe,{groups:[s],beside:({name:i})=>i==="train_recipe"&&l(Pc,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),r&&o.trained.value.toReversed().map(i=>l(Lc,{training:i},
i.id))]})}function Pc(){let{store:t}=S(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Lc({training:t}){let{store:e}=S(),{name:n,out:o,preset:s,cancelled:r,
said:i,rows:a,runs:c,code:p}=t,[u,f]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(mt,{code:p,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:s===null,onClick:()=>e.edit(h=>h.change({preset:s??""})),children:"A\
sk it"})]}),r?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:i}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(E,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${u} rows, validated on ${f}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(h=>l("th",{scope:"col",children:h},h))]})}),l("tbody",{children:c.map(h=>l(Ic,{run:h},h.kind))})]})]})]})}
function Ic({run:{kind:t,steps:e,loss:n,validation:o,speed:s}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:s===
null?"–":Math.round(s)})]})}function Hi(){let{undo:t}=S().store;return l("span",{class:"ll-undo",children:[l("button",{type:"button",class:"ll-link",disabled:t.back.value.length===0,title:"\
Back to the cells, the question and the lens before (Ctrl+Z)",onClick:()=>t.undo(),children:"Undo"}),l("button",{type:"button",class:"ll-link",disabled:t.ahead.
value.length===0,title:"Forward again (Ctrl+Shift+Z)",onClick:()=>t.redo(),children:"Redo"})]})}function Fc({open:t}){let e=re(t,[t]),{synced:n}=e,o=re(()=>({store:e,view:new qn}),[e]),s=P(null),r=P(null);z(()=>()=>o.view.end(),[o]),z(()=>s.current&&r.current?
zc(s.current,r.current,e):void 0,[e]);let i=n.tokens.length;return l(bo.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${i} ${i===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]}),l(Hi,{})]}),l(Di,{}),l(Mi,{scroller:s}),!n.frozen&&l(Nr,{}),l($i,{}),l("div",{class:"ll-result",children:[l("div",{class:"ll-reply",children:[
l(Ys,{}),l(Wr,{})]}),l(ui,{})]}),!n.frozen&&l(Pi,{}),!n.frozen&&l(qi,{}),l(ci,{scroller:r}),l(xi,{}),l($r,{}),l(Nc,{name:n.key})]})}function zc(t,e,{view:n}){let o=new AbortController,
s=(i,a)=>()=>{let{vector:c,position:p}=n.curve.peek()??{};c===void 0&&p===void 0&&a.scrollLeft!==i.scrollLeft&&(a.scrollLeft=i.scrollLeft)};t.addEventListener("\
scroll",s(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",s(e,t),{signal:o.signal,passive:!0});let r=te(()=>{n.curve.value,queueMicrotask(s(t,e))});
return()=>{r(),o.abort()}}function Nc({name:t}){return l("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var Zo=class extends Fe{state={
error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.
children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},$v=()=>{let t;return{initialize({model:e,signal:n}){try{t=new Qt(
e,n)}catch{}},render({model:e,el:n,signal:o}){let s=document.createElement("div");s.className="ll-root",s.setAttribute("data-jp-suppress-context-menu",""),s.addEventListener(
"keydown",i=>{let a=i.ctrlKey||i.metaKey,c=a&&!i.altKey&&i.key.toLowerCase()==="z"&&!Ni(i.target);c&&(i.preventDefault(),i.shiftKey?t?.undo.redo():t?.undo.undo()),
(!a||c)&&i.stopPropagation()},{signal:o}),n.append(s),co(l(Zo,{children:l(Fc,{open:()=>(t??=new Qt(e,o),t)})}),s),o.addEventListener("abort",()=>co(null,s))}}};export{$v as default};
