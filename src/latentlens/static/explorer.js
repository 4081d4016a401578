var $,uo,kn,ke,xn,$t,fo,Tt,po,Sn,_n,ho,st=Symbol.for("pv"),Lt={},Pt=[],Ar=/^m(i|n|o|s|text|space)$/,An=Array.isArray,Cn=Pt.slice,Le=Object.assign;function $e(t){
t&&t.parentNode&&t.remove()}function mo(t,e,n){var o,i,r,s={},l=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?i=e[r]:s[r]=e[r];return l>
2&&(s.children=l>3?Cn.call(arguments,2):n),rt(t,s,o,i,null)}function rt(t,e,n,o,i){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:st,__v:i||++uo,__i:-1,__u:0};return!i&&$.vnode&&$.
vnode(r),r}function M(t){return t.children}function Se(t,e){this.props=t,this.context=e,this.__g=0}function Ae(t,e){if(e==null)return t.__&&Ae(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Ae(t)}function Cr(t){var e,n=t.__v,o=n.__e,i=[],r=[],s=t.__P;
s&&((e=Le({constructor:st},n)).__v=n.__v+1,$.vnode&&$.vnode(e),On(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,i,o||Ae(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,_o(i,e,r),n.__=n.__e=null,e.__e!=o&&go(e))}function go(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
go(t)}function wn(t){(8&t.__g||(t.__g|=8,ke.push(t),$t++))&&xn==$.debounceRendering||((xn=$.debounceRendering)||queueMicrotask)(vo)}function vo(){try{for(var t,
e=1;ke.length;)ke.length>e&&ke.sort(fo),t=ke.shift(),e=ke.length,8&t.__g&&Cr(t)}finally{($t=ke.length)&&(xn||queueMicrotask)(vo)}}function yo(t,e,n,o,i,r,s,l,c,d,f){
var p,m,u,g,y,b,_=o.__k||Pt,v=e.length;for(c=Or(n,e,_,c,v),p=0;p<v;p++)(u=n.__k[p])!=null&&(m=~u.__i&&_[u.__i]||Lt,u.__i=p,b=On(t,u,m,i,r,s,l,c,d,f),g=u.__e,(m.
ref!=u.ref||8&m.__u)&&(m.ref&&En(m.ref,null,u,m),u.ref&&f.push(u.ref,u.__c||g,u)),y=y||g,4&u.__u?(c=bo(u,c,t,!m.__v),m.__e&&(m.__e=null)):typeof u.type=="functi\
on"&&b!==void 0?c=b:g&&(c=g.nextSibling),u.__u&=-21);return n.__e=y,c}function Or(t,e,n,o,i){var r,s,l,c,d,f,p,m,u,g=n.length,y=g,b=0,_=0,v=t.__k=Array(i);for(r=
0;r<i;r++)(s=e[r])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=v[r]=rt(null,s):An(s)?s=v[r]=rt(M,{children:s}):
s.constructor===st&&s.__b?s=v[r]=rt(s.type,s.props,s.key,s.ref,s.__v):v[r]=s,c=r+b,s.__=t,s.__b=t.__b+1,l=null,~(d=s.__i=Er(s,n,c,y))&&(y--,(l=n[d])&&(l.__u|=2)),
l&&l.__v?(s.__u|=16,d==c-1?b--:d==c+1?b++:d!=c&&(d>c?b--:b++,_=1)):(~d||(i>g?b--:i<g&&b++),typeof s.type!="function"&&(s.__u|=4))):v[r]=null;if(_){for(f=[],p=[],
r=0;r<i;r++)if((s=v[r])&&16&s.__u){for(b=0,m=f.length;b<m;)f[u=b+m>>1]<s.__i?b=u+1:m=u;f[b]=s.__i,p[r]=b+1}for(b=f.length;r--;)p[r]&&(p[r]==b?b--:v[r].__u|=4)}if(y)
for(r=0;r<g;r++)!(l=n[r])||2&l.__u||(l.__e==o&&(o=Ae(l)),Mn(l,l));return o}function bo(t,e,n,o){var i,r,s,l;if(typeof t.type=="function"){if(t.props.__P)return e;
if(i=t.__k)for(r=0;r<i.length;r++)i[r]&&(i[r].__=t,e=bo(i[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=Ae(t))&&!e.parentNode&&(e=null),s=t.__e,l=e;l&&l.nodeType==
8;)l=l.nextSibling;for(s!=l&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function Er(t,e,n,o){var i,r=t.key,s=t.type,l=e[n],c=l&&!(2&l.__u);if(l===null&&r==null||c&&r==l.key&&s==l.type)return n;if(o>(c?1:0)){for(i=n-1;i>=0;i--)if((l=
e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i;for(i=n+1;i<e.length;i++)if((l=e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i}return-1}function co(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function Mt(t,e,n,o,i){var r,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||co(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||co(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=_n[e]||(_n[e]=Mr(e)),(t.__a||(t.__a={}))[e]=Sn,r=e!=(e=e.replace(po,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,r):t.removeEventListener(e,s,r));else{if(i=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function Mr(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[Tt]==null)e[Tt]=Sn++;else if(e[Tt]<this.__a[t])return;return n($.event?$.event(e):e)}}}function On(t,e,n,o,i,r,s,l,c,d){
var f,p,m,u,g,y,b,_,v,w,C,k,h,x,E,z,F,j,D=e.type;if(e.constructor!==st)return null;128&n.__u&&(c=32&n.__u,f=n.__c.__z)&&(e.__u|=c,p=r=[],f.nodeType==8?l=Rt(f,r):
r.push(f),l=r[0]||l),(f=$.__b)&&f(e);e:if(typeof D=="function"){m=s.length;try{if(_=e.props,v=(f=D.prototype)&&f.render,w=(f=D.contextType)&&o[f.__c],C=f?w?w.props.
value:f.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(v?e.__c=u=new D(_,C):(e.__c=u=new Se(_,C),u.constructor=D,u.render=Rr),w&&w.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),v&&(u.__s||(u.__s=u.state),D.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Le({},u.__s)),Le(u.__s,D.getDerivedStateFromProps(
_,u.__s)))),g=u.props,y=u.state,u.__v=e,n.__c){if(_!==g&&v&&!D.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(_,C),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(_,u.__s,C)===!1){e.__v!=n.__v&&(u.props=_,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(N){N&&(N.__=e)}),Pt.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),l=Ae(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
_,u.__s,C),v&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(g,y,b)})}else v&&!D.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
v&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=_,u.__P=t,u.__g&=-5,k=$.__r,h=v?25:0;do u.__g&=-9,k&&k(e),f=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++h<25);v&&(Pt.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Le({},o,u.getChildContext())),v&&n.__c&&u.getSnapshotBeforeUpdate&&
(b=u.getSnapshotBeforeUpdate(g,y)),x=f&&f.type===M&&f.key==null?f.props.children:f,_.__P&&(f=l,i=(t=_.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(N){N&&Mn(N,N)}),n.__k=null),l=n.__k?Ae(n,0):null),l=yo(t,An(x)?x:[x],e,n,o,i,r,s,l,c,d),_.__P&&(e.__e=null,l=f),e.__u&=-161,p&&p.some($e),u.__h.length&&
s.push(u),1&u.__g&&(u.__g&=-4)}catch(N){if(s.length=m,e.__v=null,c||r)if(N&&N.then){if(e.__u|=128|c,r){for(~(F=r.indexOf(l||void 0))||(F=r.length);(j=r[F-1])&&j.
nodeType==8;)F--;for(;F<r.length;F++)if(j=r[F])if(r[F]=null,E){if(j==z)break}else{if(j.nodeType!=8)break;j.data.startsWith("$s")&&(z=Rt(E=j))}}if(!E){for(;l&&l.
nodeType==8&&l.nextSibling;)l=l.nextSibling;E=l}(f=Rt(E=e.__c.__z||(e.__c.__z=E)))?(e.__e=E,l=f):e.__e=l,l=l&&l.nextSibling}else r&&r.some($e);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),N&&N.then||xo(e),$.__e(N,e,n)}}else l=e.__e=Tr(n.__e,e,n,o,i,r,s,c,d,t);return(f=$.diffed)&&f(e),l}function Rt(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function xo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(xo))}function _o(t,e,n){for(var o=0;o<n.length;)En(n[o++],n[o++],n[o++]);$.__c&&$.__c(e,t),t.some(
function(i){try{t=i.__h,i.__h=[],t.some(function(r){r.call(i)})}catch(r){$.__e(r,i.__v)}})}function Tr(t,e,n,o,i,r,s,l,c,d){var f,p,m,u,g,y,b,_,v=n.props||Lt,w=e.
props,C=e.type;if(C=="svg"?i="http://www.w3.org/2000/svg":C=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),r){for(f=0;f<r.
length;f++)if((g=r[f])&&(C?g.localName==C:g.nodeType==3)){t=g,r[f]=null;break}}if(!t){if(_=d.ownerDocument||document,!C)return _.createTextNode(w);t=_.createElementNS(
i,C,w.is?w:d),l&&($.__m&&$.__m(e,r),l=!1),r=null}if(C){if(d=C=="template"&&t.content||t,r=C=="textarea"&&w.defaultValue!=null?null:r&&Cn.call(d.childNodes),!l&&
r)for(v={},f=0;f<t.attributes.length;f++)v[(g=t.attributes[f]).name]=g.value;for(f in v)g=v[f],f=="dangerouslySetInnerHTML"?m=g:f=="children"||f in w||f=="value"&&
"defaultValue"in w||f=="checked"&&"defaultChecked"in w||Mt(t,f,null,g,i);for(f in w)g=w[f],f=="children"?u=g:f=="dangerouslySetInnerHTML"?p=g:f=="value"?y=g:f==
"checked"?b=g:l&&typeof g!="function"||v[f]===g||Mt(t,f,g,v[f],i);p?(l||m&&(p.__html==m.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(m&&(t.textContent=""),
(C=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Ar.test(C))&&(i="http://www.w3.org/1999/xhtml"),yo(d,An(u)?u:[u],e,n,o,i,r,s,r?r[0]:n.__k&&Ae(n,0),
l,c),r&&r.some($e)),l&&C!="textarea"||(f="value",C=="progress"&&y==null?t.removeAttribute(f):y==null||y===t[f]&&(C!="progress"||y)||Mt(t,f,y,v[f],i),f="checked",
b!=null&&b!=t[f]&&Mt(t,f,b,v[f],i))}else v===w||l&&t.data==w||(t.data=w);return t}function En(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(i){$.__e(i,n)}}function Mn(t,e,n){var o,i,r,s;if($.unmount&&$.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||En(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){$.__e(l,e)}o.__P=o.__n=null}if(o=t.__k)for(s=
0;s<o.length;s++)o[s]&&Mn(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(i=Rt(o,r=[]))&&(o==t.__e&&r.some($e),$e(i),$e(o)),n||$e(
t.__e),t.__e=t.__c=t.__=null}function Rr(t,e,n){return this.constructor(t,n)}function Tn(t,e){var n,o,i,r;$.__&&$.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=rt(M,{children:[t]}),i=[],r=[],On(e,e.__k,o||Lt,Lt,e.namespaceURI,o?null:e.firstChild?Cn.call(e.childNodes):null,i,o?o.__e:e.firstChild,
n,r),_o(i,e.__k,r),e.__k.props.children=null}function wo(t){function e(n){var o,i;return this.getChildContext||(o=new Set,(i={})[e.__c]=this,this.getChildContext=function(){return i},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(s){s.__g|=4,wn(s)})},this.sub=function(r){o.add(r);var s=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),s&&s.call(r)}}),n.children}return e.__c="__cC"+ho++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}$={__e:function(t,e,n,o){for(var i,r,s;e=e.__;)if((i=e.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(r=i.constructor)&&r.getDerivedStateFromError)&&i.setState(r.getDerivedStateFromError(
t)),i.componentDidCatch&&(i.componentDidCatch(t,o||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(l){t=l}}throw $t=0,t}},uo=0,kn=function(t){return t!=null&&t.
constructor===st},Se.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Le({},this.state)),typeof t=="function"&&(t=t(Le({},n),this.props)),
t&&(Le(n,t),this.__v&&(e&&this.__k.push(e),wn(this)))},Se.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),wn(this))},Se.prototype.render=
M,ke=[],$t=0,fo=function(t,e){return t.__v.__b-e.__v.__b},Tt=Symbol(),po=/(PointerCapture)$|Capture$/i,Sn=0,_n={},ho=0;var Ve,H,Rn,ko,$n=Object.is,It=0,$o=[],Ln=[],B=$,So=B.__b,Ao=B.__r,Co=B.diffed,Oo=B.__c,Eo=B.unmount,Mo=B.__;function Ft(t,e){B.__h&&B.__h(H,t,It||e),It=0;var n=H.
__H||(H.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function zt(t){return It=1,$r(Io,t)}function $r(t,e,n){var o=Ft(Ve++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):Io(void 0,e),function(r){var s=(o.__N||o.__)[0],l=o.t(s,r);$n(s,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=H,!H.__f)){H.__f=!0;var i=H.shouldComponentUpdate;
H.shouldComponentUpdate=function(r,s,l){var c=this.__H;if(!c)return!0;var d=!1,f=this.props!=r;if(c.__.some(function(m){m.__N&&(d=!0,$n(m.__[0],m.__N[0])||(f=!0))}),
i){var p=i.call(this,r,s,l);return d?p||f:p}return!d||f}}return o.__}function V(t,e){var n=Ft(Ve++,4);!B.__s&&Po(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,H.__h.push(n))}function I(t){return It=5,ie(function(){return{current:t}},[])}function ie(t,e){var n=Ft(Ve++,7);return Po(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Lo(t){var e=H.context[t.__c],n=Ft(Ve++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(H)),e.props.value):t.__}function Lr(){var t;do{for(;t=Ln.shift();)try{lt(t)}catch(n){B.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=$o.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(lt),e.__h.
some(Pn),e.__h=[]}catch(n){e.__h=[],B.__e(n,t.__v)}}}while(Ln.length)}B.__b=function(t){H=null,So&&So(t)},B.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
Mo&&Mo(t,e)},B.__r=function(t){Ao&&Ao(t),Ve=0;var e=(H=t.__c).__H;e&&(Rn==H?H.__h=[]:(e.__h.some(lt),e.__h.some(Pn),Ve=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),Rn=H},B.diffed=function(t){Co&&Co(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Ro($o.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),Rn=H=null},B.__c=function(t,e){e.some(function(n){try{n.__h.some(lt),n.__h=n.__h.filter(function(o){return!o.__||Pn(o)})}catch(o){n.__h=[function(){
throw o}]}}),Oo&&Oo(t,e)},B.unmount=function(t){Eo&&Eo(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,Ro(Ln.push(i))}else lt(i)}catch(r){e=r}}),o.__H=void 0,e&&B.__e(e,o.__v))};var To=typeof requestAnimationFrame==
"function";function Pr(t){var e,n=function(){clearTimeout(o),To&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);To&&(e=requestAnimationFrame(n))}function Ro(t){
t!=1&&ko==B.requestAnimationFrame||((ko=B.requestAnimationFrame)||Pr)(Lr)}function lt(t){var e=H,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),H=e}function Pn(t){
var e=H;t.__c=t.__(),H=e}function Po(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!$n(n,t[o])})}function Io(t,e){return typeof e=="function"?e(
t):e}var Ir=Symbol.for("preact-signals");function Ht(){if(he>1)he--;else{var t,e=!1;for((function(){var i=Dt;for(Dt=void 0;i!==void 0;){var r=i.S;if(r.v===i.v)for(var s=r.
t;s!==void 0;s=s.x)s.i===i.i&&(s.i=r.i);i=i.o}})();ct!==void 0;){var n=ct;for(ct=void 0,Wt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&zo(n))try{n.
c()}catch(i){e||(t=i,e=!0)}n=o}}if(Wt=0,he--,e)throw t}}function Q(t){if(he>0)return t();In=++Fr,he++;try{return t()}finally{Ht()}}var at,W=void 0;function ut(t){
var e=W,n=at;W=void 0,at=void 0;try{return t()}finally{W=e,at=n}}var ct=void 0,he=0,Wt=0,Fr=0,In=0,Dt=void 0,Nt=0;function Fo(t){if(W!==void 0){var e=t.n;if(e===
void 0||e.t!==W)return e={i:0,S:t,p:W.s,n:void 0,t:W,e:void 0,x:void 0,r:e},W.s!==void 0&&(W.s.n=e),W.s=e,t.n=e,32&W.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=W.s,e.n=void 0,W.s.n=e,W.s=e),e}}function K(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}K.prototype.brand=Ir;K.prototype.h=function(){return!0};K.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:ut(function(){var o;(o=e.W)==null||o.call(e)}))};K.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&ut(function(){var i;(i=e.Z)==null||i.call(e)}))}};K.prototype.
subscribe=function(t){var e=this;return ne(function(){var n=e.value;ut(function(){return t(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};
K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var t=this;return ut(function(){
return t.value})};Object.defineProperty(K.prototype,"value",{get:function(){var t=Fo(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Wt>100)throw new Error("Cycle detected");(function(n){he!==0&&Wt===0&&n.l!==In&&(n.l=In,Dt={S:n,v:n.v,i:n.i,o:Dt})})(this),this.v=t,this.i++,Nt++,he++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Ht()}}}});function R(t,e){return new K(t,e)}function zo(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function Wo(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function Do(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Pe(t,e){K.call(this,void 0,e),this.x=t,this.s=void 0,this.g=Nt-1,this.f=4}Pe.prototype=new K;Pe.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===Nt))return!0;if(this.g=Nt,this.f|=1,this.i>0&&!zo(this))return this.f&=-2,!0;var t=W;try{Wo(this),W=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return W=t,Do(this),this.f&=-2,!0};Pe.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}K.prototype.S.call(this,t)};Pe.prototype.U=function(t){if(this.t!==void 0&&(K.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Pe.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Pe.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Fo(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function Ce(t,e){return new Pe(t,e)}function No(t){var e=t.j;if(t.j=void 0,typeof e=="function"){he++;var n=W;
W=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Fn(t),o}finally{W=n,Ht()}}}function Fn(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,No(t)}function zr(t){
if(W!==this)throw new Error("Out-of-order effect");Do(this),W=t,this.f&=-2;try{8&this.f&&Fn(this)}finally{Ht()}}function Ke(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,at&&at.push(this)}Ke.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};Ke.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,No(this),Wo(this),he++;var t=W;
return W=this,zr.bind(this,t)};Ke.prototype.N=function(){2&this.f||(this.f|=2,this.u=ct,ct=this)};Ke.prototype.d=function(){this.f|=8,1&this.f||Fn(this)};Ke.prototype.
dispose=function(){this.d()};function ne(t,e){var n=new Ke(t,e);try{n.c()}catch(i){throw n.d(),i}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var Ho,jt,qt,Wr=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var qo=[];ne(function(){Ho=this.N})();function Ue(t,e){$[t]=e.bind(null,$[t]||function(){})}function dt(t){if(qt){var e=qt;qt=void 0,e()}qt=t&&t.S()}function jo(t){
var e=this,n=t.data,o=J(n);o.name="ReactiveDom",o.value=n;var i=ie(function(){for(var l=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var d=Ce(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),f=Ce(function(){return!Array.isArray(d.value)&&!kn(d.value)}),p=ne(function(){if(this.N=Bo,f.value){var u=d.value;l.
__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=u)}}),m=e.__$u.d;return e.__$u.d=function(){p(),m.call(this)},[f,d]},[]),r=i[0],s=i[1];return r.value?s.
peek():s.value}jo.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:mo(M,null).constructor},type:{configurable:!0,
value:jo},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});Ue("__b",function(t,e){if(dt(),
jt=void 0,typeof e.type=="string"){var n,o=e.props;for(var i in o)if(i!=="children"){var r=o[i];r instanceof K&&(n||(e.__np=n={}),n[i]=r,o[i]=r.peek())}}t(e)});
Ue("__r",function(t,e){if(t(e),e.type!==M){dt();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(i,r){var s;return ne(function(){s=this},{name:r}),
s.c=i,s})((function(i){return function(){var r;Wr&&((r=this.y)==null||r.call(this)),i.__$f|=1,i.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),jt=o,dt(n)}});Ue("__e",function(t,e,n,o){dt(),jt=void 0,t(e,n,o)});Ue("diffed",function(t,e){dt(),jt=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,i=e.props,r=n.U;if(r)for(var s in r){var l=r[s];l===void 0||o&&s in o||(l.d(),r[s]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var d=r[c],
f=o[c];d===void 0?(d=Dr(n,c,f,i),r[c]=d):d.o(f,i)}}}t(e)});function Dr(t,e,n,o){var i=e in t&&t.ownerSVGElement===void 0,r=R(n);return{o:function(s,l){r.value=s,
o=l},d:ne(function(){this.N=Bo;var s=r.value.value;o[e]!==s&&(o[e]=s,i?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}Ue("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var i in o){var r=o[i];r&&r.d()}}}var s=e.__np;if(s){var l=e.props;
for(var c in s)l[c]=s[c]}e.__np=void 0}else{var d=e.__c;if(d){d.__$f|=8;var f=d.__$u;f&&(d.__$u=void 0,f.d())}}t(e)});Ue("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});Se.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var i in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var l in this.props)if(!(l in t))return!0;return!1};function J(t,e){return ie(function(){return R(t,e)},[])}var Nr=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Hr(){Q(function(){for(var t;t=qo.shift();)Ho.call(t)})}function Bo(){qo.push(this)===1&&($.requestAnimationFrame||Nr)(Hr)}var Z="not finite",Ge="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function q({confidence:t}){return t!==null}function ae(t,e="\
nothing"){return q(t)?t.text.trim()||e:Z}function me(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function Oe(t,e){return e===""?t.excess??t.confidence??0:me(t,e)}
function Bt(t){return t.some(({excess:e})=>e!==null)}function ge({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function Vt(t,e,n){let o=e===""&&Bt(t),
i=t.filter(l=>q(l)&&!ge(l,n)&&!(o&&l.excess===null)),[r]=i;return r?{answer:i.reduce((l,c)=>Oe(c,e)>Oe(l,e)?c:l,r),of:i.length}:null}var zn=wo(null);function O(){let t=Lo(zn);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}function Xe(t,e){let n=[];for(let[s,l]of e.toSorted(([c],[d])=>c-d)){let c=n.at(-1);c&&s<=c[1]?c[1]=Math.max(c[1],l):n.push([s,l])}let o=[...new Set(t)].sort((s,l)=>s-
l),[i,r]=n.at(-1)??[0,1];return{layer:o.at(-1)??0,position:r-1,start:i,layers:o,spans:n}}function Ie({spans:t}){return t.flatMap(([e,n])=>Array.from({length:n-e},
(o,i)=>e+i))}var qr=3e3,Wn=(t,e)=>JSON.stringify([t?.layers,t?.spans])===JSON.stringify([e?.layers,e?.spans]),Kt=class{constructor(e,n){this.model=e;this.link=n;
this.title=e.get("title"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=
e.get("split_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("\
constants"),this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=R(e.get("presets")??[]),this.source=
R(e.get("source")),this.selection=R(this.toldSelection()),this.answers=R(e.get("history")??[]),this.curves=R(e.get("curves")??[]),this.heatMaps=R(e.get("heat_ma\
ps")??[]),this.comparisons=R(e.get("comparisons")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;comparisons;ours=[];select(e,n,o=n){
this.selectAll([e],[[o,n+1]])}selectAll(e,n){let o=Xe(e,n),i=this.selection.peek();if(this.selection.value=o,this.frozen||Wn(o,i))return;let{layers:r,spans:s,...l}=o,
c={...r.length>1&&{layers:r},...s.length>1&&{spans:s}};this.link.tell({kind:"select",...l,...c})&&this.ours.push({told:o,at:Date.now()})}echoed(){let e=this.toldSelection();
this.ours=this.ours.filter(({at:o})=>Date.now()-o<qr);let n=this.ours.findIndex(o=>Wn(o.told,e));this.ours.splice(0,n+1),!(this.ours.length>0)&&(Wn(this.selection.
peek(),e)||(this.selection.value=e))}replace(e,n){let o=(i,r)=>{let s=i.peek().filter(({id:l})=>n(l)&&!r.some(c=>c.id===l));i.value=[...r,...s]};Q(()=>{e==="cur\
ves"?o(this.curves,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.model.get("selection");if(!e)return null;let[n,o]=e,i=this.
model.get("span"),[r,s]=[this.model.get("layers")??[],this.model.get("spans")??[]],l=i&&i[1]-1===o?i:[o,o+1];return Xe(r.at(-1)===n?r:[n],s.at(-1)?.join()===l.join()?
s.map(([c,d])=>[c,d]):[l])}};var Vo=60;function ce({sites:t,layer:e}){return t.length>0?[...new Set(t.map(([n])=>n))]:[e]}function Dn(t){return Xe([],Ut(t).map(e=>[e,e+1])).spans}function ue(t){
return`${t.length>1?"layers":"layer"} ${Ko(t.map(String))}`}function Ko(t){return t.length>1?`${t.slice(0,-1).join(", ")} and ${t.at(-1)}`:t.join()}function Ut({
sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([i])=>i===e).map(([,i])=>i);return o.length>0?o:[n]}function ft(t){let e=t.map(([o,i])=>i-o>1?
`${o} to ${i-1}`:`${o}`);return`${t.length>1||t.some(([o,i])=>i-o>1)?"positions":"position"} ${Ko(e)}`}function Nn(t,e){let n=e.map(([o,i])=>t.slice(o,i).join("")).
join(" … ");return[n,n.length>Vo?`${n.slice(0,Vo)}…`:n]}function de(t,e){if(t.vector)return["Vector",t.token];let n=Dn(t),o=ft(n),i=Ut(t).length===1;return[
`P${o.slice(1)}`,i?t.token:Nn(e,n)[1]]}function Hn(t,e){return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}var jr=Symbol.for("pv"),Br=0;function a(t,e,n,o,i,r){e||(e={});var s,l,c=e;if("ref"in c&&typeof t!="function")for(l in c={},e)l=="ref"?s=e[l]:c[l]=e[l];var d={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:jr,__v:--Br,__i:-1,__u:0};return(i||r)&&(d.__source=i,d.__self=r),$.vnode&&$.vnode(d),d}var Vr=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;function X({text:t}){return t.includes("<")?a(M,{children:t.split(Vr).map((e,n)=>n%2===0?e:a("span",{class:"l\
l-code-point",children:e.startsWith("<0x")?e.slice(3,-1).replaceAll("><0x"," "):e.slice(1,-1)},n))}):a(M,{children:t})}var Uo=14;function Go({target:t,...e}){let n=t.slots??e.positions;return a("div",{class:"ll-flow",children:[a(Xt,{...e}),a(Gt,{name:"Writes",where:qn(t),children:a(
pt,{tokens:t.tokens,marked:n,chip:Yt(n,"slot")})})]})}function pt({tokens:t,marked:e,chip:n,more:o={}}){let[i,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[s,
l]=[Math.max(0,i-Uo),Math.min(t.length,r+Uo+1)],c=d=>d>0&&a("span",{class:"ll-quiet",title:`${d} more tokens`,children:"…"});return a("span",{class:"ll-tokens",
...o,children:[c(s),t.slice(s,l).map((d,f)=>n(d,s+f)),c(t.length-l)]})}function Gt({name:t,where:e,children:n}){return a("div",{class:"ll-flow-row",children:[a(
"span",{class:"ll-label",children:t}),a("span",{class:"ll-quiet ll-at",children:e}),n]})}function Xt({tokens:t,layers:e,positions:n,name:o}){return a(Gt,{name:"\
Reads",where:ue(e),children:o===void 0?a(pt,{tokens:t,marked:n,chip:Yt(n,"source")}):a("span",{class:"ll-token ll-mono ll-source",dir:"auto",title:o,children:o})})}
function Yt(t,e){return(n,o)=>a("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:a(X,{text:n})},o)}function qn({
layer:t}){return t===null?"":`layer ${t}`}function T(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Fe(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var Kr={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function ze(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:jn(n,o.length),controls:o}))}function jn(t,e){let[n,o]=Kr[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Bn(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Ur(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function Ye(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Ur(o,e));return[Math.min(...n),Math.max(...n)]}function We(t,e){return ze(t.controls).map(({name:n,controls:o})=>{let i=[
...new Set((Ye(o,e)??[]).map(T))];return[n.toLowerCase(),i.join(" to ")]})}var Gr=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function U(t){return Gr.test(t)?`⁨${t}⁩`:t}function Xo({answer:t}){let{confidence:e,excess:n}=t;return e===null?a("div",{class:"ll-scale"}):a("div",{class:"ll-scale",children:[a(Vn,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&a(M,{children:[a("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${T(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),ze(t.controls).map(o=>a(Yr,{...o},o.kind)),
n!==null&&a("div",{class:"ll-measure ll-excess",children:[a("span",{class:"ll-label",children:"Over controls"}),a("span",{}),a("span",{class:"ll-num",children:Fe(
n)}),a("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),t.noise&&a(Xr,{noise:t.noise}),a(Qr,{answer:t})]})}function Xr({noise:t}){
let e=t.samples.find(({kind:i})=>i==="random"),n=t.samples.map(({kind:i,reached:r,n:s})=>`${r} of ${Bn(i,s)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:i,n:r,p_value:s})=>`${Bn(i,r)}: p = ${T(s)}`).join(`
`);return a("div",{class:"ll-measure",title:o,children:[a("span",{class:"ll-label",children:"Against noise"}),a("span",{}),a("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),a("span",{class:"ll-quiet ll-cut",children:[a("b",{children:t.verdict}),": ",n.join(", ")]})]})}function Vn({kind:t,label:e,value:n,low:o,
title:i,children:r}){let s=o!==void 0;return a("div",{class:`ll-measure ll-${t}`,title:i,children:[a("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),a("span",{class:s?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":s?`${e} ${T(o)}\
 to ${T(n)}`:`${e} ${T(n)}`,style:{"--p":String(n),...s&&{"--low":String(o)}}}),a("span",{class:"ll-num",children:T(n)}),a("span",{class:"ll-quiet ll-cut",children:r})]})}
function Yr({name:t,controls:e}){let[n,o]=Ye(e)??[0,0],i=e.length>1,r=[...new Set(e.map(({text:l})=>l.trim()||"nothing"))].join(", "),s=`In place of the activat\
ion, ${i?"they give":"it gives"} this answer ${e.map(({support:l})=>T(l)).join(", ")}.
`+e.map(({text:l,confidence:c})=>`“${U(l)}” with confidence ${T(c)}`).join(`
`);return a(Vn,{kind:"control",label:t,value:o,low:i?n:void 0,title:s,children:[i?`${T(n)} to ${T(o)}; own answers: `:"own answer: ",a("span",{class:"ll-mono",dir:"\
auto",children:r}),e[0]&&!i?`, ${T(e[0].confidence)}`:""]})}function Qr({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:i})=>({
text:o,p:i??0})).sort((o,i)=>i.p-o.p);return a(M,{children:[a("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${T(e)}`]}),n.map(({text:o,p:i})=>a(Vn,{kind:"option",label:o,value:i},o))]})}function Yo(){let{store:t}=O(),e=t.view.answer.value,n=e?ce(e):[],o=e&&t.targetOf(e),[i,r]=e?de(e,t.synced.tokens):["",""],s=e?[...e.flags.map(({message:l})=>l),
...Jr(t,e)]:[];return a("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&a(Zr,{answer:e},e.id),a("output",{"aria-live":"polite",children:e&&
a(es,{answer:e})}),e&&a(M,{children:[a(Xo,{answer:e}),o&&o.tokens.length>0&&a(Go,{tokens:t.synced.tokens,layers:ce(e),positions:Ut(e),target:o,name:e.vector&&r}),
s.length>0&&a("ul",{class:"ll-flags",children:s.map(l=>a("li",{children:l},l))}),a("dl",{class:"ll-facts",children:[a(Qt,{name:n.length>1?"Layers":"Layer",children:n.
join(", ")}),a(Qt,{name:i,children:a("span",{class:"ll-mono",dir:"auto",children:r})}),a(Qt,{name:"Into layer",children:e.target_layer}),a(Qt,{name:"Reader",children:a(
"span",{class:"ll-mono ll-reader",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function Jr({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Vt(
o,"",t.constants)).find(o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Zr({answer:{question:t,
code:e}}){let n=J(!1),o=J(!1),i=I(null);V(()=>{o.value&&(i.current?.focus({preventScroll:!0}),i.current?.select())},[o.value]);let r=async()=>{try{await navigator.
clipboard.writeText(e)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return a(M,{children:[a("header",{children:[a("span",{class:"ll-ask\
ed ll-mono ll-cut",dir:"auto",title:t,children:t}),a("button",{type:"button",class:"ll-link",hidden:e==="",onClick:()=>{r()},children:n.value?"Copied":"Copy as \
code"})]}),a("textarea",{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,e.split(`
`).length),ref:i,value:e})]})}function es({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,i=!o.includes("·");return a("div",{class:"ll-words ll-mono",dir:"\
auto",children:[e.length===0&&(q(t)?o:a("i",{class:"ll-quiet",children:Z})),e.map((r,s)=>{let l=n[s],c=l===void 0?void 0:Math.exp(l),d=i?r.replaceAll("·"," "):
r;return a("span",{class:"ll-word",title:c===void 0?void 0:`probability ${T(c)}`,style:{"--p":String(c??0)},children:a(X,{text:s===0&&d.trimStart()||d})},s)})]})}
function Qt({name:t,children:e}){return a("div",{children:[a("dt",{children:t})," ",a("dd",{children:e})]})}var Qo=t=>t.replaceAll(`
`,"\\n"),Jo=t=>t.replaceAll("\\n",`
`);function ht(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Qo(String(n))).join(" "):e.join(", "):Qo(String(e))}function Zo(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(Jo):Jo(e)}function ei({field:t,id:e,value:n,wrong:o,describedBy:i,onFocus:r,onBlur:s}){let{store:l}=O(),c=J(null),d=u=>l.edit(g=>g.set(t.name,u)),f={id:e,"data-setting":t.
name,"aria-describedby":i,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let u=({currentTarget:g})=>d(g.value||null);return a("select",{...f,class:"ll-\
field",value:ht(t,n),onInput:u,onChange:u,onBlur:s,children:t.choices.map(([g,y])=>a("option",{value:g??"",children:y},g??""))})}if(t.kind==="yes"){let u=({currentTarget:g})=>d(
g.checked);return a("input",{...f,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:s})}let p=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,d(Zo(t,u.value))},m=()=>{c.value=null};return a("input",{...f,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??ht(t,n),onInput:p,onChange:m,onBlur:()=>{m(),s()}})}var ti=0;function ee(){let[t]=zt(()=>(ti+=1,`ll-${Math.random().toString(36).slice(2,8)}-${ti}`));return t}function Qe(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Jt({groups:t,beside:e}){let{draft:n}=O().store;return a(M,{children:t.map(({group:o,fields:i})=>({group:o,fields:i.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:i})=>a("div",{class:"ll-group",role:"group","aria-label":o,children:[a("h5",{children:o}),i.map(r=>a(ts,{field:r,
children:e?.(r)},r.name))]},o))})}function ts({field:t,children:e}){let{store:n,view:o}=O(),{draft:i,preview:r}=n,[s,l,c]=[ee(),ee(),ee()],d=i.value(t.name),f=r.
problem.value,p=f?.setting===t.name,m=t.when!==void 0&&!t.when[1].includes(i.value(t.when[0]))||t.needs!==void 0&&i.value(t.needs)===null,u=({currentTarget:b})=>{
let _=b.closest(".ll-setting")??b;o.show({anchor:_,content:()=>a("div",{class:"ll-pop-help",children:t.help}),above:!0})},g=()=>o.hide(),y=I(!1);return a("div",
{class:`ll-setting${t.name in i.changed()?" ll-set":""}`,hidden:m,onPointerDown:()=>{y.current=!0},onFocusIn:()=>{y.current=!1},children:[a("span",{class:"ll-na\
med",children:[a("label",{class:"ll-label",for:s,children:t.label}),t.help!==""&&a("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:u,onPointerEnter:u,onPointerLeave:b=>{b.pointerType!=="touch"&&g()},onBlur:g,children:"?"})]}),a(ei,{field:t,id:s,value:d,wrong:p,describedBy:t.help===""?
l:`${c} ${l}`,onFocus:b=>{t.help!==""&&!y.current&&u(b)},onBlur:g}),a("span",{class:"ll-unseen",id:c,children:t.help}),e,a("p",{class:"ll-error",id:l,hidden:!p,
role:p?"alert":void 0,children:p?f.message:""})]})}function ni(){let{store:t}=O(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return a("div",{class:"ll-from",hidden:n,children:!n&&
a(Jt,{groups:[e]})})}function Je({layer:t,layers:e,position:n,start:o,spans:i,source:r={}}){let{vector:s,minus:l}=r;if(typeof s=="string"&&s!=="difference")return U(
s.slice(s.indexOf(":")+1));let c=n??-1,d=ft(i??[[o??c,c+1]]);return`${ue(e??[t??-1])}, ${d}${s?` minus ${l}`:""}`}function oi(){let{store:t}=O(),{draft:e,synced:n}=t,o=n.selection.value,{fit:i}=e.entry,{vector:r}=e,s=r!==null&&r!=="difference",l=!t.asking(),c=o?Ie(o).length:
0,d=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return a("div",{class:"ll-line ll-actions",children:[a("span",{class:"ll-where",
children:s?a("b",{dir:"auto",children:Je(e.asking())}):a(ns,{})}),a("button",{type:"button",class:"ll-link",hidden:!o||i===!0||s,onClick:d,children:c>1?"Subtrac\
t the last token":"Subtract this token"}),a("button",{type:"button",class:"ll-button",disabled:l||!e.has("layer")||r!==null,title:r?"A vector belongs to one lay\
er, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),a("button",{type:"\
button",class:"ll-button",disabled:l,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that are selec\
ted",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),a("button",{type:"submit",class:"ll-button ll-primary",disabled:i?
!e.ready:l,children:i?"Fit":"Ask"})]})}function ns(){let{draft:t,synced:e,preview:n}=O().store,o=e.selection.value;if(!o)return a(M,{children:"Choose a cell of \
the grid."});let{layer:i,position:r}=o,s=t.vector==="difference",l=!s,c=l?o.layers:[i],d=l?o.spans:[[r,r+1]],[f,p]=Nn(e.tokens,d);return a(M,{children:[`L${ue(c).
slice(1)}, ${ft(d)} `,a("b",{class:"ll-mono",dir:"auto",title:f,children:a(X,{text:p})}),l&&os(o,n.target.value),s&&a(M,{children:[" minus ",a("b",{class:"ll-mo\
no",dir:"auto",children:a(X,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function os(t,e){let{positions:n=[],layers:o=[]}=e??{},[i,r]=[
t.layers.length,Ie(t).length],s=n.at(-1)===t.position&&o.at(-1)===t.layer;if(i*r===1||!s)return"";let l=r>1?`${r} tokens`:"the token",c=i>1?`${l} at ${i} layers`:
l;if(o.length===i&&n.length===r)return`; this reader reads ${i>1?c:`all ${c}`} for one answer`;let d=[n.length<r?"the last":l,...o.length<i?["at the last layer"]:
i>1?[`at ${i} layers`]:[]];return`; this reader does not take ${c} at once: it reads ${d.join(" ")}`}function ii(){let{store:t}=O(),{draft:e}=t,n=ee(),o=e.beside,i=e.comparable.filter(r=>!o.includes(r));return a("div",{class:"ll-line ll-beside",hidden:e.comparable.
length===0,children:[a("label",{class:"ll-label",for:n,children:"Beside"}),o.map(({name:r,label:s})=>a("span",{class:"ll-chip",children:[a("bdi",{children:s}),a(
"button",{type:"button",class:"ll-link","aria-label":`Do not ask ${U(s)}`,onClick:()=>t.edit(()=>e.compare(r,!1)),children:"×"})]},r)),a("select",{class:"ll-fi\
eld",id:n,value:"",hidden:i.length===0,onChange:({currentTarget:r})=>{let{value:s}=r;r.value="",s!==""&&t.edit(()=>e.compare(s,!0))},children:[a("option",{value:"",
children:o.length>0?"one more reader":"ask another reader the same"}),i.map(({name:r,label:s})=>a("option",{value:r,children:s},r))]})]})}function si(){let{store:t}=O(),{draft:e,synced:n}=t,[o,i]=[ee(),ee()],r=I(null),{entry:s}=e,l=n.selection.value,c=l?n.entityTypes[l.position]??null:null,[d,f]=is(
n.entries.value,c),p=[s.help,s.held_out?.[l?.layer??""]].filter(Boolean).join(" ");return a(M,{children:[a("div",{class:"ll-line",children:[a("label",{class:"ll\
-label",for:o,children:"Question"}),a("select",{class:"ll-field",id:o,"aria-describedby":i,value:s.name,onChange:m=>{let u=m.currentTarget.value;t.edit(()=>{e.change(
{preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})},children:[d.map(ri),f.map(([m,u])=>a("optgroup",{label:m,children:u.
map(ri)},m))]}),a("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":s.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":i,hidden:s.takes==="",placeholder:s.sample,value:e.text,ref:r,onInput:m=>{let{value:u}=m.currentTarget;t.edit(()=>{e.text=u,e.set("positio\
n",void 0)})}})]}),a("p",{class:"ll-help",id:i,children:p})]})}function ri({name:t,label:e}){return a("option",{value:t,children:e},t)}function is(t,e){let n=new Map,
o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":i=[]}=Object.
fromEntries(n);return n.delete(""),[i,[...n]]}function li(){let{store:t}=O(),{draft:e,synced:n}=t,o=ee(),i=I(null),{open:r}=e.state.value,s=e.changed(),l=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
s).map(c=>`${c.label.toLowerCase()} ${ss(c,s[c.name]??null)}`);return a("div",{class:"ll-options",children:[a("div",{class:"ll-line",children:[a("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:i,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),a("span",{class:"\
ll-changed ll-cut",title:l.join(`
`),children:l.join(", ")}),a("button",{type:"button",class:"ll-link",hidden:l.length===0,onClick:()=>{t.edit(()=>e.reset()),i.current?.focus({preventScroll:!0})},
children:"Reset"})]}),a("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:a(Jt,{groups:n.fields,beside:({name:c})=>c==="noise"&&
a(rs,{})})})]})}function rs(){let{store:t}=O(),{draft:e}=t,n=t.synced.selection.value,o=n?Ie(n):[],i=o.length,r=i===0||e.entry.takes!==""||e.value("position")!==
null;return a("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{t.edit(()=>e.set("noise",o))},children:i>1?`the ${i} selected tokens`:"the selected \
token"})}function ss(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===e)?.[1]??(ht(t,e)||t.empty||"none")}function ai(){let{store:t}=O(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:i}=t.synced,r=n&&e?.layers?.length?e.
layers:[n?.layer??0],s=n?e?.positions??[n.position]:[];return a("div",{class:"ll-flow",hidden:o,children:!o&&a(M,{children:[e.reads?a(Xt,{tokens:i,layers:[e.reads.
layer],positions:[],name:e.reads.name}):n&&a(Xt,{tokens:i,layers:r,positions:s}),a(Gt,{name:"Writes",where:qn(e),children:a(ls,{target:e,slots:e.slots??s})})]})})}
function ls({target:t,slots:e}){let{store:n}=O(),o=I(null),i=I(!1);if(V(()=>{i.current&&(i.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({
preventScroll:!0}))}),!t.movable)return a(pt,{tokens:t.tokens,marked:e,chip:Yt(e,"slot")});let r=c=>{i.current=!0,n.preview.put(c),n.edit(d=>d.set("position",c))},
s=(c,d)=>{let f={ArrowLeft:-1,ArrowRight:1}[c.key];f!==void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,d+f))))},l=(c,d)=>{let f=e.includes(d);
return a("button",{type:"button",class:`ll-token ll-mono${f?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":f,"data-slot":d,tabIndex:f||e.length===0&&d===
0?0:-1,title:`position ${d}`,onClick:()=>r(d),onKeyDown:p=>s(p,d),children:a(X,{text:c})},d)};return a(pt,{tokens:t.tokens,marked:e,chip:l,more:{ref:o,role:"rad\
iogroup","aria-label":"Slot: the token that takes the vector",title:"Click the token that takes the vector"}})}function ci(){let{store:t}=O(),{draft:e}=t;return a("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[a(si,{}),a(as,{}),a(ii,{}),a(li,{}),a(ai,{}),a(ni,{}),a(us,{}),a(oi,{})]})}function as(){let{store:t}=O(),{draft:e,synced:n}=t,[o,i]=[ee(),ee()],
r=e.entry.settings.layer??null,{layer:s}=e.changed();return a("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[a("label",{class:"ll-label",for:o,children:"\
Answers"}),a("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.
value.options,onInput:({currentTarget:{value:l}})=>t.edit(()=>e.change({options:l}))}),a("span",{class:"ll-pair",hidden:!e.has("layer"),children:[a("label",{class:"\
ll-label",for:i,children:"Into layer"}),a("select",{class:"ll-field",id:i,value:s===void 0?"":s===null?"same":String(s),onChange:({currentTarget:{value:l}})=>t.
edit(()=>e.set("layer",l===""?void 0:l==="same"?null:Number(l))),children:[a("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),a(
"option",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(l,c)=>a("option",{value:c,children:c},c))]})]})]})}var cs=[
"question","layer","position"];function us(){let{draft:t,preview:e,synced:n}=O().store,o=e.problem.value,i=o!==null&&cs.includes(o.setting),r=o!==null&&(t.state.
value.open||t.isSource(o.setting)),s=o!==null&&(i||!r),l=n.fields.flatMap(({fields:f})=>f).find(({name:f})=>f===o?.setting),c=l&&!i?`${l.label}: `:"",d=o?.setting!==
"question"||t.entry.takes==="corpus"&&t.text!=="";return a("p",{class:d?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!s,children:s?`${c}${o.
message}`:""})}function ui(){let{store:t}=O(),{answers:e,comparisons:n,tokens:o}=t.synced,i=t.view.answer.value?.id??"",r=n.value.find(d=>d.answers.includes(i)),s=(r?.answers??
[]).flatMap(d=>e.value.find(f=>f.id===d)??[]),[l]=s,c=d=>`${ue(ce(d))}, ${de(d,o)[0].toLowerCase()}`;return a("section",{class:"ll-together","aria-label":"Side \
by side",hidden:!l,children:r&&l&&a(M,{children:[a("header",{children:[a("span",{class:"ll-asked",children:`Reads ${c(l)}`}),a("span",{class:"ll-agree",title:"P\
airs of answers that are the same without case, articles, and white space and punctuation around them",children:ds(r)})]}),a("div",{class:"ll-columns",children:s.
map(d=>a("button",{type:"button","data-id":d.id,"aria-current":d.id===i?"true":void 0,onClick:()=>t.show(d),children:[a("span",{class:"ll-cut ll-quiet",dir:"aut\
o",title:d.question,children:d.question}),a("span",{class:"ll-mono ll-say",dir:"auto",children:ae(d)}),c(d)!==c(l)&&a("span",{class:"ll-quiet",children:`reads ${c(
d)}`}),a(fs,{name:"confidence",value:d.confidence}),We(d,"").map(([f,p])=>a("span",{class:"ll-level ll-quiet",children:[a("span",{children:f}),a("span",{class:"\
ll-num",children:p})]},f))]},d.id))})]})})}function ds({agreeing:t,pairs:e}){return e===1?t===1?"The answers agree":"The answers differ":`${t} of ${e} pairs agr\
ee, share ${T(t/e)}`}function fs({name:t,value:e}){return a(M,{children:[a("span",{class:"ll-level",children:[a("span",{children:t}),a("span",{class:"ll-num",children:e===
null?"":T(e)})]}),a("span",{class:"ll-bar",style:{"--p":String(e??0)}})]})}function di(t){return typeof t=="object"?t.key:t}function fi(t,e){let n=t.length;return new Proxy(t,{get(o,i,r){if(typeof i=="string"){let s=i.charCodeAt(0);if(s>=
48&&s<=57){let l=+i;if(Number.isInteger(l)&&l>=0&&l<n){let c=o[l];if(typeof c!="object"){let d=e[l*2];c=o[l]={index:l,key:c,start:d,size:e[l*2+1],end:d+e[l*2+1],
lane:0}}return c}}if(i==="length")return n}return Reflect.get(o,i,r)}})}function De(t,e,n){let o=n.initialDeps??[],i,r=!0;function s(){var l;let d=0,f=t();if(!(f.length!==o.length||f.some((u,g)=>o[g]!==u)))return i;o=f;let m=0;return i=
e(...f),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(i),r=!1,i}return s.updateDeps=l=>{o=l},s}function Kn(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var ve=(t,e)=>Math.abs(t-e)<1.01,pi=(t,e,n)=>{let o;return Object.assign(function(...i){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,i),n)},{cancel:()=>{t.clearTimeout(o)}})};function hi({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:i,pendingWrite:r,clampedMaxAtWrite:s}){var l;return e&&r===null&&t===i?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((l=r.lowMaxes)!=null&&l.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":s!==null&&Math.abs(t-s)<1.5?"clampedEcho":"external"}var ps=t=>t==="smooth"||t==="smoothFinishing";function mi({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!ps(n.phase)&&!ve(e,n.lastTargetOffset)&&
!ve(e,o())&&t!=="clampedEcho"}var Un=40;function gi(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Un;)n--;if(n<0)return!1;
let o=t[n],i=n-1;for(;i>=0&&o.t-t[i].t<Un;)i--;if(i<0)return!1;let r=t[i],s=(e.offset-o.offset)/(e.t-o.t),l=(o.offset-r.offset)/(o.t-r.t);return s*l>=0&&Math.abs(
s)>=2*Math.abs(l)&&Math.abs(s)-Math.abs(l)>=.8}function vi(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Un;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var mt,gt=()=>{if(mt!==void 0)return mt;if(typeof navigator>"u")return mt=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return mt=!0;let t=navigator.maxTouchPoints;
return mt=navigator.platform==="MacIntel"&&t!==void 0&&t>0},Gn,hs=()=>Gn!==void 0?Gn:Gn=gt()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),yi=()=>!gt()||hs();var Ze={capture:!0,passive:!0},Zt=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:i,external:r})=>{var s,l,c;return n&&((s=this._touch)==null?void 0:s.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((l=this._touch)==null?void 0:l.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
i&&this._openTail(!0,!1)),!o&&n&&i&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),i=()=>this.touchEnd();return n.addEventListener("touchstart",o,Ze),n.addEventListener("touchend",i,Ze),n.addEventListener("touchcanc\
el",i,Ze),()=>{n.removeEventListener("touchstart",o,Ze),n.removeEventListener("touchend",i,Ze),n.removeEventListener("touchcancel",i,Ze),this.end()}},this._openTail=
(n,o)=>{let i=this.host.getWindow();if(i==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:i.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var ms=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},gs=t=>t,vs=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),i=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(i);for(let s=0;s<
i;s++)r[s]=n+s;return r};var bi={passive:!0};var ys=typeof window>"u"?!0:"onscrollend"in window,bs=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let i=t.targetWindow;if(!i)return;let r=t.options.useScrollendEvent&&
ys,s=0,l=r?null:pi(i,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{s=n(o),l?.(),e(s,p)},d=c(!0),f=c(!1);return o.addEventListener("scroll",d,bi),r&&
o.addEventListener("scrollend",f,bi),()=>{o.removeEventListener("scroll",d),r&&o.removeEventListener("scrollend",f),l?.cancel()}},_i=(t,e)=>bs(t,e,n=>{let{horizontal:o,
isRtl:i}=t.options;return o?n.scrollLeft*(i&&-1||1):n.scrollTop});var xs=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),i=n.options.getItemKey(o);return n.itemSizeCache.get(i)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),i=n.
options.getItemKey(o),r=n.itemSizeCache.get(i);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},_s=(t,{adjustments:e=0,behavior:n},o)=>{
var i;let{scrollElement:r,options:s}=o,l=t+e,c=s.horizontal&&s.isRtl&&r!==null&&"ownerDocument"in r;(i=r?.scrollTo)==null||i.call(r,{[s.horizontal?"left":"top"]:c?
-l:l,behavior:n})};var wi=_s,xi=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",vt=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function ws(t,e,n,o){if(e===0)return!1;
let i=o(0),r=new Set,s=0;for(;s<t;){let c=n(s);if(c===i)break;r.add(c),s++}let l=t-s;if(l===0||l>=e)return!1;for(let c=0;c<l;c++)if(o(c)!==n(s+c))return!1;for(let c=l;c<
e;c++)if(r.has(o(c)))return!1;return!0}var en=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Zt({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&vi(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,i;return((i=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:i.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,i=!1,r=!1,s=new Set,l=()=>{if(n)return n;
let d=this.targetWindow;if(!d||!d.ResizeObserver)return null;let f=o=ms(d);return n=new d.ResizeObserver(p=>{let m=()=>{let u={sync:!1};this._resizeBatch=u;try{
p.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)f.schedule(m);else{i=!0;try{m()}finally{i=!1}}})},c=d=>{let f=d.target,p=this.indexFromElement(f);if(!f.
isConnected){this.observer.unobserve(f);for(let[m,u]of this.elementsCache)if(u===f){this.elementsCache.delete(m);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(f,d,this))};return{disconnect:()=>{var d;(d=l())==null||d.disconnect(),o?.cancel(),s.clear(),r=!1,n=null,o=null},
observe:d=>{let f=l();if(f){if(!i){f.observe(d,{box:"border-box"});return}s.add(d),r||(r=!0,o?.schedule(()=>{r=!1,s.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),s.clear()}))}},unobserve:d=>{var f;s.delete(d),(f=l())==null||f.unobserve(d)}}})(),this.range=null,this.setOptions=n=>{var o;let i={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:gs,rangeExtractor:vs,onChange:()=>{},measureElement:xs,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let f in n){let p=n[f];
p!==void 0&&(i[f]=p)}let r=this.options,s=null,l=null,c=!1;if(r!==void 0&&r.enabled&&i.enabled&&i.anchorTo==="end"&&this.scrollElement!==null){let f=r.count,p=i.
count,m=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??m,g=w=>di(u[w]),y=f>0?g(0):null,b=f>0?g(f-1):null;if(p!==f||f>0&&p>0&&
(i.getItemKey(0)!==y||i.getItemKey(p-1)!==b)){c=!0;let w=f>0?this.getVirtualItemForOffset(this.getScrollOffset())??m[0]:null;w&&(s=[w.key,this.getScrollOffset()-
w.start]);let C=i.followOnAppend===!0?"auto":i.followOnAppend||null;C&&p>0&&this.isAtEnd(r.scrollEndThreshold)&&(f===0||i.getItemKey(p-1)!==b)&&(p>f||ws(f,p,g,i.
getItemKey))&&(l=C)}}this.options=i,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let d=null;if(s&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[f,p]=s,m=this.getMeasurements(),{count:u,getItemKey:g}=this.options,y=0;for(;y<u&&g(y)!==f;)y++;if(y<u){let b=m[y];if(b){let _=Math.max(0,b.start+p);!l&&_!==
this.scrollOffset&&(d=_-this.scrollOffset,this.scrollOffset=_)}}}l?this.pendingScrollAnchor={kind:"follow",behavior:l}:d!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:d}:(this._holdOffset+=d,this._followOffsetTarget(d)))},this.notify=n=>{var o,i;(i=(o=this.options).onChange)==null||i.call(o,this,n)},this.
maybeNotify=De(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,s)=>{var l,c,d,f;let p=s?this._elementMaxScrollOffset():
null,m=this._reportedOverscroll;this._reportedOverscroll=r<0||p!==null&&r>p+1;let u=r;this._lastElementOffset=u,r=this._toLayoutOffset(r);let g=this._classifyScrollEvent(
r,s,p);if(g==="spurious")return;g==="readBack"?r=this.pendingWrite.target:g==="clampedReadBack"&&((l=this.scrollState)==null?void 0:l.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:mi({kind:g,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let y=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=s?y===r?this.scrollDirection:y<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=s;let _=this.scrollState;
if(_?.phase==="queued"&&g==="external"&&s)if(m||this._reportedOverscroll)_.samples=[];else{let v=this.now();_.samples=[...(_.samples??[]).filter(w=>v-w.t<=200),
{t:v,offset:u}],(b!==null&&this.scrollDirection!==b||gi(_.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:s,ownReadBack:g==="readBack",
moved:r!==y,external:g==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((d=this.scrollState)==null?void 0:d.phase)!=="smoothFinishing"})&&
((f=this.scrollState)==null?void 0:f.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let i=this.pendingScrollAnchor;this.pendingScrollAnchor=null,i&&this.scrollElement&&this.options.enabled&&(i.kind==="anchor"?this._canWriteScroll()?
vt(this.scrollState)&&!ve(this.getScrollOffset()-i.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(i.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=i.delta,this._followOffsetTarget(i.delta),this.notify(!1)):this.scrollToEnd({behavior:i.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,i)=>{var r;return hi({offset:n,isScrolling:o,elementMax:i,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,i=this.getMaxScrollOffset();i>o+.5&&
(this._clampedAdjustment=n>i+.5?{target:n,maxAtWrite:i}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let i=this.getScrollStateTarget(n);n.lastTargetOffset=i,this._clampedAdjustment=null,n.phase=xi(o,n.index!=
null&&ve(i,this.getScrollOffset())),this._scrollToOffset(i,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:i}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(i&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(gt()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let i=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
i),this._scrollToOffset(i)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
De(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,i,r,s,l,c,d)=>(this.prevLanes!==void 0&&this.prevLanes!==l&&(this.lanesChangedFlag=!0),this.prevLanes=l,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:d}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=De(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:d},f)=>{
var p;let m=this.itemSizeCache;if(!s)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),l===1){let v=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<v){let x=new Float64Array(v);w&&u>0&&x.set(w.subarray(0,u*2)),w=x}let C=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),k;if(u===0)k=o+i;else{let x=u-1;k=w[x*2]+w[x*2+1]+d}for(let x=u;x<n;x++){let E=r(x);C[x]=E;let z=m.get(
E),F=typeof z=="number"?z:this.options.estimateSize(x);w[x*2]=k,w[x*2+1]=F,k+=F+d}this._singleLaneMeasurements={flat:w,items:C};let h=fi(C,w);return this.measurementsCache=
h,h}let g=this.measurementsCache.slice(0,u),y=new Array(l).fill(void 0),b=new Float64Array(l),_=0;for(let v=0;v<u;v++){let w=g[v];w&&(y[w.lane]===void 0&&_++,y[w.
lane]=v,b[w.lane]=w.end)}for(let v=u;v<n;v++){let w=r(v),C=this.laneAssignments.get(v),k,h,x=c==="estimate"||m.has(w);if(C!==void 0&&this.options.lanes>1){k=C;let j=y[k],
D=j!==void 0?g[j]:void 0;h=D?D.end+d:o+i}else if(_===l){let j=0,D=b[0],N=y[0];for(let Y=1;Y<l;Y++){let S=b[Y];(S<D||S===D&&y[Y]<N)&&(j=Y,D=S,N=y[Y])}k=j,h=D+d,x&&
this.laneAssignments.set(v,k)}else k=v%this.options.lanes,h=o+i,x&&this.laneAssignments.set(v,k);let E=m.get(w),z=typeof E=="number"?E:this.options.estimateSize(
v),F=h+z;g[v]={index:v,start:h,size:z,end:F,key:w,lane:k},y[k]===void 0&&_++,y[k]=v,b[k]=F}return this.measurementsCache=g,g},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=De(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,i,r,s)=>{if(n.length===0||o===0)return this.range=null,null;let l=Math.max(s-o,0);return this.range=Ss(n,o,Math.min(i,l),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=De(()=>{let n=null,o=null,i=this.calculateRange();
return i&&(n=i.startIndex,o=i.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,i,r,s,l)=>r===null||s===null?[]:n({startIndex:r,endIndex:s,overscan:o,count:i,lanes:l}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,i=n.getAttribute(o);return i?parseInt(i,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!vt(this.scrollState))return!0;let i=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(i!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),s=Math.max(0,i-r),l=Math.min(this.options.count-1,i+r);return n>=s&&n<=l}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((s,l)=>{s.isConnected||
(this.observer.unobserve(s),this.elementsCache.delete(l))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let i=this.options.getItemKey(
o),r=this.elementsCache.get(i);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(i,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var i,r,s;if(!this.isIndexInRange(
n))return;(i=this._resizeBatch)!=null&&i.sync&&this.getMeasurements();let l,c,d,f=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
f!=null)d=this.options.getItemKey(n),c=f[n*2],l=f[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;d=u.key,c=u.start,l=u.size}let p=this.itemSizeCache.get(
d)??l,m=o-p;if(m!==0){let u=this.options.anchorTo==="end"&&!vt(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,g=u?this._getLayoutTotalSize():
0,y=this.getScrollOffset(),_=!this.itemSizeCache.has(d)?c<y:c+p<=y&&this.scrollDirection!=="backward",v=!vt(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:d,start:c,size:l,end:c+l,lane:0},m,this):_);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(d,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(u?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-g):v&&(w=this.applyScrollAdjustment(m))),this._resizeBatch){this._resizeBatch.notify=!0,(s=this._resizeBatch).sync||(s.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=De(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,i)=>{let r=[];for(let s=0,l=n.length;s<l;s++){let c=n[s],d=o[c];r.push(i===0?d:{...d,start:d.start-i,end:d.end-i})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let i=this.getMeasurements();if(i.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,s=this.options.lanes===1&&r!=null,l=ki(0,i.length-1,s?c=>r[c*2]:c=>Kn(i[c]).start,n);return Kn(i[l])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,i=Math.max(n,0)+this._holdOffset;if(i>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==i&&r.push(i)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let i=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(i+=this.pendingScrollAnchor.delta),i},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,i=this.targetWindow;if(o===null||i===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:s}=r,l=this.options.horizontal?"overflow-x":"overflow-y",c=s.getPropertyValue(l),
d=s.getPropertyPriority(l),f=()=>this.options.horizontal?r.clientHeight:r.clientWidth,p=f();if(s.setProperty(l,"hidden","important"),f()!==p){s.setProperty(l,c,
d);return}let m={restore:()=>s.getPropertyValue(l)!=="hidden"||s.getPropertyPriority(l)!=="important"?!1:(s.setProperty(l,c,d),!0),done:n};this._momentumStop=m,
i.requestAnimationFrame(()=>i.requestAnimationFrame(()=>{this._momentumStop===m&&(this._momentumStop=null,m.restore()&&m.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let i=o+this._holdOffset;return n>i+.5?{target:n,maxAtWrite:i}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,i=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),s=this.getScrollOffset();o==="auto"&&(o=n>=s+r?"end":"start"),o==="center"?n+=(i-r)/2:o==="end"&&(n-=r);let l=this.getMaxScrollOffset();
return Math.max(Math.min(l,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let i=this.getSize(),r=this.getScrollOffset(),
s=this.getMeasurements()[n];if(!s)return;if(o==="auto")if(s.end>=r+i-this.options.scrollPaddingEnd)o="end";else if(s.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),d=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(d,c),0),o]}let l=o==="end"?s.end+this.options.scrollPaddingEnd:s.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(l,o,s.
size),o]},this.scrollToOffset=(n,{align:o="start",behavior:i="auto"}={})=>{this._startScroll({index:null,align:o},this.getOffsetForAlignment(n,o),i,"absolute")},
this.scrollToIndex=(n,{align:o="auto",behavior:i="auto"}={})=>{n=Math.max(0,Math.min(n,this.options.count-1));let r=this.getOffsetForIndex(n,o);if(!r)return;let[
s,l]=r;this._startScroll({index:n,align:l},s,i,"absolute")},this.scrollBy=(n,{behavior:o="auto"}={})=>{let i=this.getOffsetForAlignment((this.getCommandWrittenOffset()??
this.getScrollOffset())+n,"start");this._startScroll({index:null,align:"start"},i,o,"relative")},this.scrollToEnd=({behavior:n="auto"}={})=>{if(this.options.count>
0){this._startScroll({index:this.options.count-1,align:"end",toEnd:!0},Math.max(this.getMaxScrollOffset(),0),n,"absolute");return}this.scrollToOffset(Math.max(this.
getTotalSize()-this.getSize(),0),{behavior:n})},this.cancelScroll=()=>{this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(this.rafId),
this.rafId=null),this.scrollState=null},this.getTotalSize=()=>Math.max(this._getLayoutTotalSize()-this._holdOffset,0),this._getLayoutTotalSize=()=>{var n,o;let i=this.
getMeasurements(),r;if(i.length===0)r=this.options.paddingStart;else if(this.options.lanes===1){let s=i.length-1,l=(n=this._singleLaneMeasurements)==null?void 0:
n.flat;l!=null?r=l[s*2]+l[s*2+1]:r=((o=i[s])==null?void 0:o.end)??0}else{let s=Array(this.options.lanes).fill(null),l=i.length-1;for(;l>=0&&s.some(c=>c===null);){
let c=i[l];s[c.lane]===null&&(s[c.lane]=c.end),l--}r=Math.max(...s.filter(c=>c!==null))}return Math.max(r-this.options.scrollMargin+this.options.paddingEnd,0)},
this.takeSnapshot=()=>{let n=[];if(this.itemSizeCache.size===0)return n;let o=this.getMeasurements();for(let i of o)i&&this.itemSizeCache.has(i.key)&&n.push({index:i.
index,key:i.key,start:i.start,size:i.size,end:i.end,lane:i.lane});return n},this._scrollToOffset=(n,{adjustments:o,behavior:i}={})=>{let r={target:n+(o??0),smooth:i===
"smooth"};return this.pendingWrite=r,this.options.scrollToFn(n-this._holdOffset,{behavior:i,adjustments:o},this),r},this.getCommandWrittenOffset=()=>this.scrollState!==
null&&this.pendingWrite!==null&&!this.pendingWrite.smooth?this.pendingWrite.target:null,this._awaitingCommandReadBack=()=>{let n=this.getCommandWrittenOffset();
return!(gt()&&this._iosGesture.dragging())&&n!==null&&!ve(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let i=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===i&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),i=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&ve(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=i){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let s=this.getSize()||600,l=Math.abs(o-this.getScrollOffset()),c=vt(this.scrollState)&&l>s;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,i){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(i==="absolute"&&r!==null){if(r==="fling"&&yi()){this._stopMomentum(()=>{let s=this.scrollState;
s?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:xi(o,e.index!=null&&ve(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},ki=(t,e,n,o)=>{for(;t<=e;){let i=(t+e)/2|0,r=n(i);if(r<o)t=i+1;else if(r>o)e=i-1;else return i}return t>0?t-1:0};
function ks(t,e,n){let o=0;for(;o<=e;){let i=(o+e)/2|0,r=t[i*2];if(r<n)o=i+1;else if(r>n)e=i-1;else return i}return o>0?o-1:0}function Ss(t,e,n,o,i){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&i!==null){let d=ks(i,r,n),f=d,p=n+e;for(;f<r&&i[f*2]+i[f*2+1]<p;)f++;return{startIndex:d,endIndex:f}}
let l=ki(0,r,d=>t[d].start,n),c=l;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let d=Array(o).fill(0);for(;c<r&&d.some(p=>p<n+e);){let p=t[c];d[p.lane]=p.end,
c++}let f=Array(o).fill(n+e);for(;l>=0&&f.some(p=>p>=n);){let p=t[l];f[p.lane]=p.start,l--}l=Math.max(0,l-l%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:l,endIndex:c}}var et=24,As=38,Ai=16,oe=44,Xn=18,Si=760;function Cs(t,e,n,o=68,i=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(i,r))*10)/10}function Os(t,e,n={}){
return new en({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:_i,scrollToFn:wi,...n})}var tt=class{constructor(e,n,o,i,r,s=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=s;this.cursor=R(i),this.width.value=this.fitting(),this.rows=this.axis(e,()=>et,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=R(80);version=R(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return As+this.band}axis(e,n,o){let i=()=>({width:(this.scroller?.clientWidth||Si)-oe,height:(this.scroller?.clientHeight||Xn*et+this.head)-this.head});return Os(
e,n,{horizontal:o,initialRect:i(),getScrollElement:()=>this.scroller,observeElementRect:(r,s)=>{let l=()=>s(i());return this.resized.add(l),l(),()=>this.resized.
delete(l)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return Cs(this.scroller?.clientWidth||Si,oe,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let i of this.resized)i();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,i]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-i,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let i=(r,s)=>Math.max(0,Math.min(s-1,r));this.wantsFocus||=o,this.cursor.value=
[i(e,this.rowCount),i(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},Ci={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var tn=10,Jn=112,Zn=tn+Jn+6,Ee=t=>tn+(1-t)*Jn;function eo(t,e){let n=Ye(t.controls,e);return n!==null&&me(t,e)<=n[1]}function Oi(t,e=({position:n})=>n??-1){let n=[
...t].sort((i,r)=>e(i)-e(r)),o=[];for(let i of n){let r=o.at(-1),s=r?.at(-1);r&&s&&e(s)===e(i)-1?r.push(i):o.push([i])}return o}function Ei({points:t,at:e,option:n,
column:o,width:i,marked:r,constants:s}){let l=u=>Yn(e(u),o),c=t.filter(q),d=(u,g)=>u.flatMap(y=>[-o/2,o/2].map(b=>`${l(y)+b},${Ee(g(y))}`)),f=(u,g)=>y=>Ye(Qn(y,
u),n)?.[g]??0,p=u=>{let g=y=>[...d(u,f("random",1)),...d(u,y).reverse()].join(" ");return a("g",{class:"ll-bands",children:[a("polygon",{class:"ll-band",points:g(
()=>0)}),u.some(y=>Qn(y,"random").length>1)&&a("polygon",{class:"ll-band ll-between",points:g(f("random",0))})]})},m=ze(c.flatMap(({controls:u})=>u)).map(({kind:u})=>u);
return a("svg",{class:"ll-chart",width:i,height:Zn,"aria-hidden":"true",children:[[0,.5,1].map(u=>a("line",{class:"ll-rule",x1:oe,x2:i,y1:Ee(u),y2:Ee(u)},u)),r!==
void 0&&a("line",{class:"ll-guide",x1:Yn(r,o),x2:Yn(r,o),y1:tn,y2:tn+Jn}),[...new Set(["random",...m])].flatMap(u=>Oi(c.filter(g=>Qn(g,u).length>0),e).map(g=>u===
"random"?p(g):a("polyline",{class:`ll-control ll-${u}`,points:d(g,f(u,1)).join(" ")}))),Oi(c,e).map(u=>a("polyline",{class:"ll-own",points:u.map(g=>`${l(g)},${Ee(
me(g,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!q(u)).map(u=>a("path",{class:"ll-cross",d:`M${l(u)-4} ${Ee(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>a("circle",{class:`\
ll-dot${ge(u,s)?" ll-hollow":""}${eo(u,n)?" ll-within":""}`,"data-position":e(u),cx:l(u),cy:Ee(me(u,n)),r:4},u.id))]})}function Yn(t,e){return oe+(t+.5)*e}function Qn(t,e){
return t.controls.filter(n=>n.kind===e)}var bt=Math.min,Me=Math.max,xt=Math.round;var fe=t=>({x:t,y:t}),Es={left:"right",right:"left",bottom:"top",top:"bottom"};function Ri(t,e,n){return Me(t,bt(e,n))}function _t(t,e){return typeof t=="functi\
on"?t(e):t}function Ne(t){return t.split("-")[0]}function wt(t){return t.split("-")[1]}function to(t){return t==="x"?"y":"x"}function no(t){return t==="y"?"heig\
ht":"width"}function ye(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function oo(t){return to(ye(t))}function $i(t,e,n){n===void 0&&(n=!1);let o=wt(t),i=oo(t),
r=no(i),s=i==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(s=yt(s)),[s,yt(s)]}function Li(t){let e=yt(
t);return[nn(t),e,nn(e)]}function nn(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var Mi=["left","right"],Ti=["right","left"],
Ms=["top","bottom"],Ts=["bottom","top"];function Rs(t,e,n){switch(t){case"top":case"bottom":return n?e?Ti:Mi:e?Mi:Ti;case"left":case"right":return e?Ms:Ts;default:
return[]}}function Pi(t,e,n,o){let i=wt(t),r=Rs(Ne(t),n==="start",o);return i&&(r=r.map(s=>s+"-"+i),e&&(r=r.concat(r.map(nn)))),r}function yt(t){let e=Ne(t);return Es[e]+
t.slice(e.length)}function $s(t){var e,n,o,i;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(i=t.left)!=null?i:0}}
function Ii(t){return typeof t!="number"?$s(t):{top:t,right:t,bottom:t,left:t}}function He(t){let{x:e,y:n,width:o,height:i}=t;return{width:o,height:i,top:n,left:e,
right:e+o,bottom:n+i,x:e,y:n}}function Fi(t,e,n){let{reference:o,floating:i}=t,r=ye(e),s=oo(e),l=no(s),c=Ne(e),d=r==="y",f=o.x+o.width/2-i.width/2,p=o.y+o.height/2-i.height/2,m=o[l]/2-i[l]/2,
u;switch(c){case"top":u={x:f,y:o.y-i.height};break;case"bottom":u={x:f,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:p};break;case"left":u={x:o.x-i.width,
y:p};break;default:u={x:o.x,y:o.y}}let g=wt(e);return g&&(u[s]+=m*(g==="end"?1:-1)*(n&&d?-1:1)),u}async function zi(t,e){var n;e===void 0&&(e={});let{x:o,y:i,platform:r,
rects:s,elements:l,strategy:c}=t,{boundary:d="clippingAncestors",rootBoundary:f="viewport",elementContext:p="floating",altBoundary:m=!1,padding:u=0}=_t(e,t),g=Ii(
u),b=l[m?p==="floating"?"reference":"floating":p],_=He(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(b)))==null||n?b:b.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(l.floating)),boundary:d,rootBoundary:f,strategy:c})),v=p==="floating"?{x:o,y:i,width:s.floating.width,
height:s.floating.height}:s.reference,w=await(r.getOffsetParent==null?void 0:r.getOffsetParent(l.floating)),C=await(r.isElement==null?void 0:r.isElement(w))&&await(r.
getScale==null?void 0:r.getScale(w))||{x:1,y:1},k=He(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:l,rect:v,offsetParent:w,strategy:c}):v);return{top:(_.top-k.top+g.top)/C.y,bottom:(k.bottom-_.bottom+g.bottom)/C.y,left:(_.left-k.left+g.left)/C.x,right:(k.
right-_.right+g.right)/C.x}}var Ls=50,Wi=async(t,e,n)=>{let{placement:o="bottom",strategy:i="absolute",middleware:r=[],platform:s}=n,l=s.detectOverflow?s:{...s,
detectOverflow:zi},c=await(s.isRTL==null?void 0:s.isRTL(e)),d=await s.getElementRects({reference:t,floating:e,strategy:i}),{x:f,y:p}=Fi(d,o,c),m=o,u=0,g={};for(let y=0;y<
r.length;y++){let b=r[y];if(!b)continue;let{name:_,fn:v}=b,{x:w,y:C,data:k,reset:h}=await v({x:f,y:p,initialPlacement:o,placement:m,strategy:i,middlewareData:g,
rects:d,platform:l,elements:{reference:t,floating:e}});f=w??f,p=C??p,g[_]={...g[_],...k},h&&u<Ls&&(u++,typeof h=="object"&&(h.placement&&(m=h.placement),h.rects&&
(d=h.rects===!0?await s.getElementRects({reference:t,floating:e,strategy:i}):h.rects),{x:f,y:p}=Fi(d,m,c)),y=-1)}return{x:f,y:p,placement:m,strategy:i,middlewareData:g}};var Di=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:i,middlewareData:r,rects:s,initialPlacement:l,platform:c,elements:d}=e,
{mainAxis:f=!0,crossAxis:p=!0,fallbackPlacements:m,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:g="none",flipAlignment:y=!0,...b}=_t(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let _=Ne(i),v=ye(l),w=Ne(l)===l,C=await(c.isRTL==null?void 0:c.isRTL(d.floating)),k=m||(w||!y?[yt(l)]:Li(l)),h=g!=="none";!m&&h&&
k.push(...Pi(l,y,g,C));let x=[l,...k],E=await c.detectOverflow(e,b),z=[],F=((o=r.flip)==null?void 0:o.overflows)||[];if(f&&z.push(E[_]),p){let Y=$i(i,s,C);z.push(
E[Y[0]],E[Y[1]])}if(F=[...F,{placement:i,overflows:z}],!z.every(Y=>Y<=0)){var j,D;let Y=(((j=r.flip)==null?void 0:j.index)||0)+1,S=x[Y];if(S&&(!(p==="alignment"?
v!==ye(S):!1)||F.every(P=>ye(P.placement)===v?P.overflows[0]>0:!0)))return{data:{index:Y,overflows:F},reset:{placement:S}};let A=(D=F.filter(L=>L.overflows[0]<=
0).sort((L,P)=>L.overflows[1]-P.overflows[1])[0])==null?void 0:D.placement;if(!A)switch(u){case"bestFit":{var N;let L=(N=F.filter(P=>{if(h){let G=ye(P.placement);
return G===v||G==="y"}return!0}).map(P=>[P.placement,P.overflows.filter(G=>G>0).reduce((G,re)=>G+re,0)]).sort((P,G)=>P[1]-G[1])[0])==null?void 0:N[0];L&&(A=L);break}case"\
initialPlacement":A=l;break}if(i!==A)return{reset:{placement:A}}}return{}}}};var Ps=new Set(["left","top"]);async function Is(t,e){let{placement:n,platform:o,elements:i}=t,r=await(o.isRTL==null?void 0:o.isRTL(i.floating)),s=Ne(n),l=wt(n),
c=ye(n)==="y",d=Ps.has(s)?-1:1,f=r&&c?-1:1,p=_t(e,t),{mainAxis:m,crossAxis:u,alignmentAxis:g}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return l&&typeof g=="number"&&(u=l==="end"?g*-1:g),c?{x:u*f,y:m*d}:{x:m*d,y:u*f}}var Ni=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:i,y:r,placement:s,middlewareData:l}=e,c=await Is(e,t);return s===((n=l.offset)==null?
void 0:n.placement)&&(o=l.arrow)!=null&&o.alignmentOffset?{}:{x:i+c.x,y:r+c.y,data:{...c,placement:s}}}}},Hi=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:i,platform:r}=e,{mainAxis:s=!0,crossAxis:l=!1,limiter:c={fn:v=>{let{x:w,y:C}=v;return{x:w,y:C}}},...d}=_t(t,e),f={x:n,
y:o},p=await r.detectOverflow(e,d),m=ye(i),u=to(m),g=f[u],y=f[m],b=(v,w)=>Ri(w+p[v==="y"?"top":"left"],w,w-p[v==="y"?"bottom":"right"]);s&&(g=b(u,g)),l&&(y=b(m,
y));let _=c.fn({...e,[u]:g,[m]:y});return{..._,data:{x:_.x-n,y:_.y-o,enabled:{[u]:s,[m]:l}}}}}};function rn(){return typeof window<"u"}function je(t){return ji(t)?(t.nodeName||"").toLowerCase():"#document"}function te(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function be(t){var e;return(e=(ji(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function ji(t){
return rn()?t instanceof Node||t instanceof te(t).Node:!1}function se(t){return rn()?t instanceof Element||t instanceof te(t).Element:!1}function xe(t){return rn()?
t instanceof HTMLElement||t instanceof te(t).HTMLElement:!1}function qi(t){return!rn()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof te(t).ShadowRoot}
function kt(t){let{overflow:e,overflowX:n,overflowY:o,display:i}=le(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&i!=="inline"&&i!=="contents"}function Bi(t){
return/^(table|td|th)$/.test(je(t))}function St(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var Fs=/transform|translate|scale|rotate|perspective|filter/,
zs=/paint|layout|strict|content/,qe=t=>!!t&&t!=="none",io;function sn(t){let e=se(t)?le(t):t;return qe(e.transform)||qe(e.translate)||qe(e.scale)||qe(e.rotate)||
qe(e.perspective)||!ln()&&(qe(e.backdropFilter)||qe(e.filter))||Fs.test(e.willChange||"")||zs.test(e.contain||"")}function Vi(t){let e=Te(t);for(;xe(e)&&!nt(e);){
if(sn(e))return e;if(St(e))return null;e=Te(e)}return null}function ln(){return io==null&&(io=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),io}function nt(t){return/^(html|body|#document)$/.test(je(t))}function le(t){return te(t).getComputedStyle(t)}function At(t){return se(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Te(t){if(je(t)==="html")return t;let e=t.assignedSlot||t.parentNode||qi(t)&&
t.host||be(t);return qi(e)?e.host:e}function Ki(t){let e=Te(t);return nt(e)?(t.ownerDocument||t).body:xe(e)&&kt(e)?e:Ki(e)}function on(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let i=Ki(t),r=i===((o=t.ownerDocument)==null?void 0:o.body),s=te(i);if(r){let l=an(s);return e.concat(s,s.visualViewport||[],kt(i)?i:[],
l&&n?on(l):[])}else return e.concat(i,on(i,[],n))}function an(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Xi(t){let e=le(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,i=xe(t),r=i?t.offsetWidth:n,s=i?t.offsetHeight:o,l=xt(n)!==r||xt(o)!==s;return l&&
(n=r,o=s),{width:n,height:o,$:l}}function Yi(t){return se(t)?t:t.contextElement}function ot(t){let e=Yi(t);if(!xe(e))return fe(1);let n=e.getBoundingClientRect(),
{width:o,height:i,$:r}=Xi(e),s=(r?xt(n.width):n.width)/o,l=(r?xt(n.height):n.height)/i;return(!s||!Number.isFinite(s))&&(s=1),(!l||!Number.isFinite(l))&&(l=1),{
x:s,y:l}}var Ws=fe(0);function Qi(t){let e=te(t);return!ln()||!e.visualViewport?Ws:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function Ds(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===te(t)}function Ct(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let i=t.getBoundingClientRect(),r=Yi(t),s=fe(1);e&&(o?se(
o)&&(s=ot(o)):s=ot(t));let l=Ds(r,n,o)?Qi(r):fe(0),c=(i.left+l.x)/s.x,d=(i.top+l.y)/s.y,f=i.width/s.x,p=i.height/s.y;if(r&&o){let m=te(r),u=se(o)?te(o):o,g=m,y=an(
g);for(;y&&u!==g;){let b=ot(y),_=y.getBoundingClientRect(),v=le(y),w=_.left+(y.clientLeft+parseFloat(v.paddingLeft))*b.x,C=_.top+(y.clientTop+parseFloat(v.paddingTop))*
b.y;c*=b.x,d*=b.y,f*=b.x,p*=b.y,c+=w,d+=C,g=te(y),y=an(g)}}return He({width:f,height:p,x:c,y:d})}function cn(t,e){let n=At(t).scrollLeft;return e?e.left+n:Ct(be(
t)).left+n}function Ji(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-cn(t,n),i=n.top+e.scrollTop;return{x:o,y:i}}function Ns(t){let{elements:e,rect:n,
offsetParent:o,strategy:i}=t,r=i==="fixed",s=be(o),l=e?St(e.floating):!1;if(o===s||l&&r)return n;let c={scrollLeft:0,scrollTop:0},d=fe(1),f=fe(0),p=xe(o);if((p||
!r)&&((je(o)!=="body"||kt(s))&&(c=At(o)),p)){let u=Ct(o);d=ot(o),f.x=u.x+o.clientLeft,f.y=u.y+o.clientTop}let m=s&&!p&&!r?Ji(s,c):fe(0);return{width:n.width*d.x,
height:n.height*d.y,x:n.x*d.x-c.scrollLeft*d.x+f.x+m.x,y:n.y*d.y-c.scrollTop*d.y+f.y+m.y}}function Hs(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function qs(t){let e=At(t),n=t.ownerDocument.body,o=Me(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),i=Me(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+cn(t),s=-e.scrollTop;return le(n).direction==="rtl"&&(r+=Me(t.clientWidth,n.clientWidth)-o),{width:o,height:i,x:r,y:s}}var js=25;
function Bs(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",i=te(t),r=be(t),s=i.visualViewport,l=r.clientWidth,c=r.clientHeight,d=0,f=0;if(s){let m=!ln()||
e==="fixed";o?m||(d=-s.offsetLeft,f=-s.offsetTop):(l=s.width,c=s.height,m&&(d=s.offsetLeft,f=s.offsetTop))}if(cn(r)<=0){let m=r.ownerDocument,u=m.body,g=getComputedStyle(
u),y=m.compatMode==="CSS1Compat"&&parseFloat(g.marginLeft)+parseFloat(g.marginRight)||0,b=Math.abs(r.clientWidth-u.clientWidth-y),_=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?b/2:b;_<=js&&(l-=_)}return{width:l,height:c,x:d,y:f}}function Vs(t,e){let n=Ct(t,!0,e==="fixed"),o=n.top+t.clientTop,i=n.left+t.clientLeft,r=ot(
t),s=t.clientWidth*r.x,l=t.clientHeight*r.y,c=i*r.x,d=o*r.y;return{width:s,height:l,x:c,y:d}}function Ui(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Bs(t,n,e);else if(e==="document")o=qs(be(t));else if(se(e))o=Vs(e,n);else{let i=Qi(t);o={x:e.x-i.x,y:e.y-i.y,width:e.width,height:e.height}}return He(o)}function Ks(t,e){
let n=e.get(t);if(n)return n;let o=on(t,[],!1).filter(l=>se(l)&&je(l)!=="body"),i=null,r=le(t).position==="fixed",s=r?Te(t):t;for(;se(s)&&!nt(s);){let l=le(s),c=sn(
s),d=i?i.position:r?"fixed":"";!c&&(d==="fixed"||d==="absolute"&&l.position==="static")?o=o.filter(p=>p!==s):i=l,s=Te(s)}return e.set(t,o),o}function Us(t){let{
element:e,boundary:n,rootBoundary:o,strategy:i}=t,s=[...n==="clippingAncestors"?St(e)?[]:Ks(e,this._c):[].concat(n),o],l=Ui(e,s[0],i),c=l.top,d=l.right,f=l.bottom,
p=l.left;for(let m=1;m<s.length;m++){let u=Ui(e,s[m],i);c=Me(u.top,c),d=bt(u.right,d),f=bt(u.bottom,f),p=Me(u.left,p)}return{width:d-p,height:f-c,x:p,y:c}}function Gs(t){
let{width:e,height:n}=Xi(t);return{width:e,height:n}}function Xs(t,e,n){let o=xe(e),i=be(e),r=n==="fixed",s=Ct(t,!0,r,e),l={scrollLeft:0,scrollTop:0},c=fe(0);if((o||
!r)&&((je(e)!=="body"||kt(i))&&(l=At(e)),o)){let m=Ct(e,!0,r,e);c.x=m.x+e.clientLeft,c.y=m.y+e.clientTop}!o&&i&&(c.x=cn(i));let d=i&&!o&&!r?Ji(i,l):fe(0),f=s.left+
l.scrollLeft-c.x-d.x,p=s.top+l.scrollTop-c.y-d.y;return{x:f,y:p,width:s.width,height:s.height}}function ro(t){return le(t).position==="static"}function Gi(t,e){
if(!xe(t)||le(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return be(t)===n&&(n=n.ownerDocument.body),n}function Zi(t,e){let n=te(t);
if(St(t))return n;if(!xe(t)){let i=Te(t);for(;i&&!nt(i);){if(se(i)&&!ro(i))return i;i=Te(i)}return n}let o=Gi(t,e);for(;o&&Bi(o)&&ro(o);)o=Gi(o,e);return o&&nt(
o)&&ro(o)&&!sn(o)?n:o||Vi(t)||n}var Ys=async function(t){let e=this.getOffsetParent||Zi,n=this.getDimensions,o=await n(t.floating);return{reference:Xs(t.reference,
await e(t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function Qs(t){return le(t).direction==="rtl"}var Js={convertOffsetParentRelativeRectToViewportRelativeRect:Ns,
getDocumentElement:be,getClippingRect:Us,getOffsetParent:Zi,getElementRects:Ys,getClientRects:Hs,getDimensions:Gs,getScale:ot,isElement:se,isRTL:Qs};var er=Ni;var tr=Hi,nr=Di;var or=(t,e,n)=>{let o=new Map,i=n??{},r={...Js,...i.platform,_c:o};return Wi(t,e,{...i,platform:r})};function ir(t){try{return t.matches(":popover-open")}catch{return!1}}function rr(){let{view:t}=O(),e=I(null),n=t.hint.value,o=t.open.value;return V(()=>{let i=e.
current;if(!(!i||!n)){if(!o){ir(i)&&i.hidePopover();return}ir(i)||i.showPopover?.(),or(n.anchor,i,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
er(6),nr({padding:8}),tr({padding:8})]}).then(({x:r,y:s})=>Object.assign(i.style,{left:`${Math.round(r)}px`,top:`${Math.round(s)}px`}))}}),V(()=>{let i=new AbortController,
{signal:r}=i;return document.addEventListener("pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:s})=>s==="Escape"&&t.hide(),
{signal:r,capture:!0}),()=>i.abort()},[t]),a("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function _e({
name:t,value:e}){return a("div",{class:"ll-pop-pair",children:[a("span",{children:t}),a("span",{class:"ll-num",children:e})]})}function sr({curve:t,scales:e,heads:n,option:o,column:i}){let{store:r,view:s}=O(),l=I(null),c=J(-1),d=I(!1),f=({position:k,scale:h=1})=>e?e.indexOf(h):k??-1,p=new Map(
t.points.map(k=>[f(k),k])),m=p.has(c.value)?c.value:t.points[0]?f(t.points[0]):-1;V(()=>{d.current&&(d.current=!1,l.current?.querySelector(".ll-tick[tabindex='0\
']")?.focus())});let u=r.synced.selection.value,g=t.points.find(({id:k})=>k===r.view.answer.value?.id),y=e?g&&f(g):u?.position,b=e!==null||u?.layer===t.layer,_=oe+
n.length*i,v=k=>{let h=k instanceof Element?k.closest(".ll-tick"):null,x=h&&p.get(Number(h.dataset.position));return x?[h,x]:void 0},w=k=>{if(k.altKey||k.ctrlKey||
k.metaKey)return;let h=[...p.keys()].sort((F,j)=>F-j),x=h.indexOf(m),z={ArrowLeft:x-1,ArrowRight:x+1,Home:0,End:h.length-1}[k.key];z!==void 0&&(k.preventDefault(),
d.current=!0,c.value=h[Math.max(0,Math.min(h.length-1,z))]??m)},C=({target:k})=>{let h=v(k);h&&s.show({anchor:h[0],content:()=>a(el,{answer:h[1],option:o})})};return a(
"div",{class:"ll-plane",role:"presentation",ref:l,style:{width:`${_}px`},onKeyDown:w,onClick:({target:k})=>{let h=v(k);h&&(c.value=f(h[1]),r.show(h[1]))},onPointerOver:C,
onFocusIn:C,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[a(Ei,{points:t.points,at:f,option:o,column:i,width:_,marked:y,constants:r.synced.constants}),
a("div",{class:"ll-axis","aria-hidden":"true",children:[1,.5,0].map(k=>a("span",{style:{top:`${Ee(k)}px`},children:k},k))}),n.map((k,h)=>a(Zs,{head:k,column:h,answer:p.
get(h),stop:h===m,on:b&&h===y,width:i},h))]})}function Zs({head:t,column:e,answer:n,stop:o,on:i,width:r}){let{tokens:s}=O().store.synced;return a("button",{type:"\
button",class:i?"ll-tick ll-on":"ll-tick","data-position":e,disabled:!n,tabIndex:o?0:-1,"aria-label":n?tl(n,s):`Position ${e} ${t}`,style:{left:`${oe+e*r}px`,width:`${r}\
px`,paddingTop:`${Zn}px`},children:[a("span",{class:"ll-mono ll-cut",dir:"auto",children:a(X,{text:t})}),a("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n?
ae(n,""):""})]})}function el({answer:t,option:e}){let{tokens:n}=O().store.synced,[o,i]=de(t,n),r=q(t);return a(M,{children:[a("div",{class:"ll-pop-head",children:[
a("span",{children:o}),a("b",{class:"ll-mono",dir:"auto",children:i})]}),a("div",{class:"ll-mono ll-pop-text",dir:"auto",children:ae(t,"")}),!r&&a("div",{class:"\
ll-quiet",children:Ge}),r&&a(_e,{name:e||"confidence",value:T(me(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&a(_e,{name:"calibrated",value:T(t.calibrated_confidence)}),
We(t,e).map(([s,l])=>a(_e,{name:s,value:l},s)),t.option_mass!==null&&a(_e,{name:"option mass",value:T(t.option_mass)})]})}function tl(t,e){let n=de(t,e).join(" ");
if(t.confidence===null)return`${n}: ${Z}`;let o=We(t,"").map(([i,r])=>`, ${i} ${r}`);return`${n}: ${t.text}, confidence ${T(t.confidence)}${o.join("")}`}function un({keys:t}){return a("span",{class:"ll-legend",children:t.map(e=>e&&a("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function it({
label:t,value:e,options:n,least:o,choose:i}){return a("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>i(r.currentTarget.value),children:n.
map(([r,s])=>a("option",{value:r,children:s},r))})}function ar({scroller:t}){let{store:e,view:n}=O(),{curves:o,constants:i,tokens:r}=e.synced,s=e.view.curve.value,l=J(""),c=s?.points[0]?.options.map(({text:u})=>u)??
[],d=c.includes(l.value)?l.value:"",f=s?.vector?s.points.map(({scale:u=1})=>u).sort((u,g)=>u-g):null,p=f?f.map(u=>`× ${u}`):r,m=f?"scales":"positions";return a(
"section",{class:"ll-curve","aria-label":`Confidence across ${m}`,hidden:!s,children:[a("header",{children:[s&&a("span",{class:"ll-title",children:[`${lr(s)}: `,
a("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>0&&a("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||
p.length} ${m}`})]}),a(it,{label:"Sweep",least:2,value:s?.id??"",options:o.value.map(u=>[u.id,`${lr(u)}: ${U(u.question)}`]),choose:u=>{e.view.curveId.value=u}}),
a(it,{label:"What is drawn",least:2,value:d,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{l.value=u}}),s&&a(un,{keys:nl(s,d,i)})]}),a("div",
{class:f?"ll-strip ll-free":"ll-strip",ref:t,children:s&&a(sr,{curve:s,scales:f,heads:p,option:d,column:n.columnWidth.value})})]})}function nl({points:t},e,n){let o=ze(
t.find(q)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:i,controls:r})=>({sign:i,text:jn(i,r.length).toLowerCase()})),
t.some(i=>q(i)&&eo(i,e))&&{sign:"within",text:"does not exceed its controls"},t.some(i=>ge(i,n))&&{sign:"hollow",text:"low option mass"},!t.every(q)&&{sign:"cro\
ss",text:`${Z}: no answer`}]}function lr({layer:t,vector:e}){return`Layer ${t}${e?`, ${U(e)}`:""}`}function cr(){let{store:t}=O(),{tokens:e}=t.synced,n=t.synced.answers.value,o=n.toReversed(),i=t.view.answer.value?.id;return a("nav",{class:"ll-history","aria-\
label":"Answers so far",hidden:n.length<2,children:[a("h4",{children:"Answers so far"}),a("ol",{children:o.map((r,s)=>a("li",{children:[r.question!==o[s-1]?.question&&
a("div",{class:"ll-of ll-mono ll-quiet ll-cut",dir:"auto",title:U(r.question),children:r.question}),a("button",{type:"button","data-id":r.id,"aria-current":r.id===
i?"true":void 0,title:`L${ue(ce(r)).slice(1)}: ${de(r,e).map(U).join(" ")}
${U(r.question)}
${U(ae(r))}`,onClick:()=>t.show(r),children:[a("span",{class:"ll-quiet ll-num",children:ce(r).join("+")}),a("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:de(
r,e)[1]}),a("span",{class:"ll-mono ll-cut",dir:"auto",children:ae(r)}),a("span",{class:"ll-bar",style:{"--p":String(r.confidence??0)}}),a("span",{class:"ll-num",
children:r.confidence===null?"":T(r.confidence)})]})]},r.id))})]})}function ur(t,[e,n],o){let{option:i,over:r,found:s,here:l,constants:c}=o,d=t!==void 0&&!q(t),f=i===""&&t?.excess===null&&r,p=t&&!f?Oe(t,i):0,m=t?ae(t,""):"",u=d?
Z:t?`${m||"nothing"}, ${ol(t,i)}`:"not asked yet";return{text:m,share:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==void 0&&
l?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!d&&!f&&p<=0&&i==="","ll-not-finite":d,"ll-low":t!==void 0&&ge(t,c),"ll-same":e===n,"ll-best":t!==
void 0&&t===s?.answer}}}function ol(t,e){return e!==""?`P(${e}) ${T(Oe(t,e))}`:t.excess===null?`confidence ${T(Oe(t,""))}`:`over controls ${Fe(t.excess)}`}function dr({
cell:[t,e],answer:n,option:o}){return a(M,{children:[a("div",{class:"ll-pop-head",children:a("span",{children:`Layer ${t} into layer ${e}`})}),!n&&a("div",{class:"\
ll-quiet",children:"Not asked yet."}),n&&!q(n)&&a("div",{class:"ll-quiet",children:Ge}),n&&q(n)&&a(M,{children:[a("div",{class:"ll-mono ll-pop-text",dir:"auto",
children:n.text.trim()||"nothing"}),a(_e,{name:o||"confidence",value:T(me(n,o))}),We(n,o).map(([i,r])=>a(_e,{name:i,value:r},i)),n.excess!==null&&a(_e,{name:"ov\
er controls",value:Fe(n.excess)})]})]})}function fr({text:t,share:e,label:n,selected:o,classes:i,data:r,column:s,left:l,stop:c}){let d=Object.keys(i).filter(f=>i[f]);return a("div",{...r,class:["ll-ce\
ll ll-mono",...d].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":s+2,"aria-selected":o,"aria-label":n,style:{left:`${l}px`,"--p":String(e)},
children:a(X,{text:t})})}function dn(t){let{grid:e,names:n,scroller:o,marked:i,bands:r=[]}=t,{view:s}=O(),l=I(null);V(()=>o.current?e.attach(o.current):void 0,[e,o]),e.version.value;let c=e.
width.value,[d,f]=e.cursor.value;V(()=>{e.wantsFocus&&(e.wantsFocus=!1,l.current?.querySelector(".ll-cell[tabindex='0']")?.focus({preventScroll:!0}))});let[p,m,
u,g]=e.seen(),y=new Set([d]);for(let h=p;h<m;h+=1)y.add(h);let b=h=>{let x=new Set(h===d?[f]:[]);if(h>=p&&h<m)for(let E=u;E<g;E+=1)x.add(E);return[...x].sort((E,z)=>E-
z)},_=h=>{let x=h instanceof Element?h.closest(".ll-cell"):null;return x?[Number(x.dataset[n[0]]),Number(x.dataset[n[1]])]:void 0},v=({target:h})=>{let x=_(h),E=h.
closest(".ll-cell");x&&E&&s.show({anchor:E,content:()=>t.hint(x)})},w=h=>{if(h.altKey)return;if(h.ctrlKey||h.metaKey){if(h.key!==" "||!t.add)return;t.add(e.cursor.
peek()),h.preventDefault();return}let x=e.cursor.peek(),E=Ci[h.key];if(E){e.move(E(x,e),!0);let z=e.cursor.peek();h.shiftKey&&z[0]===x[0]&&t.extend?.(z)}else if(h.
key===" "||h.key==="Enter")t.choose(x,!1),h.key==="Enter"&&t.enter?.();else return;h.preventDefault()},C=h=>i?.spans.some(([x,E])=>x<=h&&h<E)??!1,k=[];for(let h=u;h<
g;h+=1)k.push(h);return a("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.
head+Math.min(e.rowCount,Xn)*et+14}px`,"--w":`${c}px`,"--head":`${e.head}px`},onScroll:()=>s.hide(),children:a("div",{class:"ll-canvas",role:"presentation",ref:l,
style:{width:`${oe+e.columnCount*c}px`,height:`${e.head+e.rowCount*et}px`},onClick:h=>{let x=_(h.target);x&&(e.move(x,!0),t.add&&(h.ctrlKey||h.metaKey)?t.add(x):
t.choose(x,h.shiftKey))},onKeyDown:w,onPointerDown:h=>{let x=_(h.target);x&&t.press?.(x,h)},onPointerOver:h=>{v(h);let x=_(h.target);x&&t.over?.(x,h)},onFocusIn:v,
onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[a("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[a("div",{class:"ll-corner",role:"co\
lumnheader",children:t.corner}),r.map(({role:h,start:x,stop:E})=>a("div",{class:"ll-band-name","data-role":h,"aria-hidden":"true",style:{left:`${oe+x*c}px`,width:`${(E-
x)*c-1}px`},children:a("span",{children:h})},x)),k.map(h=>a("div",{class:`ll-head${C(h)?" ll-on":""}`,role:"columnheader","aria-colindex":h+2,title:t.headTitle(
h),style:{left:`${oe+h*c}px`},children:t.head(h)},h))]}),[...y].sort((h,x)=>x-h).map(h=>a("div",{class:`ll-row${i?.rows.includes(h)?" ll-on":""}`,role:"row","ar\
ia-rowindex":e.rowCount-h+1,style:{top:`${e.head+(e.rowCount-1-h)*et}px`},children:[a("div",{class:"ll-side",role:"rowheader",children:h}),b(h).map(x=>a(fr,{...t.
look(h,x),data:{[`data-${n[0]}`]:h,[`data-${n[1]}`]:x},column:x,left:oe+x*c,stop:h===d&&x===f},x))]},h))]})})}function pr(){let t=O().store.view.heatMap.value;return a("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&a(il,{map:t})})}
function il({map:t}){let{store:e}=O(),{heatMaps:n,layers:o,targetLayers:i,tokens:r,constants:s}=e.synced,l=J(""),c=I(null),d=t.points.find(q)??t.points[0],f=d?.
options.map(({text:h})=>h)??[],p=f.includes(l.value)?l.value:"",m=d?.excess===null?"confidence":"over controls",u=Bt(t.points),g=Vt(t.points,p,s),y=new Map(t.points.
map(h=>[`${h.layer}:${h.target_layer}`,h])),b=(h,x)=>y.get(`${h}:${x}`),_=e.view.answer.value,v=_&&b(_.layer,_.target_layer)?.id===_.id?_:null,w=I(!1);w.current=
v!==null;let C=ie(()=>new tt(o,i,[46,168],[0,0],()=>w.current),[]),k=o*i;return a(M,{children:[a("header",{children:[a("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,a("b",{class:"ll-mono",dir:"auto",children:r[t.position]}),", every layer into every layer: ",a("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&a("span",{class:"ll-quiet",children:` ${t.points.length} of ${k} cells`})]}),a(it,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:h,position:x,question:E})=>[h,`position ${x}: ${U(E)}`]),choose:h=>{e.view.heatMapId.value=h}}),a(it,{label:"What the cells show",least:2,value:p,options:[["",
m],...f.map(h=>[h,`P(${U(h)})`])],choose:h=>{l.value=h}})]}),a("div",{class:"ll-under",children:[a(rl,{found:g,option:p,choose:h=>{e.show(h),C.move([h.layer,h.target_layer],
!0)}}),a(un,{keys:sl(t.points,p,g,s)})]}),a(dn,{grid:C,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:h=>a(M,{children:[
a("small",{children:h===0?"written":""}),a("span",{children:h})]}),headTitle:h=>`written at layer ${h}`,look:(h,x)=>ur(b(h,x),[h,x],{option:p,over:u,found:g,here:v,
constants:s}),marked:v&&{rows:[v.layer],spans:[[v.target_layer,v.target_layer+1]]},choose:([h,x])=>{let E=b(h,x);E&&e.show(E)},hint:([h,x])=>a(dr,{cell:[h,x],answer:b(
h,x),option:p})})]})}function rl({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:i}=t,r=e===""&&o.excess!==null?Fe(o.excess):T(Oe(o,e));return a(
"button",{type:"button",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best\
 of ${i}: layer ${o.layer} into ${o.target_layer}, ${r} `,a("span",{class:"ll-mono",dir:"auto",children:o.text.trim()})]})}function sl(t,e,n,o){let i=e===""&&Bt(
t);return[{sign:"shade",text:i?"over its controls, 0 to 1":"0 to 1"},i&&{sign:"under",text:"does not exceed its controls"},t.some(r=>ge(r,o))&&{sign:"low",text:"\
low option mass"},!t.every(q)&&{sign:"not-finite",text:`${Z}: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}function hr({title:t,token:e,notes:n,reading:o}){let i=o?.probs[0]===null;return a(M,{children:[a("div",{class:"ll-pop-head",children:[a("span",{children:t}),a(
"b",{class:"ll-mono",dir:"auto",children:e})]}),n.map((r,s)=>a("div",{class:"ll-quiet",children:r},s)),!o&&a("div",{class:"ll-quiet",children:"The lens has not \
been read here yet."}),i&&a("div",{class:"ll-quiet",children:Ge}),!i&&o?.tokens.map((r,s)=>a("div",{class:"ll-pop-row",children:[a("span",{class:"ll-mono ll-cut",
dir:"auto",children:a(X,{text:r})}),a("span",{class:"ll-bar",style:{"--p":String(o.probs[s]??0)}}),a("span",{class:"ll-num",children:T(o.probs[s]??0)})]},s))]})}function mr({scroller:t}){let{store:e,view:n}=O(),{synced:o,lens:i}=e,{tokens:r,layers:s,quiet:l,roles:c,splitCharacters:d,selection:f}=o,p=I(null),m=I(null),u=J(
null),g=ie(()=>{let{layer:S,position:A}=f.peek()??{layer:s-1,position:r.length-1};return new tt(s,r.length,[68,168],[S,A],()=>f.peek()!==null,c.length>0?Ai:0)},
[]),y=ie(()=>Ce(()=>new Set(o.answers.value.filter(({vector:S})=>!S).flatMap(({sites:S,layer:A,position:L})=>S.length>0?S:[[A,L]]).map(S=>S.join(":")))),[]);V(()=>{
let S=new AbortController,A=L=>{let P=u.peek();if(u.value=null,!P)return;let G=L.ctrlKey||L.metaKey?f.peek():null,re=[P[1],P[2]+1];o.selectAll([...G?.layers??[],
P[0]],[...G?.spans??[],re])};return document.addEventListener("pointerup",A,{signal:S.signal}),()=>S.abort()},[]),V(()=>{let S=!0;return ne(()=>{let A=f.value;if(S||
!A){S=!1;return}let{layer:L,position:P,start:G,layers:re}=A,[Re,pe]=g.cursor.peek();G===P&&(m.current=[L,P]),!(re.includes(Re)&&Ie(A).includes(pe))&&g.move([L,P],
p.current?.contains(document.activeElement)??!1)})},[]);let[b,_,v,w]=g.seen();g.version.value;let C=g.width.value,k=i.error;V(()=>{o.frozen||i.look(e.link,b,_,v,
w)},[b,_,v,w,k]),V(()=>{n.columnWidth.value=C},[C]);let h=f.value,x=u.value,E=x?Xe([x[0]],[[x[1],x[2]+1]]):h,z=S=>d.filter(({last:A})=>A===S).map(({text:A})=>A),
F=S=>{let A=Hn(c,S);return`${S}: ${U(r[S]??"")}${A?`, ${A}`:""}`},j=S=>[...d.filter(({first:A,last:L})=>A<=S&&S<=L).map(({text:A})=>a(M,{children:["a part of ",
a("bdi",{children:A})]})),...c.length>0?[Hn(c,S)??"written by the chat template"]:[]],D=(S,A)=>{let L=i.at(S,A),P=L?.probs[0]===null,G=P?Z:L?.tokens[0],re=L?.probs[0]??
0,Re=P?Z:L?`lens reads ${G}, probability ${T(re)}`:"not read yet",pe=E?.layers.includes(S)?E.spans.find(([kr,Sr])=>kr<=A&&A<Sr):void 0,Et=pe!==void 0;return{text:G??
"",share:re,label:`Layer ${S}, position ${A} ${r[A]}: ${Re}`,selected:Et,classes:{"ll-among":Et&&pe[1]-pe[0]>1,"ll-first":Et&&A===pe[0],"ll-last":Et&&A===pe[1]-
1,"ll-empty":!L,"ll-not-finite":P,"ll-dim":l.has(A),"ll-answered":y.value.has(`${S}:${A}`)}}},N=([S,A])=>{m.current??=h?[h.layer,h.position]:[S,A];let[,L]=m.current;
o.select(S,Math.max(L,A),Math.min(L,A))},Y=([S,A])=>{let[L,P]=h?[h.layers,h.spans]:[[],[]],G=P.some(([Re,pe])=>Re<=A&&A<pe),re=L.filter(Re=>Re!==S);G&&L.includes(
S)&&re.length>0?o.selectAll(re,P):o.selectAll([...L,S],[...P,[A,A+1]])};return a("div",{class:"ll-grid",ref:p,children:[a(dn,{grid:g,scroller:t,label:"Lens: lay\
ers by tokens",corner:"layer",bands:c,names:["layer","position"],head:S=>a(M,{children:[a("small",{children:S}),a("span",{class:"ll-mono ll-cut",dir:z(S).length>
0?"ltr":"auto",children:[a(X,{text:r[S]??""}),z(S).map(A=>a("bdi",{class:"ll-spelled",children:A},A))]})]}),headTitle:F,look:D,marked:E&&{rows:E.layers,spans:E.
spans},choose:(S,A)=>{if(A)return N(S);m.current=S,o.select(...S)},add:Y,enter:()=>e.ask(),extend:N,hint:([S,A])=>a(hr,{title:`Layer ${S}, position ${A}`,token:r[A]??
"",notes:j(A),reading:i.at(S,A)}),press:(S,A)=>{A.button===0&&A.pointerType!=="touch"&&!A.shiftKey&&(m.current=S)},over:([,S],A)=>{if(!m.current||(A.buttons&1)===
0)return;let[L,P]=m.current;!u.peek()&&S===P||(u.value=[L,Math.min(P,S),Math.max(P,S)])}}),a("div",{class:"ll-note",role:"status",children:k!==void 0&&a(M,{children:[
a("span",{class:"ll-error",children:`The lens could not be read: ${k} `}),a("button",{type:"button",class:"ll-link",onClick:()=>i.retry(),children:"Try again"})]})})]})}var fn=class{answer;curveId;heatMapId;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o}){this.answer=R(e.peek().at(-1)??null),this.curveId=R(n.peek().at(
-1)?.id??""),this.heatMapId=R(o.peek().at(-1)?.id??""),this.curve=gr(n,this.curveId),this.heatMap=gr(o,this.heatMapId)}};function gr(t,e){return Ce(()=>t.value.
find(n=>n.id===e.value)??t.value.at(-1)??null)}var pn=class{hint=R(null);open=R(!1);columnWidth=R(80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.
open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var Be={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},we={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function ll(t){try{return t.widget_manager?.kernel?.status}catch{return}}var hn=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=R("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?Be.ping:Be.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=Be.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<Be.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=ll(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,Be.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function vr(){let{store:t}=O(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:i})=>i==="sent"||i==="failed");return a(
"div",{class:"ll-work",children:[n.map(i=>a(al,{work:i},i.id)),o&&a("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:a("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":we.gone})})]})}function al({work:t}){let{store:e}=O(),{done:n,total:o,state:i}=t,r=i==="f\
ailed",s=o>0;return a("div",{class:"ll-job","data-state":i,children:[a("span",{class:r?"ll-message ll-error":"ll-message",role:r?"alert":void 0,children:cl(e,t)}),
i==="running"&&a("span",{class:s?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","aria-valuemin":0,"aria-valuema\
x":s?o:void 0,"aria-valuenow":s?n:void 0,style:{"--p":String(s?n/o:1)}}),i==="running"&&s&&a("span",{class:"ll-num",children:`${n} of ${o}`}),a("button",{type:"\
button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function cl(t,e){if(e.state==="failed")return e.message;if(e.state===
"sent"&&t.link.kernel.value==="busy")return we.busy;let n=ul(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function ul({synced:t},{
what:e,args:n}){let{layer:o,position:i,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:s})=>s===r?.preset)?.label}`;case"sweep":
return`Sweeping layer ${o}`;case"scales":return`Sweeping the scales of ${Je(n)}`;case"layers":return`Asking position ${i} at every layer, into every layer`;case"\
readers":return`Asking several readers about ${Je(n)}`;default:return`Asking ${Je(n)}`}}var dl={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},yr=(t,e)=>JSON.stringify(t)===JSON.stringify(e),mn=class{constructor(e,n={},o={}){
this.entries=e;this.sources=o;this.state=R({preset:"",texts:{},options:"",settings:{},open:!1,beside:[],...n})}entries;sources;state;change(e){this.state.value=
{...this.state.peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??dl}get text(){return this.state.value.
texts[this.entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===""||
e==="corpus"||this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources}}has(e){return e in this.own}isSource(e){return e in this.sources}get vector(){
return this.value("vector")}value(e){let{settings:n}=this.state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...i}=this.state.peek().settings,
r=n===void 0||yr(n,this.own[e]);this.change({settings:r?i:{...i,[e]:n}})}changed(){return this.differing(this.own)}differing(e){return Object.fromEntries(Object.
entries(this.state.value.settings).filter(([n,o])=>n in e&&!yr(o,e[n]??null)))}get comparable(){let{entry:e}=this,{takes:n,group:o,name:i}=e;return e.fit||n==="\
corpus"?[]:this.entries.value.filter(r=>r.name!==i&&!r.fit&&(r.takes===""||r.takes===n&&r.group===o))}get beside(){let{beside:e=[]}=this.state.value;return this.
comparable.filter(({name:n})=>e.includes(n))}compare(e,n){let o=(this.state.peek().beside??[]).filter(i=>i!==e);this.change({beside:n?[...o,e]:o})}reset(){this.
change({settings:this.part(this.state.peek().settings,!0)})}part(e,n){return Object.fromEntries(Object.entries(e).filter(([o])=>this.isSource(o)===n))}asking(){
return this.askingOf(this.entry)}askingOf(e){let n=this.differing({...e.settings,...this.sources});return{question:this.question(e),options:this.state.value.options.
split(",").map(o=>o.trim()).filter(Boolean),settings:this.part(n,!1),source:this.vector?this.part(n,!0):{}}}question({name:e,takes:n}){return e===""?{text:this.
text.trim()}:n===""?{preset:e}:{preset:e,text:this.text.trim()}}};var gn=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:i,settings:r}=e.asking(),s=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:i,settings:r,layer:s}))}done(e,{args:n},{preset:o=""}){let{draft:i}=this.store;!this.begun.delete(e)||
i.entry.name!==n.question?.preset||this.store.edit(()=>i.change({preset:o}))}};var vn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:i}){this.layers=e;this.positions=n;this.high=o,this.wide=i}layers;positions;readings=new Map;asked=new Map;failed=new Map;version=R(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let n=0;
for(let o of e.layers)for(let i=e.start;i<e.stop;i+=1){let r=n*e.k;this.readings.set(o*this.positions+i,{tokens:e.index.slice(r,r+e.k).map(s=>e.words[s]??""),probs:e.
probs.slice(r,r+e.k)}),n+=1}this.changed()}look(e,n,o,i,r){for(let s of this.strayed(n,o,i,r))e.send({kind:"cancel",id:s});for(let[s,l]of this.missing(n,o,i,r)){
let c=Qe();this.began(s,c),e.send({kind:"query",id:c,what:"lens",args:l},!0)||this.ended(c,we.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,i){
let r=new Map;for(let s=Math.floor(e/this.high)*this.high;s<n;s+=this.high)for(let l=Math.floor(o/this.wide)*this.wide;l<i;l+=this.wide){let c=`${s}:${l}`;if(this.
asked.has(c)||this.failed.has(c))continue;let d=[];for(let p=s;p<Math.min(s+this.high,this.layers);p+=1)d.push(p);let f=Math.min(l+this.wide,this.positions);this.
covered(d,l,f)||r.set(c,{layers:d,start:l,stop:f})}return r}strayed(e,n,o,i){return[...this.asked].filter(([r])=>{let[s=0,l=0]=r.split(":").map(Number);return s>=
n||s+this.high<=e||l>=i||l+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.set(e,n)}ended(e,n){for(let[o,i]of this.asked)i===e&&(this.asked.delete(o),n!==void 0&&
this.failed.set(o,n),this.changed())}covered(e,n,o){return e.every(i=>{for(let r=n;r<o;r+=1)if(!this.readings.has(i*this.positions+r))return!1;return!0})}changed(){
this.version.value=this.version.peek()+1}};function so(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function lo(t,e,n,o){let i=t.peek().find(
s=>s.id===e)??o(),r=new Set(i.points.map(s=>s.id));return so(t,{...i,points:[...i.points,...n.filter(s=>!r.has(s.id))]})}function br(t,e){let{link:n,preview:o,requests:i}=t;Q(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)i.adopt(r);break;case"que\
ued":i.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":i.progress(e.id,e.done,e.total);break;case"partial":hl(t,e);break;case"result":case"\
error":case"cancelled":fl(t,e)}})}function fl(t,e){let{requests:n,preview:o,lens:i}=t,{id:r}=e,s=e.kind==="error"?e.message||e.type:void 0,l=n.get(r);i.ended(r,
s),l&&s!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,s),n.fail(r,s)):n.drop(r),e.kind==="result"&&pl(t,r,l,e.value)}function pl(t,e,n,o){let{synced:i,
view:r}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="ask"){let s=o;i.answers.value=[...i.answers.peek().filter(l=>l.id!==s.id),s],r.answer.value=s}else
n?.what==="sweep"||n?.what==="scales"?so(i.curves,o)&&(r.curveId.value=e):ml(o)&&t.lens.add(o)}function hl({requests:t,synced:e,view:n},{id:o,answers:i,target:r}){
let[s]=i;if(!s)return;let l=t.get(o),c={id:o,question:s.question,total:l?.total??0,complete:!1,points:[],...r&&{target:r}};l?.what==="layers"?lo(e.heatMaps,o,i,
()=>({...c,position:s.position??-1}))&&(n.heatMapId.value=o):lo(e.curves,o,i,()=>({...c,layer:s.layer,...s.vector!==void 0&&{vector:s.vector}}))&&(n.curveId.value=
o)}function ml(t){return typeof t=="object"&&t!==null&&"words"in t}function xr(t,e,n){let{link:o,synced:i,requests:r,lens:s}=t,l=p=>r.work.peek().has(p),d=[["msg:custom",p=>br(t,p)],...Object.entries({selection:()=>i.echoed(),span:()=>i.
echoed(),layers:()=>i.echoed(),spans:()=>i.echoed(),source:()=>{i.source.value=e.get("source")},presets:()=>{i.entries.value=e.get("presets")},history:()=>gl(t,
e.get("history")),comparisons:()=>{i.comparisons.value=e.get("comparisons")},curves:()=>i.replace("curves",l),heat_maps:()=>i.replace("heat_maps",l),pages:()=>{
for(let p of e.get("pages"))s.add(p)}}).map(([p,m])=>[`change:${p}`,m]),...["selection","draft","source","pages"].map(p=>[`change:${p}`,()=>o.route()]),["comm_l\
ive_update",()=>o.ping()]];for(let[p,m]of d)e.on(p,m);let f=setInterval(()=>{r.work.peek().size>0&&o.beat()},2e3);n?.addEventListener("abort",()=>{clearInterval(
f);for(let[p,m]of d)e.off(p,m)}),o.ping(),o.route(Be.subshell)}function gl({synced:t,view:e},n){let{answers:o}=t,i=o.peek().at(-1)?.id,r=n.at(-1)??null;Q(()=>{o.
value=n,(r?.id!==i||!n.some(({id:s})=>s===e.answer.peek()?.id))&&(e.answer.value=r)})}var vl=250,yn=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=R(null);problem=R(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},vl))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){Q(()=>{this.target.value=e,this.problem.value=n})}};var bn=class{constructor(e){this.link=e}link;work=R(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=Qe(),i=[...this.work.peek()].filter(([,{state:s}])=>s!==
"failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,message:""};return this.work.value=new Map([...i,[o,r]]),this.link.send({kind:"query",id:o,what:e,
args:n},!0)||this.fail(o,we.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:i,
done:r,total:s},l=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,message:"",state:i,ahead:l,done:r,total:s})}progress(e,n,o){this.
change(e,{state:"running",done:n,total:o})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.fail(n,e)}drop(e){
let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,...n})}put(e){this.
work.value=new Map(this.work.peek()).set(e.id,e)}};var yl=400,Ot=class{link;synced;requests;view;lens;draft;preview;fits;resting;constructor(e,n){this.link=new hn(e,d=>{d==="gone"&&this.requests.failAll(we.gone)},
n),this.requests=new bn(this.link),this.synced=new Kt(e,this.link),this.view=new fn(this.synced);let{layers:o,tokens:i,constants:r,entries:s,source:l}=this.synced;
this.lens=new vn(o,i.length,r);for(let d of e.get("pages")??[])this.lens.add(d);if(this.draft=new mn(s,e.get("draft")??{},l.peek()?.settings),this.fits=new gn(this),
this.preview=new yn(d=>{let f=Qe();return this.link.send({kind:"query",id:f,what:"target",args:d})?f:void 0},n),this.synced.frozen)return;xr(this,e,n);let c=ne(
()=>this.lookAhead());n?.addEventListener("abort",()=>{c(),clearTimeout(this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:i,source:r}=e.
asking();n.want(e.ready?{question:o,settings:i,source:r,...this.selected()}:null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};
let{layer:n,position:o,start:i,layers:r,spans:s}=e;return this.draft.vector?{layer:n,position:o}:{layer:n,position:o,...i<o&&{start:i,stop:o+1},...r.length>1&&{
layers:r},...s.length>1&&{spans:s}}}edit(e){Q(()=>e(this.draft)),clearTimeout(this.resting),this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.
draft.state.peek()}),yl)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector==="difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,
...e.asking()}:null}ask(){let e=this.asking(),n=this.draft.beside.map(o=>this.draft.askingOf(o));e&&n.length>0?this.requests.begin("readers",{...e,beside:n}):e&&
this.requests.begin("ask",e)}sweep(){let{draft:e,requests:n}=this,o=this.asking(),i=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&i){
let{layer:r,start:s,position:l}=i,c=s<l?{start:s,stop:l+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...c,...e.asking()})}}layerGrid(){let e=this.synced.selection.
peek();e&&this.draft.ready&&this.requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){Q(()=>{this.view.answer.value=e,e.position!==null&&
this.synced.selectAll(ce(e),Dn(e))})}targetOf(e){if(e.target)return e.target;let o=[...this.synced.curves.value,...this.synced.heatMaps.value].find(({id:i})=>e.
id.startsWith(`${i}:`));return o?.target&&{...o.target,layer:e.target_layer}}};var _r="latentlens-closed-tip";function wr(){let{tip:t,frozen:e}=O().store.synced,[n,o]=zt(bl);if(t===""||e||n===t)return null;let i=()=>{o(t);try{localStorage.
setItem(_r,t)}catch{}};return a("div",{class:"ll-tip ll-quiet",children:[a("span",{children:t.split("`").map((r,s)=>s%2?a("code",{class:"ll-mono",children:r},s):
r)}),a("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:i,children:"Close"})]})}function bl(){try{return localStorage.getItem(_r)}catch{
return null}}function xl({open:t}){let e=ie(t,[t]),{synced:n}=e,o=ie(()=>({store:e,view:new pn}),[e]),i=I(null),r=I(null);V(()=>()=>o.view.end(),[o]),V(()=>i.current&&r.current?
_l(i.current,r.current,e):void 0,[e]);let s=n.tokens.length;return a(zn.Provider,{value:o,children:[a("div",{class:"ll-top",children:[a("span",{class:"ll-name",
children:n.title}),a("span",{class:"ll-quiet",children:[`${s} ${s===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),a(wr,{}),a(mr,{scroller:i}),!n.frozen&&a(ci,{}),a(vr,{}),a(ar,{scroller:r}),a(pr,{}),a(ui,{}),a("div",{class:"ll-result",children:[a(Yo,{}),
a(cr,{})]}),a(rr,{}),a(wl,{name:n.key})]})}function _l(t,e,{view:n}){let o=new AbortController,i=(s,l)=>()=>{!n.curve.peek()?.vector&&l.scrollLeft!==s.scrollLeft&&
(l.scrollLeft=s.scrollLeft)};t.addEventListener("scroll",i(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",i(e,t),{signal:o.signal,passive:!0});let r=ne(
()=>{n.curve.value,queueMicrotask(i(t,e))});return()=>{r(),o.abort()}}function wl({name:t}){return a("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display\
: none; }`})}var ao=class extends Se{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{
error:e}=this.state;return e===void 0?this.props.children:a("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},up=()=>{let t;
return{initialize({model:e,signal:n}){try{t=new Ot(e,n)}catch{}},render({model:e,el:n,signal:o}){let i=document.createElement("div");i.className="ll-root",i.setAttribute(
"data-jp-suppress-context-menu",""),i.addEventListener("keydown",s=>{!s.ctrlKey&&!s.metaKey&&s.stopPropagation()},{signal:o}),n.append(i),Tn(a(ao,{children:a(xl,
{open:()=>(t??=new Ot(e,o),t)})}),i),o.addEventListener("abort",()=>Tn(null,i))}}};export{up as default};
