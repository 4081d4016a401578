var R,ho,An,ke,wn,Pt,mo,Rt,go,Cn,kn,vo,ct=Symbol.for("pv"),It={},Ft=[],Ri=/^m(i|n|o|s|text|space)$/,On=Array.isArray,Tn=Ft.slice,Ie=Object.assign;function Pe(t){
t&&t.parentNode&&t.remove()}function yo(t,e,n){var o,r,i,s={},a=arguments.length;for(i in e)i=="key"?o=e[i]:i=="ref"&&typeof t!="function"?r=e[i]:s[i]=e[i];return a>
2&&(s.children=a>3?Tn.call(arguments,2):n),at(t,s,o,r,null)}function at(t,e,n,o,r){var i={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ct,__v:r||++ho,__i:-1,__u:0};return!r&&R.vnode&&R.
vnode(i),i}function T(t){return t.children}function Se(t,e){this.props=t,this.context=e,this.__g=0}function Ae(t,e){if(e==null)return t.__&&Ae(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Ae(t)}function Li(t){var e,n=t.__v,o=n.__e,r=[],i=[],s=t.__P;
s&&((e=Ie({constructor:ct},n)).__v=n.__v+1,R.vnode&&R.vnode(e),En(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,r,o||Ae(n),32&n.__u,i),e.__v=n.__v,e.__.__k[e.__i]=
e,So(r,e,i),n.__=n.__e=null,e.__e!=o&&bo(e))}function bo(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
bo(t)}function Sn(t){(8&t.__g||(t.__g|=8,ke.push(t),Pt++))&&wn==R.debounceRendering||((wn=R.debounceRendering)||queueMicrotask)(xo)}function xo(){try{for(var t,
e=1;ke.length;)ke.length>e&&ke.sort(mo),t=ke.shift(),e=ke.length,8&t.__g&&Li(t)}finally{(Pt=ke.length)&&(wn||queueMicrotask)(xo)}}function _o(t,e,n,o,r,i,s,a,c,d,f){
var p,m,u,g,y,b,_=o.__k||Ft,v=e.length;for(c=Pi(n,e,_,c,v),p=0;p<v;p++)(u=n.__k[p])!=null&&(m=~u.__i&&_[u.__i]||It,u.__i=p,b=En(t,u,m,r,i,s,a,c,d,f),g=u.__e,(m.
ref!=u.ref||8&m.__u)&&(m.ref&&Mn(m.ref,null,u,m),u.ref&&f.push(u.ref,u.__c||g,u)),y=y||g,4&u.__u?(c=wo(u,c,t,!m.__v),m.__e&&(m.__e=null)):typeof u.type=="functi\
on"&&b!==void 0?c=b:g&&(c=g.nextSibling),u.__u&=-21);return n.__e=y,c}function Pi(t,e,n,o,r){var i,s,a,c,d,f,p,m,u,g=n.length,y=g,b=0,_=0,v=t.__k=Array(r);for(i=
0;i<r;i++)(s=e[i])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=v[i]=at(null,s):On(s)?s=v[i]=at(T,{children:s}):
s.constructor===ct&&s.__b?s=v[i]=at(s.type,s.props,s.key,s.ref,s.__v):v[i]=s,c=i+b,s.__=t,s.__b=t.__b+1,a=null,~(d=s.__i=Ii(s,n,c,y))&&(y--,(a=n[d])&&(a.__u|=2)),
a&&a.__v?(s.__u|=16,d==c-1?b--:d==c+1?b++:d!=c&&(d>c?b--:b++,_=1)):(~d||(r>g?b--:r<g&&b++),typeof s.type!="function"&&(s.__u|=4))):v[i]=null;if(_){for(f=[],p=[],
i=0;i<r;i++)if((s=v[i])&&16&s.__u){for(b=0,m=f.length;b<m;)f[u=b+m>>1]<s.__i?b=u+1:m=u;f[b]=s.__i,p[i]=b+1}for(b=f.length;i--;)p[i]&&(p[i]==b?b--:v[i].__u|=4)}if(y)
for(i=0;i<g;i++)!(a=n[i])||2&a.__u||(a.__e==o&&(o=Ae(a)),$n(a,a));return o}function wo(t,e,n,o){var r,i,s,a;if(typeof t.type=="function"){if(t.props.__P)return e;
if(r=t.__k)for(i=0;i<r.length;i++)r[i]&&(r[i].__=t,e=wo(r[i],e,n,!1));return e}for(e&&!e.parentNode&&(e=Ae(t))&&!e.parentNode&&(e=null),s=t.__e,a=e;a&&a.nodeType==
8;)a=a.nextSibling;for(s!=a&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Ii(t,e,n,o){var r,i=t.key,s=t.type,a=e[n],c=a&&!(2&a.__u);if(a===null&&i==null||c&&i==a.key&&s==a.type)return n;if(o>(c?1:0)){for(r=n-1;r>=0;r--)if((a=
e[r])&&!(2&a.__u)&&i==a.key&&s==a.type)return r;for(r=n+1;r<e.length;r++)if((a=e[r])&&!(2&a.__u)&&i==a.key&&s==a.type)return r}return-1}function po(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function $t(t,e,n,o,r){var i,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||po(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||po(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=kn[e]||(kn[e]=Fi(e)),(t.__a||(t.__a={}))[e]=Cn,i=e!=(e=e.replace(go,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,i):t.removeEventListener(e,s,i));else{if(r=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Fi(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Rt]==null)e[Rt]=Cn++;else if(e[Rt]<this.__a[t])return;return n(R.event?R.event(e):e)}}}function En(t,e,n,o,r,i,s,a,c,d){
var f,p,m,u,g,y,b,_,v,w,O,k,h,x,E,z,F,B,D=e.type;if(e.constructor!==ct)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,p=i=[],f.nodeType==8?a=Lt(f,i):
i.push(f),a=i[0]||a),(f=R.__b)&&f(e);e:if(typeof D=="function"){m=s.length;try{if(_=e.props,v=(f=D.prototype)&&f.render,w=(f=D.contextType)&&o[f.__c],O=f?w?w.props.
value:f.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(v?e.__c=u=new D(_,O):(e.__c=u=new Se(_,O),u.constructor=D,u.render=Wi),w&&w.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),v&&(u.__s||(u.__s=u.state),D.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Ie({},u.__s)),Ie(u.__s,D.getDerivedStateFromProps(
_,u.__s)))),g=u.props,y=u.state,u.__v=e,n.__c){if(_!==g&&v&&!D.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(_,O),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(_,u.__s,O)===!1){e.__v!=n.__v&&(u.props=_,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(H){H&&(H.__=e)}),Ft.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),a=Ae(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
_,u.__s,O),v&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(g,y,b)})}else v&&!D.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
v&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=O,u.props=_,u.__P=t,u.__g&=-5,k=R.__r,h=v?25:0;do u.__g&=-9,k&&k(e),f=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++h<25);v&&(Ft.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Ie({},o,u.getChildContext())),v&&n.__c&&u.getSnapshotBeforeUpdate&&
(b=u.getSnapshotBeforeUpdate(g,y)),x=f&&f.type===T&&f.key==null?f.props.children:f,_.__P&&(f=a,r=(t=_.__P).namespaceURI,c=i=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(H){H&&$n(H,H)}),n.__k=null),a=n.__k?Ae(n,0):null),a=_o(t,On(x)?x:[x],e,n,o,r,i,s,a,c,d),_.__P&&(e.__e=null,a=f),e.__u&=-161,p&&p.some(Pe),u.__h.length&&
s.push(u),1&u.__g&&(u.__g&=-4)}catch(H){if(s.length=m,e.__v=null,c||i)if(H&&H.then){if(e.__u|=128|c,i){for(~(F=i.indexOf(a||void 0))||(F=i.length);(B=i[F-1])&&B.
nodeType==8;)F--;for(;F<i.length;F++)if(B=i[F])if(i[F]=null,E){if(B==z)break}else{if(B.nodeType!=8)break;B.data.startsWith("$s")&&(z=Lt(E=B))}}if(!E){for(;a&&a.
nodeType==8&&a.nextSibling;)a=a.nextSibling;E=a}(f=Lt(E=e.__c.__z||(e.__c.__z=E)))?(e.__e=E,a=f):e.__e=a,a=a&&a.nextSibling}else i&&i.some(Pe);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),H&&H.then||ko(e),R.__e(H,e,n)}}else a=e.__e=zi(n.__e,e,n,o,r,i,s,c,d,t);return(f=R.diffed)&&f(e),a}function Lt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function ko(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(ko))}function So(t,e,n){for(var o=0;o<n.length;)Mn(n[o++],n[o++],n[o++]);R.__c&&R.__c(e,t),t.some(
function(r){try{t=r.__h,r.__h=[],t.some(function(i){i.call(r)})}catch(i){R.__e(i,r.__v)}})}function zi(t,e,n,o,r,i,s,a,c,d){var f,p,m,u,g,y,b,_,v=n.props||It,w=e.
props,O=e.type;if(O=="svg"?r="http://www.w3.org/2000/svg":O=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),i){for(f=0;f<i.
length;f++)if((g=i[f])&&(O?g.localName==O:g.nodeType==3)){t=g,i[f]=null;break}}if(!t){if(_=d.ownerDocument||document,!O)return _.createTextNode(w);t=_.createElementNS(
r,O,w.is?w:d),a&&(R.__m&&R.__m(e,i),a=!1),i=null}if(O){if(d=O=="template"&&t.content||t,i=O=="textarea"&&w.defaultValue!=null?null:i&&Tn.call(d.childNodes),!a&&
i)for(v={},f=0;f<t.attributes.length;f++)v[(g=t.attributes[f]).name]=g.value;for(f in v)g=v[f],f=="dangerouslySetInnerHTML"?m=g:f=="children"||f in w||f=="value"&&
"defaultValue"in w||f=="checked"&&"defaultChecked"in w||$t(t,f,null,g,r);for(f in w)g=w[f],f=="children"?u=g:f=="dangerouslySetInnerHTML"?p=g:f=="value"?y=g:f==
"checked"?b=g:a&&typeof g!="function"||v[f]===g||$t(t,f,g,v[f],r);p?(a||m&&(p.__html==m.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(m&&(t.textContent=""),
(O=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Ri.test(O))&&(r="http://www.w3.org/1999/xhtml"),_o(d,On(u)?u:[u],e,n,o,r,i,s,i?i[0]:n.__k&&Ae(n,0),
a,c),i&&i.some(Pe)),a&&O!="textarea"||(f="value",O=="progress"&&y==null?t.removeAttribute(f):y==null||y===t[f]&&(O!="progress"||y)||$t(t,f,y,v[f],r),f="checked",
b!=null&&b!=t[f]&&$t(t,f,b,v[f],r))}else v===w||a&&t.data==w||(t.data=w);return t}function Mn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(r){R.__e(r,n)}}function $n(t,e,n){var o,r,i,s;if(R.unmount&&R.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Mn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(a){R.__e(a,e)}o.__P=o.__n=null}if(o=t.__k)for(s=
0;s<o.length;s++)o[s]&&$n(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(r=Lt(o,i=[]))&&(o==t.__e&&i.some(Pe),Pe(r),Pe(o)),n||Pe(
t.__e),t.__e=t.__c=t.__=null}function Wi(t,e,n){return this.constructor(t,n)}function Rn(t,e){var n,o,r,i;R.__&&R.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=at(T,{children:[t]}),r=[],i=[],En(e,e.__k,o||It,It,e.namespaceURI,o?null:e.firstChild?Tn.call(e.childNodes):null,r,o?o.__e:e.firstChild,
n,i),So(r,e.__k,i),e.__k.props.children=null}function Ao(t){function e(n){var o,r;return this.getChildContext||(o=new Set,(r={})[e.__c]=this,this.getChildContext=function(){return r},this.shouldComponentUpdate=
function(i){this.props.value!=i.value&&o.forEach(function(s){s.__g|=4,Sn(s)})},this.sub=function(i){o.add(i);var s=i.componentWillUnmount;i.componentWillUnmount=
function(){o.delete(i),s&&s.call(i)}}),n.children}return e.__c="__cC"+vo++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}R={__e:function(t,e,n,o){for(var r,i,s;e=e.__;)if((r=e.__c)&&!(1&r.__g)){r.__g|=4;try{if((s=(i=r.constructor)&&i.getDerivedStateFromError)&&r.setState(i.getDerivedStateFromError(
t)),r.componentDidCatch&&(r.componentDidCatch(t,o||{}),s=1),s&&8&r.__g)return void(r.__g|=2)}catch(a){t=a}}throw Pt=0,t}},ho=0,An=function(t){return t!=null&&t.
constructor===ct},Se.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ie({},this.state)),typeof t=="function"&&(t=t(Ie({},n),this.props)),
t&&(Ie(n,t),this.__v&&(e&&this.__k.push(e),Sn(this)))},Se.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),Sn(this))},Se.prototype.render=
T,ke=[],Pt=0,mo=function(t,e){return t.__v.__b-e.__v.__b},Rt=Symbol(),go=/(PointerCapture)$|Capture$/i,Cn=0,kn={},vo=0;var Ge,q,Ln,Co,Pn=Object.is,zt=0,Io=[],In=[],V=R,Oo=V.__b,To=V.__r,Eo=V.diffed,Mo=V.__c,$o=V.unmount,Ro=V.__;function Wt(t,e){V.__h&&V.__h(q,t,zt||e),zt=0;var n=q.
__H||(q.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Dt(t){return zt=1,Di(Wo,t)}function Di(t,e,n){var o=Wt(Ge++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Wo(void 0,e),function(i){var s=(o.__N||o.__)[0],a=o.t(s,i);Pn(s,a)||(o.__N=[a,o.__[1]],o.__c.setState({}))}],o.__c=q,!q.__f)){q.__f=!0;var r=q.shouldComponentUpdate;
q.shouldComponentUpdate=function(i,s,a){var c=this.__H;if(!c)return!0;var d=!1,f=this.props!=i;if(c.__.some(function(m){m.__N&&(d=!0,Pn(m.__[0],m.__N[0])||(f=!0))}),
r){var p=r.call(this,i,s,a);return d?p||f:p}return!d||f}}return o.__}function N(t,e){var n=Wt(Ge++,4);!V.__s&&zo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,q.__h.push(n))}function I(t){return zt=5,ie(function(){return{current:t}},[])}function ie(t,e){var n=Wt(Ge++,7);return zo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Fo(t){var e=q.context[t.__c],n=Wt(Ge++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(q)),e.props.value):t.__}function Ni(){var t;do{for(;t=In.shift();)try{ut(t)}catch(n){V.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Io.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(ut),e.__h.
some(Fn),e.__h=[]}catch(n){e.__h=[],V.__e(n,t.__v)}}}while(In.length)}V.__b=function(t){q=null,Oo&&Oo(t)},V.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Ro&&Ro(t,e)},V.__r=function(t){To&&To(t),Ge=0;var e=(q=t.__c).__H;e&&(Ln==q?q.__h=[]:(e.__h.some(ut),e.__h.some(Fn),Ge=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Ln=q},V.diffed=function(t){Eo&&Eo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Po(Io.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Ln=q=null},V.__c=function(t,e){e.some(function(n){try{n.__h.some(ut),n.__h=n.__h.filter(function(o){return!o.__||Fn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Mo&&Mo(t,e)},V.unmount=function(t){$o&&$o(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Po(In.push(r))}else ut(r)}catch(i){e=i}}),o.__H=void 0,e&&V.__e(e,o.__v))};var Lo=typeof requestAnimationFrame==
"function";function Hi(t){var e,n=function(){clearTimeout(o),Lo&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Lo&&(e=requestAnimationFrame(n))}function Po(t){
t!=1&&Co==V.requestAnimationFrame||((Co=V.requestAnimationFrame)||Hi)(Ni)}function ut(t){var e=q,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),q=e}function Fn(t){
var e=q;t.__c=t.__(),q=e}function zo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Pn(n,t[o])})}function Wo(t,e){return typeof e=="function"?e(
t):e}var qi=Symbol.for("preact-signals");function jt(){if(he>1)he--;else{var t,e=!1;for((function(){var r=Ht;for(Ht=void 0;r!==void 0;){var i=r.S;if(i.v===r.v)for(var s=i.
t;s!==void 0;s=s.x)s.i===r.i&&(s.i=i.i);r=r.o}})();ft!==void 0;){var n=ft;for(ft=void 0,Nt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&No(n))try{n.
c()}catch(r){e||(t=r,e=!0)}n=o}}if(Nt=0,he--,e)throw t}}function X(t){if(he>0)return t();zn=++ji,he++;try{return t()}finally{jt()}}var dt,W=void 0;function pt(t){
var e=W,n=dt;W=void 0,dt=void 0;try{return t()}finally{W=e,dt=n}}var ft=void 0,he=0,Nt=0,ji=0,zn=0,Ht=void 0,qt=0;function Do(t){if(W!==void 0){var e=t.n;if(e===
void 0||e.t!==W)return e={i:0,S:t,p:W.s,n:void 0,t:W,e:void 0,x:void 0,r:e},W.s!==void 0&&(W.s.n=e),W.s=e,t.n=e,32&W.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=W.s,e.n=void 0,W.s.n=e,W.s=e),e}}function K(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}K.prototype.brand=qi;K.prototype.h=function(){return!0};K.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:pt(function(){var o;(o=e.W)==null||o.call(e)}))};K.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&pt(function(){var r;(r=e.Z)==null||r.call(e)}))}};K.prototype.
subscribe=function(t){var e=this;return ne(function(){var n=e.value;pt(function(){return t(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};
K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var t=this;return pt(function(){
return t.value})};Object.defineProperty(K.prototype,"value",{get:function(){var t=Do(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Nt>100)throw new Error("Cycle detected");(function(n){he!==0&&Nt===0&&n.l!==zn&&(n.l=zn,Ht={S:n,v:n.v,i:n.i,o:Ht})})(this),this.v=t,this.i++,qt++,he++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{jt()}}}});function $(t,e){return new K(t,e)}function No(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function Ho(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function qo(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Fe(t,e){K.call(this,void 0,e),this.x=t,this.s=void 0,this.g=qt-1,this.f=4}Fe.prototype=new K;Fe.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===qt))return!0;if(this.g=qt,this.f|=1,this.i>0&&!No(this))return this.f&=-2,!0;var t=W;try{Ho(this),W=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return W=t,qo(this),this.f&=-2,!0};Fe.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}K.prototype.S.call(this,t)};Fe.prototype.U=function(t){if(this.t!==void 0&&(K.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Fe.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Fe.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Do(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function Ce(t,e){return new Fe(t,e)}function jo(t){var e=t.j;if(t.j=void 0,typeof e=="function"){he++;var n=W;
W=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Wn(t),o}finally{W=n,jt()}}}function Wn(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,jo(t)}function Bi(t){
if(W!==this)throw new Error("Out-of-order effect");qo(this),W=t,this.f&=-2;try{8&this.f&&Wn(this)}finally{jt()}}function Xe(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,dt&&dt.push(this)}Xe.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};Xe.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,jo(this),Ho(this),he++;var t=W;
return W=this,Bi.bind(this,t)};Xe.prototype.N=function(){2&this.f||(this.f|=2,this.u=ft,ft=this)};Xe.prototype.d=function(){this.f|=8,1&this.f||Wn(this)};Xe.prototype.
dispose=function(){this.d()};function ne(t,e){var n=new Xe(t,e);try{n.c()}catch(r){throw n.d(),r}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var Bo,Vt,Bt,Vi=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Vo=[];ne(function(){Bo=this.N})();function Ye(t,e){R[t]=e.bind(null,R[t]||function(){})}function ht(t){if(Bt){var e=Bt;Bt=void 0,e()}Bt=t&&t.S()}function Ko(t){
var e=this,n=t.data,o=Z(n);o.name="ReactiveDom",o.value=n;var r=ie(function(){for(var a=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var d=Ce(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),f=Ce(function(){return!Array.isArray(d.value)&&!An(d.value)}),p=ne(function(){if(this.N=Uo,f.value){var u=d.value;a.
__v&&a.__v.__e&&a.__v.__e.nodeType===3&&(a.__v.__e.data=u)}}),m=e.__$u.d;return e.__$u.d=function(){p(),m.call(this)},[f,d]},[]),i=r[0],s=r[1];return i.value?s.
peek():s.value}Ko.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:yo(T,null).constructor},type:{configurable:!0,
value:Ko},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});Ye("__b",function(t,e){if(ht(),
Vt=void 0,typeof e.type=="string"){var n,o=e.props;for(var r in o)if(r!=="children"){var i=o[r];i instanceof K&&(n||(e.__np=n={}),n[r]=i,o[r]=i.peek())}}t(e)});
Ye("__r",function(t,e){if(t(e),e.type!==T){ht();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(r,i){var s;return ne(function(){s=this},{name:i}),
s.c=r,s})((function(r){return function(){var i;Vi&&((i=this.y)==null||i.call(this)),r.__$f|=1,r.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),Vt=o,ht(n)}});Ye("__e",function(t,e,n,o){ht(),Vt=void 0,t(e,n,o)});Ye("diffed",function(t,e){ht(),Vt=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,r=e.props,i=n.U;if(i)for(var s in i){var a=i[s];a===void 0||o&&s in o||(a.d(),i[s]=void 0)}if(o){i||(i={},n.U=i);for(var c in o){var d=i[c],
f=o[c];d===void 0?(d=Ki(n,c,f,r),i[c]=d):d.o(f,r)}}}t(e)});function Ki(t,e,n,o){var r=e in t&&t.ownerSVGElement===void 0,i=$(n);return{o:function(s,a){i.value=s,
o=a},d:ne(function(){this.N=Uo;var s=i.value.value;o[e]!==s&&(o[e]=s,r?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}Ye("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var r in o){var i=o[r];i&&i.d()}}}var s=e.__np;if(s){var a=e.props;
for(var c in s)a[c]=s[c]}e.__np=void 0}else{var d=e.__c;if(d){d.__$f|=8;var f=d.__$u;f&&(d.__$u=void 0,f.d())}}t(e)});Ye("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Se.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var r in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var i=2&this.__$f;if(!(o||i||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var a in this.props)if(!(a in t))return!0;return!1};function Z(t,e){return ie(function(){return $(t,e)},[])}var Ui=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Gi(){X(function(){for(var t;t=Vo.shift();)Bo.call(t)})}function Uo(){Vo.push(this)===1&&(R.requestAnimationFrame||Ui)(Gi)}var ee="not finite",Qe="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function j({confidence:t}){return t!==null}function ce(t,e="\
nothing"){return j(t)?t.text.trim()||e:ee}function me(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Oe(t,e){return e===""?t.excess??t.confidence??0:me(t,e)}
function Kt(t){return t.some(({excess:e})=>e!==null)}function ge({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function Ut(t,e,n){let o=e===""&&Kt(t),
r=t.filter(a=>j(a)&&!ge(a,n)&&!(o&&a.excess===null)),[i]=r;return i?{answer:r.reduce((a,c)=>Oe(c,e)>Oe(a,e)?c:a,i),of:r.length}:null}var Dn=Ao(null);function C(){let t=Fo(Dn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var Xi=Symbol.for("pv"),Yi=0;function l(t,e,n,o,r,i){e||(e={});var s,a,c=e;if("ref"in c&&typeof t!="function")for(a in c={},e)a=="ref"?s=e[a]:c[a]=e[a];var d={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Xi,__v:--Yi,__i:-1,__u:0};return(r||i)&&(d.__source=r,d.__self=i),R.vnode&&R.vnode(d),d}function Je({code:t,children:e}){let n=Z(!1),o=Z(!1),r=I(null);N(()=>{o.value&&(r.current?.focus({preventScroll:!0}),r.current?.select())},[o.value]);let i=async()=>{
try{await navigator.clipboard.writeText(t)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return l(T,{children:[l("header",{children:[e,l(
"button",{type:"button",class:"ll-link",hidden:t==="",onClick:()=>{i()},children:n.value?"Copied":"Copy as code"})]}),l("textarea",{class:"ll-field ll-mono ll-c\
ode",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,t.split(`
`).length),ref:r,value:t})]})}function Te(t,e){let n=[];for(let[s,a]of e.toSorted(([c],[d])=>c-d)){let c=n.at(-1);c&&s<=c[1]?c[1]=Math.max(c[1],a):n.push([s,a])}let o=[...new Set(t)].sort((s,a)=>s-
a),[r,i]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:i-1,start:r,layers:o,spans:n}}function ze({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,r)=>e+r))}var Qi=3e3,Nn=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),Gt=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=$(e.get("presets")??[]),this.source=
$(e.get("source")),this.selection=$(this.toldSelection()),this.answers=$(e.get("history")??[]),this.curves=$(e.get("curves")??[]),this.heatMaps=$(e.get("heat_ma\
ps")??[]),this.comparisons=$(e.get("comparisons")??[]);let o=e.get("steer");this.steer=o&&"fields"in o?o:void 0,this.steered=$(e.get("steered")??[]);let r=e.get(
"train");this.train=r&&"fields"in r?r:void 0,this.trained=$(e.get("trained")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;comparisons;steer;steered;train;trained;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Te(e,n),r=this.selection.peek();if(this.selection.value=o,this.frozen||Nn(o,r))return;let{layers:i,spans:s,...a}=o,
c={...i.length>1&&{layers:i},...s.length>1&&{spans:s}};this.link.tell({kind:"select",...a,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<Qi);let n=this.ours.findIndex(o=>Nn(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(Nn(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(r,i)=>{let s=r.peek().filter(({id:a})=>n(a)&&!i.some(c=>c.id===a));r.value=[...i,...s]};X(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get("selection");if(!e)return null;let[n,o]=e,r=this.
model.get("span"),[i,s]=[this.model.get("layers")??[],this.model.get("spans")??[]],a=r&&r[1]-1===o?r:[o,o+1];return Te(i.at(-1)===n?i:[n],s.at(-1)?.join()===a.join()?
s.map(([c,d])=>[c,d]):[a])}};var Go=60;function ue({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Hn(t){return Te([],Xt(t).map(e=>[e,e+1])).spans}function oe(t){
return`${t.length>1?"layers":"layer"} ${Xo(t.map(String))}`}function Xo(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function Xt({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([r])=>r===e).map(([,r])=>r);return o.length>0?o:[n]}function We(t){let e=t.map(([o,r])=>r-o>1?
`${o} to ${r-1}`:`${o}`);return`${t.length>1||t.some(([o,r])=>r-o>1)?"positions":"position"} ${Xo(e)}`}function qn(t,e){let n=e.map(([o,r])=>t.slice(o,r).join("")).
join(" … ");return[n,n.length>Go?`${n.slice(0,Go)}…`:n]}function de(t,e){if(t.vector)return["Vector",t.token];let n=Hn(t),o=We(n),r=Xt(t).length===1;return[
`P${o.slice(1)}`,r?t.token:qn(e,n)[1]]}function jn(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var Ji=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;function Y({text:t}){return t.includes("<")?l(T,{children:t.split(Ji).map((e,n)=>n%2===0?e:l("span",{class:"l\
l-code-point",children:e.startsWith("<0x")?e.slice(3,-1).replaceAll("><0x"," "):e.slice(1,-1)},n))}):l(T,{children:t})}var Yo=14;function Qo({target:t,...e}){let n=t.slots??e.positions;return l("div",{class:"ll-flow",children:[l(Qt,{...e}),l(Yt,{name:"Writes",where:Bn(t),children:l(
mt,{tokens:t.tokens,marked:n,chip:Jt(n,"slot")})})]})}function mt({tokens:t,marked:e,chip:n,more:o={}}){let[r,i]=[Math.min(...e,t.length-1),Math.max(...e,0)],[s,
a]=[Math.max(0,r-Yo),Math.min(t.length,i+Yo+1)],c=d=>d>0&&l("span",{class:"ll-quiet",title:`${d} more tokens`,children:"…"});return l("span",{class:"ll-tokens",
...o,children:[c(s),t.slice(s,a).map((d,f)=>n(d,s+f)),c(t.length-a)]})}function Yt({name:t,where:e,children:n}){return l("div",{class:"ll-flow-row",children:[l(
"span",{class:"ll-label",children:t}),l("span",{class:"ll-quiet ll-at",children:e}),n]})}function Qt({tokens:t,layers:e,positions:n,name:o}){return l(Yt,{name:"\
Reads",where:oe(e),children:o===void 0?l(mt,{tokens:t,marked:n,chip:Jt(n,"source")}):l("span",{class:"ll-token ll-mono ll-source",dir:"auto",title:o,children:o})})}
function Jt(t,e){return(n,o)=>l("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:l(Y,{text:n})},o)}function Bn({
layer:t}){return t===null?"":`layer ${t}`}function M(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function De(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}function Jo({answer:t}){let{calibrated_confidence:e,calibrated_on:n}=t;if(typeof e!="number")return null;let o=n?` on ${n}`:"";return l("div",{class:"ll-measure\
 ll-calibrated",children:[l("span",{class:"ll-label",children:"Calibrated"}),l("span",{class:"ll-bar",role:"img","aria-label":`Calibrated ${M(e)}`,style:{"--p":String(
e)}}),l("span",{class:"ll-num",children:M(e)}),l("span",{class:"ll-quiet ll-cut",title:`How often answers of this confidence were correct${o}. Of other question\
s it says little.`,children:n?`fitted on ${n}`:"where the calibrator was fitted"})]})}var Zi={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Ne(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:Vn(n,o.length),controls:o}))}function Vn(t,e){let[n,o]=Zi[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Kn(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function es(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function Ze(t,e=""){
if(t.length===0)return null;let n=t.map(o=>es(o,e));return[Math.min(...n),Math.max(...n)]}function He(t,e){return Ne(t.controls).map(({name:n,controls:o})=>{let r=[
...new Set((Ze(o,e)??[]).map(M))];return[n.toLowerCase(),r.join(" to ")]})}var ts=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function U(t){return ts.test(t)?`⁨${t}⁩`:t}function Zo({answer:t}){let{confidence:e,excess:n}=t;return e===null?l("div",{class:"ll-scale"}):l("div",{class:"ll-scale",children:[l(Un,{kind:"own",label:"Con\
fidence",value:e,children:t.confidence_kind}),l(Jo,{answer:t}),Ne(t.controls).map(o=>l(os,{...o},o.kind)),n!==null&&l("div",{class:"ll-measure ll-excess",children:[
l("span",{class:"ll-label",children:"Over controls"}),l("span",{}),l("span",{class:"ll-num",children:De(n)}),l("span",{class:"ll-quiet ll-cut",children:n>0?"":"\
does not exceed its controls"})]}),t.noise&&l(ns,{noise:t.noise}),l(rs,{answer:t})]})}function ns({noise:t}){let e=t.samples.find(({kind:r})=>r==="random"),n=t.
samples.map(({kind:r,reached:i,n:s})=>`${i} of ${Kn(r,s)}`),o=`How many exceed their own controls as far as the answer does its, where each answers the question\
 for itself.
`+t.samples.map(({kind:r,n:i,p_value:s})=>`${Kn(r,i)}: p = ${M(s)}`).join(`
`);return l("div",{class:"ll-measure",title:o,children:[l("span",{class:"ll-label",children:"Against noise"}),l("span",{}),l("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),l("span",{class:"ll-quiet ll-cut",children:[l("b",{children:t.verdict}),": ",n.join(", ")]})]})}function Un({kind:t,label:e,value:n,low:o,
title:r,children:i}){let s=o!==void 0;return l("div",{class:`ll-measure ll-${t}`,title:r,children:[l("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),l("span",{class:s?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":s?`${e} ${M(o)}\
 to ${M(n)}`:`${e} ${M(n)}`,style:{"--p":String(n),...s&&{"--low":String(o)}}}),l("span",{class:"ll-num",children:M(n)}),l("span",{class:"ll-quiet ll-cut",children:i})]})}
function os({name:t,controls:e}){let[n,o]=Ze(e)??[0,0],r=e.length>1,i=[...new Set(e.map(({text:a})=>a.trim()||"nothing"))].join(", "),s=`In place of the activat\
ion, ${r?"they give":"it gives"} this answer ${e.map(({support:a})=>M(a)).join(", ")}.
`+e.map(({text:a,confidence:c})=>`“${U(a)}” with confidence ${M(c)}`).join(`
`);return l(Un,{kind:"control",label:t,value:o,low:r?n:void 0,title:s,children:[r?`${M(n)} to ${M(o)}; own answers: `:"own answer: ",l("span",{class:"ll-mono",dir:"\
auto",children:i}),e[0]&&!r?`, ${M(e[0].confidence)}`:""]})}function rs({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:r})=>({
text:o,p:r??0})).sort((o,r)=>r.p-o.p);return l(T,{children:[l("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${M(e)}`]}),n.map(({text:o,p:r})=>l(Un,{kind:"option",label:o,value:r},o))]})}function er(){let{store:t}=C(),e=t.view.answer.value,n=e?ue(e):[],o=e&&t.targetOf(e),[r,i]=e?de(e,t.synced.tokens):["",""],s=e?[...e.flags.map(({message:a})=>a),
...is(t,e)]:[];return l("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&l(ss,{answer:e},e.id),l("output",{"aria-live":"polite",children:e&&
l(ls,{answer:e})}),e&&l(T,{children:[l(Zo,{answer:e}),o&&o.tokens.length>0&&l(Qo,{tokens:t.synced.tokens,layers:ue(e),positions:Xt(e),target:o,name:e.vector&&i}),
s.length>0&&l("ul",{class:"ll-flags",children:s.map(a=>l("li",{children:a},a))}),l("dl",{class:"ll-facts",children:[l(Zt,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),l(Zt,{name:r,children:l("span",{class:"ll-mono",dir:"auto",children:i})}),l(Zt,{name:"Into layer",children:e.target_layer}),l(Zt,{name:"Reader",children:l(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function is({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Ut(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function ss({answer:t}){let{
store:e}=C(),{question:n,code:o}=t;return l(Je,{code:o,children:[l("span",{class:"ll-asked ll-mono ll-cut",dir:"auto",title:n,children:n}),l("button",{type:"but\
ton",class:"ll-link",hidden:!e.steering.possible(t),title:"Learn to make the model's own activations read otherwise",onClick:()=>e.steering.open(t),children:"St\
eer"})]})}function ls({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,r=!o.includes("·");return l("div",{class:"ll-words ll-mono",dir:"auto",children:[e.length===
0&&(j(t)?o:l("i",{class:"ll-quiet",children:ee})),e.map((i,s)=>{let a=n[s],c=a===void 0?void 0:Math.exp(a),d=r?i.replaceAll("·"," "):i;return l("span",{class:"\
ll-word",title:c===void 0?void 0:`probability ${M(c)}`,style:{"--p":String(c??0)},children:l(Y,{text:s===0&&d.trimStart()||d})},s)})]})}function Zt({name:t,children:e}){
return l("div",{children:[l("dt",{children:t})," ",l("dd",{children:e})]})}var tr=t=>t.replaceAll(`
`,"\\n"),nr=t=>t.replaceAll("\\n",`
`);function gt(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>tr(String(n))).join(" "):e.join(", "):tr(String(e))}function or(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(nr):nr(e)}function rr({field:t,id:e,value:n,wrong:o,describedBy:r,onFocus:i,onBlur:s}){let{store:a}=C(),c=Z(null),d=u=>a.edit(g=>g.set(t.name,u)),f={id:e,"data-setting":t.
name,"aria-describedby":r,"aria-invalid":o?"true":void 0,onFocus:i};if(t.choices){let u=({currentTarget:g})=>d(g.value||null);return l("select",{...f,class:"ll-\
field",value:gt(t,n),onInput:u,onChange:u,onBlur:s,children:t.choices.map(([g,y])=>l("option",{value:g??"",children:y},g??""))})}if(t.kind==="yes"){let u=({currentTarget:g})=>d(
g.checked);return l("input",{...f,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:s})}let p=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,d(or(t,u.value))},m=()=>{c.value=null};return l("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??gt(t,n),onInput:p,onChange:m,onBlur:()=>{m(),s()}})}var ir=0;function J(){let[t]=Dt(()=>(ir+=1,`ll-${Math.random().toString(36).slice(2,8)}-${ir}`));return t}function et(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Ee({groups:t,beside:e}){let{draft:n}=C().store;return l(T,{children:t.map(({group:o,fields:r})=>({group:o,fields:r.filter(({name:i})=>n.has(i))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:r})=>l("div",{class:"ll-group",role:"group","aria-label":o,children:[l("h5",{children:o}),r.map(i=>l(as,{field:i,
children:e?.(i)},i.name))]},o))})}function as({field:t,children:e}){let{store:n,view:o}=C(),{draft:r,preview:i}=n,[s,a,c]=[J(),J(),J()],d=r.value(t.name),f=i.problem.
value,p=f?.setting===t.name,m=t.when!==void 0&&!t.when[1].includes(r.value(t.when[0]))||t.needs!==void 0&&r.value(t.needs)===null,u=({currentTarget:b})=>{let _=b.
closest(".ll-setting")??b;o.show({anchor:_,content:()=>l("div",{class:"ll-pop-help",children:t.help}),above:!0})},g=()=>o.hide(),y=I(!1);return l("div",{class:`\
ll-setting${t.name in r.changed()?" ll-set":""}`,hidden:m,onPointerDown:()=>{y.current=!0},onFocusIn:()=>{y.current=!1},children:[l("span",{class:"ll-named",children:[
l("label",{class:"ll-label",for:s,children:t.label}),t.help!==""&&l("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,onClick:u,
onPointerEnter:u,onPointerLeave:b=>{b.pointerType!=="touch"&&g()},onBlur:g,children:"?"})]}),l(rr,{field:t,id:s,value:d,wrong:p,describedBy:t.help===""?a:`${c} ${a}`,
onFocus:b=>{t.help!==""&&!y.current&&u(b)},onBlur:g}),l("span",{class:"ll-unseen",id:c,children:t.help}),e,l("p",{class:"ll-error",id:a,hidden:!p,role:p?"alert":
void 0,children:p?f.message:""})]})}function sr(){let{store:t}=C(),e=t.synced.source.value,n=e?.fields.some(({name:r,choices:i=[]})=>i.length>(r==="vector"?2:1)),o=!e||!t.draft.vector&&!n;return l(
"div",{class:"ll-from",hidden:o,children:!o&&l(Ee,{groups:[e]})})}function tt({layer:t,layers:e,position:n,start:o,spans:r,source:i={}}){let{vector:s,minus:a}=i;
if(typeof s=="string"&&s!=="difference")return U(s.slice(s.indexOf(":")+1));let c=n??-1,d=We(r??[[o??c,c+1]]);return`${oe(e??[t??-1])}, ${d}${s?` minus ${a}`:""}`}function lr(){let{store:t}=C(),{draft:e,synced:n}=t,o=n.selection.value,{fit:r}=e.entry,{vector:i}=e,s=i!==null&&i!=="difference",a=!t.asking(),c=o?ze(o).length:
0,d=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return l("div",{class:"ll-line ll-actions",children:[l("span",{class:"ll-where",
children:s?l("b",{dir:"auto",children:tt(e.asking())}):l(cs,{})}),l("button",{type:"button",class:"ll-link",hidden:!o||r===!0||s,onClick:d,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),l("button",{type:"button",class:"ll-button",disabled:a||!e.has("layer")||i!==null,title:i?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),l("button",{type:"\
button",class:"ll-button",disabled:a,title:i?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted; layers that are selected together are read together",onClick:()=>t.sweep(),children:i?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),l("butt\
on",{type:"submit",class:"ll-button ll-primary",disabled:r?!e.ready:a,children:r?"Fit":"Ask"})]})}function cs(){let{draft:t,synced:e,preview:n}=C().store,o=e.selection.
value;if(!o)return l(T,{children:"Choose a cell of the grid."});let{layer:r,position:i}=o,s=t.vector==="difference",a=!s,c=a?o.layers:[r],d=a?o.spans:[[i,i+1]],
[f,p]=qn(e.tokens,d);return l(T,{children:[`L${oe(c).slice(1)}, ${We(d)} `,l("b",{class:"ll-mono",dir:"auto",title:f,children:l(Y,{text:p})}),a&&us(o,n.target.value),
s&&l(T,{children:[" minus ",l("b",{class:"ll-mono",dir:"auto",children:l(Y,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function us(t,e){
let{positions:n=[],layers:o=[]}=e??{},[r,i]=[t.layers.length,ze(t).length],s=n.at(-1)===t.position&&o.at(-1)===t.layer;if(r*i===1||!s)return"";let a=i>1?`${i} t\
okens`:"the token",c=r>1?`${a} at ${r} layers`:a;if(o.length===r&&n.length===i)return`; this reader reads ${r>1?c:`all ${c}`} for one answer`;let d=[n.length<i?
"the last":a,...o.length<r?["at the last layer"]:r>1?[`at ${r} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${d.join(" ")}`}function ar(){let{store:t}=C(),{draft:e}=t,n=J(),o=e.beside,r=e.comparable.filter(i=>!o.includes(i));return l("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[l("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:i,label:s})=>l("span",{class:"ll-chip",children:[l("bdi",{children:s}),l(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${U(s)}`,onClick:()=>t.edit(()=>e.compare(i,!1)),children:"×"})]},i)),l("select",{class:"ll-fi\
eld",id:n,value:"",hidden:r.length===0,onChange:({currentTarget:i})=>{let{value:s}=i;i.value="",s!==""&&t.edit(()=>e.compare(s,!0))},children:[l("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),r.map(({name:i,label:s})=>l("option",{value:i,children:s},i))]})]})}function ur(){let{store:t}=C(),{draft:e,synced:n}=t,[o,r]=[J(),J()],i=I(null),{entry:s}=e,a=n.selection.value,c=a?n.entityTypes[a.position]??null:null,[d,f]=ds(
n.entries.value,c),p=[s.help,s.held_out?.[a?.layer??""]].filter(Boolean).join(" ");return l(T,{children:[l("div",{class:"ll-line",children:[l("label",{class:"ll\
-label",for:o,children:"Question"}),l("select",{class:"ll-field",id:o,"aria-describedby":r,value:s.name,onChange:m=>{let u=m.currentTarget.value;t.edit(()=>{e.change(
{preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&i.current?.focus({preventScroll:!0})},children:[d.map(cr),f.map(([m,u])=>l("optgroup",{label:m,children:u.
map(cr)},m))]}),l("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":s.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":r,hidden:s.takes==="",placeholder:s.sample,value:e.text,ref:i,onInput:m=>{let{value:u}=m.currentTarget;t.edit(()=>{e.text=u,e.set("positio\
n",void 0)})}})]}),l("p",{class:"ll-help",id:r,children:p})]})}function cr({name:t,label:e}){return l("option",{value:t,children:e},t)}function ds(t,e){let n=new Map,
o=t.filter(({subject:i})=>e!==null&&i===e);o.length>0&&n.set(`About this ${e}`,o);for(let i of t)o.includes(i)||n.set(i.group,[...n.get(i.group)??[],i]);let{"":r=[]}=Object.
fromEntries(n);return n.delete(""),[r,[...n]]}function fr(){let{store:t}=C(),{draft:e,synced:n}=t,o=J(),r=I(null),{open:i}=e.state.value,s=e.changed(),a=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
s).map(c=>`${c.label.toLowerCase()} ${ps(c,s[c.name]??null)}`);return l("div",{class:"ll-options",children:[l("div",{class:"ll-line",children:[l("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":i,"aria-controls":o,ref:r,onClick:()=>t.edit(()=>e.change({open:!i})),children:"Options"}),l(dr,{name:"steer",
hidden:n.steer===void 0||!n.entries.value.some(({steers:c})=>c),children:"Steer"}),l(dr,{name:"train",hidden:n.train===void 0,children:"Train a decoder"}),l("sp\
an",{class:"ll-changed ll-cut",title:a.join(`
`),children:a.join(", ")}),l("button",{type:"button",class:"ll-link",hidden:a.length===0,onClick:()=>{t.edit(()=>e.reset()),r.current?.focus({preventScroll:!0})},
children:"Reset"})]}),l("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!i,children:l(Ee,{groups:n.fields,beside:({name:c})=>c==="noise"&&
l(fs,{})})})]})}function dr({name:t,hidden:e,children:n}){let{store:o}=C(),{draft:r}=o,i=r.state.value.panel===t;return l("button",{type:"button",class:"ll-link\
 ll-disclose","aria-expanded":i,hidden:e,onClick:()=>o.edit(()=>r.change({panel:i?"":t})),children:n})}function fs(){let{store:t}=C(),{draft:e}=t,n=t.synced.selection.
value,o=n?ze(n):[],r=o.length,i=r===0||e.entry.takes!==""||e.value("position")!==null;return l("button",{type:"button",class:"ll-link",hidden:i,onClick:()=>{t.edit(
()=>e.set("noise",o))},children:r>1?`the ${r} selected tokens`:"the selected token"})}function ps(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===
e)?.[1]??(gt(t,e)||t.empty||"none")}function pr(){let{store:t}=C(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:r}=t.synced,i=n&&e?.layers?.length?e.
layers:[n?.layer??0],s=n?e?.positions??[n.position]:[];return l("div",{class:"ll-flow",hidden:o,children:!o&&l(T,{children:[e.reads?l(Qt,{tokens:r,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&l(Qt,{tokens:r,layers:i,positions:s}),l(Yt,{name:"Writes",where:Bn(e),children:l(hs,{target:e,slots:e.slots??s})})]})})}
function hs({target:t,slots:e}){let{store:n}=C(),o=I(null),r=I(!1);if(N(()=>{r.current&&(r.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return l(mt,{tokens:t.tokens,marked:e,chip:Jt(e,"slot")});let i=c=>{r.current=!0,n.preview.put(c),n.edit(d=>d.set("position",c))},
s=(c,d)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==void 0&&(c.preventDefault(),i(Math.max(0,Math.min(t.tokens.length-1,d+f))))},a=(c,d)=>{let f=e.includes(d);
return l("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":d,tabIndex:f||e.length===0&&d===
0?0:-1,title:`position ${d}`,onClick:()=>i(d),onKeyDown:p=>s(p,d),children:l(Y,{text:c})},d)};return l(mt,{tokens:t.tokens,marked:e,chip:a,more:{ref:o,role:"rad\
iogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function hr(){let{store:t}=C(),{draft:e}=t;return l("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[l(ur,{}),l(ms,{}),l(ar,{}),l(fr,{}),l(pr,{}),l(sr,{}),l(vs,{}),l(lr,{})]})}function ms(){let{store:t}=C(),{draft:e,synced:n}=t,[o,r]=[J(),J()],
i=e.entry.settings.layer??null,{layer:s}=e.changed();return l("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[l("label",{class:"ll-label",for:o,children:"\
Answers"}),l("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:a}})=>t.edit(()=>e.change({options:a}))}),l("span",{class:"ll-pair",hidden:!e.has("layer"),children:[l("label",{class:"\
ll-label",for:r,children:"Into layer"}),l("select",{class:"ll-field",id:r,value:s===void 0?"":s===null?"same":String(s),onChange:({currentTarget:{value:a}})=>t.
edit(()=>e.set("layer",a===""?void 0:a==="same"?null:Number(a))),children:[l("option",{value:"",children:i===null?"same as source":`the preset's own: ${i}`}),l(
"option",{value:"same",hidden:i===null,children:"same as source"}),Array.from({length:n.targetLayers},(a,c)=>l("option",{value:c,children:c},c))]})]})]})}var gs=[
"question","layer","position"];function vs(){let{draft:t,preview:e,synced:n}=C().store,o=e.problem.value,r=o!==null&&gs.includes(o.setting),{open:i,panel:s}=t.state.
value,c=o!==null&&(g=>t.isSteering(g)?s==="steer":t.isTraining(g)?s==="train":i||t.isSource(g))(o.setting),d=o!==null&&(r||!c),p=[...n.fields,...n.steer?[n.steer]:
[],...n.train?[n.train]:[]].flatMap(({fields:g})=>g).find(({name:g})=>g===o?.setting),m=p&&!r?`${p.label}: `:"",u=o?.setting!=="question"||t.entry.takes==="corp\
us"&&t.text!=="";return l("p",{class:u?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!d,children:d?`${m}${o.message}`:""})}function mr(){let{store:t}=C(),{answers:e,comparisons:n,tokens:o}=t.synced,r=t.view.answer.value?.id??"",i=n.value.find(d=>d.answers.includes(r)),s=(i?.answers??
[]).flatMap(d=>e.value.find(f=>f.id===d)??[]),[a]=s,c=d=>`${oe(ue(d))}, ${de(d,o)[0].toLowerCase()}`;return l("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!a,children:i&&a&&l(T,{children:[l("header",{children:[l("span",{class:"ll-asked",children:`Reads ${c(a)}`}),l("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:ys(i)})]}),l("div",{class:"ll-columns",children:s.
map(d=>l("button",{type:"button","data-id":d.id,"aria-current":d.id===r?"true":void 0,onClick:()=>t.show(d),children:[l("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:d.question,children:d.question}),l("span",{class:"ll-mono ll-say",dir:"auto",children:ce(d)}),c(d)!==c(a)&&l("span",{class:"ll-quiet",children:`reads ${c(
d)}`}),l(bs,{name:"confidence",value:d.confidence}),He(d,"").map(([f,p])=>l("span",{class:"ll-level ll-quiet",children:[l("span",{children:f}),l("span",{class:"\
ll-num",children:p})]},f))]},d.id))})]})})}function ys({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${M(t/e)}`}function bs({name:t,value:e}){return l(T,{children:[l("span",{class:"ll-level",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e===
null?"":M(e)})]}),l("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function gr(t){return typeof t=="object"?t.key:t}function vr(t,e){let n=t.length;return new Proxy(t,{get(o,r,i){if(typeof r=="string"){let s=r.charCodeAt(0);if(s>=
48&&s<=57){let a=+r;if(Number.isInteger(a)&&a>=0&&a<n){let c=o[a];if(typeof c!="object"){let d=e[a*2];c=o[a]={index:a,key:c,start:d,size:e[a*2+1],end:d+e[a*2+1],
lane:0}}return c}}if(r==="length")return n}return Reflect.get(o,r,i)}})}function qe(t,e,n){let o=n.initialDeps??[],r,i=!0;function s(){var a;let d=0,f=t();if(!(f.length!==o.length||f.some((u,g)=>o[g]!==u)))return r;o=f;let m=0;return r=
e(...f),n?.onChange&&!(i&&n.skipInitialOnChange)&&n.onChange(r),i=!1,r}return s.updateDeps=a=>{o=a},s}function Gn(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var ve=(t,e)=>Math.abs(t-e)<1.01,yr=(t,e,n)=>{let o;return Object.assign(function(...r){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,r),n)},{cancel:()=>{t.clearTimeout(o)}})};function br({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:r,pendingWrite:i,clampedMaxAtWrite:s}){var a;return e&&i===null&&t===r?"spurious":i!==
null&&Math.abs(t-i.target)<1.5?"readBack":i!==null&&!i.smooth&&n!==null&&i.target>n+o+.5&&Math.abs(t-(n+o))<1.5||i!==null&&!i.smooth&&((a=i.lowMaxes)!=null&&a.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":s!==null&&Math.abs(t-s)<1.5?"clampedEcho":"external"}var xs=t=>t==="smooth"||t==="smoothFinishing";function xr({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!xs(n.phase)&&!ve(e,n.lastTargetOffset)&&
!ve(e,o())&&t!=="clampedEcho"}var Xn=40;function _r(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Xn;)n--;if(n<0)return!1;
let o=t[n],r=n-1;for(;r>=0&&o.t-t[r].t<Xn;)r--;if(r<0)return!1;let i=t[r],s=(e.offset-o.offset)/(e.t-o.t),a=(o.offset-i.offset)/(o.t-i.t);return s*a>=0&&Math.abs(
s)>=2*Math.abs(a)&&Math.abs(s)-Math.abs(a)>=.8}function wr(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Xn;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var vt,yt=()=>{if(vt!==void 0)return vt;if(typeof navigator>"u")return vt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return vt=!0;let t=navigator.maxTouchPoints;
return vt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Yn,_s=()=>Yn!==void 0?Yn:Yn=yt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),kr=()=>!yt()||_s();var nt={capture:!0,passive:!0},en=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:r,external:i})=>{var s,a,c;return n&&((s=this._touch)==null?void 0:s.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((a=this._touch)==null?void 0:a.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:i&&n&&
r&&this._openTail(!0,!1)),!o&&n&&r&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),r=()=>this.touchEnd();return n.addEventListener("touchstart",o,nt),n.addEventListener("touchend",r,nt),n.addEventListener("touchcanc\
el",r,nt),()=>{n.removeEventListener("touchstart",o,nt),n.removeEventListener("touchend",r,nt),n.removeEventListener("touchcancel",r,nt),this.end()}},this._openTail=
(n,o)=>{let r=this.host.getWindow();if(r==null)return;this.end();let i={phase:"tail",moved:n,awaitingFling:o,timerId:r.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(i.moved,i.awaitingFling);return}this._touch=i.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=i}}get touch(){return this._touch}};var ws=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},ks=t=>t,Ss=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),r=Math.min(t.endIndex+e,t.count-1)-n+1,i=new Array(r);for(let s=0;s<
r;s++)i[s]=n+s;return i};var Sr={passive:!0};var As=typeof window>"u"?!0:"onscrollend"in window,Cs=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let r=t.targetWindow;if(!r)return;let i=t.options.useScrollendEvent&&
As,s=0,a=i?null:yr(r,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{s=n(o),a?.(),e(s,p)},d=c(!0),f=c(!1);return o.addEventListener("scroll",d,Sr),i&&
o.addEventListener("scrollend",f,Sr),()=>{o.removeEventListener("scroll",d),i&&o.removeEventListener("scrollend",f),a?.cancel()}},Cr=(t,e)=>Cs(t,e,n=>{let{horizontal:o,
isRtl:r}=t.options;return o?n.scrollLeft*(r&&-1||1):n.scrollTop});var Os=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),r=n.options.getItemKey(o);return n.itemSizeCache.get(r)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),r=n.
options.getItemKey(o),i=n.itemSizeCache.get(r);if(i!==void 0)return i}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},Ts=(t,{adjustments:e=0,behavior:n},o)=>{
var r;let{scrollElement:i,options:s}=o,a=t+e,c=s.horizontal&&s.isRtl&&i!==null&&"ownerDocument"in i;(r=i?.scrollTo)==null||r.call(i,{[s.horizontal?"left":"top"]:c?
-a:a,behavior:n})};var Or=Ts,Ar=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",bt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function Es(t,e,n,o){if(e===0)return!1;
let r=o(0),i=new Set,s=0;for(;s<t;){let c=n(s);if(c===r)break;i.add(c),s++}let a=t-s;if(a===0||a>=e)return!1;for(let c=0;c<a;c++)if(o(c)!==n(s+c))return!1;for(let c=a;c<
e;c++)if(i.has(o(c)))return!1;return!0}var tn=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new en({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&wr(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,r;return((r=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:r.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,r=!1,i=!1,s=new Set,a=()=>{if(n)return n;
let d=this.targetWindow;if(!d||!d.ResizeObserver)return null;let f=o=ws(d);return n=new d.ResizeObserver(p=>{let m=()=>{let u={sync:!1};this._resizeBatch=u;try{
p.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(m);else{r=!0;try{m()}finally{r=!1}}})},c=d=>{let f=d.target,p=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[m,u]of this.elementsCache)if(u===f){this.elementsCache.delete(m);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(f,d,this))};return{disconnect:()=>{var d;(d=a())==null||d.disconnect(),o?.cancel(),s.clear(),i=!1,n=null,o=null},
observe:d=>{let f=a();if(f){if(!r){f.observe(d,{box:"border-box"});return}s.add(d),i||(i=!0,o?.schedule(()=>{i=!1,s.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),s.clear()}))}},unobserve:d=>{var f;s.delete(d),(f=a())==null||f.unobserve(d)}}})(),this.range=null,this.setOptions=n=>{var o;let r={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:ks,rangeExtractor:Ss,onChange:()=>{},measureElement:Os,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let p=n[f];
p!==void 0&&(r[f]=p)}let i=this.options,s=null,a=null,c=!1;if(i!==void 0&&i.enabled&&r.enabled&&r.anchorTo==="end"&&this.scrollElement!==null){let f=i.count,p=r.
count,m=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??m,g=w=>gr(u[w]),y=f>0?g(0):null,b=f>0?g(f-1):null;if(p!==f||f>0&&p>0&&
(r.getItemKey(0)!==y||r.getItemKey(p-1)!==b)){c=!0;let w=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??m[0]:null;w&&(s=[w.key,this.getScrollOffset()-
w.start]);let O=r.followOnAppend===!0?"auto":r.followOnAppend||null;O&&p>0&&this.isAtEnd(i.scrollEndThreshold)&&(f===0||r.getItemKey(p-1)!==b)&&(p>f||Es(f,p,g,r.
getItemKey))&&(a=O)}}this.options=r,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let d=null;if(s&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,p]=s,m=this.getMeasurements(),{count:u,getItemKey:g}=this.options,y=0;for(;y<u&&g(y)!==f;)y++;if(y<u){let b=m[y];if(b){let _=Math.max(0,b.start+p);!a&&_!==
this.scrollOffset&&(d=_-this.scrollOffset,this.scrollOffset=_)}}}a?this.pendingScrollAnchor={kind:"follow",behavior:a}:d!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:d}:(this._holdOffset+=d,this._followOffsetTarget(d)))},this.notify=n=>{var o,r;(r=(o=this.options).onChange)==null||r.call(o,this,n)},this.
maybeNotify=qe(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(i=>{this.observer.observe(i)}),this.unsubs.push(this.options.observeElementRect(
this,i=>{this.scrollRect=i,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(i,s)=>{var a,c,d,f;let p=s?this._elementMaxScrollOffset():
null,m=this._reportedOverscroll;this._reportedOverscroll=i<0||p!==null&&i>p+1;let u=i;this._lastElementOffset=u,i=this._toLayoutOffset(i);let g=this._classifyScrollEvent(
i,s,p);if(g==="spurious")return;g==="readBack"?i=this.pendingWrite.target:g==="clampedReadBack"&&((a=this.scrollState)==null?void 0:a.index)!=null&&i<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=i:xr({kind:g,offset:i,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(i-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let y=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=s?y===i?this.scrollDirection:y<i?"forward":"backward":null,this.scrollOffset=i,this.isScrolling=s;let _=this.scrollState;
if(_?.phase==="queued"&&g==="external"&&s)if(m||this._reportedOverscroll)_.samples=[];else{let v=this.now();_.samples=[...(_.samples??[]).filter(w=>v-w.t<=200),
{t:v,offset:u}],(b!==null&&this.scrollDirection!==b||_r(_.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:s,ownReadBack:g==="readBack",
moved:i!==y,external:g==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((d=this.scrollState)==null?void 0:d.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let r=this.pendingScrollAnchor;this.pendingScrollAnchor=null,r&&this.scrollElement&&this.options.enabled&&(r.kind==="anchor"?this._canWriteScroll()?
bt(this.scrollState)&&!ve(this.getScrollOffset()-r.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(r.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=r.delta,this._followOffsetTarget(r.delta),this.notify(!1)):this.scrollToEnd({behavior:r.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,r)=>{var i;return br({offset:n,isScrolling:o,elementMax:r,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((i=this._clampedAdjustment)==null?void 0:i.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,r=this.getMaxScrollOffset();r>o+.5&&
(this._clampedAdjustment=n>r+.5?{target:n,maxAtWrite:r}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let r=this.getScrollStateTarget(n);n.lastTargetOffset=r,this._clampedAdjustment=null,n.phase=Ar(o,n.index!=
null&&ve(r,this.getScrollOffset())),this._scrollToOffset(r,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:r}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(r&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(yt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let r=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
r),this._scrollToOffset(r)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
qe(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,r,i,s,a,c,d)=>(this.prevLanes!==void 0&&this.prevLanes!==a&&(this.lanesChangedFlag=!0),this.prevLanes=a,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:r,getItemKey:i,enabled:s,lanes:a,laneAssignmentMode:c,gap:d}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=qe(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:r,getItemKey:i,enabled:s,lanes:a,laneAssignmentMode:c,gap:d},f)=>{
var p;let m=this.itemSizeCache;if(!s)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),a===1){let v=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<v){let x=new Float64Array(v);w&&u>0&&x.set(w.subarray(0,u*2)),w=x}let O=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),k;if(u===0)k=o+r;else{let x=u-1;k=w[x*2]+w[x*2+1]+d}for(let x=u;x<n;x++){let E=i(x);O[x]=E;let z=m.get(
E),F=typeof z=="number"?z:this.options.estimateSize(x);w[x*2]=k,w[x*2+1]=F,k+=F+d}this._singleLaneMeasurements={flat:w,items:O};let h=vr(O,w);return this.measurementsCache=
h,h}let g=this.measurementsCache.slice(0,u),y=new Array(a).fill(void 0),b=new Float64Array(a),_=0;for(let v=0;v<u;v++){let w=g[v];w&&(y[w.lane]===void 0&&_++,y[w.
lane]=v,b[w.lane]=w.end)}for(let v=u;v<n;v++){let w=i(v),O=this.laneAssignments.get(v),k,h,x=c==="estimate"||m.has(w);if(O!==void 0&&this.options.lanes>1){k=O;let B=y[k],
D=B!==void 0?g[B]:void 0;h=D?D.end+d:o+r}else if(_===a){let B=0,D=b[0],H=y[0];for(let Q=1;Q<a;Q++){let S=b[Q];(S<D||S===D&&y[Q]<H)&&(B=Q,D=S,H=y[Q])}k=B,h=D+d,x&&
this.laneAssignments.set(v,k)}else k=v%this.options.lanes,h=o+r,x&&this.laneAssignments.set(v,k);let E=m.get(w),z=typeof E=="number"?E:this.options.estimateSize(
v),F=h+z;g[v]={index:v,start:h,size:z,end:F,key:w,lane:k},y[k]===void 0&&_++,y[k]=v,b[k]=F}return this.measurementsCache=g,g},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=qe(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,r,i,s)=>{if(n.length===0||o===0)return this.range=null,null;let a=Math.max(s-o,0);return this.range=$s(n,o,Math.min(r,a),i,i===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=qe(()=>{let n=null,o=null,r=this.calculateRange();
return r&&(n=r.startIndex,o=r.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,r,i,s,a)=>i===null||s===null?[]:n({startIndex:i,endIndex:s,overscan:o,count:r,lanes:a}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,r=n.getAttribute(o);return r?parseInt(r,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!bt(this.scrollState))return!0;let r=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(r!==void 0&&this.range){let i=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),s=Math.max(0,r-i),a=Math.min(this.options.count-1,r+i);return n>=s&&n<=a}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((s,a)=>{s.isConnected||
(this.observer.unobserve(s),this.elementsCache.delete(a))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let r=this.options.getItemKey(
o),i=this.elementsCache.get(r);i!==n&&(i&&this.observer.unobserve(i),this.observer.observe(n),this.elementsCache.set(r,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var r,i,s;if(!this.isIndexInRange(
n))return;(r=this._resizeBatch)!=null&&r.sync&&this.getMeasurements();let a,c,d,f=(i=this._singleLaneMeasurements)==null?void 0:i.flat;if(this.options.lanes===1&&
f!=null)d=this.options.getItemKey(n),c=f[n*2],a=f[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;d=u.key,c=u.start,a=u.size}let p=this.itemSizeCache.get(
d)??a,m=o-p;if(m!==0){let u=this.options.anchorTo==="end"&&!bt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,g=u?this._getLayoutTotalSize():
0,y=this.getScrollOffset(),_=!this.itemSizeCache.has(d)?c<y:c+p<=y&&this.scrollDirection!=="backward",v=!bt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:d,start:c,size:a,end:c+a,lane:0},m,this):_);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(d,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(u?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-g):v&&(w=this.applyScrollAdjustment(m))),this._resizeBatch){this._resizeBatch.notify=!0,(s=this._resizeBatch).sync||(s.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=qe(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,r)=>{let i=[];for(let s=0,a=n.length;s<a;s++){let c=n[s],d=o[c];i.push(r===0?d:{...d,start:d.start-r,end:d.end-r})}return i},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let r=this.getMeasurements();if(r.length===0)return;let i=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,s=this.options.lanes===1&&i!=null,a=Tr(0,r.length-1,s?c=>i[c*2]:c=>Gn(r[c]).start,n);return Gn(r[a])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,r=Math.max(n,0)+this._holdOffset;if(r>=o.target)return;let i=o.lowMaxes??
(o.lowMaxes=[]);i[i.length-1]!==r&&i.push(r)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let r=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(r+=this.pendingScrollAnchor.delta),r},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,r=this.targetWindow;if(o===null||r===null)return;let i="document"in o?o.document.scrollingElement:o;if(!i?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:s}=i,a=this.options.horizontal?"overflow-x":"overflow-y",c=s.getPropertyValue(a),
d=s.getPropertyPriority(a),f=()=>this.options.horizontal?i.clientHeight:i.clientWidth,p=f();if(s.setProperty(a,"hidden","important"),f()!==p){s.setProperty(a,c,
d);return}let m={restore:()=>s.getPropertyValue(a)!=="hidden"||s.getPropertyPriority(a)!=="important"?!1:(s.setProperty(a,c,d),!0),done:n};this._momentumStop=m,
r.requestAnimationFrame(()=>r.requestAnimationFrame(()=>{this._momentumStop===m&&(this._momentumStop=null,m.restore()&&m.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let r=o+this._holdOffset;return n>r+.5?{target:n,maxAtWrite:r}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,r=0)=>{if(!this.scrollElement)
return 0;let i=this.getSize(),s=this.getScrollOffset();o==="auto"&&(o=n>=s+i?"end":"start"),o==="center"?n+=(r-i)/2:o==="end"&&(n-=i);let a=this.getMaxScrollOffset();
return Math.max(Math.min(a,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getSize(),i=this.getScrollOffset(),
s=this.getMeasurements()[n];if(!s)return;if(o==="auto")if(s.end>=i+r-this.options.scrollPaddingEnd)o="end";else if(s.start<=i+this.options.scrollPaddingStart)o=
"start";else return[i,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),d=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(d,c),0),o]}let a=o==="end"?s.end+this.options.scrollPaddingEnd:s.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(a,o,s.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:r="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),r,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:r="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let i=this.getOffsetForIndex(n,o);if(!i)return;let[
s,a]=i;this._startScroll({index:n,align:a},s,r,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let r=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},r,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let r=this.
getMeasurements(),i;if(r.length===0)i=this.options.paddingStart;else if(this.options.lanes===1){let s=r.length-1,a=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;a!=null?i=a[s*2]+a[s*2+1]:i=((o=r[s])==null?void 0:o.end)??0}else{let s=Array(this.options.lanes).fill(null),a=r.length-1;for(;a>=0&&s.some(c=>c===null);){
let c=r[a];s[c.lane]===null&&(s[c.lane]=c.end),a--}i=Math.max(...s.filter(c=>c!==null))}return Math.max(i-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let r of o)r&&this.itemSizeCache.has(r.key)&&n.push({index:r.
index,key:r.key,start:r.start,size:r.size,end:r.end,lane:r.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:r}={})=>{let i={target:n+(o??0),smooth:r===
"smooth"};return this.pendingWrite=i,this.options.scrollToFn(n-this._holdOffset,{behavior:r,adjustments:o},this),i},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!(yt()&&this._iosGesture.dragging())&&n!==null&&!ve(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let r=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===r&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),r=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,i=o!==this.scrollState.lastTargetOffset;if(!i&&ve(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=r){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,i){let s=this.getSize()||600,a=Math.abs(o-this.getScrollOffset()),c=bt(this.scrollState)&&a>s;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,r){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let i=this._iosGesture.tail();if(r==="absolute"&&i!==null){if(i==="fling"&&kr()){this._stopMomentum(()=>{let s=this.scrollState;
s?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:Ar(o,e.index!=null&&ve(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},Tr=(t,e,n,o)=>{for(;t<=e;){let r=(t+e)/2|0,i=n(r);if(i<o)t=r+1;else if(i>o)e=r-1;else return r}return t>0?t-1:0};
function Ms(t,e,n){let o=0;for(;o<=e;){let r=(o+e)/2|0,i=t[r*2];if(i<n)o=r+1;else if(i>n)e=r-1;else return r}return o>0?o-1:0}function $s(t,e,n,o,r){let i=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:i};if(o===1&&r!==null){let d=Ms(r,i,n),f=d,p=n+e;for(;f<i&&r[f*2]+r[f*2+1]<p;)f++;return{startIndex:d,endIndex:f}}
let a=Tr(0,i,d=>t[d].start,n),c=a;if(o===1)for(;c<i&&t[c].end<n+e;)c++;else if(o>1){let d=Array(o).fill(0);for(;c<i&&d.some(p=>p<n+e);){let p=t[c];d[p.lane]=p.end,
c++}let f=Array(o).fill(n+e);for(;a>=0&&f.some(p=>p>=n);){let p=t[a];f[p.lane]=p.start,a--}a=Math.max(0,a-a%o),c=Math.min(i,c+(o-1-c%o))}return{startIndex:a,endIndex:c}}var ot=24,Rs=38,Mr=16,re=44,Qn=18,Er=760;function Ls(t,e,n,o=68,r=168){let i=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(r,i))*10)/10}function Ps(t,e,n={}){
return new tn({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:Cr,scrollToFn:Or,...n})}var rt=class{constructor(e,n,o,r,i,s=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=i;this.band=s;this.cursor=$(r),this.width.value=this.fitting(),this.rows=this.axis(e,()=>ot,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=$(80);version=$(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return Rs+this.band}axis(e,n,o){let r=()=>({width:(this.scroller?.clientWidth||Er)-re,height:(this.scroller?.clientHeight||Qn*ot+this.head)-this.head});return Ps(
e,n,{horizontal:o,initialRect:r(),getScrollElement:()=>this.scroller,observeElementRect:(i,s)=>{let a=()=>s(r());return this.resized.add(a),a(),()=>this.resized.
delete(a)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return Ls(this.scroller?.clientWidth||Er,re,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let r of this.resized)r();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,r]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-r,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let r=(i,s)=>Math.max(0,Math.min(s-1,i));this.wantsFocus||=o,this.cursor.value=
[r(e,this.rowCount),r(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},$r={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var nn=10,eo=112,to=nn+eo+6,Me=t=>nn+(1-t)*eo;function no(t,e){let n=Ze(t.controls,e);return n!==null&&me(t,e)<=n[1]}function Rr(t,e=({position:n})=>n??-1){let n=[
...t].sort((r,i)=>e(r)-e(i)),o=[];for(let r of n){let i=o.at(-1),s=i?.at(-1);i&&s&&e(s)===e(r)-1?i.push(r):o.push([r])}return o}function Lr({points:t,at:e,option:n,
column:o,width:r,marked:i,constants:s}){let a=u=>Jn(e(u),o),c=t.filter(j),d=(u,g)=>u.flatMap(y=>[-o/2,o/2].map(b=>`${a(y)+b},${Me(g(y))}`)),f=(u,g)=>y=>Ze(Zn(y,
u),n)?.[g]??0,p=u=>{let g=y=>[...d(u,f("random",1)),...d(u,y).reverse()].join(" ");return l("g",{class:"ll-bands",children:[l("polygon",{class:"ll-band",points:g(
()=>0)}),u.some(y=>Zn(y,"random").length>1)&&l("polygon",{class:"ll-band ll-between",points:g(f("random",0))})]})},m=Ne(c.flatMap(({controls:u})=>u)).map(({kind:u})=>u);
return l("svg",{class:"ll-chart",width:r,height:to,"aria-hidden":"true",children:[[0,.5,1].map(u=>l("line",{class:"ll-rule",x1:re,x2:r,y1:Me(u),y2:Me(u)},u)),i!==
void 0&&l("line",{class:"ll-guide",x1:Jn(i,o),x2:Jn(i,o),y1:nn,y2:nn+eo}),[...new Set(["random",...m])].flatMap(u=>Rr(c.filter(g=>Zn(g,u).length>0),e).map(g=>u===
"random"?p(g):l("polyline",{class:`ll-control ll-${u}`,points:d(g,f(u,1)).join(" ")}))),Rr(c,e).map(u=>l("polyline",{class:"ll-own",points:u.map(g=>`${a(g)},${Me(
me(g,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!j(u)).map(u=>l("path",{class:"ll-cross",d:`M${a(u)-4} ${Me(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>l("circle",{class:`\
ll-dot${ge(u,s)?" ll-hollow":""}${no(u,n)?" ll-within":""}`,"data-position":e(u),cx:a(u),cy:Me(me(u,n)),r:4},u.id))]})}function Jn(t,e){return re+(t+.5)*e}function Zn(t,e){
return t.controls.filter(n=>n.kind===e)}var _t=Math.min,$e=Math.max,wt=Math.round;var fe=t=>({x:t,y:t}),Is={left:"right",right:"left",bottom:"top",top:"bottom"};function Fr(t,e,n){return $e(t,_t(e,n))}function kt(t,e){return typeof t=="functi\
on"?t(e):t}function je(t){return t.split("-")[0]}function St(t){return t.split("-")[1]}function oo(t){return t==="x"?"y":"x"}function ro(t){return t==="y"?"heig\
ht":"width"}function ye(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function io(t){return oo(ye(t))}function zr(t,e,n){n===void 0&&(n=!1);let o=St(t),r=io(t),
i=ro(r),s=r==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[i]>e.floating[i]&&(s=xt(s)),[s,xt(s)]}function Wr(t){let e=xt(
t);return[on(t),e,on(e)]}function on(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Pr=["left","right"],Ir=["right","left"],
Fs=["top","bottom"],zs=["bottom","top"];function Ws(t,e,n){switch(t){case"top":case"bottom":return n?e?Ir:Pr:e?Pr:Ir;case"left":case"right":return e?Fs:zs;default:
return[]}}function Dr(t,e,n,o){let r=St(t),i=Ws(je(t),n==="start",o);return r&&(i=i.map(s=>s+"-"+r),e&&(i=i.concat(i.map(on)))),i}function xt(t){let e=je(t);return Is[e]+
t.slice(e.length)}function Ds(t){var e,n,o,r;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(r=t.left)!=null?r:0}}
function Nr(t){return typeof t!="number"?Ds(t):{top:t,right:t,bottom:t,left:t}}function Be(t){let{x:e,y:n,width:o,height:r}=t;return{width:o,height:r,top:n,left:e,
right:e+o,bottom:n+r,x:e,y:n}}function Hr(t,e,n){let{reference:o,floating:r}=t,i=ye(e),s=io(e),a=ro(s),c=je(e),d=i==="y",f=o.x+o.width/2-r.width/2,p=o.y+o.height/2-r.height/2,m=o[a]/2-r[a]/2,
u;switch(c){case"top":u={x:f,y:o.y-r.height};break;case"bottom":u={x:f,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:p};break;case"left":u={x:o.x-r.width,
y:p};break;default:u={x:o.x,y:o.y}}let g=St(e);return g&&(u[s]+=m*(g==="end"?1:-1)*(n&&d?-1:1)),u}async function qr(t,e){var n;e===void 0&&(e={});let{x:o,y:r,platform:i,
rects:s,elements:a,strategy:c}=t,{boundary:d="clippingAncestors",rootBoundary:f="viewport",elementContext:p="floating",altBoundary:m=!1,padding:u=0}=kt(e,t),g=Nr(
u),b=a[m?p==="floating"?"reference":"floating":p],_=Be(await i.getClippingRect({element:(n=await(i.isElement==null?void 0:i.isElement(b)))==null||n?b:b.contextElement||
await(i.getDocumentElement==null?void 0:i.getDocumentElement(a.floating)),boundary:d,rootBoundary:f,strategy:c})),v=p==="floating"?{x:o,y:r,width:s.floating.width,
height:s.floating.height}:s.reference,w=await(i.getOffsetParent==null?void 0:i.getOffsetParent(a.floating)),O=await(i.isElement==null?void 0:i.isElement(w))&&await(i.
getScale==null?void 0:i.getScale(w))||{x:1,y:1},k=Be(i.convertOffsetParentRelativeRectToViewportRelativeRect?await i.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:a,rect:v,offsetParent:w,strategy:c}):v);return{top:(_.top-k.top+g.top)/O.y,bottom:(k.bottom-_.bottom+g.bottom)/O.y,left:(_.left-k.left+g.left)/O.x,right:(k.
right-_.right+g.right)/O.x}}var Ns=50,jr=async(t,e,n)=>{let{placement:o="bottom",strategy:r="absolute",middleware:i=[],platform:s}=n,a=s.detectOverflow?s:{...s,
detectOverflow:qr},c=await(s.isRTL==null?void 0:s.isRTL(e)),d=await s.getElementRects({reference:t,floating:e,strategy:r}),{x:f,y:p}=Hr(d,o,c),m=o,u=0,g={};for(let y=0;y<
i.length;y++){let b=i[y];if(!b)continue;let{name:_,fn:v}=b,{x:w,y:O,data:k,reset:h}=await v({x:f,y:p,initialPlacement:o,placement:m,strategy:r,middlewareData:g,
rects:d,platform:a,elements:{reference:t,floating:e}});f=w??f,p=O??p,g[_]={...g[_],...k},h&&u<Ns&&(u++,typeof h=="object"&&(h.placement&&(m=h.placement),h.rects&&
(d=h.rects===!0?await s.getElementRects({reference:t,floating:e,strategy:r}):h.rects),{x:f,y:p}=Hr(d,m,c)),y=-1)}return{x:f,y:p,placement:m,strategy:r,middlewareData:g}};var Br=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:r,middlewareData:i,rects:s,initialPlacement:a,platform:c,elements:d}=e,
{mainAxis:f=!0,crossAxis:p=!0,fallbackPlacements:m,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:g="none",flipAlignment:y=!0,...b}=kt(t,e);if((n=i.arrow)!=
null&&n.alignmentOffset)return{};let _=je(r),v=ye(a),w=je(a)===a,O=await(c.isRTL==null?void 0:c.isRTL(d.floating)),k=m||(w||!y?[xt(a)]:Wr(a)),h=g!=="none";!m&&h&&
k.push(...Dr(a,y,g,O));let x=[a,...k],E=await c.detectOverflow(e,b),z=[],F=((o=i.flip)==null?void 0:o.overflows)||[];if(f&&z.push(E[_]),p){let Q=zr(r,s,O);z.push(
E[Q[0]],E[Q[1]])}if(F=[...F,{placement:r,overflows:z}],!z.every(Q=>Q<=0)){var B,D;let Q=(((B=i.flip)==null?void 0:B.index)||0)+1,S=x[Q];if(S&&(!(p==="alignment"?
v!==ye(S):!1)||F.every(P=>ye(P.placement)===v?P.overflows[0]>0:!0)))return{data:{index:Q,overflows:F},reset:{placement:S}};let A=(D=F.filter(L=>L.overflows[0]<=
0).sort((L,P)=>L.overflows[1]-P.overflows[1])[0])==null?void 0:D.placement;if(!A)switch(u){case"bestFit":{var H;let L=(H=F.filter(P=>{if(h){let G=ye(P.placement);
return G===v||G==="y"}return!0}).map(P=>[P.placement,P.overflows.filter(G=>G>0).reduce((G,se)=>G+se,0)]).sort((P,G)=>P[1]-G[1])[0])==null?void 0:H[0];L&&(A=L);break}case"\
initialPlacement":A=a;break}if(r!==A)return{reset:{placement:A}}}return{}}}};var Hs=new Set(["left","top"]);async function qs(t,e){let{placement:n,platform:o,elements:r}=t,i=await(o.isRTL==null?void 0:o.isRTL(r.floating)),s=je(n),a=St(n),
c=ye(n)==="y",d=Hs.has(s)?-1:1,f=i&&c?-1:1,p=kt(e,t),{mainAxis:m,crossAxis:u,alignmentAxis:g}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return a&&typeof g=="number"&&(u=a==="end"?g*-1:g),c?{x:u*f,y:m*d}:{x:m*d,y:u*f}}var Vr=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:r,y:i,placement:s,middlewareData:a}=e,c=await qs(e,t);return s===((n=a.offset)==null?
void 0:n.placement)&&(o=a.arrow)!=null&&o.alignmentOffset?{}:{x:r+c.x,y:i+c.y,data:{...c,placement:s}}}}},Kr=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:r,platform:i}=e,{mainAxis:s=!0,crossAxis:a=!1,limiter:c={fn:v=>{let{x:w,y:O}=v;return{x:w,y:O}}},...d}=kt(t,e),f={x:n,
y:o},p=await i.detectOverflow(e,d),m=ye(r),u=oo(m),g=f[u],y=f[m],b=(v,w)=>Fr(w+p[v==="y"?"top":"left"],w,w-p[v==="y"?"bottom":"right"]);s&&(g=b(u,g)),a&&(y=b(m,
y));let _=c.fn({...e,[u]:g,[m]:y});return{..._,data:{x:_.x-n,y:_.y-o,enabled:{[u]:s,[m]:a}}}}}};function sn(){return typeof window<"u"}function Ke(t){return Gr(t)?(t.nodeName||"").toLowerCase():"#document"}function te(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function be(t){var e;return(e=(Gr(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Gr(t){
return sn()?t instanceof Node||t instanceof te(t).Node:!1}function le(t){return sn()?t instanceof Element||t instanceof te(t).Element:!1}function xe(t){return sn()?
t instanceof HTMLElement||t instanceof te(t).HTMLElement:!1}function Ur(t){return!sn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof te(t).ShadowRoot}
function At(t){let{overflow:e,overflowX:n,overflowY:o,display:r}=ae(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&r!=="inline"&&r!=="contents"}function Xr(t){
return/^(table|td|th)$/.test(Ke(t))}function Ct(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var js=/transform|translate|scale|rotate|perspective|filter/,
Bs=/paint|layout|strict|content/,Ve=t=>!!t&&t!=="none",so;function ln(t){let e=le(t)?ae(t):t;return Ve(e.transform)||Ve(e.translate)||Ve(e.scale)||Ve(e.rotate)||
Ve(e.perspective)||!an()&&(Ve(e.backdropFilter)||Ve(e.filter))||js.test(e.willChange||"")||Bs.test(e.contain||"")}function Yr(t){let e=Re(t);for(;xe(e)&&!it(e);){
if(ln(e))return e;if(Ct(e))return null;e=Re(e)}return null}function an(){return so==null&&(so=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),so}function it(t){return/^(html|body|#document)$/.test(Ke(t))}function ae(t){return te(t).getComputedStyle(t)}function Ot(t){return le(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Re(t){if(Ke(t)==="html")return t;let e=t.assignedSlot||t.parentNode||Ur(t)&&
t.host||be(t);return Ur(e)?e.host:e}function Qr(t){let e=Re(t);return it(e)?(t.ownerDocument||t).body:xe(e)&&At(e)?e:Qr(e)}function rn(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let r=Qr(t),i=r===((o=t.ownerDocument)==null?void 0:o.body),s=te(r);if(i){let a=cn(s);return e.concat(s,s.visualViewport||[],At(r)?r:[],
a&&n?rn(a):[])}else return e.concat(r,rn(r,[],n))}function cn(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function ei(t){let e=ae(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,r=xe(t),i=r?t.offsetWidth:n,s=r?t.offsetHeight:o,a=wt(n)!==i||wt(o)!==s;return a&&
(n=i,o=s),{width:n,height:o,$:a}}function ti(t){return le(t)?t:t.contextElement}function st(t){let e=ti(t);if(!xe(e))return fe(1);let n=e.getBoundingClientRect(),
{width:o,height:r,$:i}=ei(e),s=(i?wt(n.width):n.width)/o,a=(i?wt(n.height):n.height)/r;return(!s||!Number.isFinite(s))&&(s=1),(!a||!Number.isFinite(a))&&(a=1),{
x:s,y:a}}var Vs=fe(0);function ni(t){let e=te(t);return!an()||!e.visualViewport?Vs:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Ks(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===te(t)}function Tt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let r=t.getBoundingClientRect(),i=ti(t),s=fe(1);e&&(o?le(
o)&&(s=st(o)):s=st(t));let a=Ks(i,n,o)?ni(i):fe(0),c=(r.left+a.x)/s.x,d=(r.top+a.y)/s.y,f=r.width/s.x,p=r.height/s.y;if(i&&o){let m=te(i),u=le(o)?te(o):o,g=m,y=cn(
g);for(;y&&u!==g;){let b=st(y),_=y.getBoundingClientRect(),v=ae(y),w=_.left+(y.clientLeft+parseFloat(v.paddingLeft))*b.x,O=_.top+(y.clientTop+parseFloat(v.paddingTop))*
b.y;c*=b.x,d*=b.y,f*=b.x,p*=b.y,c+=w,d+=O,g=te(y),y=cn(g)}}return Be({width:f,height:p,x:c,y:d})}function un(t,e){let n=Ot(t).scrollLeft;return e?e.left+n:Tt(be(
t)).left+n}function oi(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-un(t,n),r=n.top+e.scrollTop;return{x:o,y:r}}function Us(t){let{elements:e,rect:n,
offsetParent:o,strategy:r}=t,i=r==="fixed",s=be(o),a=e?Ct(e.floating):!1;if(o===s||a&&i)return n;let c={scrollLeft:0,scrollTop:0},d=fe(1),f=fe(0),p=xe(o);if((p||
!i)&&((Ke(o)!=="body"||At(s))&&(c=Ot(o)),p)){let u=Tt(o);d=st(o),f.x=u.x+o.clientLeft,f.y=u.y+o.clientTop}let m=s&&!p&&!i?oi(s,c):fe(0);return{width:n.width*d.x,
height:n.height*d.y,x:n.x*d.x-c.scrollLeft*d.x+f.x+m.x,y:n.y*d.y-c.scrollTop*d.y+f.y+m.y}}function Gs(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Xs(t){let e=Ot(t),n=t.ownerDocument.body,o=$e(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),r=$e(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),i=-e.scrollLeft+un(t),s=-e.scrollTop;return ae(n).direction==="rtl"&&(i+=$e(t.clientWidth,n.clientWidth)-o),{width:o,height:r,x:i,y:s}}var Ys=25;
function Qs(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",r=te(t),i=be(t),s=r.visualViewport,a=i.clientWidth,c=i.clientHeight,d=0,f=0;if(s){let m=!an()||
e==="fixed";o?m||(d=-s.offsetLeft,f=-s.offsetTop):(a=s.width,c=s.height,m&&(d=s.offsetLeft,f=s.offsetTop))}if(un(i)<=0){let m=i.ownerDocument,u=m.body,g=getComputedStyle(
u),y=m.compatMode==="CSS1Compat"&&parseFloat(g.marginLeft)+parseFloat(g.marginRight)||0,b=Math.abs(i.clientWidth-u.clientWidth-y),_=getComputedStyle(i).scrollbarGutter===
"stable both-edges"?b/2:b;_<=Ys&&(a-=_)}return{width:a,height:c,x:d,y:f}}function Js(t,e){let n=Tt(t,!0,e==="fixed"),o=n.top+t.clientTop,r=n.left+t.clientLeft,i=st(
t),s=t.clientWidth*i.x,a=t.clientHeight*i.y,c=r*i.x,d=o*i.y;return{width:s,height:a,x:c,y:d}}function Jr(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Qs(t,n,e);else if(e==="document")o=Xs(be(t));else if(le(e))o=Js(e,n);else{let r=ni(t);o={x:e.x-r.x,y:e.y-r.y,width:e.width,height:e.height}}return Be(o)}function Zs(t,e){
let n=e.get(t);if(n)return n;let o=rn(t,[],!1).filter(a=>le(a)&&Ke(a)!=="body"),r=null,i=ae(t).position==="fixed",s=i?Re(t):t;for(;le(s)&&!it(s);){let a=ae(s),c=ln(
s),d=r?r.position:i?"fixed":"";!c&&(d==="fixed"||d==="absolute"&&a.position==="static")?o=o.filter(p=>p!==s):r=a,s=Re(s)}return e.set(t,o),o}function el(t){let{
element:e,boundary:n,rootBoundary:o,strategy:r}=t,s=[...n==="clippingAncestors"?Ct(e)?[]:Zs(e,this._c):[].concat(n),o],a=Jr(e,s[0],r),c=a.top,d=a.right,f=a.bottom,
p=a.left;for(let m=1;m<s.length;m++){let u=Jr(e,s[m],r);c=$e(u.top,c),d=_t(u.right,d),f=_t(u.bottom,f),p=$e(u.left,p)}return{width:d-p,height:f-c,x:p,y:c}}function tl(t){
let{width:e,height:n}=ei(t);return{width:e,height:n}}function nl(t,e,n){let o=xe(e),r=be(e),i=n==="fixed",s=Tt(t,!0,i,e),a={scrollLeft:0,scrollTop:0},c=fe(0);if((o||
!i)&&((Ke(e)!=="body"||At(r))&&(a=Ot(e)),o)){let m=Tt(e,!0,i,e);c.x=m.x+e.clientLeft,c.y=m.y+e.clientTop}!o&&r&&(c.x=un(r));let d=r&&!o&&!i?oi(r,a):fe(0),f=s.left+
a.scrollLeft-c.x-d.x,p=s.top+a.scrollTop-c.y-d.y;return{x:f,y:p,width:s.width,height:s.height}}function lo(t){return ae(t).position==="static"}function Zr(t,e){
if(!xe(t)||ae(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return be(t)===n&&(n=n.ownerDocument.body),n}function ri(t,e){let n=te(t);
if(Ct(t))return n;if(!xe(t)){let r=Re(t);for(;r&&!it(r);){if(le(r)&&!lo(r))return r;r=Re(r)}return n}let o=Zr(t,e);for(;o&&Xr(o)&&lo(o);)o=Zr(o,e);return o&&it(
o)&&lo(o)&&!ln(o)?n:o||Yr(t)||n}var ol=async function(t){let e=this.getOffsetParent||ri,n=this.getDimensions,o=await n(t.floating);return{reference:nl(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function rl(t){return ae(t).direction==="rtl"}var il={convertOffsetParentRelativeRectToViewportRelativeRect:Us,
getDocumentElement:be,getClippingRect:el,getOffsetParent:ri,getElementRects:ol,getClientRects:Gs,getDimensions:tl,getScale:st,isElement:le,isRTL:rl};var ii=Vr;var si=Kr,li=Br;var ai=(t,e,n)=>{let o=new Map,r=n??{},i={...il,...r.platform,_c:o};return jr(t,e,{...r,platform:i})};function ci(t){try{return t.matches(":popover-open")}catch{return!1}}function ui(){let{view:t}=C(),e=I(null),n=t.hint.value,o=t.open.value;return N(()=>{let r=e.
current;if(!(!r||!n)){if(!o){ci(r)&&r.hidePopover();return}ci(r)||r.showPopover?.(),ai(n.anchor,r,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
ii(6),li({padding:8}),si({padding:8})]}).then(({x:i,y:s})=>Object.assign(r.style,{left:`${Math.round(i)}px`,top:`${Math.round(s)}px`}))}}),N(()=>{let r=new AbortController,
{signal:i}=r;return document.addEventListener("pointerdown",()=>t.hide(),{signal:i,capture:!0}),document.addEventListener("keydown",({key:s})=>s==="Escape"&&t.hide(),
{signal:i,capture:!0}),()=>r.abort()},[t]),l("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function _e({
name:t,value:e}){return l("div",{class:"ll-pop-pair",children:[l("span",{children:t}),l("span",{class:"ll-num",children:e})]})}function di({curve:t,scales:e,heads:n,option:o,column:r}){let{store:i,view:s}=C(),a=I(null),c=Z(-1),d=I(!1),f=({position:k,scale:h=1})=>e?e.indexOf(h):k??-1,p=new Map(
t.points.map(k=>[f(k),k])),m=p.has(c.value)?c.value:t.points[0]?f(t.points[0]):-1;N(()=>{d.current&&(d.current=!1,a.current?.querySelector(".ll-tick[tabindex='0\
']")?.focus())});let u=i.synced.selection.value,g=t.points.find(({id:k})=>k===i.view.answer.value?.id),y=e?g&&f(g):u?.position,b=e!==null||u?.layer===t.layer,_=re+
n.length*r,v=k=>{let h=k instanceof Element?k.closest(".ll-tick"):null,x=h&&p.get(Number(h.dataset.position));return x?[h,x]:void 0},w=k=>{if(k.altKey||k.ctrlKey||
k.metaKey)return;let h=[...p.keys()].sort((F,B)=>F-B),x=h.indexOf(m),z={ArrowLeft:x-1,ArrowRight:x+1,Home:0,End:h.length-1}[k.key];z!==void 0&&(k.preventDefault(),
d.current=!0,c.value=h[Math.max(0,Math.min(h.length-1,z))]??m)},O=({target:k})=>{let h=v(k);h&&s.show({anchor:h[0],content:()=>l(ll,{answer:h[1],option:o})})};return l(
"div",{class:"ll-plane",role:"presentation",ref:a,style:{width:`${_}px`},onKeyDown:w,onClick:({target:k})=>{let h=v(k);h&&(c.value=f(h[1]),i.show(h[1]))},onPointerOver:O,
onFocusIn:O,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l(Lr,{points:t.points,at:f,option:o,column:r,width:_,marked:y,constants:i.synced.constants}),
l("div",{class:"ll-axis","aria-hidden":"true",children:[1,.5,0].map(k=>l("span",{style:{top:`${Me(k)}px`},children:k},k))}),n.map((k,h)=>l(sl,{head:k,column:h,answer:p.
get(h),stop:h===m,on:b&&h===y,width:r},h))]})}function sl({head:t,column:e,answer:n,stop:o,on:r,width:i}){let{tokens:s}=C().store.synced;return l("button",{type:"\
button",class:r?"ll-tick ll-on":"ll-tick","data-position":e,disabled:!n,tabIndex:o?0:-1,"aria-label":n?al(n,s):`Position ${e} ${t}`,style:{left:`${re+e*i}px`,width:`${i}\
px`,paddingTop:`${to}px`},children:[l("span",{class:"ll-mono ll-cut",dir:"auto",children:l(Y,{text:t})}),l("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n?
ce(n,""):""})]})}function ll({answer:t,option:e}){let{tokens:n}=C().store.synced,[o,r]=de(t,n),i=j(t);return l(T,{children:[l("div",{class:"ll-pop-head",children:[
l("span",{children:o}),l("b",{class:"ll-mono",dir:"auto",children:r})]}),l("div",{class:"ll-mono ll-pop-text",dir:"auto",children:ce(t,"")}),!i&&l("div",{class:"\
ll-quiet",children:Qe}),i&&l(_e,{name:e||"confidence",value:M(me(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&l(_e,{name:"calibrated",value:M(t.calibrated_confidence)}),
He(t,e).map(([s,a])=>l(_e,{name:s,value:a},s)),t.option_mass!==null&&l(_e,{name:"option mass",value:M(t.option_mass)})]})}function al(t,e){let n=de(t,e).join(" ");
if(t.confidence===null)return`${n}: ${ee}`;let o=He(t,"").map(([r,i])=>`, ${r} ${i}`);return`${n}: ${t.text}, confidence ${M(t.confidence)}${o.join("")}`}function dn({keys:t}){return l("span",{class:"ll-legend",children:t.map(e=>e&&l("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function lt({
label:t,value:e,options:n,least:o,choose:r}){return l("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:i=>r(i.currentTarget.value),children:n.
map(([i,s])=>l("option",{value:i,children:s},i))})}function pi({scroller:t}){let{store:e,view:n}=C(),{curves:o,constants:r,tokens:i}=e.synced,s=e.view.curve.value,a=Z(""),c=s?.points[0]?.options.map(({text:u})=>u)??
[],d=c.includes(a.value)?a.value:"",f=s?.vector?s.points.map(({scale:u=1})=>u).sort((u,g)=>u-g):null,p=f?f.map(u=>`× ${u}`):i,m=f?"scales":"positions";return l(
"section",{class:"ll-curve","aria-label":`Confidence across ${m}`,hidden:!s,children:[l("header",{children:[s&&l("span",{class:"ll-title",children:[`${fi(s)}: `,
l("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>0&&l("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||
p.length} ${m}`})]}),l(lt,{label:"Sweep",least:2,value:s?.id??"",options:o.value.map(u=>[u.id,`${fi(u)}: ${U(u.question)}`]),choose:u=>{e.view.curveId.value=u}}),
l(lt,{label:"What is drawn",least:2,value:d,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{a.value=u}}),s&&l(dn,{keys:cl(s,d,r)})]}),l("div",
{class:f?"ll-strip ll-free":"ll-strip",ref:t,children:s&&l(di,{curve:s,scales:f,heads:p,option:d,column:n.columnWidth.value})})]})}function cl({points:t},e,n){let o=Ne(
t.find(j)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:r,controls:i})=>({sign:r,text:Vn(r,i.length).toLowerCase()})),
t.some(r=>j(r)&&no(r,e))&&{sign:"within",text:"does not exceed its controls"},t.some(r=>ge(r,n))&&{sign:"hollow",text:"low option mass"},!t.every(j)&&{sign:"cro\
ss",text:`${ee}: no answer`}]}function fi({layer:t,vector:e}){return`Layer ${t}${e?`, ${U(e)}`:""}`}function hi(){let{store:t}=C(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),r=t.view.answer.value?.id;return l("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[l("h4",{children:"Answers so far"}),l("ol",{children:o.map((i,s)=>l("li",{children:[i.question!==o[s-1]?.question&&
l("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:U(i.question),children:i.question}),l("button",{type:"button","data-id":i.id,"aria-current":i.id===
r?"true":void 0,title:`L${oe(ue(i)).slice(1)}: ${de(i,e).map(U).join(" ")}
${U(i.question)}
${U(ce(i))}`,onClick:()=>t.show(i),children:[l("span",{class:"ll-quiet ll-num",children:ue(i).join("+")}),l("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:de(
i,e)[1]}),l("span",{class:"ll-mono ll-cut",dir:"auto",children:ce(i)}),l("span",{class:"ll-bar",style:{"--p":String(i.confidence??0)}}),l("span",{class:"ll-num",
children:i.confidence===null?"":M(i.confidence)})]})]},i.id))})]})}function mi(t,[e,n],o){let{option:r,over:i,found:s,here:a,constants:c}=o,d=t!==void 0&&!j(t),f=r===""&&t?.excess===null&&i,p=t&&!f?Oe(t,r):0,m=t?ce(t,""):"",u=d?
ee:t?`${m||"nothing"}, ${ul(t,r)}`:"not asked yet";return{text:m,share:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==void 0&&
a?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!d&&!f&&p<=0&&r==="","ll-not-finite":d,"ll-low":t!==void 0&&ge(t,c),"ll-same":e===n,"ll-best":t!==
void 0&&t===s?.answer}}}function ul(t,e){return e!==""?`P(${e}) ${M(Oe(t,e))}`:t.excess===null?`confidence ${M(Oe(t,""))}`:`over controls ${De(t.excess)}`}function gi({
cell:[t,e],answer:n,option:o}){return l(T,{children:[l("div",{class:"ll-pop-head",children:l("span",{children:`Layer ${t} into layer ${e}`})}),!n&&l("div",{class:"\
ll-quiet",children:"Not asked yet."}),n&&!j(n)&&l("div",{class:"ll-quiet",children:Qe}),n&&j(n)&&l(T,{children:[l("div",{class:"ll-mono ll-pop-text",dir:"auto",
children:n.text.trim()||"nothing"}),l(_e,{name:o||"confidence",value:M(me(n,o))}),He(n,o).map(([r,i])=>l(_e,{name:r,value:i},r)),n.excess!==null&&l(_e,{name:"ov\
er controls",value:De(n.excess)})]})]})}function vi({text:t,share:e,label:n,selected:o,classes:r,data:i,column:s,left:a,stop:c}){let d=Object.keys(r).filter(f=>r[f]);return l("div",{...i,class:["ll-ce\
ll ll-mono",...d].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":s+2,"aria-selected":o,"aria-label":n,style:{left:`${a}px`,"--p":String(e)},
children:l(Y,{text:t})})}function fn(t){let{grid:e,names:n,scroller:o,marked:r,bands:i=[]}=t,{view:s}=C(),a=I(null);N(()=>o.current?e.attach(o.current):void 0,[e,o]),e.version.value;let c=e.
width.value,[d,f]=e.cursor.value;N(()=>{e.wantsFocus&&(e.wantsFocus=!1,a.current?.querySelector(".ll-cell[tabindex='0']")?.focus({preventScroll:!0}))});let[p,m,
u,g]=e.seen(),y=new Set([d]);for(let h=p;h<m;h+=1)y.add(h);let b=h=>{let x=new Set(h===d?[f]:[]);if(h>=p&&h<m)for(let E=u;E<g;E+=1)x.add(E);return[...x].sort((E,z)=>E-
z)},_=h=>{let x=h instanceof Element?h.closest(".ll-cell"):null;return x?[Number(x.dataset[n[0]]),Number(x.dataset[n[1]])]:void 0},v=({target:h})=>{let x=_(h),E=h.
closest(".ll-cell");x&&E&&s.show({anchor:E,content:()=>t.hint(x)})},w=h=>{if(h.altKey)return;if(h.ctrlKey||h.metaKey){if(h.key!==" "||!t.add)return;t.add(e.cursor.
peek()),h.preventDefault();return}let x=e.cursor.peek(),E=$r[h.key];if(E){e.move(E(x,e),!0);let z=e.cursor.peek();h.shiftKey&&z[0]===x[0]&&t.extend?.(z)}else if(h.
key===" "||h.key==="Enter")t.choose(x,!1),h.key==="Enter"&&t.enter?.();else return;h.preventDefault()},O=h=>r?.spans.some(([x,E])=>x<=h&&h<E)??!1,k=[];for(let h=u;h<
g;h+=1)k.push(h);return l("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.
head+Math.min(e.rowCount,Qn)*ot+14}px`,"--w":`${c}px`,"--head":`${e.head}px`},onScroll:()=>s.hide(),children:l("div",{class:"ll-canvas",role:"presentation",ref:a,
style:{width:`${re+e.columnCount*c}px`,height:`${e.head+e.rowCount*ot}px`},onClick:h=>{let x=_(h.target);x&&(e.move(x,!0),t.add&&(h.ctrlKey||h.metaKey)?t.add(x):
t.choose(x,h.shiftKey))},onKeyDown:w,onPointerDown:h=>{let x=_(h.target);x&&t.press?.(x,h)},onPointerOver:h=>{v(h);let x=_(h.target);x&&t.over?.(x,h)},onFocusIn:v,
onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[l("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[l("div",{class:"ll-corner",role:"co\
lumnheader",children:t.corner}),i.map(({role:h,start:x,stop:E})=>l("div",{class:"ll-band-name","data-role":h,"aria-hidden":"true",style:{left:`${re+x*c}px`,width:`${(E-
x)*c-1}px`},children:l("span",{children:h})},x)),k.map(h=>l("div",{class:`ll-head${O(h)?" ll-on":""}`,role:"columnheader","aria-colindex":h+2,title:t.headTitle(
h),style:{left:`${re+h*c}px`},children:t.head(h)},h))]}),[...y].sort((h,x)=>x-h).map(h=>l("div",{class:`ll-row${r?.rows.includes(h)?" ll-on":""}`,role:"row","ar\
ia-rowindex":e.rowCount-h+1,style:{top:`${e.head+(e.rowCount-1-h)*ot}px`},children:[l("div",{class:"ll-side",role:"rowheader",children:h}),b(h).map(x=>l(vi,{...t.
look(h,x),data:{[`data-${n[0]}`]:h,[`data-${n[1]}`]:x},column:x,left:re+x*c,stop:h===d&&x===f},x))]},h))]})})}function yi(){let t=C().store.view.heatMap.value;return l("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&l(dl,{map:t})})}
function dl({map:t}){let{store:e}=C(),{heatMaps:n,layers:o,targetLayers:r,tokens:i,constants:s}=e.synced,a=Z(""),c=I(null),d=t.points.find(j)??t.points[0],f=d?.
options.map(({text:h})=>h)??[],p=f.includes(a.value)?a.value:"",m=d?.excess===null?"confidence":"over controls",u=Kt(t.points),g=Ut(t.points,p,s),y=new Map(t.points.
map(h=>[`${h.layer}:${h.target_layer}`,h])),b=(h,x)=>y.get(`${h}:${x}`),_=e.view.answer.value,v=_&&b(_.layer,_.target_layer)?.id===_.id?_:null,w=I(!1);w.current=
v!==null;let O=ie(()=>new rt(o,r,[46,168],[0,0],()=>w.current),[]),k=o*r;return l(T,{children:[l("header",{children:[l("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,l("b",{class:"ll-mono",dir:"auto",children:i[t.position]}),", every layer into every layer: ",l("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&l("span",{class:"ll-quiet",children:` ${t.points.length} of ${k} cells`})]}),l(lt,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:h,position:x,question:E})=>[h,`position ${x}: ${U(E)}`]),choose:h=>{e.view.heatMapId.value=h}}),l(lt,{label:"What the cells show",least:2,value:p,options:[["",
m],...f.map(h=>[h,`P(${U(h)})`])],choose:h=>{a.value=h}})]}),l("div",{class:"ll-under",children:[l(fl,{found:g,option:p,choose:h=>{e.show(h),O.move([h.layer,h.target_layer],
!0)}}),l(dn,{keys:pl(t.points,p,g,s)})]}),l(fn,{grid:O,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:h=>l(T,{children:[
l("small",{children:h===0?"written":""}),l("span",{children:h})]}),headTitle:h=>`written at layer ${h}`,look:(h,x)=>mi(b(h,x),[h,x],{option:p,over:u,found:g,here:v,
constants:s}),marked:v&&{rows:[v.layer],spans:[[v.target_layer,v.target_layer+1]]},choose:([h,x])=>{let E=b(h,x);E&&e.show(E)},hint:([h,x])=>l(gi,{cell:[h,x],answer:b(
h,x),option:p})})]})}function fl({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:r}=t,i=e===""&&o.excess!==null?De(o.excess):M(Oe(o,e));return l(
"button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best\
 of ${r}: layer ${o.layer} into ${o.target_layer}, ${i} `,l("span",{class:"ll-mono",dir:"auto",children:o.text.trim()})]})}function pl(t,e,n,o){let r=e===""&&Kt(
t);return[{sign:"shade",text:r?"over its controls, 0 to 1":"0 to 1"},r&&{sign:"under",text:"does not exceed its controls"},t.some(i=>ge(i,o))&&{sign:"low",text:"\
low option mass"},!t.every(j)&&{sign:"not-finite",text:`${ee}: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}function bi({title:t,token:e,notes:n,reading:o}){let r=o?.probs[0]===null;return l(T,{children:[l("div",{class:"ll-pop-head",children:[l("span",{children:t}),l(
"b",{class:"ll-mono",dir:"auto",children:e})]}),n.map((i,s)=>l("div",{class:"ll-quiet",children:i},s)),!o&&l("div",{class:"ll-quiet",children:"The lens has not \
been read here yet."}),r&&l("div",{class:"ll-quiet",children:Qe}),!r&&o?.tokens.map((i,s)=>l("div",{class:"ll-pop-row",children:[l("span",{class:"ll-mono ll-cut",
dir:"auto",children:l(Y,{text:i})}),l("span",{class:"ll-bar",style:{"--p":String(o.probs[s]??0)}}),l("span",{class:"ll-num",children:M(o.probs[s]??0)})]},s))]})}function xi({scroller:t}){let{store:e,view:n}=C(),{synced:o,lens:r}=e,{tokens:i,layers:s,quiet:a,roles:c,splitCharacters:d,selection:f}=o,p=I(null),m=I(null),u=Z(
null),g=ie(()=>{let{layer:S,position:A}=f.peek()??{layer:s-1,position:i.length-1};return new rt(s,i.length,[68,168],[S,A],()=>f.peek()!==null,c.length>0?Mr:0)},
[]),y=ie(()=>Ce(()=>new Set(o.answers.value.filter(({vector:S})=>!S).flatMap(({sites:S,layer:A,position:L})=>S.length>0?S:[[A,L]]).map(S=>S.join(":")))),[]);N(()=>{
let S=new AbortController,A=L=>{let P=u.peek();if(u.value=null,!P)return;let G=L.ctrlKey||L.metaKey?f.peek():null,se=[P[1],P[2]+1];o.selectAll([...G?.layers??[],
P[0]],[...G?.spans??[],se])};return document.addEventListener("pointerup",A,{signal:S.signal}),()=>S.abort()},[]),N(()=>{let S=!0;return ne(()=>{let A=f.value;if(S||
!A){S=!1;return}let{layer:L,position:P,start:G,layers:se}=A,[Le,pe]=g.cursor.peek();G===P&&(m.current=[L,P]),!(se.includes(Le)&&ze(A).includes(pe))&&g.move([L,P],
p.current?.contains(document.activeElement)??!1)})},[]);let[b,_,v,w]=g.seen();g.version.value;let O=g.width.value,k=r.error;N(()=>{o.frozen||r.look(e.link,b,_,v,
w)},[b,_,v,w,k]),N(()=>{n.columnWidth.value=O},[O]);let h=f.value,x=u.value,E=x?Te([x[0]],[[x[1],x[2]+1]]):h,z=S=>d.filter(({last:A})=>A===S).map(({text:A})=>A),
F=S=>{let A=jn(c,S);return`${S}: ${U(i[S]??"")}${A?`, ${A}`:""}`},B=S=>[...d.filter(({first:A,last:L})=>A<=S&&S<=L).map(({text:A})=>l(T,{children:["a part of ",
l("bdi",{children:A})]})),...c.length>0?[jn(c,S)??"written by the chat template"]:[]],D=(S,A)=>{let L=r.at(S,A),P=L?.probs[0]===null,G=P?ee:L?.tokens[0],se=L?.probs[0]??
0,Le=P?ee:L?`lens reads ${G}, probability ${M(se)}`:"not read yet",pe=E?.layers.includes(S)?E.spans.find(([Mi,$i])=>Mi<=A&&A<$i):void 0,Mt=pe!==void 0;return{text:G??
"",share:se,label:`Layer ${S}, position ${A} ${i[A]}: ${Le}`,selected:Mt,classes:{"ll-among":Mt&&pe[1]-pe[0]>1,"ll-first":Mt&&A===pe[0],"ll-last":Mt&&A===pe[1]-
1,"ll-empty":!L,"ll-not-finite":P,"ll-dim":a.has(A),"ll-answered":y.value.has(`${S}:${A}`)}}},H=([S,A])=>{m.current??=h?[h.layer,h.position]:[S,A];let[,L]=m.current;
o.select(S,Math.max(L,A),Math.min(L,A))},Q=([S,A])=>{let[L,P]=h?[h.layers,h.spans]:[[],[]],G=P.some(([Le,pe])=>Le<=A&&A<pe),se=L.filter(Le=>Le!==S);G&&L.includes(
S)&&se.length>0?o.selectAll(se,P):o.selectAll([...L,S],[...P,[A,A+1]])};return l("div",{class:"ll-grid",ref:p,children:[l(fn,{grid:g,scroller:t,label:"Lens: lay\
ers by tokens",corner:"layer",bands:c,names:["layer","position"],head:S=>l(T,{children:[l("small",{children:S}),l("span",{class:"ll-mono ll-cut",dir:z(S).length>
0?"ltr":"auto",children:[l(Y,{text:i[S]??""}),z(S).map(A=>l("bdi",{class:"ll-spelled",children:A},A))]})]}),headTitle:F,look:D,marked:E&&{rows:E.layers,spans:E.
spans},choose:(S,A)=>{if(A)return H(S);m.current=S,o.select(...S)},add:Q,enter:()=>e.ask(),extend:H,hint:([S,A])=>l(bi,{title:`Layer ${S}, position ${A}`,token:i[A]??
"",notes:B(A),reading:r.at(S,A)}),press:(S,A)=>{A.button===0&&A.pointerType!=="touch"&&!A.shiftKey&&(m.current=S)},over:([,S],A)=>{if(!m.current||(A.buttons&1)===
0)return;let[L,P]=m.current;!u.peek()&&S===P||(u.value=[L,Math.min(P,S),Math.max(P,S)])}}),l("div",{class:"ll-note",role:"status",children:k!==void 0&&l(T,{children:[
l("span",{class:"ll-error",children:`The lens could not be read: ${k} `}),l("button",{type:"button",class:"ll-link",onClick:()=>r.retry(),children:"Try again"})]})})]})}var pn=class{answer;curveId;heatMapId;steeredId=$("");steered;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o,steered:r}){this.answer=$(e.peek().at(-1)??
null),this.curveId=$(n.peek().at(-1)?.id??""),this.heatMapId=$(o.peek().at(-1)?.id??""),this.curve=ao(n,this.curveId),this.heatMap=ao(o,this.heatMapId),this.steered=
ao(r,this.steeredId)}};function ao(t,e){return Ce(()=>t.value.find(n=>n.id===e.value)??t.value.at(-1)??null)}var hn=class{hint=$(null);open=$(!1);columnWidth=$(
80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){
clearTimeout(this.timer)}};var Ue={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},we={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function hl(t){try{return t.widget_manager?.kernel?.status}catch{return}}var mn=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=$("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?Ue.ping:Ue.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=Ue.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<Ue.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=hl(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,Ue.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function _i(){let{store:t}=C(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:r})=>r==="sent"||r==="failed");return l(
"div",{class:"ll-work",children:[n.map(r=>l(gl,{work:r},r.id)),o&&l("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:l("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":we.gone})})]})}var ml=["fit","steer","train"];function gl({work:t}){let{store:e}=C(),{done:n,
total:o,state:r}=t,i=r==="failed",s=o>0;return l("div",{class:"ll-job","data-state":r,children:[l("span",{class:i?"ll-message ll-error":"ll-message",role:i?"ale\
rt":void 0,children:vl(e,t)}),r==="running"&&l("span",{class:s?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","\
aria-valuemin":0,"aria-valuemax":s?o:void 0,"aria-valuenow":s?n:void 0,style:{"--p":String(s?n/o:1)}}),r==="running"&&s&&l("span",{class:"ll-num",children:`${n}\
 of ${o}`}),r==="running"&&t.says!==""&&ml.includes(t.what)&&l("span",{class:"ll-quiet ll-says",children:t.says}),l("button",{type:"button",class:"ll-link",onClick:()=>e.
requests.cancel(t.id),children:i?"Dismiss":"Cancel"})]})}function vl(t,e){if(e.state==="failed")return e.message;if(e.state==="sent"&&t.link.kernel.value==="bus\
y")return we.busy;let n=yl(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function yl({synced:t},{what:e,args:n}){let{layer:o,
position:r,question:i}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:s})=>s===i?.preset)?.label}`;case"sweep":return`Sweeping layer ${o}`;case"\
scales":return`Sweeping the scales of ${tt(n)}`;case"layers":return`Asking position ${r} at every layer, into every layer`;case"steer":return`Steering: ${i?.text}\
 shall be answered with ${n.steer?.steer_wish}`;case"train":return`Training a decoder: ${n.train?.train_recipe}`;case"strength":return`Asking the steered model,\
 at strength ${n.strength}`;case"readers":return`Asking several readers about ${tt(n)}`;default:return`Asking ${tt(n)}`}}function ki(){let{store:t}=C(),{draft:e,steering:n,synced:o}=t,r=e.state.value.panel==="steer"&&o.steer!==void 0,i=I(null),s=I(r);N(()=>{r&&!s.current&&i.current?.
querySelector("[data-setting=steer_wish]")?.focus({preventScroll:!0}),s.current=r},[r]);let{label:a,steers:c}=e.entry,d=e.text.trim();return l("section",{class:"\
ll-steer","aria-label":"Steer",hidden:!r,ref:i,children:[r&&o.steer&&l("form",{class:"ll-panel","aria-label":"Steer",onSubmit:f=>{f.preventDefault(),n.begin()},
children:[l("p",{class:"ll-about",children:c?l(T,{children:["Learn what makes the selected tokens read otherwise: to “",l("bdi",{children:d||"your question"}),
"”, ",l("bdi",{children:a})," should give the wished answer. The model stays as it is, and what is learnt is loaded beside it."]}):"Choose a trained decoder a\
s the question’s reader, and write the question that it should answer otherwise."}),l(Ee,{groups:[o.steer],beside:({name:f})=>f==="steer_wish"&&l(bl,{})}),l("\
div",{class:"ll-line ll-steer-go",children:[l(xl,{}),l("button",{type:"submit",class:"ll-button ll-primary",children:"Steer"})]})]}),r&&l(_l,{})]})}function bl(){
let{store:t}=C(),{others:e}=t.steering;return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"button",class:"ll-link",onClick:()=>t.
edit(o=>o.set("steer_wish",n)),children:l("bdi",{children:n})},n))})}function xl(){let{store:t}=C(),{steering:e,preview:n}=t,o=J(),r=n.problem.value,i=s=>t.edit(
a=>a.set("steer_strength",Number(s)));return l("span",{class:"ll-strength",children:[l("label",{class:"ll-label",for:o,children:"Strength"}),l("input",{type:"ra\
nge",id:o,"data-setting":"steer_strength",min:"0",max:"4",step:"0.25",value:e.strength,"aria-valuetext":`${e.strength}`,onInput:({currentTarget:s})=>i(s.value),
onChange:({currentTarget:s})=>{i(s.value),e.moved()}}),l("span",{class:"ll-num",children:e.strength}),r?.setting==="steer_strength"&&l("span",{class:"ll-error",
role:"alert",children:r.message})]})}function _l(){let{store:t}=C(),{synced:e,view:n,steering:o}=t,r=n.steered.value;if(!r)return null;let i=o.at(r),s=e.steered.
value;return l("div",{class:"ll-card ll-steered",role:"group","aria-label":"Before and after",children:[l(Je,{code:i?.code??"",children:l("span",{class:"ll-aske\
d",children:[l("bdi",{children:r.label})," → ",l("b",{dir:"auto",children:r.wish})]})}),s.length>1&&l("div",{class:"ll-line",role:"group","aria-label":"What w\
as learnt",children:s.map(a=>l("button",{type:"button",class:"ll-link","aria-pressed":a.id===r.id,onClick:()=>{n.steeredId.value=a.id,o.moved()},children:l("bdi",
{children:`${a.wish}, ${wl[a.learn]}`})},a.id))}),l("p",{class:"ll-quiet ll-learnt",children:kl(r)}),l("div",{class:"ll-columns","aria-live":"polite",children:[
l(wi,{name:"As it is",said:r.before,steered:r}),l(wi,{name:`Steered, strength ${o.strength}`,said:i,steered:r})]}),l("p",{class:"ll-quiet ll-learnt",children:"T\
he decoder is convinced by the activations alone, which may change before the reply does: judge by the reply."})]})}var wl={vectors:"vectors",lora:"a LoRA"};function kl({
learn:t,layers:e,steps:n,done:o,kept:r,cancelled:i,losses:s,sites:a}){let[c=0,d=0]=s,f=[...new Set(a.map(([u])=>u))],{spans:p}=Te([],a.map(([,u])=>[u,u+1])),m=i?
`cancelled after ${o} of ${n} steps`:`${n} steps`;return`${t==="lora"?"A LoRA of":"Vectors at"} ${oe(e)}, ${m}; the decoder’s loss ${c.toPrecision(2)} before,\
 ${d.toPrecision(2)} after step ${r}. Reads ${oe(f)}, ${We(p)}.`}function wi({name:t,said:e,steered:n}){return l("div",{class:"ll-outcome",role:"group","aria-la\
bel":t,"aria-busy":e===void 0,children:[l("h5",{children:t}),l("span",{class:"ll-quiet",children:"The model replies"}),l("p",{class:"ll-mono ll-say",dir:"auto",
children:[e?e.text||"(nothing)":"…",e&&!e.ended&&l("span",{class:"ll-quiet",children:" (cut)"})]}),l("span",{class:"ll-quiet",children:[l("bdi",{children:n.decoder}),
" reads"]}),l("p",{class:"ll-mono ll-read",dir:"auto",children:[e?e.answer:"…",e&&l("span",{class:"ll-num ll-quiet",children:M(e.confidence)})]})]})}var Sl={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Si=(t,e)=>JSON.stringify(t)===JSON.stringify(e),gn=class{constructor(e,n={},o={},r={},i={}){
this.entries=e;this.sources=o;this.steering=r;this.training=i;this.state=$({preset:"",texts:{},options:"",settings:{},open:!1,panel:"",beside:[],...n})}entries;sources;steering;training;state;change(e){
this.state.value={...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Sl}get text(){return this.
state.value.texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===
""||e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources,...this.steering,...this.training}}has(e){return e in this.own}isSource(e){
return e in this.sources}isSteering(e){return e in this.steering}isTraining(e){return e in this.training}get vector(){return this.value("vector")}value(e){let{settings:n}=this.
state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...r}=this.state.peek().settings,i=n===void 0||Si(n,this.own[e]);this.change({settings:i?r:
{...r,[e]:n}})}changed(){return this.differing(this.own)}get steer(){return this.differing(this.steering)}get train(){return this.differing(this.training)}differing(e){
return Object.fromEntries(Object.entries(this.state.value.settings).filter(([n,o])=>n in e&&!Si(o,e[n]??null)))}get comparable(){let{entry:e}=this,{takes:n,group:o,
name:r}=e;return e.fit||n==="corpus"?[]:this.entries.value.filter(i=>i.name!==r&&!i.fit&&(i.takes===""||i.takes===n&&i.group===o))}get beside(){let{beside:e=[]}=this.
state.value;return this.comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(r=>r!==e);this.change({beside:n?[...o,
e]:o})}reset(){let{settings:e}=this.state.peek(),n=Object.entries(e).filter(([o])=>this.isSource(o)||this.isSteering(o)||this.isTraining(o));this.change({settings:Object.
fromEntries(n)})}asking(){return this.askingOf(this.entry)}askingOf(e){return{question:this.question(e),options:this.state.value.options.split(",").map(n=>n.trim()).
filter(Boolean),settings:this.differing(e.settings),source:this.vector||this.value("variant")?this.differing(this.sources):{}}}question({name:e,takes:n}){return e===
""?{text:this.text.trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var vn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:r,settings:i}=e.asking(),s=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:r,settings:i,layer:s}))}done(e,{args:n},{preset:o=""}){let{draft:r}=this.store;!this.begun.delete(e)||
r.entry.name!==n.question?.preset||this.store.edit(()=>r.change({preset:o}))}};var yn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:r}){this.layers=e;this.positions=n;this.high=o,this.wide=r}layers;positions;readings=new Map;asked=new Map;failed=new Map;version=$(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let n=0;
for(let o of e.layers)for(let r=e.start;r<e.stop;r+=1){let i=n*e.k;this.readings.set(o*this.positions+r,{tokens:e.index.slice(i,i+e.k).map(s=>e.words[s]??""),probs:e.
probs.slice(i,i+e.k)}),n+=1}this.changed()}look(e,n,o,r,i){for(let s of this.strayed(n,o,r,i))e.send({kind:"cancel",id:s});for(let[s,a]of this.missing(n,o,r,i)){
let c=et();this.began(s,c),e.send({kind:"query",id:c,what:"lens",args:a},!0)||this.ended(c,we.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,r){
let i=new Map;for(let s=Math.floor(e/this.high)*this.high;s<n;s+=this.high)for(let a=Math.floor(o/this.wide)*this.wide;a<r;a+=this.wide){let c=`${s}:${a}`;if(this.
asked.has(c)||this.failed.has(c))continue;let d=[];for(let p=s;p<Math.min(s+this.high,this.layers);p+=1)d.push(p);let f=Math.min(a+this.wide,this.positions);this.
covered(d,a,f)||i.set(c,{layers:d,start:a,stop:f})}return i}strayed(e,n,o,r){return[...this.asked].filter(([i])=>{let[s=0,a=0]=i.split(":").map(Number);return s>=
n||s+this.high<=e||a>=r||a+this.wide<=o}).map(([,i])=>i)}began(e,n){this.asked.set(e,n)}ended(e,n){for(let[o,r]of this.asked)r===e&&(this.asked.delete(o),n!==void 0&&
this.failed.set(o,n),this.changed())}covered(e,n,o){return e.every(r=>{for(let i=n;i<o;i+=1)if(!this.readings.has(r*this.positions+i))return!1;return!0})}changed(){
this.version.value=this.version.peek()+1}};function co(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function uo(t,e,n,o){let r=t.peek().find(
s=>s.id===e)??o(),i=new Set(r.points.map(s=>s.id));return co(t,{...r,points:[...r.points,...n.filter(s=>!i.has(s.id))]})}function Ai(t,e){let{link:n,preview:o,requests:r}=t;X(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let i of e.work)r.adopt(i);break;case"que\
ued":r.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":r.progress(e.id,e.done,e.total,e.says);break;case"partial":Ol(t,e);break;case"re\
sult":case"error":case"cancelled":Al(t,e)}})}function Al(t,e){let{requests:n,preview:o,lens:r}=t,{id:i}=e,s=e.kind==="error"?e.message||e.type:void 0,a=n.get(i);
r.ended(i,s),a&&s!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,s),n.fail(i,s)):n.drop(i),e.kind==="result"&&Cl(t,i,a,e.value)}function Cl(t,e,n,o){let{
synced:r,view:i}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="steer"||n?.what==="strength")t.steering.done(o);else if(n?.what==="train"){let s=r.trained.
peek().filter(a=>a.id!==e);r.trained.value=[...s,o]}else if(n?.what==="ask"){let s=o;r.answers.value=[...r.answers.peek().filter(a=>a.id!==s.id),s],i.answer.value=
s}else n?.what==="sweep"||n?.what==="scales"?co(r.curves,o)&&(i.curveId.value=e):Tl(o)&&t.lens.add(o)}function Ol({requests:t,synced:e,view:n},{id:o,answers:r,target:i}){
let[s]=r;if(!s)return;let a=t.get(o),c={id:o,question:s.question,total:a?.total??0,complete:!1,points:[],...i&&{target:i}};a?.what==="layers"?uo(e.heatMaps,o,r,
()=>({...c,position:s.position??-1}))&&(n.heatMapId.value=o):uo(e.curves,o,r,()=>({...c,layer:s.layer,...s.vector!==void 0&&{vector:s.vector}}))&&(n.curveId.value=
o)}function Tl(t){return typeof t=="object"&&t!==null&&"words"in t}function Ci(t,e,n){let{link:o,synced:r,requests:i,lens:s}=t,a=p=>i.work.peek().has(p),d=[["msg:custom",p=>Ai(t,p)],...Object.entries({selection:()=>r.echoed(),span:()=>r.
echoed(),layers:()=>r.echoed(),spans:()=>r.echoed(),source:()=>{r.source.value=e.get("source")},presets:()=>{r.entries.value=e.get("presets")},history:()=>El(t,
e.get("history")),comparisons:()=>{r.comparisons.value=e.get("comparisons")},steered:()=>{r.steered.value=e.get("steered")},trained:()=>{r.trained.value=e.get("\
trained")},curves:()=>r.replace("curves",a),heat_maps:()=>r.replace("heat_maps",a),pages:()=>{for(let p of e.get("pages"))s.add(p)}}).map(([p,m])=>[`change:${p}`,
m]),...["selection","draft","source","pages"].map(p=>[`change:${p}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[p,m]of d)e.on(p,m);let f=setInterval(
()=>{i.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(f);for(let[p,m]of d)e.off(p,m)}),o.ping(),o.route(Ue.subshell)}function El({
synced:t,view:e},n){let{answers:o}=t,r=o.peek().at(-1)?.id,i=n.at(-1)??null;X(()=>{o.value=n,(i?.id!==r||!n.some(({id:s})=>s===e.answer.peek()?.id))&&(e.answer.
value=i)})}var Ml=250,bn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=$(null);problem=$(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},Ml))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){X(()=>{this.target.value=e,this.problem.value=n})}};var xn=class{constructor(e){this.link=e}link;work=$(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=et(),r=[...this.work.peek()].filter(([,{state:s}])=>s!==
"failed"),i={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,says:"",message:""};return this.work.value=new Map([...r,[o,i]]),this.link.send({kind:"query",
id:o,what:e,args:n},!0)||this.fail(o,we.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,
args:o,state:r,done:i,total:s},a=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,says:"",message:"",state:r,ahead:a,done:i,total:s})}progress(e,n,o,r=""){
this.change(e,{state:"running",done:n,total:o,says:r})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.
fail(n,e)}drop(e){let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,
...n})}put(e){this.work.value=new Map(this.work.peek()).set(e.id,e)}};var _n=class{constructor(e){this.store=e}store;get strength(){let e=Number(this.store.draft.value("steer_strength"));return Number.isFinite(e)?e:1}possible({asked:e}){
let{synced:n}=this.store,o=n.entries.value.find(({name:r})=>r===e?.preset);return n.steer!==void 0&&!n.frozen&&o?.steers===!0}open(e){let{draft:n}=this.store;X(
()=>{this.store.show(e),this.store.edit(()=>{n.change({preset:e.asked?.preset??"",panel:"steer"}),n.text=e.asked?.text??n.text})})}get others(){let{draft:e,view:n}=this.
store,o=n.answer.value,r=o?.text.trim(),i=o?.asked?.text===e.text.trim()?o.options.map(({text:s})=>s.trim()):[];return[...new Set([...e.asking().options,...i])].
filter(s=>s!==r).slice(0,8)}begin(){let{draft:e,requests:n}=this.store;n.begin("steer",{...this.store.selected(),...e.asking(),steer:e.steer})}moved(){let{requests:e,
view:n}=this.store,o=n.steered.peek();if(!o||this.at(o))return;[...e.work.peek().values()].some(({what:i,args:s,state:a})=>i==="strength"&&a!=="failed"&&s.steering===
o.id&&s.strength===this.strength)||e.begin("strength",{steering:o.id,strength:this.strength})}at({after:e}){return e.find(({strength:n})=>n===this.strength)}done(e){
let{synced:n,view:o}=this.store,r=n.steered.peek();X(()=>{n.steered.value=r.some(({id:i})=>i===e.id)?r.map(i=>i.id===e.id?e:i):[...r,e],o.steeredId.value=e.id})}};var $l=400,Et=class{link;synced;requests;view;lens;draft;preview;fits;steering;resting;constructor(e,n){this.link=new mn(e,p=>{p==="gone"&&this.requests.failAll(
we.gone)},n),this.requests=new xn(this.link),this.synced=new Gt(e,this.link),this.view=new pn(this.synced);let{layers:o,tokens:r,constants:i,entries:s,source:a,
steer:c,train:d}=this.synced;this.lens=new yn(o,r.length,i);for(let p of e.get("pages")??[])this.lens.add(p);if(this.draft=new gn(s,e.get("draft")??{},a.peek()?.
settings,c?.settings,d?.settings),this.fits=new vn(this),this.steering=new _n(this),this.preview=new bn(p=>{let m=et();return this.link.send({kind:"query",id:m,
what:"target",args:p})?m:void 0},n),this.synced.frozen)return;Ci(this,e,n);let f=ne(()=>this.lookAhead());n?.addEventListener("abort",()=>{f(),clearTimeout(this.
resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:r,source:i}=e.asking();n.want(e.ready?{question:o,settings:r,source:i,...this.selected()}:
null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};let{layer:n,position:o,start:r,layers:i,spans:s}=e;return this.draft.vector?
{layer:n,position:o}:{layer:n,position:o,...r<o&&{start:r,stop:o+1},...i.length>1&&{layers:i},...s.length>1&&{spans:s}}}edit(e){X(()=>{e(this.draft);let{setting:n}=this.
preview.problem.peek()??{setting:""};(this.draft.isSteering(n)||this.draft.isTraining(n))&&(this.preview.problem.value=null)}),clearTimeout(this.resting),this.resting=
setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),$l)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";
return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>
0?this.requests.begin("readers",{...e,beside:n}):e&&this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),r=this.synced.selection.peek();
if(o&&e.vector)n.begin("scales",o);else if(o&&r){let{layer:i,layers:s,start:a,position:c}=r,d=s.length>1?{layers:s}:{},f=a<c?{start:a,stop:c+1}:{start:null,stop:null};
n.begin("sweep",{layer:i,...d,...f,...e.asking()})}}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.
position,...this.draft.asking()})}show(e){X(()=>{this.view.answer.value=e,e.position!==null&&this.synced.selectAll(ue(e),Hn(e))})}targetOf(e){if(e.target)return e.
target;let o=[...this.synced.curves.value,...this.synced.heatMaps.value].find(({id:r})=>e.id.startsWith(`${r}:`));return o?.target&&{...o.target,layer:e.target_layer}}};var Oi="latentlens-closed-tip";function Ti(){let{tip:t,frozen:e}=C().store.synced,[n,o]=Dt(Rl);if(t===""||e||n===t)return null;let r=()=>{o(t);try{localStorage.
setItem(Oi,t)}catch{}};return l("div",{class:"ll-tip ll-quiet",children:[l("span",{children:t.split("`").map((i,s)=>s%2?l("code",{class:"ll-mono",children:i},s):
i)}),l("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:r,children:"Close"})]})}function Rl(){try{return localStorage.getItem(Oi)}catch{
return null}}function Ei(){let{store:t}=C(),{draft:e,requests:n,synced:o}=t,r=o.train,i=e.state.value.panel==="train"&&r!==void 0;return l("section",{class:"ll-steer","aria-\
label":"Train a decoder",hidden:!i,children:[i&&l("form",{class:"ll-panel","aria-label":"Train a decoder",onSubmit:s=>{s.preventDefault(),n.begin("train",{train:e.
train})},children:[l("p",{class:"ll-about",children:"Train a reader that answers questions about activations. The model stays as it is. A training can be cancel\
led: its checkpoint is kept, and the same settings go on from there."}),l(Ee,{groups:[r],beside:({name:s})=>s==="train_recipe"&&l(Ll,{})}),l("div",{class:"ll-li\
ne ll-steer-go",children:l("button",{type:"submit",class:"ll-button ll-primary",children:"Train"})})]}),i&&o.trained.value.toReversed().map(s=>l(Pl,{training:s},
s.id))]})}function Ll(){let{store:t}=C(),e=t.synced.train?.recipes??[];return l("span",{class:"ll-others",hidden:e.length===0,children:e.map(n=>l("button",{type:"\
button",class:"ll-link",onClick:()=>t.edit(o=>o.set("train_recipe",n)),children:n},n))})}function Pl({training:t}){let{store:e}=C(),{name:n,out:o,preset:r,cancelled:i,
said:s,rows:a,runs:c,code:d}=t,[f,p]=a;return l("div",{class:"ll-card",role:"group","aria-label":`Training of ${n}`,children:[l(Je,{code:d,children:[l("span",{class:"\
ll-asked",children:l("bdi",{children:n})}),l("button",{type:"button",class:"ll-link",hidden:r===null,onClick:()=>e.edit(m=>m.change({preset:r??""})),children:"A\
sk it"})]}),i?l("p",{class:"ll-learnt",role:"status",children:["Cancelled: ",l("bdi",{children:s}),". The checkpoint is kept in ",l("bdi",{class:"ll-mono",children:o}),
"; press Train with the same settings to go on from there."]}):l(T,{children:[l("p",{class:"ll-quiet ll-learnt",children:[`Trained on ${f} rows, validated on ${p}\
. Written to `,l("bdi",{class:"ll-mono",children:o}),"."]}),l("table",{class:"ll-figures",children:[l("thead",{children:l("tr",{children:[l("td",{}),["right on \
validation","loss there","loss","steps","examples/s"].map(m=>l("th",{scope:"col",children:m},m))]})}),l("tbody",{children:c.map(m=>l(Il,{run:m},m.kind))})]})]})]})}
function Il({run:{kind:t,steps:e,loss:n,validation:o,speed:r}}){return l("tr",{children:[l("th",{scope:"row",children:t.replaceAll("_"," ")}),l("td",{children:o?
`${Math.round(100*o[1])} %`:"–"}),l("td",{children:o?o[0].toPrecision(3):"–"}),l("td",{children:n.toPrecision(3)}),l("td",{children:e}),l("td",{children:r===
null?"–":Math.round(r)})]})}function Fl({open:t}){let e=ie(t,[t]),{synced:n}=e,o=ie(()=>({store:e,view:new hn}),[e]),r=I(null),i=I(null);N(()=>()=>o.view.end(),[o]),N(()=>r.current&&i.current?
zl(r.current,i.current,e):void 0,[e]);let s=n.tokens.length;return l(Dn.Provider,{value:o,children:[l("div",{class:"ll-top",children:[l("span",{class:"ll-name",
children:n.title}),l("span",{class:"ll-quiet",children:[`${s} ${s===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),l(Ti,{}),l(xi,{scroller:r}),!n.frozen&&l(hr,{}),!n.frozen&&l(ki,{}),!n.frozen&&l(Ei,{}),l(_i,{}),l(pi,{scroller:i}),l(yi,{}),l(mr,{}),l("d\
iv",{class:"ll-result",children:[l(er,{}),l(hi,{})]}),l(ui,{}),l(Wl,{name:n.key})]})}function zl(t,e,{view:n}){let o=new AbortController,r=(s,a)=>()=>{!n.curve.
peek()?.vector&&a.scrollLeft!==s.scrollLeft&&(a.scrollLeft=s.scrollLeft)};t.addEventListener("scroll",r(t,e),{signal:o.signal,passive:!0}),e.addEventListener("s\
croll",r(e,t),{signal:o.signal,passive:!0});let i=ne(()=>{n.curve.value,queueMicrotask(r(t,e))});return()=>{i(),o.abort()}}function Wl({name:t}){return l("style",
{children:`.ll-for-${t.replace(/\W/g,"")} { display: none; }`})}var fo=class extends Se{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){
console.error(e)}render(){let{error:e}=this.state;return e===void 0?this.props.children:l("p",{class:"ll-error",role:"alert",children:`The Explorer could not be\
 drawn: ${e}`})}},Zp=()=>{let t;return{initialize({model:e,signal:n}){try{t=new Et(e,n)}catch{}},render({model:e,el:n,signal:o}){let r=document.createElement("d\
iv");r.className="ll-root",r.setAttribute("data-jp-suppress-context-menu",""),r.addEventListener("keydown",s=>{!s.ctrlKey&&!s.metaKey&&s.stopPropagation()},{signal:o}),
n.append(r),Rn(l(fo,{children:l(Fl,{open:()=>(t??=new Et(e,o),t)})}),r),o.addEventListener("abort",()=>Rn(null,r))}}};export{Zp as default};
