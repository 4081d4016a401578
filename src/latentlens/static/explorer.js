var R,ro,bn,ve,gn,At,so,kt,lo,_n,vn,ao,Je=Symbol.for("pv"),Ct={},Ot=[],hr=/^m(i|n|o|s|text|space)$/,xn=Array.isArray,wn=Ot.slice,Ee=Object.assign;function Oe(t){
t&&t.parentNode&&t.remove()}function co(t,e,n){var o,i,r,s={},l=arguments.length;for(r in e)r=="key"?o=e[r]:r=="ref"&&typeof t!="function"?i=e[r]:s[r]=e[r];return l>
2&&(s.children=l>3?wn.call(arguments,2):n),Qe(t,s,o,i,null)}function Qe(t,e,n,o,i){var r={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Je,__v:i||++ro,__i:-1,__u:0};return!i&&R.vnode&&R.
vnode(r),r}function E(t){return t.children}function ye(t,e){this.props=t,this.context=e,this.__g=0}function be(t,e){if(e==null)return t.__&&be(t.__,t.__i+1);for(var n;e<t.
__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:be(t)}function mr(t){var e,n=t.__v,o=n.__e,i=[],r=[],s=t.__P;
s&&((e=Ee({constructor:Je},n)).__v=n.__v+1,R.vnode&&R.vnode(e),kn(s,e,n,t.__n,s.namespaceURI,32&n.__u?[o]:null,i,o||be(n),32&n.__u,r),e.__v=n.__v,e.__.__k[e.__i]=
e,go(i,e,r),n.__=n.__e=null,e.__e!=o&&uo(e))}function uo(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),
uo(t)}function yn(t){(8&t.__g||(t.__g|=8,ve.push(t),At++))&&gn==R.debounceRendering||((gn=R.debounceRendering)||queueMicrotask)(fo)}function fo(){try{for(var t,
e=1;ve.length;)ve.length>e&&ve.sort(so),t=ve.shift(),e=ve.length,8&t.__g&&mr(t)}finally{(At=ve.length)&&(gn||queueMicrotask)(fo)}}function po(t,e,n,o,i,r,s,l,c,f,d){
var p,m,u,g,y,b,_=o.__k||Ot,v=e.length;for(c=gr(n,e,_,c,v),p=0;p<v;p++)(u=n.__k[p])!=null&&(m=~u.__i&&_[u.__i]||Ct,u.__i=p,b=kn(t,u,m,i,r,s,l,c,f,d),g=u.__e,(m.
ref!=u.ref||8&m.__u)&&(m.ref&&Sn(m.ref,null,u,m),u.ref&&d.push(u.ref,u.__c||g,u)),y=y||g,4&u.__u?(c=ho(u,c,t,!m.__v),m.__e&&(m.__e=null)):typeof u.type=="functi\
on"&&b!==void 0?c=b:g&&(c=g.nextSibling),u.__u&=-21);return n.__e=y,c}function gr(t,e,n,o,i){var r,s,l,c,f,d,p,m,u,g=n.length,y=g,b=0,_=0,v=t.__k=Array(i);for(r=
0;r<i;r++)(s=e[r])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=v[r]=Qe(null,s):xn(s)?s=v[r]=Qe(E,{children:s}):
s.constructor===Je&&s.__b?s=v[r]=Qe(s.type,s.props,s.key,s.ref,s.__v):v[r]=s,c=r+b,s.__=t,s.__b=t.__b+1,l=null,~(f=s.__i=vr(s,n,c,y))&&(y--,(l=n[f])&&(l.__u|=2)),
l&&l.__v?(s.__u|=16,f==c-1?b--:f==c+1?b++:f!=c&&(f>c?b--:b++,_=1)):(~f||(i>g?b--:i<g&&b++),typeof s.type!="function"&&(s.__u|=4))):v[r]=null;if(_){for(d=[],p=[],
r=0;r<i;r++)if((s=v[r])&&16&s.__u){for(b=0,m=d.length;b<m;)d[u=b+m>>1]<s.__i?b=u+1:m=u;d[b]=s.__i,p[r]=b+1}for(b=d.length;r--;)p[r]&&(p[r]==b?b--:v[r].__u|=4)}if(y)
for(r=0;r<g;r++)!(l=n[r])||2&l.__u||(l.__e==o&&(o=be(l)),An(l,l));return o}function ho(t,e,n,o){var i,r,s,l;if(typeof t.type=="function"){if(t.props.__P)return e;
if(i=t.__k)for(r=0;r<i.length;r++)i[r]&&(i[r].__=t,e=ho(i[r],e,n,!1));return e}for(e&&!e.parentNode&&(e=be(t))&&!e.parentNode&&(e=null),s=t.__e,l=e;l&&l.nodeType==
8;)l=l.nextSibling;for(s!=l&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,e):n.insertBefore(s,e||null)),e=s;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith(
"$s"););return e}function vr(t,e,n,o){var i,r=t.key,s=t.type,l=e[n],c=l&&!(2&l.__u);if(l===null&&r==null||c&&r==l.key&&s==l.type)return n;if(o>(c?1:0)){for(i=n-1;i>=0;i--)if((l=
e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i;for(i=n+1;i<e.length;i++)if((l=e[i])&&!(2&l.__u)&&r==l.key&&s==l.type)return i}return-1}function io(t,e,n){n==null&&
(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function wt(t,e,n,o,i){var r,s;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.
cssText=o=""),o)for(e in o)n&&e in n||io(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||io(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),
typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(s=vn[e]||(vn[e]=yr(e)),(t.__a||(t.__a={}))[e]=_n,r=e!=(e=e.replace(lo,"$1")),(e=e.slice(2))[0]<"a"&&
(e=e.toLowerCase()),n?t.addEventListener(e,s,r):t.removeEventListener(e,s,r));else{if(i=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,
"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)
try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function yr(t){
return function(e){var n=this.__e;if(n){if(n=n[t],e[kt]==null)e[kt]=_n++;else if(e[kt]<this.__a[t])return;return n(R.event?R.event(e):e)}}}function kn(t,e,n,o,i,r,s,l,c,f){
var d,p,m,u,g,y,b,_,v,w,C,S,h,x,M,z,I,H,W=e.type;if(e.constructor!==Je)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(e.__u|=c,p=r=[],d.nodeType==8?l=St(d,r):
r.push(d),l=r[0]||l),(d=R.__b)&&d(e);e:if(typeof W=="function"){m=s.length;try{if(_=e.props,v=(d=W.prototype)&&d.render,w=(d=W.contextType)&&o[d.__c],C=d?w?w.props.
value:d.__:o,(u=n.__c)?(e.__c=u,2&u.__g&&(u.__g|=1)):(v?e.__c=u=new W(_,C):(e.__c=u=new ye(_,C),u.constructor=W,u.render=_r),w&&w.sub(u),u.state||(u.state={}),u.
__n=o,u.__g|=8,u.__h=[],u.__k=[]),v&&(u.__s||(u.__s=u.state),W.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Ee({},u.__s)),Ee(u.__s,W.getDerivedStateFromProps(
_,u.__s)))),g=u.props,y=u.state,u.__v=e,n.__c){if(_!==g&&v&&!W.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(_,C),e.__v==n.
__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(_,u.__s,C)===!1){e.__v!=n.__v&&(u.props=_,u.state=u.__s,u.__g&=-9),e.__e=n.__e,e.__k=
n.__k,e.__k.some(function(k){k&&(k.__=e)}),Ot.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),l=be(n);break e}u.componentWillUpdate&&u.componentWillUpdate(
_,u.__s,C),v&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(g,y,b)})}else v&&!W.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),
v&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=_,u.__P=t,u.__g&=-5,S=R.__r,h=v?25:0;do u.__g&=-9,S&&S(e),d=u.render(u.props,u.state=
u.__s,u.context);while(8&u.__g&&++h<25);v&&(Ot.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Ee({},o,u.getChildContext())),v&&n.__c&&u.getSnapshotBeforeUpdate&&
(b=u.getSnapshotBeforeUpdate(g,y)),x=d&&d.type===E&&d.key==null?d.props.children:d,_.__P&&(d=l,i=(t=_.__P).namespaceURI,c=r=null,n.props&&n.props.__P!=t&&(n.__k.
some(function(k){k&&An(k,k)}),n.__k=null),l=n.__k?be(n,0):null),l=po(t,xn(x)?x:[x],e,n,o,i,r,s,l,c,f),_.__P&&(e.__e=null,l=d),e.__u&=-161,p&&p.some(Oe),u.__h.length&&
s.push(u),1&u.__g&&(u.__g&=-4)}catch(k){if(s.length=m,e.__v=null,c||r)if(k&&k.then){if(e.__u|=128|c,r){for(~(I=r.indexOf(l||void 0))||(I=r.length);(H=r[I-1])&&H.
nodeType==8;)I--;for(;I<r.length;I++)if(H=r[I])if(r[I]=null,M){if(H==z)break}else{if(H.nodeType!=8)break;H.data.startsWith("$s")&&(z=St(M=H))}}if(!M){for(;l&&l.
nodeType==8&&l.nextSibling;)l=l.nextSibling;M=l}(d=St(M=e.__c.__z||(e.__c.__z=M)))?(e.__e=M,l=d):e.__e=l,l=l&&l.nextSibling}else r&&r.some(Oe);else e.__e=n.__e;
e.__k||(e.__k=n.__k||[]),k&&k.then||mo(e),R.__e(k,e,n)}}else l=e.__e=br(n.__e,e,n,o,i,r,s,c,f,t);return(d=R.diffed)&&d(e),l}function St(t,e){if(t&&t.nodeType==8&&
t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(
t)}}function mo(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(mo))}function go(t,e,n){for(var o=0;o<n.length;)Sn(n[o++],n[o++],n[o++]);R.__c&&R.__c(e,t),t.some(
function(i){try{t=i.__h,i.__h=[],t.some(function(r){r.call(i)})}catch(r){R.__e(r,i.__v)}})}function br(t,e,n,o,i,r,s,l,c,f){var d,p,m,u,g,y,b,_,v=n.props||Ct,w=e.
props,C=e.type;if(C=="svg"?i="http://www.w3.org/2000/svg":C=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),r){for(d=0;d<r.
length;d++)if((g=r[d])&&(C?g.localName==C:g.nodeType==3)){t=g,r[d]=null;break}}if(!t){if(_=f.ownerDocument||document,!C)return _.createTextNode(w);t=_.createElementNS(
i,C,w.is?w:f),l&&(R.__m&&R.__m(e,r),l=!1),r=null}if(C){if(f=C=="template"&&t.content||t,r=C=="textarea"&&w.defaultValue!=null?null:r&&wn.call(f.childNodes),!l&&
r)for(v={},d=0;d<t.attributes.length;d++)v[(g=t.attributes[d]).name]=g.value;for(d in v)g=v[d],d=="dangerouslySetInnerHTML"?m=g:d=="children"||d in w||d=="value"&&
"defaultValue"in w||d=="checked"&&"defaultChecked"in w||wt(t,d,null,g,i);for(d in w)g=w[d],d=="children"?u=g:d=="dangerouslySetInnerHTML"?p=g:d=="value"?y=g:d==
"checked"?b=g:l&&typeof g!="function"||v[d]===g||wt(t,d,g,v[d],i);p?(l||m&&(p.__html==m.__html||p.__html==t.a)||(t.a=p.__html),e.__k=[]):(m&&(t.textContent=""),
(C=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&hr.test(C))&&(i="http://www.w3.org/1999/xhtml"),po(f,xn(u)?u:[u],e,n,o,i,r,s,r?r[0]:n.__k&&be(n,0),
l,c),r&&r.some(Oe)),l&&C!="textarea"||(d="value",C=="progress"&&y==null?t.removeAttribute(d):y==null||y===t[d]&&(C!="progress"||y)||wt(t,d,y,v[d],i),d="checked",
b!=null&&b!=t[d]&&wt(t,d,b,v[d],i))}else v===w||l&&t.data==w||(t.data=w);return t}function Sn(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&
(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(i){R.__e(i,n)}}function An(t,e,n){var o,i,r,s;if(R.unmount&&R.unmount(t),!(o=t.ref)||
o.current&&o.current!=t.__e||Sn(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){R.__e(l,e)}o.__P=o.__n=null}if(o=t.__k)for(s=
0;s<o.length;s++)o[s]&&An(o[s],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(i=St(o,r=[]))&&(o==t.__e&&r.some(Oe),Oe(i),Oe(o)),n||Oe(
t.__e),t.__e=t.__c=t.__=null}function _r(t,e,n){return this.constructor(t,n)}function Cn(t,e){var n,o,i,r;R.__&&R.__(t,e),e.nodeType==9&&(e=e.documentElement),o=
(n=t&&32&t.__u)?null:e.__k,e.__k=Qe(E,{children:[t]}),i=[],r=[],kn(e,e.__k,o||Ct,Ct,e.namespaceURI,o?null:e.firstChild?wn.call(e.childNodes):null,i,o?o.__e:e.firstChild,
n,r),go(i,e.__k,r),e.__k.props.children=null}function vo(t){function e(n){var o,i;return this.getChildContext||(o=new Set,(i={})[e.__c]=this,this.getChildContext=function(){return i},this.shouldComponentUpdate=
function(r){this.props.value!=r.value&&o.forEach(function(s){s.__g|=4,yn(s)})},this.sub=function(r){o.add(r);var s=r.componentWillUnmount;r.componentWillUnmount=
function(){o.delete(r),s&&s.call(r)}}),n.children}return e.__c="__cC"+ao++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}R={__e:function(t,e,n,o){for(var i,r,s;e=e.__;)if((i=e.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(r=i.constructor)&&r.getDerivedStateFromError)&&i.setState(r.getDerivedStateFromError(
t)),i.componentDidCatch&&(i.componentDidCatch(t,o||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(l){t=l}}throw At=0,t}},ro=0,bn=function(t){return t!=null&&t.
constructor===Je},ye.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=Ee({},this.state)),typeof t=="function"&&(t=t(Ee({},n),this.props)),
t&&(Ee(n,t),this.__v&&(e&&this.__k.push(e),yn(this)))},ye.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),yn(this))},ye.prototype.render=
E,ve=[],At=0,so=function(t,e){return t.__v.__b-e.__v.__b},kt=Symbol(),lo=/(PointerCapture)$|Capture$/i,_n=0,vn={},ao=0;var De,D,On,yo,En=Object.is,Et=0,Oo=[],Mn=[],q=R,bo=q.__b,_o=q.__r,xo=q.diffed,wo=q.__c,ko=q.unmount,So=q.__;function Mt(t,e){q.__h&&q.__h(D,t,Et||e),Et=0;var n=D.
__H||(D.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function Tt(t){return Et=1,xr(To,t)}function xr(t,e,n){var o=Mt(De++,2);if(o.t=t,!o.__c&&
(o.__=[n?n(e):To(void 0,e),function(r){var s=(o.__N||o.__)[0],l=o.t(s,r);En(s,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=D,!D.__f)){D.__f=!0;var i=D.shouldComponentUpdate;
D.shouldComponentUpdate=function(r,s,l){var c=this.__H;if(!c)return!0;var f=!1,d=this.props!=r;if(c.__.some(function(m){m.__N&&(f=!0,En(m.__[0],m.__N[0])||(d=!0))}),
i){var p=i.call(this,r,s,l);return f?p||d:p}return!f||d}}return o.__}function j(t,e){var n=Mt(De++,4);!q.__s&&Mo(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,D.__h.push(n))}function P(t){return Et=5,oe(function(){return{current:t}},[])}function oe(t,e){var n=Mt(De++,7);return Mo(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Eo(t){var e=D.context[t.__c],n=Mt(De++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(D)),e.props.value):t.__}function wr(){var t;do{for(;t=Mn.shift();)try{Ze(t)}catch(n){q.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=Oo.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(Ze),e.__h.
some(Tn),e.__h=[]}catch(n){e.__h=[],q.__e(n,t.__v)}}}while(Mn.length)}q.__b=function(t){D=null,bo&&bo(t)},q.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),
So&&So(t,e)},q.__r=function(t){_o&&_o(t),De=0;var e=(D=t.__c).__H;e&&(On==D?D.__h=[]:(e.__h.some(Ze),e.__h.some(Tn),De=0),e.__h=[],e.__.some(function(n){n.__N&&
(n.__=n.__N),n.u=n.__N=void 0})),On=D},q.diffed=function(t){xo&&xo(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Co(Oo.push(e)),e.__H.__.some(function(n){n.u&&(n.
__H=n.u)})),On=D=null},q.__c=function(t,e){e.some(function(n){try{n.__h.some(Ze),n.__h=n.__h.filter(function(o){return!o.__||Tn(o)})}catch(o){n.__h=[function(){
throw o}]}}),wo&&wo(t,e)},q.unmount=function(t){ko&&ko(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=t.__;n&&
(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,Co(Mn.push(i))}else Ze(i)}catch(r){e=r}}),o.__H=void 0,e&&q.__e(e,o.__v))};var Ao=typeof requestAnimationFrame==
"function";function kr(t){var e,n=function(){clearTimeout(o),Ao&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Ao&&(e=requestAnimationFrame(n))}function Co(t){
t!=1&&yo==q.requestAnimationFrame||((yo=q.requestAnimationFrame)||kr)(wr)}function Ze(t){var e=D,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),D=e}function Tn(t){
var e=D;t.__c=t.__(),D=e}function Mo(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!En(n,t[o])})}function To(t,e){return typeof e=="function"?e(
t):e}var Sr=Symbol.for("preact-signals");function Pt(){if(ae>1)ae--;else{var t,e=!1;for((function(){var i=Lt;for(Lt=void 0;i!==void 0;){var r=i.S;if(r.v===i.v)for(var s=r.
t;s!==void 0;s=s.x)s.i===i.i&&(s.i=r.i);i=i.o}})();tt!==void 0;){var n=tt;for(tt=void 0,Rt++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Lo(n))try{n.
c()}catch(i){e||(t=i,e=!0)}n=o}}if(Rt=0,ae--,e)throw t}}function X(t){if(ae>0)return t();Rn=++Ar,ae++;try{return t()}finally{Pt()}}var et,F=void 0;function nt(t){
var e=F,n=et;F=void 0,et=void 0;try{return t()}finally{F=e,et=n}}var tt=void 0,ae=0,Rt=0,Ar=0,Rn=0,Lt=void 0,$t=0;function Ro(t){if(F!==void 0){var e=t.n;if(e===
void 0||e.t!==F)return e={i:0,S:t,p:F.s,n:void 0,t:F,e:void 0,x:void 0,r:e},F.s!==void 0&&(F.s.n=e),F.s=e,t.n=e,32&F.f&&t.S(e),e;if(e.i===-1)return e.i=0,e.n!==
void 0&&(e.n.p=e.p,e.p!==void 0&&(e.p.n=e.n),e.p=F.s,e.n=void 0,F.s.n=e,F.s=e),e}}function B(t,e){this.v=t,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=
e?.watched,this.Z=e?.unwatched,this.name=e?.name}B.prototype.brand=Sr;B.prototype.h=function(){return!0};B.prototype.S=function(t){var e=this,n=this.t;n!==t&&t.
e===void 0&&(t.x=n,this.t=t,n!==void 0?n.e=t:nt(function(){var o;(o=e.W)==null||o.call(e)}))};B.prototype.U=function(t){var e=this;if(this.t!==void 0){var n=t.e,
o=t.x;n!==void 0&&(n.x=o,t.e=void 0),o!==void 0&&(o.e=n,t.x=void 0),t===this.t&&(this.t=o,o===void 0&&nt(function(){var i;(i=e.Z)==null||i.call(e)}))}};B.prototype.
subscribe=function(t){var e=this;return te(function(){var n=e.value;nt(function(){return t(n)})},{name:"sub"})};B.prototype.valueOf=function(){return this.value};
B.prototype.toString=function(){return this.value+""};B.prototype.toJSON=function(){return this.value};B.prototype.peek=function(){var t=this;return nt(function(){
return t.value})};Object.defineProperty(B.prototype,"value",{get:function(){var t=Ro(this);return t!==void 0&&(t.i=this.i),this.v},set:function(t){if(t!==this.v){
if(Rt>100)throw new Error("Cycle detected");(function(n){ae!==0&&Rt===0&&n.l!==Rn&&(n.l=Rn,Lt={S:n,v:n.v,i:n.i,o:Lt})})(this),this.v=t,this.i++,$t++,ae++;try{for(var e=this.
t;e!==void 0;e=e.x)e.t.N()}finally{Pt()}}}});function L(t,e){return new B(t,e)}function Lo(t){for(var e=t.s;e!==void 0;e=e.n)if(e.S.i!==e.i||!e.S.h()||e.S.i!==e.
i)return!0;return!1}function $o(t){for(var e=t.s;e!==void 0;e=e.n){var n=e.S.n;if(n!==void 0&&(e.r=n),e.S.n=e,e.i=-1,e.n===void 0){t.s=e;break}}}function Po(t){
for(var e=t.s,n=void 0;e!==void 0;){var o=e.p;e.i===-1?(e.S.U(e),o!==void 0&&(o.n=e.n),e.n!==void 0&&(e.n.p=o)):n=e,e.S.n=e.r,e.r!==void 0&&(e.r=void 0),e=o}t.s=
n}function Me(t,e){B.call(this,void 0,e),this.x=t,this.s=void 0,this.g=$t-1,this.f=4}Me.prototype=new B;Me.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;
if((36&this.f)==32||(this.f&=-5,this.g===$t))return!0;if(this.g=$t,this.f|=1,this.i>0&&!Lo(this))return this.f&=-2,!0;var t=F;try{$o(this),F=this;var e=this.x();
(16&this.f||this.v!==e||this.i===0)&&(this.v=e,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return F=t,Po(this),this.f&=-2,!0};Me.prototype.S=function(t){
if(this.t===void 0){this.f|=36;for(var e=this.s;e!==void 0;e=e.n)e.S.S(e)}B.prototype.S.call(this,t)};Me.prototype.U=function(t){if(this.t!==void 0&&(B.prototype.
U.call(this,t),this.t===void 0)){this.f&=-33;for(var e=this.s;e!==void 0;e=e.n)e.S.U(e)}};Me.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var t=this.t;t!==
void 0;t=t.x)t.t.N()}};Object.defineProperty(Me.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var t=Ro(this);if(this.h(),t!==void 0&&
(t.i=this.i),16&this.f)throw this.v;return this.v}});function _e(t,e){return new Me(t,e)}function Io(t){var e=t.j;if(t.j=void 0,typeof e=="function"){ae++;var n=F;
F=void 0;try{e()}catch(o){throw t.f&=-2,t.f|=8,Ln(t),o}finally{F=n,Pt()}}}function Ln(t){for(var e=t.s;e!==void 0;e=e.n)e.S.U(e);t.x=void 0,t.s=void 0,Io(t)}function Cr(t){
if(F!==this)throw new Error("Out-of-order effect");Po(this),F=t,this.f&=-2;try{8&this.f&&Ln(this)}finally{Pt()}}function Ne(t,e){this.x=t,this.j=void 0,this.s=void 0,
this.u=void 0,this.f=32,this.name=e?.name,et&&et.push(this)}Ne.prototype.c=function(){var t=this.S();try{if(8&this.f||this.x===void 0)return;var e=this.x();typeof e==
"function"&&(this.j=e)}finally{t()}};Ne.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,Io(this),$o(this),ae++;var t=F;
return F=this,Cr.bind(this,t)};Ne.prototype.N=function(){2&this.f||(this.f|=2,this.u=tt,tt=this)};Ne.prototype.d=function(){this.f|=8,1&this.f||Ln(this)};Ne.prototype.
dispose=function(){this.d()};function te(t,e){var n=new Ne(t,e);try{n.c()}catch(i){throw n.d(),i}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var Fo,Ft,It,Or=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var zo=[];te(function(){Fo=this.N})();function He(t,e){R[t]=e.bind(null,R[t]||function(){})}function ot(t){if(It){var e=It;It=void 0,e()}It=t&&t.S()}function Wo(t){
var e=this,n=t.data,o=Y(n);o.name="ReactiveDom",o.value=n;var i=oe(function(){for(var l=e,c=e.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var f=_e(function(){var u=o.
value.value;return u===0?0:u===!0?"":u||""}),d=_e(function(){return!Array.isArray(f.value)&&!bn(f.value)}),p=te(function(){if(this.N=Do,d.value){var u=f.value;l.
__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=u)}}),m=e.__$u.d;return e.__$u.d=function(){p(),m.call(this)},[d,f]},[]),r=i[0],s=i[1];return r.value?s.
peek():s.value}Wo.displayName="ReactiveTextNode";Object.defineProperties(B.prototype,{constructor:{configurable:!0,value:co(E,null).constructor},type:{configurable:!0,
value:Wo},props:{configurable:!0,get:function(){var t=this;return{data:{get value(){return t.value}}}}},__b:{configurable:!0,value:1}});He("__b",function(t,e){if(ot(),
Ft=void 0,typeof e.type=="string"){var n,o=e.props;for(var i in o)if(i!=="children"){var r=o[i];r instanceof B&&(n||(e.__np=n={}),n[i]=r,o[i]=r.peek())}}t(e)});
He("__r",function(t,e){if(t(e),e.type!==E){ot();var n,o=e.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(i,r){var s;return te(function(){s=this},{name:r}),
s.c=i,s})((function(i){return function(){var r;Or&&((r=this.y)==null||r.call(this)),i.__$f|=1,i.setState({})}})(o),typeof e.type=="function"?e.type.displayName||
e.type.name:""))),Ft=o,ot(n)}});He("__e",function(t,e,n,o){ot(),Ft=void 0,t(e,n,o)});He("diffed",function(t,e){ot(),Ft=void 0;var n;if(typeof e.type=="string"&&
(n=e.__e)){var o=e.__np,i=e.props,r=n.U;if(r)for(var s in r){var l=r[s];l===void 0||o&&s in o||(l.d(),r[s]=void 0)}if(o){r||(r={},n.U=r);for(var c in o){var f=r[c],
d=o[c];f===void 0?(f=Er(n,c,d,i),r[c]=f):f.o(d,i)}}}t(e)});function Er(t,e,n,o){var i=e in t&&t.ownerSVGElement===void 0,r=L(n);return{o:function(s,l){r.value=s,
o=l},d:te(function(){this.N=Do;var s=r.value.value;o[e]!==s&&(o[e]=s,i?t[e]=s:s!=null&&(s!==!1||e[4]==="-")?t.setAttribute(e,s):t.removeAttribute(e))})}}He("unm\
ount",function(t,e){if(typeof e.type=="string"){var n=e.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var i in o){var r=o[i];r&&r.d()}}}var s=e.__np;if(s){var l=e.props;
for(var c in s)l[c]=s[c]}e.__np=void 0}else{var f=e.__c;if(f){f.__$f|=8;var d=f.__$u;d&&(f.__$u=void 0,d.d())}}t(e)});He("__h",function(t,e,n,o){o<3&&(e.__$f|=2),
t(e,n,o)});ye.prototype.shouldComponentUpdate=function(t,e){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var i in e)return!0;if(this.__f||typeof this.
u=="boolean"&&this.u===!0){var r=2&this.__$f;if(!(o||r||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var s in t)if(s!==
"__source"&&t[s]!==this.props[s])return!0;for(var l in this.props)if(!(l in t))return!0;return!1};function Y(t,e){return oe(function(){return L(t,e)},[])}var Mr=function(t){queueMicrotask(function(){queueMicrotask(t)})};function Tr(){X(function(){for(var t;t=zo.shift();)Fo.call(t)})}function Do(){zo.push(this)===1&&(R.requestAnimationFrame||Mr)(Tr)}var Q="not finite",qe="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function N({confidence:t}){return t!==null}function xe(t,e="\
nothing"){return N(t)?t.text.trim()||e:Q}function ce(t,e){return(e===""?t.confidence:t.options.find(({text:n})=>n===e)?.probability)??0}function we(t,e){return e===""?t.excess??t.confidence??0:ce(t,e)}
function zt(t){return t.some(({excess:e})=>e!==null)}function ue({option_mass:t},{low_option_mass:e}){return t!==null&&t<e}function Wt(t,e,n){let o=e===""&&zt(t),
i=t.filter(l=>N(l)&&!ue(l,n)&&!(o&&l.excess===null)),[r]=i;return r?{answer:i.reduce((l,c)=>we(c,e)>we(l,e)?c:l,r),of:i.length}:null}var $n=vo(null);function O(){let t=Eo($n);if(!t)throw new Error("[latentlens] A part of the Explorer stands outside of it.");return t}var Rr=Symbol.for("pv"),Lr=0;function a(t,e,n,o,i,r){e||(e={});var s,l,c=e;if("ref"in c&&typeof t!="function")for(l in c={},e)l=="ref"?s=e[l]:c[l]=e[l];var f={type:t,props:c,key:n,ref:s,__k:null,
__:null,__b:0,__e:null,__c:null,constructor:Rr,__v:--Lr,__i:-1,__u:0};return(i||r)&&(f.__source=i,f.__self=r),R.vnode&&R.vnode(f),f}var $r=/((?:<0x[0-9A-F]{2}>)+|<U\+[0-9A-F]{4,6}>)/;function K({text:t}){return t.includes("<")?a(E,{children:t.split($r).map((e,n)=>n%2===0?e:a("span",{class:"l\
l-code-point",children:e.startsWith("<0x")?e.slice(3,-1).replaceAll("><0x"," "):e.slice(1,-1)},n))}):a(E,{children:t})}var No=14;function Ho({target:t,...e}){let n=t.slots??e.positions;return a("div",{class:"ll-flow",children:[a(Nt,{...e}),a(Dt,{name:"Writes",where:Pn(t),children:a(
it,{tokens:t.tokens,marked:n,chip:Ht(n,"slot")})})]})}function it({tokens:t,marked:e,chip:n,more:o={}}){let[i,r]=[Math.min(...e,t.length-1),Math.max(...e,0)],[s,
l]=[Math.max(0,i-No),Math.min(t.length,r+No+1)],c=f=>f>0&&a("span",{class:"ll-quiet",title:`${f} more tokens`,children:"…"});return a("span",{class:"ll-tokens",
...o,children:[c(s),t.slice(s,l).map((f,d)=>n(f,s+d)),c(t.length-l)]})}function Dt({name:t,where:e,children:n}){return a("div",{class:"ll-flow-row",children:[a(
"span",{class:"ll-label",children:t}),a("span",{class:"ll-quiet ll-at",children:e}),n]})}function Nt({tokens:t,layer:e,positions:n,name:o}){return a(Dt,{name:"R\
eads",where:`layer ${e}`,children:o===void 0?a(it,{tokens:t,marked:n,chip:Ht(n,"source")}):a("span",{class:"ll-token ll-mono ll-source",dir:"auto",title:o,children:o})})}
function Ht(t,e){return(n,o)=>a("span",{class:`ll-token ll-mono${t.includes(o)?` ll-${e}`:""}`,dir:"auto",title:`position ${o}`,children:a(K,{text:n})},o)}function Pn({
layer:t}){return t===null?"":`layer ${t}`}function T(t){return t>0&&t<.005?"<0.01":t<1&&t>.995?">0.99":t.toFixed(2)}function Te(t){let e=Math.abs(t).toFixed(2);return e==="0.00"?"0.00":`${t<0?"−":"+"}${e}`}var Pr={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function Re(t){let e=new Map;for(let n of t)e.set(n.kind,[...e.get(n.kind)??[],n]);return[...e].map(([
n,o])=>({kind:n,name:In(n,o.length),controls:o}))}function In(t,e){let[n,o]=Pr[t]??[t,`${t} controls`];return e===1?n:`${e} ${o}`}function Fn(t,e){return`${e} ${t===
"random"?"random vector":t}${e===1?"":"s"}`}function Ir(t,e){return(e===""?void 0:t.options?.find(({text:o})=>o===e))?.probability??t.support}function je(t,e=""){
if(t.length===0)return null;let n=t.map(o=>Ir(o,e));return[Math.min(...n),Math.max(...n)]}function rt(t,e){return Re(t.controls).map(({name:n,controls:o})=>{let i=[
...new Set((je(o,e)??[]).map(T))];return[n.toLowerCase(),i.join(" to ")]})}var Fr=/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;function G(t){return Fr.test(t)?`⁨${t}⁩`:t}function qo({answer:t}){let{confidence:e,excess:n}=t;return e===null?a("div",{class:"ll-scale"}):a("div",{class:"ll-scale",children:[a(zn,{kind:"own",label:"Con\
fidence",value:e,children:[typeof t.calibrated_confidence=="number"&&a(E,{children:[a("b",{class:"ll-num",title:"How often answers of this confidence were corre\
ct, where the calibrator was fitted",children:`calibrated ${T(t.calibrated_confidence)}`}),", "]}),t.confidence_kind]}),Re(t.controls).map(o=>a(Wr,{...o},o.kind)),
n!==null&&a("div",{class:"ll-measure ll-excess",children:[a("span",{class:"ll-label",children:"Over controls"}),a("span",{}),a("span",{class:"ll-num",children:Te(
n)}),a("span",{class:"ll-quiet ll-cut",children:n>0?"":"does not exceed its controls"})]}),t.noise&&a(zr,{noise:t.noise}),a(Dr,{answer:t})]})}function zr({noise:t}){
let e=t.samples.find(({kind:i})=>i==="random"),n=t.samples.map(({kind:i,reached:r,n:s})=>`${r} of ${Fn(i,s)}`),o=`How many exceed their own controls as far as t\
he answer does its, where each answers the question for itself.
`+t.samples.map(({kind:i,n:r,p_value:s})=>`${Fn(i,r)}: p = ${T(s)}`).join(`
`);return a("div",{class:"ll-measure",title:o,children:[a("span",{class:"ll-label",children:"Against noise"}),a("span",{}),a("span",{class:"ll-num",children:e&&
`${e.reached}/${e.n}`}),a("span",{class:"ll-quiet ll-cut",children:[a("b",{children:t.verdict}),": ",n.join(", ")]})]})}function zn({kind:t,label:e,value:n,low:o,
title:i,children:r}){let s=o!==void 0;return a("div",{class:`ll-measure ll-${t}`,title:i,children:[a("span",{class:t==="option"?"ll-label ll-mono ll-cut":"ll-la\
bel",dir:t==="option"?"auto":void 0,title:t==="option"?e:void 0,children:e}),a("span",{class:s?"ll-bar ll-spread":"ll-bar",role:"img","aria-label":s?`${e} ${T(o)}\
 to ${T(n)}`:`${e} ${T(n)}`,style:{"--p":String(n),...s&&{"--low":String(o)}}}),a("span",{class:"ll-num",children:T(n)}),a("span",{class:"ll-quiet ll-cut",children:r})]})}
function Wr({name:t,controls:e}){let[n,o]=je(e)??[0,0],i=e.length>1,r=[...new Set(e.map(({text:l})=>l.trim()||"nothing"))].join(", "),s=`In place of the activat\
ion, ${i?"they give":"it gives"} this answer ${e.map(({support:l})=>T(l)).join(", ")}.
`+e.map(({text:l,confidence:c})=>`“${G(l)}” with confidence ${T(c)}`).join(`
`);return a(zn,{kind:"control",label:t,value:o,low:i?n:void 0,title:s,children:[i?`${T(n)} to ${T(o)}; own answers: `:"own answer: ",a("span",{class:"ll-mono",dir:"\
auto",children:r}),e[0]&&!i?`, ${T(e[0].confidence)}`:""]})}function Dr({answer:{options:t,option_mass:e}}){if(t.length===0)return null;let n=t.map(({text:o,probability:i})=>({
text:o,p:i??0})).sort((o,i)=>i.p-o.p);return a(E,{children:[a("p",{class:"ll-quiet ll-caption",children:["Among the answers given",e===null?"":`, whose option m\
ass is ${T(e)}`]}),n.map(({text:o,p:i})=>a(zn,{kind:"option",label:o,value:i},o))]})}function Le({sites:t,layer:e,position:n}){if(n===null)return[];let o=t.filter(([i])=>i===e).map(([,i])=>i);return o.length>0?o:[n]}function qt(t,e){return t<e?`\
positions ${t} to ${e}`:`position ${e}`}function Wn(t,e,n){let o=t.slice(e,n+1).join("");return[o,o.length>60?`${o.slice(0,60)}…`:o]}function ke(t,e){if(t.vector)
return["Vector",t.token];let n=Le(t),[o=-1,i=o]=[n[0],n.at(-1)];return o===i?[`Position ${i}`,t.token]:[`Positions ${o} to ${i}`,Wn(e,o,i)[1]]}function Dn(t,e){
return t.find(({start:n,stop:o})=>n<=e&&e<o)?.role}function jo(){let{store:t}=O(),e=t.view.answer.value,n=e&&t.targetOf(e),[o,i]=e?ke(e,t.synced.tokens):["",""],r=e?[...e.flags.map(({message:s})=>s),...Nr(t,e)]:
[];return a("section",{class:"ll-card","aria-label":"Answer",hidden:!e,children:[e&&a(Hr,{answer:e},e.id),a("output",{"aria-live":"polite",children:e&&a(qr,{answer:e})}),
e&&a(E,{children:[a(qo,{answer:e}),n&&n.tokens.length>0&&a(Ho,{tokens:t.synced.tokens,layer:e.layer,positions:Le(e),target:n,name:e.vector&&i}),r.length>0&&a("u\
l",{class:"ll-flags",children:r.map(s=>a("li",{children:s},s))}),a("dl",{class:"ll-facts",children:[a(jt,{name:"Layer",children:e.layer}),a(jt,{name:o,children:a(
"span",{class:"ll-mono",dir:"auto",children:i})}),a(jt,{name:"Into layer",children:e.target_layer}),a(jt,{name:"Reader",children:a("span",{class:"ll-mono ll-rea\
der",dir:"auto",title:e.reader,children:e.reader})})]})]})]})}function Nr({synced:t},{id:e}){let n=t.heatMaps.value.map(({points:o})=>Wt(o,"",t.constants)).find(
o=>o?.answer.id===e);return n&&n.of>1?[`The best of ${n.of} cells of a layer grid, picked after the fact.`]:[]}function Hr({answer:{question:t,code:e}}){let n=Y(
!1),o=Y(!1),i=P(null);j(()=>{o.value&&(i.current?.focus({preventScroll:!0}),i.current?.select())},[o.value]);let r=async()=>{try{await navigator.clipboard.writeText(
e)}catch{o.value=!0;return}n.value=!0,setTimeout(()=>{n.value=!1},1600)};return a(E,{children:[a("header",{children:[a("span",{class:"ll-asked ll-mono ll-cut",dir:"\
auto",title:t,children:t}),a("button",{type:"button",class:"ll-link",hidden:e==="",onClick:()=>{r()},children:n.value?"Copied":"Copy as code"})]}),a("textarea",
{class:"ll-field ll-mono ll-code",readOnly:!0,"aria-label":"Code",hidden:!o.value,rows:Math.min(12,e.split(`
`).length),ref:i,value:e})]})}function qr({answer:t}){let{tokens:e,token_logprobs:n,text:o}=t,i=!o.includes("·");return a("div",{class:"ll-words ll-mono",dir:"\
auto",children:[e.length===0&&(N(t)?o:a("i",{class:"ll-quiet",children:Q})),e.map((r,s)=>{let l=n[s],c=l===void 0?void 0:Math.exp(l),f=i?r.replaceAll("·"," "):
r;return a("span",{class:"ll-word",title:c===void 0?void 0:`probability ${T(c)}`,style:{"--p":String(c??0)},children:a(K,{text:s===0&&f.trimStart()||f})},s)})]})}
function jt({name:t,children:e}){return a("div",{children:[a("dt",{children:t})," ",a("dd",{children:e})]})}var Bo=t=>t.replaceAll(`
`,"\\n"),Vo=t=>t.replaceAll("\\n",`
`);function st(t,e){return e===null?"":Array.isArray(e)?t.kind==="texts"?e.map(n=>Bo(String(n))).join(" "):e.join(", "):Bo(String(e))}function Ko(t,e){let n=e.trim();
if(t.kind==="number")return n===""?t.empty===void 0?void 0:null:Number.isFinite(Number(n))?Number(n):n;if(t.kind==="positions"){if(n==="")return null;let o=n.split(
/[\s,]+/).filter(Boolean).map(Number);return o.every(Number.isFinite)?o:n}return t.kind==="texts"?n===""?[]:n.split(/\s+/).map(Vo):Vo(e)}function Uo({field:t,id:e,value:n,wrong:o,describedBy:i,onFocus:r,onBlur:s}){let{store:l}=O(),c=Y(null),f=u=>l.edit(g=>g.set(t.name,u)),d={id:e,"data-setting":t.
name,"aria-describedby":i,"aria-invalid":o?"true":void 0,onFocus:r};if(t.choices){let u=({currentTarget:g})=>f(g.value||null);return a("select",{...d,class:"ll-\
field",value:st(t,n),onInput:u,onChange:u,onBlur:s,children:t.choices.map(([g,y])=>a("option",{value:g??"",children:y},g??""))})}if(t.kind==="yes"){let u=({currentTarget:g})=>f(
g.checked);return a("input",{...d,type:"checkbox",checked:n===!0,onInput:u,onChange:u,onBlur:s})}let p=({currentTarget:u})=>{c.value=u.matches(":focus")?u.value:
null,f(Ko(t,u.value))},m=()=>{c.value=null};return a("input",{...d,type:"text",class:t.kind==="number"?"ll-field":"ll-field ll-mono",dir:"auto",autocomplete:"of\
f",spellcheck:!1,inputMode:t.kind==="number"?"decimal":void 0,placeholder:t.empty,value:c.value??st(t,n),onInput:p,onChange:m,onBlur:()=>{m(),s()}})}var Go=0;function ie(){let[t]=Tt(()=>(Go+=1,`ll-${Math.random().toString(36).slice(2,8)}-${Go}`));return t}function Be(){return`${Date.now().toString(36)}-${Math.
random().toString(36).slice(2,10)}`}function Bt({groups:t,beside:e}){let{draft:n}=O().store;return a(E,{children:t.map(({group:o,fields:i})=>({group:o,fields:i.filter(({name:r})=>n.has(r))})).filter(
({fields:o})=>o.length>0).map(({group:o,fields:i})=>a("div",{class:"ll-group",role:"group","aria-label":o,children:[a("h5",{children:o}),i.map(r=>a(jr,{field:r,
children:e?.(r)},r.name))]},o))})}function jr({field:t,children:e}){let{store:n,view:o}=O(),{draft:i,preview:r}=n,[s,l,c]=[ie(),ie(),ie()],f=i.value(t.name),d=r.
problem.value,p=d?.setting===t.name,m=t.when!==void 0&&!t.when[1].includes(i.value(t.when[0]))||t.needs!==void 0&&i.value(t.needs)===null,u=({currentTarget:b})=>{
let _=b.closest(".ll-setting")??b;o.show({anchor:_,content:()=>a("div",{class:"ll-pop-help",children:t.help}),above:!0})},g=()=>o.hide(),y=P(!1);return a("div",
{class:`ll-setting${t.name in i.changed()?" ll-set":""}`,hidden:m,onPointerDown:()=>{y.current=!0},onFocusIn:()=>{y.current=!1},children:[a("span",{class:"ll-na\
med",children:[a("label",{class:"ll-label",for:s,children:t.label}),t.help!==""&&a("button",{type:"button",class:"ll-why",tabIndex:-1,"aria-label":`About ${t.label}`,
onClick:u,onPointerEnter:u,onPointerLeave:b=>{b.pointerType!=="touch"&&g()},onBlur:g,children:"?"})]}),a(Uo,{field:t,id:s,value:f,wrong:p,describedBy:t.help===""?
l:`${c} ${l}`,onFocus:b=>{t.help!==""&&!y.current&&u(b)},onBlur:g}),a("span",{class:"ll-unseen",id:c,children:t.help}),e,a("p",{class:"ll-error",id:l,hidden:!p,
role:p?"alert":void 0,children:p?d.message:""})]})}function Xo(){let{store:t}=O(),e=t.synced.source.value,n=!e||!t.draft.vector&&(e.fields[0]?.choices?.length??0)<3;return a("div",{class:"ll-from",hidden:n,children:!n&&
a(Bt,{groups:[e]})})}function lt({layer:t,position:e,start:n,source:o={}}){let{vector:i,minus:r}=o;if(typeof i=="string"&&i!=="difference")return G(i.slice(i.indexOf(
":")+1));let s=e??-1;return`layer ${t}, ${qt(n??s,s)}${i?` minus ${r}`:""}`}function Yo(){let{store:t}=O(),{draft:e,synced:n}=t,o=n.selection.value,{fit:i}=e.entry,{vector:r}=e,s=r!==null&&r!=="difference",l=!t.asking(),c=o?o.position-o.
start+1:0,f=()=>{t.edit(()=>{e.set("vector","difference"),e.set("minus",o?.position)})};return a("div",{class:"ll-line ll-actions",children:[a("span",{class:"ll\
-where",children:s?a("b",{dir:"auto",children:lt(e.asking())}):a(Br,{})}),a("button",{type:"button",class:"ll-link",hidden:!o||i===!0||s,onClick:f,children:c>1?
"Subtract the last token":"Subtract this token"}),a("button",{type:"button",class:"ll-button",disabled:l||!e.has("layer")||r!==null,title:r?"A vector belongs to\
 one layer, so it has no grid of layers":"Ask this position at every layer, written into every layer",onClick:()=>t.layerGrid(),children:"Layer grid"}),a("butto\
n",{type:"button",class:"ll-button",disabled:l,title:r?"Ask the same at every scale of the list":"Ask the same at every position of this layer, or at those that\
 are selected",onClick:()=>t.sweep(),children:r?"Sweep scales":c>1?`Sweep ${c} positions`:"Sweep positions"}),a("button",{type:"submit",class:"ll-button ll-prim\
ary",disabled:i?!e.ready:l,children:i?"Fit":"Ask"})]})}function Br(){let{draft:t,synced:e,preview:n}=O().store,o=e.selection.value;if(!o)return a(E,{children:"C\
hoose a cell of the grid."});let{layer:i,position:r}=o,s=t.vector==="difference",l=s?r:o.start,[c,f]=Wn(e.tokens,l,r);return a(E,{children:[`Layer ${i}, ${qt(l,
r)} `,a("b",{class:"ll-mono",dir:"auto",title:c,children:a(K,{text:f})}),l<r&&Vr(r-l+1,r,n.target.value),s&&a(E,{children:[" minus ",a("b",{class:"ll-mono",dir:"\
auto",children:a(K,{text:e.tokens[Number(t.value("minus")??Number.NaN)]??"…"})})]})]})}function Vr(t,e,n){let{positions:o=[]}=n??{};return o.at(-1)!==e?"":o.length===
t?`; this reader reads all ${t} tokens for one answer`:`; this reader does not take ${t} tokens at once: it reads the last`}function Jo(){let{store:t}=O(),{draft:e,synced:n}=t,[o,i]=[ie(),ie()],r=P(null),{entry:s}=e,l=n.selection.value,c=l?n.entityTypes[l.position]??null:null,[f,d]=Kr(
n.entries.value,c),p=[s.help,s.held_out?.[l?.layer??""]].filter(Boolean).join(" ");return a(E,{children:[a("div",{class:"ll-line",children:[a("label",{class:"ll\
-label",for:o,children:"Question"}),a("select",{class:"ll-field",id:o,"aria-describedby":i,value:s.name,onChange:m=>{let u=m.currentTarget.value;t.edit(()=>{e.change(
{preset:u}),e.set("position",void 0)}),e.entry.takes!==""&&r.current?.focus({preventScroll:!0})},children:[f.map(Qo),d.map(([m,u])=>a("optgroup",{label:m,children:u.
map(Qo)},m))]}),a("input",{type:"text",class:"ll-field ll-mono",dir:"auto",autocomplete:"off",spellcheck:!1,"aria-label":s.takes==="corpus"?"Text file":"Questio\
n","aria-describedby":i,hidden:s.takes==="",placeholder:s.sample,value:e.text,ref:r,onInput:m=>{let{value:u}=m.currentTarget;t.edit(()=>{e.text=u,e.set("positio\
n",void 0)})}})]}),a("p",{class:"ll-help",id:i,children:p})]})}function Qo({name:t,label:e}){return a("option",{value:t,children:e},t)}function Kr(t,e){let n=new Map,
o=t.filter(({subject:r})=>e!==null&&r===e);o.length>0&&n.set(`About this ${e}`,o);for(let r of t)o.includes(r)||n.set(r.group,[...n.get(r.group)??[],r]);let{"":i=[]}=Object.
fromEntries(n);return n.delete(""),[i,[...n]]}function Zo(){let{store:t}=O(),{draft:e,synced:n}=t,o=ie(),i=P(null),{open:r}=e.state.value,s=e.changed(),l=n.fields.flatMap(({fields:c})=>c).filter(({name:c})=>c in
s).map(c=>`${c.label.toLowerCase()} ${Gr(c,s[c.name]??null)}`);return a("div",{class:"ll-options",children:[a("div",{class:"ll-line",children:[a("button",{type:"\
button",class:"ll-link ll-disclose","aria-expanded":r,"aria-controls":o,ref:i,onClick:()=>t.edit(()=>e.change({open:!r})),children:"Options"}),a("span",{class:"\
ll-changed ll-cut",title:l.join(`
`),children:l.join(", ")}),a("button",{type:"button",class:"ll-link",hidden:l.length===0,onClick:()=>{t.edit(()=>e.reset()),i.current?.focus({preventScroll:!0})},
children:"Reset"})]}),a("div",{class:"ll-panel",id:o,role:"group","aria-label":"Options",hidden:!r,children:a(Bt,{groups:n.fields,beside:({name:c})=>c==="noise"&&
a(Ur,{})})})]})}function Ur(){let{store:t}=O(),{draft:e}=t,{start:n,position:o}=t.synced.selection.value??{start:0,position:-1},i=o-n+1,r=i===0||e.entry.takes!==
""||e.value("position")!==null;return a("button",{type:"button",class:"ll-link",hidden:r,onClick:()=>{let l=Array.from({length:i},(c,f)=>n+f);t.edit(()=>e.set("\
noise",l))},children:i>1?`the ${i} selected tokens`:"the selected token"})}function Gr(t,e){return t.kind==="yes"?e?"on":"off":t.choices?.find(([o])=>o===e)?.[1]??
(st(t,e)||t.empty||"none")}function ei(){let{store:t}=O(),e=t.preview.target.value,n=t.synced.selection.value,o=e===null||e.tokens.length===0,{tokens:i}=t.synced,r=n?e?.positions??[n.position]:
[];return a("div",{class:"ll-flow",hidden:o,children:!o&&a(E,{children:[e.reads?a(Nt,{tokens:i,layer:e.reads.layer,positions:[],name:e.reads.name}):n&&a(Nt,{tokens:i,
layer:n.layer,positions:r}),a(Dt,{name:"Writes",where:Pn(e),children:a(Xr,{target:e,slots:e.slots??r})})]})})}function Xr({target:t,slots:e}){let{store:n}=O(),o=P(
null),i=P(!1);if(j(()=>{i.current&&(i.current=!1,o.current?.querySelector("[aria-checked='true']")?.focus({preventScroll:!0}))}),!t.movable)return a(it,{tokens:t.
tokens,marked:e,chip:Ht(e,"slot")});let r=c=>{i.current=!0,n.preview.put(c),n.edit(f=>f.set("position",c))},s=(c,f)=>{let d={ArrowLeft:-1,ArrowRight:1}[c.key];d!==
void 0&&(c.preventDefault(),r(Math.max(0,Math.min(t.tokens.length-1,f+d))))},l=(c,f)=>{let d=e.includes(f);return a("button",{type:"button",class:`ll-token ll-m\
ono${d?" ll-slot":""}`,role:"radio",dir:"auto","aria-checked":d,"data-slot":f,tabIndex:d||e.length===0&&f===0?0:-1,title:`position ${f}`,onClick:()=>r(f),onKeyDown:p=>s(
p,f),children:a(K,{text:c})},f)};return a(it,{tokens:t.tokens,marked:e,chip:l,more:{ref:o,role:"radiogroup","aria-label":"Slot: the token that takes the vector",
title:"Click the token that takes the vector"}})}function ti(){let{store:t}=O(),{draft:e}=t;return a("form",{class:"ll-ask","aria-label":"Ask",onSubmit:o=>{o.preventDefault(),e.entry.fit?e.ready&&t.fits.begin():
t.ask()},children:[a(Jo,{}),a(Yr,{}),a(Zo,{}),a(ei,{}),a(Xo,{}),a(Jr,{}),a(Yo,{})]})}function Yr(){let{store:t}=O(),{draft:e,synced:n}=t,[o,i]=[ie(),ie()],r=e.entry.
settings.layer??null,{layer:s}=e.changed();return a("div",{class:"ll-line",hidden:e.entry.fit===!0,children:[a("label",{class:"ll-label",for:o,children:"Answers"}),
a("input",{type:"text",class:"ll-field ll-mono",id:o,dir:"auto",autocomplete:"off",spellcheck:!1,placeholder:"free, or one of: Paris, Rome",value:e.state.value.
options,onInput:({currentTarget:{value:l}})=>t.edit(()=>e.change({options:l}))}),a("span",{class:"ll-pair",hidden:!e.has("layer"),children:[a("label",{class:"ll\
-label",for:i,children:"Into layer"}),a("select",{class:"ll-field",id:i,value:s===void 0?"":s===null?"same":String(s),onChange:({currentTarget:{value:l}})=>t.edit(
()=>e.set("layer",l===""?void 0:l==="same"?null:Number(l))),children:[a("option",{value:"",children:r===null?"same as source":`the preset's own: ${r}`}),a("opti\
on",{value:"same",hidden:r===null,children:"same as source"}),Array.from({length:n.targetLayers},(l,c)=>a("option",{value:c,children:c},c))]})]})]})}var Qr=["qu\
estion","layer","position"];function Jr(){let{draft:t,preview:e,synced:n}=O().store,o=e.problem.value,i=o!==null&&Qr.includes(o.setting),r=o!==null&&(t.state.value.
open||t.isSource(o.setting)),s=o!==null&&(i||!r),l=n.fields.flatMap(({fields:d})=>d).find(({name:d})=>d===o?.setting),c=l&&!i?`${l.label}: `:"",f=o?.setting!=="\
question"||t.entry.takes==="corpus"&&t.text!=="";return a("p",{class:f?"ll-help ll-problem ll-error":"ll-help ll-problem",role:"status",hidden:!s,children:s?`${c}${o.
message}`:""})}function ni(t){return typeof t=="object"?t.key:t}function oi(t,e){let n=t.length;return new Proxy(t,{get(o,i,r){if(typeof i=="string"){let s=i.charCodeAt(0);if(s>=
48&&s<=57){let l=+i;if(Number.isInteger(l)&&l>=0&&l<n){let c=o[l];if(typeof c!="object"){let f=e[l*2];c=o[l]={index:l,key:c,start:f,size:e[l*2+1],end:f+e[l*2+1],
lane:0}}return c}}if(i==="length")return n}return Reflect.get(o,i,r)}})}function $e(t,e,n){let o=n.initialDeps??[],i,r=!0;function s(){var l;let f=0,d=t();if(!(d.length!==o.length||d.some((u,g)=>o[g]!==u)))return i;o=d;let m=0;return i=
e(...d),n?.onChange&&!(r&&n.skipInitialOnChange)&&n.onChange(i),r=!1,i}return s.updateDeps=l=>{o=l},s}function Nn(t,e){if(t===void 0)throw new Error(`Unexpected\
 undefined${e?`: ${e}`:""}`);return t}var de=(t,e)=>Math.abs(t-e)<1.01,ii=(t,e,n)=>{let o;return Object.assign(function(...i){t.clearTimeout(o),o=t.setTimeout(()=>e.
apply(this,i),n)},{cancel:()=>{t.clearTimeout(o)}})};function ri({offset:t,isScrolling:e,elementMax:n,holdOffset:o,scrollOffset:i,pendingWrite:r,clampedMaxAtWrite:s}){var l;return e&&r===null&&t===i?"spurious":r!==
null&&Math.abs(t-r.target)<1.5?"readBack":r!==null&&!r.smooth&&n!==null&&r.target>n+o+.5&&Math.abs(t-(n+o))<1.5||r!==null&&!r.smooth&&((l=r.lowMaxes)!=null&&l.some(
c=>Math.abs(t-c)<1.5))?"clampedReadBack":s!==null&&Math.abs(t-s)<1.5?"clampedEcho":"external"}var Zr=t=>t==="smooth"||t==="smoothFinishing";function si({kind:t,
offset:e,command:n,target:o}){return t!=="spurious"&&t!=="readBack"&&t!=="clampedReadBack"&&n?.index!=null&&n.phase!=="queued"&&!Zr(n.phase)&&!de(e,n.lastTargetOffset)&&
!de(e,o())&&t!=="clampedEcho"}var Hn=40;function li(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Hn;)n--;if(n<0)return!1;
let o=t[n],i=n-1;for(;i>=0&&o.t-t[i].t<Hn;)i--;if(i<0)return!1;let r=t[i],s=(e.offset-o.offset)/(e.t-o.t),l=(o.offset-r.offset)/(o.t-r.t);return s*l>=0&&Math.abs(
s)>=2*Math.abs(l)&&Math.abs(s)-Math.abs(l)>=.8}function ai(t){let e=t[t.length-1];if(e===void 0)return!1;let n=t.length-2;for(;n>=0&&e.t-t[n].t<Hn;)n--;if(n<0)return!1;
let o=t[n];return Math.abs(e.offset-o.offset)/(e.t-o.t)>=.05}var at,ct=()=>{if(at!==void 0)return at;if(typeof navigator>"u")return at=!1;if(/iP(hone|od|ad)/.test(navigator.userAgent))return at=!0;let t=navigator.maxTouchPoints;
return at=navigator.platform==="MacIntel"&&t!==void 0&&t>0},qn,es=()=>qn!==void 0?qn:qn=ct()&&typeof CSS<"u"&&typeof CSS.supports=="function"&&CSS.supports("ove\
rflow-anchor: auto"),ci=()=>!ct()||es();var Ve={capture:!0,passive:!0},Vt=class{constructor(e){this.host=e,this._touch=null,this.inMotion=()=>this._touch!==null&&this._touch.phase!=="lateFling",this.dragging=
()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved},this.tail=()=>{var n;return((n=this._touch)==null?void 0:n.phase)==="tail"?
this._touch.moved?"fling":"tap":null},this.onScroll=({isScrolling:n,ownReadBack:o,moved:i,external:r})=>{var s,l,c;return n&&((s=this._touch)==null?void 0:s.phase)===
"tail"?this._openTail(this._touch.moved||!o,!1):((l=this._touch)==null?void 0:l.phase)==="lateFling"&&(this.host.now()>this._touch.until?this._touch=null:r&&n&&
i&&this._openTail(!0,!1)),!o&&n&&i&&((c=this._touch)==null?void 0:c.phase)==="down"?(this._touch.moved=!0,!0):!1},this.touchStart=()=>{this.end(),this._touch={phase:"\
down",moved:!1}},this.touchEnd=()=>{var n;let o=((n=this._touch)==null?void 0:n.phase)==="down"&&this._touch.moved;this.end(),this._openTail(o,o)},this.end=()=>{
var n;let o=this.host.getWindow();((n=this._touch)==null?void 0:n.phase)==="tail"&&o!=null&&o.clearTimeout(this._touch.timerId),this._touch=null},this.listen=n=>{
let o=()=>this.touchStart(),i=()=>this.touchEnd();return n.addEventListener("touchstart",o,Ve),n.addEventListener("touchend",i,Ve),n.addEventListener("touchcanc\
el",i,Ve),()=>{n.removeEventListener("touchstart",o,Ve),n.removeEventListener("touchend",i,Ve),n.removeEventListener("touchcancel",i,Ve),this.end()}},this._openTail=
(n,o)=>{let i=this.host.getWindow();if(i==null)return;this.end();let r={phase:"tail",moved:n,awaitingFling:o,timerId:i.setTimeout(()=>{if(this.host.tailStillMoving()){
this._openTail(r.moved,r.awaitingFling);return}this._touch=r.awaitingFling?{phase:"lateFling",until:this.host.now()+1e3}:null,this.host.onTailClosed()},150)};this.
_touch=r}}get touch(){return this._touch}};var ts=t=>{let e=new Set;return{schedule:n=>{let o=t.requestAnimationFrame(()=>{e.delete(o),n()});e.add(o)},cancel:()=>{e.forEach(n=>t.cancelAnimationFrame(n)),
e.clear()}}},ns=t=>t,os=t=>{let e=t.overscan*Math.max(t.lanes??1,1),n=Math.max(t.startIndex-e,0),i=Math.min(t.endIndex+e,t.count-1)-n+1,r=new Array(i);for(let s=0;s<
i;s++)r[s]=n+s;return r};var ui={passive:!0};var is=typeof window>"u"?!0:"onscrollend"in window,rs=(t,e,n)=>{let o=t.scrollElement;if(!o)return;let i=t.targetWindow;if(!i)return;let r=t.options.useScrollendEvent&&
is,s=0,l=r?null:ii(i,()=>e(n(o),!1),t.options.isScrollingResetDelay),c=p=>()=>{s=n(o),l?.(),e(s,p)},f=c(!0),d=c(!1);return o.addEventListener("scroll",f,ui),r&&
o.addEventListener("scrollend",d,ui),()=>{o.removeEventListener("scroll",f),r&&o.removeEventListener("scrollend",d),l?.cancel()}},fi=(t,e)=>rs(t,e,n=>{let{horizontal:o,
isRtl:i}=t.options;return o?n.scrollLeft*(i&&-1||1):n.scrollTop});var ss=(t,e,n)=>{if(n.options.useCachedMeasurements){let o=n.indexFromElement(t),i=n.options.getItemKey(o);return n.itemSizeCache.get(i)??n.options.estimateSize(
o)}if(e?.borderBoxSize){let o=e.borderBoxSize[0];if(o)return Math.round(o[n.options.horizontal?"inlineSize":"blockSize"])}if(!e){let o=n.indexFromElement(t),i=n.
options.getItemKey(o),r=n.itemSizeCache.get(i);if(r!==void 0)return r}return t[n.options.horizontal?"offsetWidth":"offsetHeight"]},ls=(t,{adjustments:e=0,behavior:n},o)=>{
var i;let{scrollElement:r,options:s}=o,l=t+e,c=s.horizontal&&s.isRtl&&r!==null&&"ownerDocument"in r;(i=r?.scrollTo)==null||i.call(r,{[s.horizontal?"left":"top"]:c?
-l:l,behavior:n})};var pi=ls,di=(t,e)=>t==="smooth"?e?"smoothLanded":"smooth":"instant",ut=t=>t?.phase==="smooth"||t?.phase==="smoothLanded";function as(t,e,n,o){if(e===0)return!1;
let i=o(0),r=new Set,s=0;for(;s<t;){let c=n(s);if(c===i)break;r.add(c),s++}let l=t-s;if(l===0||l>=e)return!1;for(let c=0;c<l;c++)if(o(c)!==n(s+c))return!1;for(let c=l;c<
e;c++)if(r.has(o(c)))return!1;return!0}var Kt=class{constructor(e){this.unsubs=[],this.scrollElement=null,this.targetWindow=null,this.isScrolling=!1,this.scrollState=
null,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache=new Map,this.itemSizeCacheVersion=0,this.laneAssignments=new Map,this.pendingMin=
null,this.prevLanes=void 0,this.lanesChangedFlag=!1,this.lanesSettling=!1,this.pendingScrollAnchor=null,this.scrollRect=null,this.scrollOffset=null,this.scrollDirection=
null,this._holdOffset=0,this._reportedOverscroll=!1,this._iosGesture=new Vt({getWindow:()=>this.targetWindow,now:()=>this.now(),tailStillMoving:()=>{let n=this.
scrollState;if(n?.phase!=="queued"||this.pendingWrite!==null)return!1;let o=this._readElementOffset();return o===null||this._lastElementOffset===null||Math.abs(
o-this._lastElementOffset)<1?!1:(this._lastElementOffset=o,n.samples=[...n.samples??[],{t:this.now(),offset:o}],!0)},onTailClosed:()=>{let n=this.scrollState;n?.
phase==="queued"&&ai(n.samples??[])&&(this.scrollState=null),this._flushHoldIfReady(!0),this._writeAwaitingCommand(),this._retryClampedAdjustment()}}),this._lastElementOffset=
null,this.pendingWrite=null,this._clampedAdjustment=null,this.elementsCache=new Map,this._resizeBatch=null,this.now=()=>{var n,o,i;return((i=(o=(n=this.targetWindow)==
null?void 0:n.performance)==null?void 0:o.now)==null?void 0:i.call(o))??Date.now()},this.observer=(()=>{let n=null,o=null,i=!1,r=!1,s=new Set,l=()=>{if(n)return n;
let f=this.targetWindow;if(!f||!f.ResizeObserver)return null;let d=o=ts(f);return n=new f.ResizeObserver(p=>{let m=()=>{let u={sync:!1};this._resizeBatch=u;try{
p.forEach(c)}finally{this._resizeBatch=null,u.notify&&(this.notify(u.sync),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment(),this.measureElement(
null))}};if(this.options.useAnimationFrameWithResizeObserver)d.schedule(m);else{i=!0;try{m()}finally{i=!1}}})},c=f=>{let d=f.target,p=this.indexFromElement(d);if(!d.
isConnected){this.observer.unobserve(d);for(let[m,u]of this.elementsCache)if(u===d){this.elementsCache.delete(m);break}return}this.isIndexInRange(p)&&this.shouldMeasureDuringScroll(
p)&&this.resizeItem(p,this.options.measureElement(d,f,this))};return{disconnect:()=>{var f;(f=l())==null||f.disconnect(),o?.cancel(),s.clear(),r=!1,n=null,o=null},
observe:f=>{let d=l();if(d){if(!i){d.observe(f,{box:"border-box"});return}s.add(f),r||(r=!0,o?.schedule(()=>{r=!1,s.forEach(p=>{p.isConnected&&n?.observe(p,{box:"\
border-box"})}),s.clear()}))}},unobserve:f=>{var d;s.delete(f),(d=l())==null||d.unobserve(f)}}})(),this.range=null,this.setOptions=n=>{var o;let i={debug:!1,initialOffset:0,
overscan:1,paddingStart:0,paddingEnd:0,scrollPaddingStart:0,scrollPaddingEnd:0,horizontal:!1,getItemKey:ns,rangeExtractor:os,onChange:()=>{},measureElement:ss,initialRect:{
width:0,height:0},scrollMargin:0,gap:0,indexAttribute:"data-index",initialMeasurementsCache:[],lanes:1,anchorTo:"start",followOnAppend:!1,scrollEndThreshold:1,isScrollingResetDelay:150,
enabled:!0,isRtl:!1,useScrollendEvent:!1,useAnimationFrameWithResizeObserver:!1,laneAssignmentMode:"estimate",useCachedMeasurements:!1};for(let d in n){let p=n[d];
p!==void 0&&(i[d]=p)}let r=this.options,s=null,l=null,c=!1;if(r!==void 0&&r.enabled&&i.enabled&&i.anchorTo==="end"&&this.scrollElement!==null){let d=r.count,p=i.
count,m=this.getMeasurements(),u=((o=this._singleLaneMeasurements)==null?void 0:o.items)??m,g=w=>ni(u[w]),y=d>0?g(0):null,b=d>0?g(d-1):null;if(p!==d||d>0&&p>0&&
(i.getItemKey(0)!==y||i.getItemKey(p-1)!==b)){c=!0;let w=d>0?this.getVirtualItemForOffset(this.getScrollOffset())??m[0]:null;w&&(s=[w.key,this.getScrollOffset()-
w.start]);let C=i.followOnAppend===!0?"auto":i.followOnAppend||null;C&&p>0&&this.isAtEnd(r.scrollEndThreshold)&&(d===0||i.getItemKey(p-1)!==b)&&(p>d||as(d,p,g,i.
getItemKey))&&(l=C)}}this.options=i,c&&(this.pendingMin=0,this.itemSizeCacheVersion++);let f=null;if(s&&this.scrollOffset!==null&&!this._awaitingCommandReadBack()){
let[d,p]=s,m=this.getMeasurements(),{count:u,getItemKey:g}=this.options,y=0;for(;y<u&&g(y)!==d;)y++;if(y<u){let b=m[y];if(b){let _=Math.max(0,b.start+p);!l&&_!==
this.scrollOffset&&(f=_-this.scrollOffset,this.scrollOffset=_)}}}l?this.pendingScrollAnchor={kind:"follow",behavior:l}:f!==null&&(this._canWriteScroll()?this.pendingScrollAnchor=
{kind:"anchor",delta:f}:(this._holdOffset+=f,this._followOffsetTarget(f)))},this.notify=n=>{var o,i;(i=(o=this.options).onChange)==null||i.call(o,this,n)},this.
maybeNotify=$e(()=>(this.calculateRange(),[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]),n=>{this.notify(n)},{key:!1,
debug:()=>this.options.debug,initialDeps:[this.isScrolling,this.range?this.range.startIndex:null,this.range?this.range.endIndex:null]}),this.cleanup=()=>{var n;
this.unsubs.filter(Boolean).forEach(o=>o()),this.unsubs=[],this.observer.disconnect(),this.rafId!=null&&this.targetWindow&&(this.targetWindow.cancelAnimationFrame(
this.rafId),this.rafId=null),this.scrollState=null,(n=this._momentumStop)==null||n.restore(),this._momentumStop=null,this.isScrolling=!1,this.scrollDirection=null,
this._holdOffset=0,this._reportedOverscroll=!1,this._clampedAdjustment=null,this.pendingWrite=null,this.scrollElement=null,this.targetWindow=null},this._didMount=
()=>()=>{this.cleanup()},this._willUpdate=()=>{var n;let o=this.options.enabled?this.options.getScrollElement():null;if(this.scrollElement!==o){if(this.cleanup(),
!o){this.maybeNotify();return}this.scrollElement=o,this.scrollElement&&"ownerDocument"in this.scrollElement?this.targetWindow=this.scrollElement.ownerDocument.defaultView:
this.targetWindow=((n=this.scrollElement)==null?void 0:n.window)??null,this.elementsCache.forEach(r=>{this.observer.observe(r)}),this.unsubs.push(this.options.observeElementRect(
this,r=>{this.scrollRect=r,this.maybeNotify()})),this.unsubs.push(this.options.observeElementOffset(this,(r,s)=>{var l,c,f,d;let p=s?this._elementMaxScrollOffset():
null,m=this._reportedOverscroll;this._reportedOverscroll=r<0||p!==null&&r>p+1;let u=r;this._lastElementOffset=u,r=this._toLayoutOffset(r);let g=this._classifyScrollEvent(
r,s,p);if(g==="spurious")return;g==="readBack"?r=this.pendingWrite.target:g==="clampedReadBack"&&((l=this.scrollState)==null?void 0:l.index)!=null&&r<this.getMaxScrollOffset()-
1.5?this.scrollState.lastTargetOffset=r:si({kind:g,offset:r,command:this.scrollState,target:()=>this.getScrollStateTarget(this.scrollState)})&&(this.scrollState=
null),this.pendingWrite=null,this._clampedAdjustment!==null&&Math.abs(r-this._clampedAdjustment.maxAtWrite)>=1.5&&(this._clampedAdjustment=null);let y=this.getScrollOffset(),
b=this.scrollDirection;this.scrollDirection=s?y===r?this.scrollDirection:y<r?"forward":"backward":null,this.scrollOffset=r,this.isScrolling=s;let _=this.scrollState;
if(_?.phase==="queued"&&g==="external"&&s)if(m||this._reportedOverscroll)_.samples=[];else{let v=this.now();_.samples=[...(_.samples??[]).filter(w=>v-w.t<=200),
{t:v,offset:u}],(b!==null&&this.scrollDirection!==b||li(_.samples))&&(this.scrollState=null)}this._iosGesture.onScroll({isScrolling:s,ownReadBack:g==="readBack",
moved:r!==y,external:g==="external"&&((c=this.scrollState)==null?void 0:c.phase)!=="smooth"&&((f=this.scrollState)==null?void 0:f.phase)!=="smoothFinishing"})&&
((d=this.scrollState)==null?void 0:d.phase)==="queued"&&(this.scrollState=null),this._flushHoldIfReady(!0),this.scrollState&&this.scheduleScrollReconcile(),this.
maybeNotify()})),"addEventListener"in this.scrollElement&&this.unsubs.push(this._iosGesture.listen(this.scrollElement)),this._scrollToOffset(this.getScrollOffset())}
this._noteClampMax();let i=this.pendingScrollAnchor;this.pendingScrollAnchor=null,i&&this.scrollElement&&this.options.enabled&&(i.kind==="anchor"?this._canWriteScroll()?
ut(this.scrollState)&&!de(this.getScrollOffset()-i.delta,this.scrollState.lastTargetOffset)||(this._followOffsetTarget(i.delta),this._scrollToOffset(this.getScrollOffset())):
(this._holdOffset+=i.delta,this._followOffsetTarget(i.delta),this.notify(!1)):this.scrollToEnd({behavior:i.behavior})),this._flushHoldIfReady(!1),this._retryClampedAdjustment()},
this._classifyScrollEvent=(n,o,i)=>{var r;return ri({offset:n,isScrolling:o,elementMax:i,holdOffset:this._holdOffset,scrollOffset:this.scrollOffset,pendingWrite:this.
pendingWrite,clampedMaxAtWrite:((r=this._clampedAdjustment)==null?void 0:r.maxAtWrite)??null})},this._retryClampedAdjustment=()=>{if(this._clampedAdjustment===null||
!this.scrollElement||!this.options.enabled||!this._canWriteScroll())return;let{target:n,maxAtWrite:o}=this._clampedAdjustment,i=this.getMaxScrollOffset();i>o+.5&&
(this._clampedAdjustment=n>i+.5?{target:n,maxAtWrite:i}:null,this._scrollToOffset(n))},this._writeAwaitingCommand=()=>{let n=this.scrollState;if(n===null||n.phase!==
"queued")return;let{behavior:o}=n;this.getMeasurements();let i=this.getScrollStateTarget(n);n.lastTargetOffset=i,this._clampedAdjustment=null,n.phase=di(o,n.index!=
null&&de(i,this.getScrollOffset())),this._scrollToOffset(i,{behavior:o}),this.scheduleScrollReconcile()},this._readElementOffset=()=>{let n=this.scrollElement;if(n==
null)return null;let{horizontal:o,isRtl:i}=this.options;return typeof n.scrollTop=="number"?o?n.scrollLeft*(i&&-1||1):n.scrollTop:typeof n.scrollY=="number"?o?n.
scrollX:n.scrollY:null},this._canWriteScroll=()=>!(ct()&&this._iosGesture.inMotion())&&!this._reportedOverscroll,this._flushHoldIfReady=n=>{var o;if(this._holdOffset===
0||!this.scrollElement||!this.options.enabled||!this._canWriteScroll()||((o=this.scrollState)==null?void 0:o.phase)==="smooth")return;this._holdOffset=0,this.scrollOffset!==
null&&this.scrollOffset<0&&(this.scrollOffset=0),this.notify(n);let i=this.getCommandWrittenOffset()??this.getScrollOffset();this._clampedAdjustment=this._clampedBy(
i),this._scrollToOffset(i)},this.rafId=null,this.getSize=()=>this.options.enabled?(this.scrollRect=this.scrollRect??this.options.initialRect,this.scrollRect[this.
options.horizontal?"width":"height"]):(this.scrollRect=null,0),this.getScrollOffset=()=>this.options.enabled?(this.scrollOffset=this.scrollOffset??(typeof this.
options.initialOffset=="function"?this.options.initialOffset():this.options.initialOffset),this.scrollOffset):(this.scrollOffset=null,0),this.getMeasurementOptions=
$e(()=>[this.options.count,this.options.paddingStart,this.options.scrollMargin,this.options.getItemKey,this.options.enabled,this.options.lanes,this.options.laneAssignmentMode,
this.options.gap],(n,o,i,r,s,l,c,f)=>(this.prevLanes!==void 0&&this.prevLanes!==l&&(this.lanesChangedFlag=!0),this.prevLanes=l,this.pendingMin=null,{count:n,paddingStart:o,
scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:f}),{key:!1}),this.isIndexInRange=n=>n>=0&&n<this.options.count,this.getMeasurements=$e(()=>[
this.getMeasurementOptions(),this.itemSizeCacheVersion],({count:n,paddingStart:o,scrollMargin:i,getItemKey:r,enabled:s,lanes:l,laneAssignmentMode:c,gap:f},d)=>{
var p;let m=this.itemSizeCache;if(!s)return this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),
[];if(this.laneAssignments.size>n)for(let v of this.laneAssignments.keys())v>=n&&this.laneAssignments.delete(v);this.lanesChangedFlag&&(this.lanesChangedFlag=!1,
this.lanesSettling=!0,this.measurementsCache=[],this._singleLaneMeasurements=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.pendingMin=null),
this.measurementsCache.length===0&&!this.lanesSettling&&(this.measurementsCache=this.options.initialMeasurementsCache,this.measurementsCache.forEach(v=>{this.itemSizeCache.
set(v.key,v.size)}));let u=this.lanesSettling?0:this.pendingMin??0;if(this.pendingMin=null,this.lanesSettling&&this.measurementsCache.length===n&&(this.lanesSettling=
!1),l===1){let v=n*2,w=(p=this._singleLaneMeasurements)==null?void 0:p.flat;if(!w||w.length<v){let x=new Float64Array(v);w&&u>0&&x.set(w.subarray(0,u*2)),w=x}let C=u===
0?new Array(n):this._singleLaneMeasurements.items.slice(),S;if(u===0)S=o+i;else{let x=u-1;S=w[x*2]+w[x*2+1]+f}for(let x=u;x<n;x++){let M=r(x);C[x]=M;let z=m.get(
M),I=typeof z=="number"?z:this.options.estimateSize(x);w[x*2]=S,w[x*2+1]=I,S+=I+f}this._singleLaneMeasurements={flat:w,items:C};let h=oi(C,w);return this.measurementsCache=
h,h}let g=this.measurementsCache.slice(0,u),y=new Array(l).fill(void 0),b=new Float64Array(l),_=0;for(let v=0;v<u;v++){let w=g[v];w&&(y[w.lane]===void 0&&_++,y[w.
lane]=v,b[w.lane]=w.end)}for(let v=u;v<n;v++){let w=r(v),C=this.laneAssignments.get(v),S,h,x=c==="estimate"||m.has(w);if(C!==void 0&&this.options.lanes>1){S=C;let H=y[S],
W=H!==void 0?g[H]:void 0;h=W?W.end+f:o+i}else if(_===l){let H=0,W=b[0],k=y[0];for(let A=1;A<l;A++){let $=b[A];($<W||$===W&&y[A]<k)&&(H=A,W=$,k=y[A])}S=H,h=W+f,x&&
this.laneAssignments.set(v,S)}else S=v%this.options.lanes,h=o+i,x&&this.laneAssignments.set(v,S);let M=m.get(w),z=typeof M=="number"?M:this.options.estimateSize(
v),I=h+z;g[v]={index:v,start:h,size:z,end:I,key:w,lane:S},y[S]===void 0&&_++,y[S]=v,b[S]=I}return this.measurementsCache=g,g},{key:!1,debug:()=>this.options.debug}),
this.calculateRange=$e(()=>[this.getMeasurements(),this.getSize(),this.getScrollOffset(),this.options.lanes,this._getLayoutTotalSize()+this.options.scrollMargin],
(n,o,i,r,s)=>{if(n.length===0||o===0)return this.range=null,null;let l=Math.max(s-o,0);return this.range=us(n,o,Math.min(i,l),r,r===1&&this._singleLaneMeasurements!==
null?this._singleLaneMeasurements.flat:null),this.range},{key:!1,debug:()=>this.options.debug}),this.getVirtualIndexes=$e(()=>{let n=null,o=null,i=this.calculateRange();
return i&&(n=i.startIndex,o=i.endIndex),this.maybeNotify.updateDeps([this.isScrolling,n,o]),[this.options.rangeExtractor,this.options.overscan,this.options.count,
n,o,this.options.lanes]},(n,o,i,r,s,l)=>r===null||s===null?[]:n({startIndex:r,endIndex:s,overscan:o,count:i,lanes:l}),{key:!1,debug:()=>this.options.debug}),this.
indexFromElement=n=>{let o=this.options.indexAttribute,i=n.getAttribute(o);return i?parseInt(i,10):(console.warn(`Missing attribute name '${o}={index}' on measu\
red element.`),-1)},this.shouldMeasureDuringScroll=n=>{var o;if(!ut(this.scrollState))return!0;let i=this.scrollState.index??((o=this.getVirtualItemForOffset(this.
scrollState.lastTargetOffset))==null?void 0:o.index);if(i!==void 0&&this.range){let r=Math.max(this.options.overscan,Math.ceil((this.range.endIndex-this.range.startIndex)/
2)),s=Math.max(0,i-r),l=Math.min(this.options.count-1,i+r);return n>=s&&n<=l}return!0},this.measureElement=n=>{if(!n){this.elementsCache.forEach((s,l)=>{s.isConnected||
(this.observer.unobserve(s),this.elementsCache.delete(l))});return}let o=this.indexFromElement(n);if(!this.isIndexInRange(o))return;let i=this.options.getItemKey(
o),r=this.elementsCache.get(i);r!==n&&(r&&this.observer.unobserve(r),this.observer.observe(n),this.elementsCache.set(i,n)),n.isConnected&&(!this.isScrolling||this.
scrollState)&&this.shouldMeasureDuringScroll(o)&&this.resizeItem(o,this.options.measureElement(n,void 0,this))},this.resizeItem=(n,o)=>{var i,r,s;if(!this.isIndexInRange(
n))return;(i=this._resizeBatch)!=null&&i.sync&&this.getMeasurements();let l,c,f,d=(r=this._singleLaneMeasurements)==null?void 0:r.flat;if(this.options.lanes===1&&
d!=null)f=this.options.getItemKey(n),c=d[n*2],l=d[n*2+1];else{let u=this.measurementsCache[n];if(!u)return;f=u.key,c=u.start,l=u.size}let p=this.itemSizeCache.get(
f)??l,m=o-p;if(m!==0){let u=this.options.anchorTo==="end"&&!ut(this.scrollState)&&this.getVirtualDistanceFromEnd()<=this.options.scrollEndThreshold,g=u?this._getLayoutTotalSize():
0,y=this.getScrollOffset(),_=!this.itemSizeCache.has(f)?c<y:c+p<=y&&this.scrollDirection!=="backward",v=!ut(this.scrollState)&&(this.shouldAdjustScrollPositionOnItemSizeChange!==
void 0?this.shouldAdjustScrollPositionOnItemSizeChange(this.measurementsCache[n]??{index:n,key:f,start:c,size:l,end:c+l,lane:0},m,this):_);(this.pendingMin===null||
n<this.pendingMin)&&(this.pendingMin=n),this.itemSizeCache.set(f,o),this.itemSizeCacheVersion++;let w=!1;if(this._awaitingCommandReadBack()||(u?w=this.applyScrollAdjustment(
this._getLayoutTotalSize()-g):v&&(w=this.applyScrollAdjustment(m))),this._resizeBatch){this._resizeBatch.notify=!0,(s=this._resizeBatch).sync||(s.sync=w);return}
this.notify(w),this._noteClampMax(),this._flushHoldIfReady(!0),this._retryClampedAdjustment()}},this.getVirtualItems=$e(()=>[this.getVirtualIndexes(),this.getMeasurements(),
this._holdOffset],(n,o,i)=>{let r=[];for(let s=0,l=n.length;s<l;s++){let c=n[s],f=o[c];r.push(i===0?f:{...f,start:f.start-i,end:f.end-i})}return r},{key:!1,debug:()=>this.
options.debug}),this.getVirtualItemForOffset=n=>{var o;let i=this.getMeasurements();if(i.length===0)return;let r=(o=this._singleLaneMeasurements)==null?void 0:o.
flat,s=this.options.lanes===1&&r!=null,l=hi(0,i.length-1,s?c=>r[c*2]:c=>Nn(i[c]).start,n);return Nn(i[l])},this._noteClampMax=()=>{if(!this._awaitingCommandReadBack())
return;let n=this._elementMaxScrollOffset();if(n===null)return;let o=this.pendingWrite,i=Math.max(n,0)+this._holdOffset;if(i>=o.target)return;let r=o.lowMaxes??
(o.lowMaxes=[]);r[r.length-1]!==i&&r.push(i)},this.getMaxScrollOffset=()=>(this._elementMaxScrollOffset()??0)+this._holdOffset,this._toLayoutOffset=n=>{var o;let i=n+
this._holdOffset;return((o=this.pendingScrollAnchor)==null?void 0:o.kind)==="anchor"&&(i+=this.pendingScrollAnchor.delta),i},this._elementMaxScrollOffset=()=>{let n=this.
scrollElement;if(n===null)return null;if("scrollHeight"in n)return this.options.horizontal?n.scrollWidth-n.clientWidth:n.scrollHeight-n.clientHeight;if("documen\
t"in n){let o=n.document.documentElement;return this.options.horizontal?o.scrollWidth-n.innerWidth:o.scrollHeight-n.innerHeight}return null},this._momentumStop=
null,this._stopMomentum=n=>{let o=this.scrollElement,i=this.targetWindow;if(o===null||i===null)return;let r="document"in o?o.document.scrollingElement:o;if(!r?.
style)return;if(this._momentumStop){this._momentumStop.done=n;return}let{style:s}=r,l=this.options.horizontal?"overflow-x":"overflow-y",c=s.getPropertyValue(l),
f=s.getPropertyPriority(l),d=()=>this.options.horizontal?r.clientHeight:r.clientWidth,p=d();if(s.setProperty(l,"hidden","important"),d()!==p){s.setProperty(l,c,
f);return}let m={restore:()=>s.getPropertyValue(l)!=="hidden"||s.getPropertyPriority(l)!=="important"?!1:(s.setProperty(l,c,f),!0),done:n};this._momentumStop=m,
i.requestAnimationFrame(()=>i.requestAnimationFrame(()=>{this._momentumStop===m&&(this._momentumStop=null,m.restore()&&m.done())}))},this._clampedBy=n=>{let o=this.
_elementMaxScrollOffset();if(o===null)return null;let i=o+this._holdOffset;return n>i+.5?{target:n,maxAtWrite:i}:null},this.getVirtualDistanceFromEnd=()=>Math.max(
this._getLayoutTotalSize()+this.options.scrollMargin-this.getSize()-this.getScrollOffset(),0),this.getDistanceFromEnd=()=>Math.max(this.getMaxScrollOffset()-this.
getScrollOffset(),0),this.isAtEnd=(n=this.options.scrollEndThreshold)=>this.getDistanceFromEnd()<=n,this.getOffsetForAlignment=(n,o,i=0)=>{if(!this.scrollElement)
return 0;let r=this.getSize(),s=this.getScrollOffset();o==="auto"&&(o=n>=s+r?"end":"start"),o==="center"?n+=(i-r)/2:o==="end"&&(n-=r);let l=this.getMaxScrollOffset();
return Math.max(Math.min(l,n),0)},this.getOffsetForIndex=(n,o="auto")=>{n=Math.max(0,Math.min(n,this.options.count-1));let i=this.getSize(),r=this.getScrollOffset(),
s=this.getMeasurements()[n];if(!s)return;if(o==="auto")if(s.end>=r+i-this.options.scrollPaddingEnd)o="end";else if(s.start<=r+this.options.scrollPaddingStart)o=
"start";else return[r,o];if(o==="end"&&n===this.options.count-1){let c=this.getMaxScrollOffset(),f=c-this.options.paddingEnd+this.options.scrollPaddingEnd;return[
Math.max(Math.min(f,c),0),o]}let l=o==="end"?s.end+this.options.scrollPaddingEnd:s.start-this.options.scrollPaddingStart;return[this.getOffsetForAlignment(l,o,s.
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
return!(ct()&&this._iosGesture.dragging())&&n!==null&&!de(n,this.getScrollOffset())},this._followOffsetTarget=n=>{this.scrollState!==null&&this.scrollState.index==
null&&(this.scrollState.lastTargetOffset+=n)},this.measure=()=>{this.pendingMin=null,this.itemSizeCache.clear(),this.laneAssignments.clear(),this.itemSizeCacheVersion++,
this.notify(!1)},this.setOptions(e)}get scrollAdjustments(){return 0}applyScrollAdjustment(e,n){if(e===0)return!1;if(this._followOffsetTarget(e),this._canWriteScroll()){
let o=this.getScrollOffset();this._clampedAdjustment=this._clampedBy(o+e);let i=this._scrollToOffset(o,{adjustments:e,behavior:n});return this.scrollOffset!==null&&
(this.pendingWrite===i&&(this.scrollOffset+=e),this.scrollOffset<0&&(this.scrollOffset=0)),!0}else return this._holdOffset+=e,this.scrollOffset!==null&&(this.scrollOffset+=
e),!0}scheduleScrollReconcile(){if(!this.targetWindow){this.scrollState=null;return}this.rafId==null&&(this.rafId=this.targetWindow.requestAnimationFrame(()=>{this.
rafId=null,this.reconcileScroll()}))}getScrollStateTarget(e){let n=e.toEnd?[Math.max(this.getMaxScrollOffset(),0)]:e.index!=null?this.getOffsetForIndex(e.index,
e.align):void 0;return n?n[0]:e.lastTargetOffset}reconcileScroll(){if(!this.scrollState||!this.scrollElement)return;if(this.now()-this.scrollState.startedAt>5e3){
this.scrollState=null;return}if(this.scrollState.phase==="queued"){this.scheduleScrollReconcile();return}this.getMeasurements();let o=this.getScrollStateTarget(
this.scrollState),i=this.scrollState.index==null?1:this.options.useAnimationFrameWithResizeObserver?3:2,r=o!==this.scrollState.lastTargetOffset;if(!r&&de(o,this.
getScrollOffset())){if(this.scrollState.phase==="smooth"?this.scrollState.phase="smoothLanded":this.scrollState.phase==="smoothFinishing"&&(this.scrollState.phase=
"instant"),this.scrollState.stableFrames++,this.scrollState.stableFrames>=i){this.getScrollOffset()!==o&&this._scrollToOffset(o,{behavior:"auto"}),this.scrollState=
null;return}}else if(this.scrollState.stableFrames=0,r){let s=this.getSize()||600,l=Math.abs(o-this.getScrollOffset()),c=ut(this.scrollState)&&l>s;this.scrollState.
lastTargetOffset=o,c?this.scrollState.phase="smooth":this.scrollState.phase==="smooth"?this.scrollState.phase="smoothFinishing":this.scrollState.phase==="smooth\
Landed"&&(this.scrollState.phase="instant"),this._scrollToOffset(o,{behavior:c?"smooth":"auto"})}this.scheduleScrollReconcile()}_startScroll(e,n,o,i){this.pendingScrollAnchor=
null,this._clampedAdjustment=null;let r=this._iosGesture.tail();if(i==="absolute"&&r!==null){if(r==="fling"&&ci()){this._stopMomentum(()=>{let s=this.scrollState;
s?.phase!=="queued"||this._iosGesture.tail()!=="fling"||this._reportedOverscroll||(this._iosGesture.end(),this._flushHoldIfReady(!0),this._writeAwaitingCommand())}),
this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,phase:"queued",behavior:o,samples:[]},this.scheduleScrollReconcile();return}this._iosGesture.
end()}this.scrollState={...e,startedAt:this.now(),lastTargetOffset:n,stableFrames:0,behavior:o,phase:di(o,e.index!=null&&de(n,this.getScrollOffset()))},this._scrollToOffset(
n,{behavior:o}),this.scheduleScrollReconcile()}},hi=(t,e,n,o)=>{for(;t<=e;){let i=(t+e)/2|0,r=n(i);if(r<o)t=i+1;else if(r>o)e=i-1;else return i}return t>0?t-1:0};
function cs(t,e,n){let o=0;for(;o<=e;){let i=(o+e)/2|0,r=t[i*2];if(r<n)o=i+1;else if(r>n)e=i-1;else return i}return o>0?o-1:0}function us(t,e,n,o,i){let r=t.length-
1;if(t.length<=o)return{startIndex:0,endIndex:r};if(o===1&&i!==null){let f=cs(i,r,n),d=f,p=n+e;for(;d<r&&i[d*2]+i[d*2+1]<p;)d++;return{startIndex:f,endIndex:d}}
let l=hi(0,r,f=>t[f].start,n),c=l;if(o===1)for(;c<r&&t[c].end<n+e;)c++;else if(o>1){let f=Array(o).fill(0);for(;c<r&&f.some(p=>p<n+e);){let p=t[c];f[p.lane]=p.end,
c++}let d=Array(o).fill(n+e);for(;l>=0&&d.some(p=>p>=n);){let p=t[l];d[p.lane]=p.start,l--}l=Math.max(0,l-l%o),c=Math.min(r,c+(o-1-c%o))}return{startIndex:l,endIndex:c}}var Ke=24,ds=38,gi=16,ne=44,jn=18,mi=760;function fs(t,e,n,o=68,i=168){let r=(t-e)/Math.max(1,n);return Math.floor(Math.max(o,Math.min(i,r))*10)/10}function ps(t,e,n={}){
return new Kt({count:t,estimateSize:e,overscan:3,getScrollElement:()=>null,observeElementRect:()=>{},observeElementOffset:fi,scrollToFn:pi,...n})}var Ue=class{constructor(e,n,o,i,r,s=0){
this.rowCount=e;this.columnCount=n;this.widths=o;this.marked=r;this.band=s;this.cursor=L(i),this.width.value=this.fitting(),this.rows=this.axis(e,()=>Ke,!1),this.
columns=this.axis(n,()=>this.width.peek(),!0)}rowCount;columnCount;widths;marked;band;cursor;width=L(80);version=L(0);rows;columns;wantsFocus=!1;scroller=null;resized=new Set;placed=!1;get head(){
return ds+this.band}axis(e,n,o){let i=()=>({width:(this.scroller?.clientWidth||mi)-ne,height:(this.scroller?.clientHeight||jn*Ke+this.head)-this.head});return ps(
e,n,{horizontal:o,initialRect:i(),getScrollElement:()=>this.scroller,observeElementRect:(r,s)=>{let l=()=>s(i());return this.resized.add(l),l(),()=>this.resized.
delete(l)},onChange:()=>{this.version.value=this.version.peek()+1}})}attach(e){this.scroller=e;let n=[this.rows,this.columns].map(o=>(o._willUpdate(),o._didMount()));
if(this.layout(),typeof ResizeObserver<"u"){let o=new ResizeObserver(()=>this.layout());o.observe(e),n.push(()=>o.disconnect())}return()=>{for(let o of n)o();this.
scroller=null}}fitting(){return fs(this.scroller?.clientWidth||mi,ne,this.columnCount,...this.widths)}layout(){let e=!this.placed&&(this.scroller?.clientWidth??
0)>0,n=this.fitting(),o=n!==this.width.peek();o&&(this.width.value=n,this.columns.measure());for(let i of this.resized)i();!e&&!o||(this.placed||=e,this.marked()&&
this.reveal(this.cursor.peek()))}seen(){let[e,n]=[this.rows.getVirtualItems(),this.columns.getVirtualItems()],[o,i]=[e[0]?.index??0,(e.at(-1)?.index??-1)+1];return[
this.rowCount-i,this.rowCount-o,n[0]?.index??0,(n.at(-1)?.index??-1)+1]}move([e,n],o){let i=(r,s)=>Math.max(0,Math.min(s-1,r));this.wantsFocus||=o,this.cursor.value=
[i(e,this.rowCount),i(n,this.columnCount)],this.reveal(this.cursor.peek())}reveal([e,n]){this.scroller?.clientWidth&&(this.rows.scrollToIndex(this.rowCount-1-e),
this.columns.scrollToIndex(n))}},vi={ArrowLeft:([t,e])=>[t,e-1],ArrowRight:([t,e])=>[t,e+1],ArrowUp:([t,e])=>[t+1,e],ArrowDown:([t,e])=>[t-1,e],Home:([t])=>[t,0],
End:([t],{columnCount:e})=>[t,e-1],PageUp:([t,e])=>[t+6,e],PageDown:([t,e])=>[t-6,e]};var Ut=10,Kn=112,Un=Ut+Kn+6,Se=t=>Ut+(1-t)*Kn;function Gn(t,e){let n=je(t.controls,e);return n!==null&&ce(t,e)<=n[1]}function yi(t,e=({position:n})=>n??-1){let n=[
...t].sort((i,r)=>e(i)-e(r)),o=[];for(let i of n){let r=o.at(-1),s=r?.at(-1);r&&s&&e(s)===e(i)-1?r.push(i):o.push([i])}return o}function bi({points:t,at:e,option:n,
column:o,width:i,marked:r,constants:s}){let l=u=>Bn(e(u),o),c=t.filter(N),f=(u,g)=>u.flatMap(y=>[-o/2,o/2].map(b=>`${l(y)+b},${Se(g(y))}`)),d=(u,g)=>y=>je(Vn(y,
u),n)?.[g]??0,p=u=>{let g=y=>[...f(u,d("random",1)),...f(u,y).reverse()].join(" ");return a("g",{class:"ll-bands",children:[a("polygon",{class:"ll-band",points:g(
()=>0)}),u.some(y=>Vn(y,"random").length>1)&&a("polygon",{class:"ll-band ll-between",points:g(d("random",0))})]})},m=Re(c.flatMap(({controls:u})=>u)).map(({kind:u})=>u);
return a("svg",{class:"ll-chart",width:i,height:Un,"aria-hidden":"true",children:[[0,.5,1].map(u=>a("line",{class:"ll-rule",x1:ne,x2:i,y1:Se(u),y2:Se(u)},u)),r!==
void 0&&a("line",{class:"ll-guide",x1:Bn(r,o),x2:Bn(r,o),y1:Ut,y2:Ut+Kn}),[...new Set(["random",...m])].flatMap(u=>yi(c.filter(g=>Vn(g,u).length>0),e).map(g=>u===
"random"?p(g):a("polyline",{class:`ll-control ll-${u}`,points:f(g,d(u,1)).join(" ")}))),yi(c,e).map(u=>a("polyline",{class:"ll-own",points:u.map(g=>`${l(g)},${Se(
ce(g,n))}`).join(" ")},u[0]?.id)),t.filter(u=>!N(u)).map(u=>a("path",{class:"ll-cross",d:`M${l(u)-4} ${Se(0)-8}l8 8m0 -8l-8 8`},u.id)),c.map(u=>a("circle",{class:`\
ll-dot${ue(u,s)?" ll-hollow":""}${Gn(u,n)?" ll-within":""}`,"data-position":e(u),cx:l(u),cy:Se(ce(u,n)),r:4},u.id))]})}function Bn(t,e){return ne+(t+.5)*e}function Vn(t,e){
return t.controls.filter(n=>n.kind===e)}var ft=Math.min,Ae=Math.max,pt=Math.round;var le=t=>({x:t,y:t}),hs={left:"right",right:"left",bottom:"top",top:"bottom"};function wi(t,e,n){return Ae(t,ft(e,n))}function ht(t,e){return typeof t=="functi\
on"?t(e):t}function Pe(t){return t.split("-")[0]}function mt(t){return t.split("-")[1]}function Xn(t){return t==="x"?"y":"x"}function Yn(t){return t==="y"?"heig\
ht":"width"}function fe(t){let e=t[0];return e==="t"||e==="b"?"y":"x"}function Qn(t){return Xn(fe(t))}function ki(t,e,n){n===void 0&&(n=!1);let o=mt(t),i=Qn(t),
r=Yn(i),s=i==="x"?o===(n?"end":"start")?"right":"left":o==="start"?"bottom":"top";return e.reference[r]>e.floating[r]&&(s=dt(s)),[s,dt(s)]}function Si(t){let e=dt(
t);return[Gt(t),e,Gt(e)]}function Gt(t){return t.includes("start")?t.replace("start","end"):t.replace("end","start")}var _i=["left","right"],xi=["right","left"],
ms=["top","bottom"],gs=["bottom","top"];function vs(t,e,n){switch(t){case"top":case"bottom":return n?e?xi:_i:e?_i:xi;case"left":case"right":return e?ms:gs;default:
return[]}}function Ai(t,e,n,o){let i=mt(t),r=vs(Pe(t),n==="start",o);return i&&(r=r.map(s=>s+"-"+i),e&&(r=r.concat(r.map(Gt)))),r}function dt(t){let e=Pe(t);return hs[e]+
t.slice(e.length)}function ys(t){var e,n,o,i;return{top:(e=t.top)!=null?e:0,right:(n=t.right)!=null?n:0,bottom:(o=t.bottom)!=null?o:0,left:(i=t.left)!=null?i:0}}
function Ci(t){return typeof t!="number"?ys(t):{top:t,right:t,bottom:t,left:t}}function Ie(t){let{x:e,y:n,width:o,height:i}=t;return{width:o,height:i,top:n,left:e,
right:e+o,bottom:n+i,x:e,y:n}}function Oi(t,e,n){let{reference:o,floating:i}=t,r=fe(e),s=Qn(e),l=Yn(s),c=Pe(e),f=r==="y",d=o.x+o.width/2-i.width/2,p=o.y+o.height/2-i.height/2,m=o[l]/2-i[l]/2,
u;switch(c){case"top":u={x:d,y:o.y-i.height};break;case"bottom":u={x:d,y:o.y+o.height};break;case"right":u={x:o.x+o.width,y:p};break;case"left":u={x:o.x-i.width,
y:p};break;default:u={x:o.x,y:o.y}}let g=mt(e);return g&&(u[s]+=m*(g==="end"?1:-1)*(n&&f?-1:1)),u}async function Ei(t,e){var n;e===void 0&&(e={});let{x:o,y:i,platform:r,
rects:s,elements:l,strategy:c}=t,{boundary:f="clippingAncestors",rootBoundary:d="viewport",elementContext:p="floating",altBoundary:m=!1,padding:u=0}=ht(e,t),g=Ci(
u),b=l[m?p==="floating"?"reference":"floating":p],_=Ie(await r.getClippingRect({element:(n=await(r.isElement==null?void 0:r.isElement(b)))==null||n?b:b.contextElement||
await(r.getDocumentElement==null?void 0:r.getDocumentElement(l.floating)),boundary:f,rootBoundary:d,strategy:c})),v=p==="floating"?{x:o,y:i,width:s.floating.width,
height:s.floating.height}:s.reference,w=await(r.getOffsetParent==null?void 0:r.getOffsetParent(l.floating)),C=await(r.isElement==null?void 0:r.isElement(w))&&await(r.
getScale==null?void 0:r.getScale(w))||{x:1,y:1},S=Ie(r.convertOffsetParentRelativeRectToViewportRelativeRect?await r.convertOffsetParentRelativeRectToViewportRelativeRect(
{elements:l,rect:v,offsetParent:w,strategy:c}):v);return{top:(_.top-S.top+g.top)/C.y,bottom:(S.bottom-_.bottom+g.bottom)/C.y,left:(_.left-S.left+g.left)/C.x,right:(S.
right-_.right+g.right)/C.x}}var bs=50,Mi=async(t,e,n)=>{let{placement:o="bottom",strategy:i="absolute",middleware:r=[],platform:s}=n,l=s.detectOverflow?s:{...s,
detectOverflow:Ei},c=await(s.isRTL==null?void 0:s.isRTL(e)),f=await s.getElementRects({reference:t,floating:e,strategy:i}),{x:d,y:p}=Oi(f,o,c),m=o,u=0,g={};for(let y=0;y<
r.length;y++){let b=r[y];if(!b)continue;let{name:_,fn:v}=b,{x:w,y:C,data:S,reset:h}=await v({x:d,y:p,initialPlacement:o,placement:m,strategy:i,middlewareData:g,
rects:f,platform:l,elements:{reference:t,floating:e}});d=w??d,p=C??p,g[_]={...g[_],...S},h&&u<bs&&(u++,typeof h=="object"&&(h.placement&&(m=h.placement),h.rects&&
(f=h.rects===!0?await s.getElementRects({reference:t,floating:e,strategy:i}):h.rects),{x:d,y:p}=Oi(f,m,c)),y=-1)}return{x:d,y:p,placement:m,strategy:i,middlewareData:g}};var Ti=function(t){return t===void 0&&(t={}),{name:"flip",options:t,async fn(e){var n,o;let{placement:i,middlewareData:r,rects:s,initialPlacement:l,platform:c,elements:f}=e,
{mainAxis:d=!0,crossAxis:p=!0,fallbackPlacements:m,fallbackStrategy:u="bestFit",fallbackAxisSideDirection:g="none",flipAlignment:y=!0,...b}=ht(t,e);if((n=r.arrow)!=
null&&n.alignmentOffset)return{};let _=Pe(i),v=fe(l),w=Pe(l)===l,C=await(c.isRTL==null?void 0:c.isRTL(f.floating)),S=m||(w||!y?[dt(l)]:Si(l)),h=g!=="none";!m&&h&&
S.push(...Ai(l,y,g,C));let x=[l,...S],M=await c.detectOverflow(e,b),z=[],I=((o=r.flip)==null?void 0:o.overflows)||[];if(d&&z.push(M[_]),p){let A=ki(i,s,C);z.push(
M[A[0]],M[A[1]])}if(I=[...I,{placement:i,overflows:z}],!z.every(A=>A<=0)){var H,W;let A=(((H=r.flip)==null?void 0:H.index)||0)+1,$=x[A];if($&&(!(p==="alignment"?
v!==fe($):!1)||I.every(U=>fe(U.placement)===v?U.overflows[0]>0:!0)))return{data:{index:A,overflows:I},reset:{placement:$}};let V=(W=I.filter(Z=>Z.overflows[0]<=
0).sort((Z,U)=>Z.overflows[1]-U.overflows[1])[0])==null?void 0:W.placement;if(!V)switch(u){case"bestFit":{var k;let Z=(k=I.filter(U=>{if(h){let ee=fe(U.placement);
return ee===v||ee==="y"}return!0}).map(U=>[U.placement,U.overflows.filter(ee=>ee>0).reduce((ee,pn)=>ee+pn,0)]).sort((U,ee)=>U[1]-ee[1])[0])==null?void 0:k[0];Z&&
(V=Z);break}case"initialPlacement":V=l;break}if(i!==V)return{reset:{placement:V}}}return{}}}};var _s=new Set(["left","top"]);async function xs(t,e){let{placement:n,platform:o,elements:i}=t,r=await(o.isRTL==null?void 0:o.isRTL(i.floating)),s=Pe(n),l=mt(n),
c=fe(n)==="y",f=_s.has(s)?-1:1,d=r&&c?-1:1,p=ht(e,t),{mainAxis:m,crossAxis:u,alignmentAxis:g}=typeof p=="number"?{mainAxis:p,crossAxis:0,alignmentAxis:null}:{mainAxis:p.
mainAxis||0,crossAxis:p.crossAxis||0,alignmentAxis:p.alignmentAxis};return l&&typeof g=="number"&&(u=l==="end"?g*-1:g),c?{x:u*d,y:m*f}:{x:m*f,y:u*d}}var Ri=function(t){
return t===void 0&&(t=0),{name:"offset",options:t,async fn(e){var n,o;let{x:i,y:r,placement:s,middlewareData:l}=e,c=await xs(e,t);return s===((n=l.offset)==null?
void 0:n.placement)&&(o=l.arrow)!=null&&o.alignmentOffset?{}:{x:i+c.x,y:r+c.y,data:{...c,placement:s}}}}},Li=function(t){return t===void 0&&(t={}),{name:"shift",
options:t,async fn(e){let{x:n,y:o,placement:i,platform:r}=e,{mainAxis:s=!0,crossAxis:l=!1,limiter:c={fn:v=>{let{x:w,y:C}=v;return{x:w,y:C}}},...f}=ht(t,e),d={x:n,
y:o},p=await r.detectOverflow(e,f),m=fe(i),u=Xn(m),g=d[u],y=d[m],b=(v,w)=>wi(w+p[v==="y"?"top":"left"],w,w-p[v==="y"?"bottom":"right"]);s&&(g=b(u,g)),l&&(y=b(m,
y));let _=c.fn({...e,[u]:g,[m]:y});return{..._,data:{x:_.x-n,y:_.y-o,enabled:{[u]:s,[m]:l}}}}}};function Yt(){return typeof window<"u"}function ze(t){return Pi(t)?(t.nodeName||"").toLowerCase():"#document"}function J(t){var e;return(t==null||(e=t.ownerDocument)==
null?void 0:e.defaultView)||window}function pe(t){var e;return(e=(Pi(t)?t.ownerDocument:t.document)||window.document)==null?void 0:e.documentElement}function Pi(t){
return Yt()?t instanceof Node||t instanceof J(t).Node:!1}function re(t){return Yt()?t instanceof Element||t instanceof J(t).Element:!1}function he(t){return Yt()?
t instanceof HTMLElement||t instanceof J(t).HTMLElement:!1}function $i(t){return!Yt()||typeof ShadowRoot>"u"?!1:t instanceof ShadowRoot||t instanceof J(t).ShadowRoot}
function gt(t){let{overflow:e,overflowX:n,overflowY:o,display:i}=se(t);return/auto|scroll|overlay|hidden|clip/.test(e+o+n)&&i!=="inline"&&i!=="contents"}function Ii(t){
return/^(table|td|th)$/.test(ze(t))}function vt(t){try{if(t.matches(":popover-open"))return!0}catch{}try{return t.matches(":modal")}catch{return!1}}var ws=/transform|translate|scale|rotate|perspective|filter/,
ks=/paint|layout|strict|content/,Fe=t=>!!t&&t!=="none",Jn;function Qt(t){let e=re(t)?se(t):t;return Fe(e.transform)||Fe(e.translate)||Fe(e.scale)||Fe(e.rotate)||
Fe(e.perspective)||!Jt()&&(Fe(e.backdropFilter)||Fe(e.filter))||ws.test(e.willChange||"")||ks.test(e.contain||"")}function Fi(t){let e=Ce(t);for(;he(e)&&!Ge(e);){
if(Qt(e))return e;if(vt(e))return null;e=Ce(e)}return null}function Jt(){return Jn==null&&(Jn=typeof CSS<"u"&&CSS.supports&&CSS.supports("-webkit-backdrop-filte\
r","none")),Jn}function Ge(t){return/^(html|body|#document)$/.test(ze(t))}function se(t){return J(t).getComputedStyle(t)}function yt(t){return re(t)?{scrollLeft:t.
scrollLeft,scrollTop:t.scrollTop}:{scrollLeft:t.scrollX,scrollTop:t.scrollY}}function Ce(t){if(ze(t)==="html")return t;let e=t.assignedSlot||t.parentNode||$i(t)&&
t.host||pe(t);return $i(e)?e.host:e}function zi(t){let e=Ce(t);return Ge(e)?(t.ownerDocument||t).body:he(e)&&gt(e)?e:zi(e)}function Xt(t,e,n){var o;e===void 0&&
(e=[]),n===void 0&&(n=!0);let i=zi(t),r=i===((o=t.ownerDocument)==null?void 0:o.body),s=J(i);if(r){let l=Zt(s);return e.concat(s,s.visualViewport||[],gt(i)?i:[],
l&&n?Xt(l):[])}else return e.concat(i,Xt(i,[],n))}function Zt(t){return t.parent&&Object.getPrototypeOf(t.parent)?t.frameElement:null}function Ni(t){let e=se(t),n=parseFloat(e.width)||0,o=parseFloat(e.height)||0,i=he(t),r=i?t.offsetWidth:n,s=i?t.offsetHeight:o,l=pt(n)!==r||pt(o)!==s;return l&&
(n=r,o=s),{width:n,height:o,$:l}}function Hi(t){return re(t)?t:t.contextElement}function Xe(t){let e=Hi(t);if(!he(e))return le(1);let n=e.getBoundingClientRect(),
{width:o,height:i,$:r}=Ni(e),s=(r?pt(n.width):n.width)/o,l=(r?pt(n.height):n.height)/i;return(!s||!Number.isFinite(s))&&(s=1),(!l||!Number.isFinite(l))&&(l=1),{
x:s,y:l}}var Ss=le(0);function qi(t){let e=J(t);return!Jt()||!e.visualViewport?Ss:{x:e.visualViewport.offsetLeft,y:e.visualViewport.offsetTop}}function As(t,e,n){
return e===void 0&&(e=!1),!!n&&e&&n===J(t)}function bt(t,e,n,o){e===void 0&&(e=!1),n===void 0&&(n=!1);let i=t.getBoundingClientRect(),r=Hi(t),s=le(1);e&&(o?re(o)&&
(s=Xe(o)):s=Xe(t));let l=As(r,n,o)?qi(r):le(0),c=(i.left+l.x)/s.x,f=(i.top+l.y)/s.y,d=i.width/s.x,p=i.height/s.y;if(r&&o){let m=J(r),u=re(o)?J(o):o,g=m,y=Zt(g);
for(;y&&u!==g;){let b=Xe(y),_=y.getBoundingClientRect(),v=se(y),w=_.left+(y.clientLeft+parseFloat(v.paddingLeft))*b.x,C=_.top+(y.clientTop+parseFloat(v.paddingTop))*
b.y;c*=b.x,f*=b.y,d*=b.x,p*=b.y,c+=w,f+=C,g=J(y),y=Zt(g)}}return Ie({width:d,height:p,x:c,y:f})}function en(t,e){let n=yt(t).scrollLeft;return e?e.left+n:bt(pe(
t)).left+n}function ji(t,e){let n=t.getBoundingClientRect(),o=n.left+e.scrollLeft-en(t,n),i=n.top+e.scrollTop;return{x:o,y:i}}function Cs(t){let{elements:e,rect:n,
offsetParent:o,strategy:i}=t,r=i==="fixed",s=pe(o),l=e?vt(e.floating):!1;if(o===s||l&&r)return n;let c={scrollLeft:0,scrollTop:0},f=le(1),d=le(0),p=he(o);if((p||
!r)&&((ze(o)!=="body"||gt(s))&&(c=yt(o)),p)){let u=bt(o);f=Xe(o),d.x=u.x+o.clientLeft,d.y=u.y+o.clientTop}let m=s&&!p&&!r?ji(s,c):le(0);return{width:n.width*f.x,
height:n.height*f.y,x:n.x*f.x-c.scrollLeft*f.x+d.x+m.x,y:n.y*f.y-c.scrollTop*f.y+d.y+m.y}}function Os(t){return t.getClientRects?Array.from(t.getClientRects()):
[]}function Es(t){let e=yt(t),n=t.ownerDocument.body,o=Ae(t.scrollWidth,t.clientWidth,n.scrollWidth,n.clientWidth),i=Ae(t.scrollHeight,t.clientHeight,n.scrollHeight,
n.clientHeight),r=-e.scrollLeft+en(t),s=-e.scrollTop;return se(n).direction==="rtl"&&(r+=Ae(t.clientWidth,n.clientWidth)-o),{width:o,height:i,x:r,y:s}}var Ms=25;
function Ts(t,e,n){n===void 0&&(n="viewport");let o=n==="layoutViewport",i=J(t),r=pe(t),s=i.visualViewport,l=r.clientWidth,c=r.clientHeight,f=0,d=0;if(s){let m=!Jt()||
e==="fixed";o?m||(f=-s.offsetLeft,d=-s.offsetTop):(l=s.width,c=s.height,m&&(f=s.offsetLeft,d=s.offsetTop))}if(en(r)<=0){let m=r.ownerDocument,u=m.body,g=getComputedStyle(
u),y=m.compatMode==="CSS1Compat"&&parseFloat(g.marginLeft)+parseFloat(g.marginRight)||0,b=Math.abs(r.clientWidth-u.clientWidth-y),_=getComputedStyle(r).scrollbarGutter===
"stable both-edges"?b/2:b;_<=Ms&&(l-=_)}return{width:l,height:c,x:f,y:d}}function Rs(t,e){let n=bt(t,!0,e==="fixed"),o=n.top+t.clientTop,i=n.left+t.clientLeft,r=Xe(
t),s=t.clientWidth*r.x,l=t.clientHeight*r.y,c=i*r.x,f=o*r.y;return{width:s,height:l,x:c,y:f}}function Wi(t,e,n){let o;if(e==="viewport"||e==="layoutViewport")o=
Ts(t,n,e);else if(e==="document")o=Es(pe(t));else if(re(e))o=Rs(e,n);else{let i=qi(t);o={x:e.x-i.x,y:e.y-i.y,width:e.width,height:e.height}}return Ie(o)}function Ls(t,e){
let n=e.get(t);if(n)return n;let o=Xt(t,[],!1).filter(l=>re(l)&&ze(l)!=="body"),i=null,r=se(t).position==="fixed",s=r?Ce(t):t;for(;re(s)&&!Ge(s);){let l=se(s),c=Qt(
s),f=i?i.position:r?"fixed":"";!c&&(f==="fixed"||f==="absolute"&&l.position==="static")?o=o.filter(p=>p!==s):i=l,s=Ce(s)}return e.set(t,o),o}function $s(t){let{
element:e,boundary:n,rootBoundary:o,strategy:i}=t,s=[...n==="clippingAncestors"?vt(e)?[]:Ls(e,this._c):[].concat(n),o],l=Wi(e,s[0],i),c=l.top,f=l.right,d=l.bottom,
p=l.left;for(let m=1;m<s.length;m++){let u=Wi(e,s[m],i);c=Ae(u.top,c),f=ft(u.right,f),d=ft(u.bottom,d),p=Ae(u.left,p)}return{width:f-p,height:d-c,x:p,y:c}}function Ps(t){
let{width:e,height:n}=Ni(t);return{width:e,height:n}}function Is(t,e,n){let o=he(e),i=pe(e),r=n==="fixed",s=bt(t,!0,r,e),l={scrollLeft:0,scrollTop:0},c=le(0);if((o||
!r)&&((ze(e)!=="body"||gt(i))&&(l=yt(e)),o)){let m=bt(e,!0,r,e);c.x=m.x+e.clientLeft,c.y=m.y+e.clientTop}!o&&i&&(c.x=en(i));let f=i&&!o&&!r?ji(i,l):le(0),d=s.left+
l.scrollLeft-c.x-f.x,p=s.top+l.scrollTop-c.y-f.y;return{x:d,y:p,width:s.width,height:s.height}}function Zn(t){return se(t).position==="static"}function Di(t,e){
if(!he(t)||se(t).position==="fixed")return null;if(e)return e(t);let n=t.offsetParent;return pe(t)===n&&(n=n.ownerDocument.body),n}function Bi(t,e){let n=J(t);if(vt(
t))return n;if(!he(t)){let i=Ce(t);for(;i&&!Ge(i);){if(re(i)&&!Zn(i))return i;i=Ce(i)}return n}let o=Di(t,e);for(;o&&Ii(o)&&Zn(o);)o=Di(o,e);return o&&Ge(o)&&Zn(
o)&&!Qt(o)?n:o||Fi(t)||n}var Fs=async function(t){let e=this.getOffsetParent||Bi,n=this.getDimensions,o=await n(t.floating);return{reference:Is(t.reference,await e(
t.floating),t.strategy),floating:{x:0,y:0,width:o.width,height:o.height}}};function zs(t){return se(t).direction==="rtl"}var Ws={convertOffsetParentRelativeRectToViewportRelativeRect:Cs,
getDocumentElement:pe,getClippingRect:$s,getOffsetParent:Bi,getElementRects:Fs,getClientRects:Os,getDimensions:Ps,getScale:Xe,isElement:re,isRTL:zs};var Vi=Ri;var Ki=Li,Ui=Ti;var Gi=(t,e,n)=>{let o=new Map,i=n??{},r={...Ws,...i.platform,_c:o};return Mi(t,e,{...i,platform:r})};function Xi(t){try{return t.matches(":popover-open")}catch{return!1}}function Yi(){let{view:t}=O(),e=P(null),n=t.hint.value,o=t.open.value;return j(()=>{let i=e.
current;if(!(!i||!n)){if(!o){Xi(i)&&i.hidePopover();return}Xi(i)||i.showPopover?.(),Gi(n.anchor,i,{strategy:"fixed",placement:n.above?"top":"bottom",middleware:[
Vi(6),Ui({padding:8}),Ki({padding:8})]}).then(({x:r,y:s})=>Object.assign(i.style,{left:`${Math.round(r)}px`,top:`${Math.round(s)}px`}))}}),j(()=>{let i=new AbortController,
{signal:r}=i;return document.addEventListener("pointerdown",()=>t.hide(),{signal:r,capture:!0}),document.addEventListener("keydown",({key:s})=>s==="Escape"&&t.hide(),
{signal:r,capture:!0}),()=>i.abort()},[t]),a("div",{class:"ll-popover",role:"tooltip",popover:"manual",ref:e,"data-shown":o?"":void 0,children:n?.content()})}function me({
name:t,value:e}){return a("div",{class:"ll-pop-pair",children:[a("span",{children:t}),a("span",{class:"ll-num",children:e})]})}function Qi({curve:t,scales:e,heads:n,option:o,column:i}){let{store:r,view:s}=O(),l=P(null),c=Y(-1),f=P(!1),d=({position:S,scale:h=1})=>e?e.indexOf(h):S??-1,p=new Map(
t.points.map(S=>[d(S),S])),m=p.has(c.value)?c.value:t.points[0]?d(t.points[0]):-1;j(()=>{f.current&&(f.current=!1,l.current?.querySelector(".ll-tick[tabindex='0\
']")?.focus())});let u=r.synced.selection.value,g=t.points.find(({id:S})=>S===r.view.answer.value?.id),y=e?g&&d(g):u?.position,b=e!==null||u?.layer===t.layer,_=ne+
n.length*i,v=S=>{let h=S instanceof Element?S.closest(".ll-tick"):null,x=h&&p.get(Number(h.dataset.position));return x?[h,x]:void 0},w=S=>{if(S.altKey||S.ctrlKey||
S.metaKey)return;let h=[...p.keys()].sort((I,H)=>I-H),x=h.indexOf(m),z={ArrowLeft:x-1,ArrowRight:x+1,Home:0,End:h.length-1}[S.key];z!==void 0&&(S.preventDefault(),
f.current=!0,c.value=h[Math.max(0,Math.min(h.length-1,z))]??m)},C=({target:S})=>{let h=v(S);h&&s.show({anchor:h[0],content:()=>a(Ns,{answer:h[1],option:o})})};return a(
"div",{class:"ll-plane",role:"presentation",ref:l,style:{width:`${_}px`},onKeyDown:w,onClick:({target:S})=>{let h=v(S);h&&(c.value=d(h[1]),r.show(h[1]))},onPointerOver:C,
onFocusIn:C,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[a(bi,{points:t.points,at:d,option:o,column:i,width:_,marked:y,constants:r.synced.constants}),
a("div",{class:"ll-axis","aria-hidden":"true",children:[1,.5,0].map(S=>a("span",{style:{top:`${Se(S)}px`},children:S},S))}),n.map((S,h)=>a(Ds,{head:S,column:h,answer:p.
get(h),stop:h===m,on:b&&h===y,width:i},h))]})}function Ds({head:t,column:e,answer:n,stop:o,on:i,width:r}){let{tokens:s}=O().store.synced;return a("button",{type:"\
button",class:i?"ll-tick ll-on":"ll-tick","data-position":e,disabled:!n,tabIndex:o?0:-1,"aria-label":n?Hs(n,s):`Position ${e} ${t}`,style:{left:`${ne+e*r}px`,width:`${r}\
px`,paddingTop:`${Un}px`},children:[a("span",{class:"ll-mono ll-cut",dir:"auto",children:a(K,{text:t})}),a("span",{class:"ll-mono ll-cut ll-said",dir:"auto",children:n?
xe(n,""):""})]})}function Ns({answer:t,option:e}){let{tokens:n}=O().store.synced,[o,i]=ke(t,n),r=N(t);return a(E,{children:[a("div",{class:"ll-pop-head",children:[
a("span",{children:o}),a("b",{class:"ll-mono",dir:"auto",children:i})]}),a("div",{class:"ll-mono ll-pop-text",dir:"auto",children:xe(t,"")}),!r&&a("div",{class:"\
ll-quiet",children:qe}),r&&a(me,{name:e||"confidence",value:T(ce(t,e))}),typeof t.calibrated_confidence=="number"&&e===""&&a(me,{name:"calibrated",value:T(t.calibrated_confidence)}),
rt(t,e).map(([s,l])=>a(me,{name:s,value:l},s)),t.option_mass!==null&&a(me,{name:"option mass",value:T(t.option_mass)})]})}function Hs(t,e){let n=ke(t,e).join(" ");
if(t.confidence===null)return`${n}: ${Q}`;let o=rt(t,"").map(([i,r])=>`, ${i} ${r}`);return`${n}: ${t.text}, confidence ${T(t.confidence)}${o.join("")}`}function tn({keys:t}){return a("span",{class:"ll-legend",children:t.map(e=>e&&a("span",{class:`ll-key ll-key-${e.sign}`,children:e.text},e.sign))})}function Ye({
label:t,value:e,options:n,least:o,choose:i}){return a("select",{class:"ll-field","aria-label":t,hidden:n.length<o,value:e,onChange:r=>i(r.currentTarget.value),children:n.
map(([r,s])=>a("option",{value:r,children:s},r))})}function Zi({scroller:t}){let{store:e,view:n}=O(),{curves:o,constants:i,tokens:r}=e.synced,s=e.view.curve.value,l=Y(""),c=s?.points[0]?.options.map(({text:u})=>u)??
[],f=c.includes(l.value)?l.value:"",d=s?.vector?s.points.map(({scale:u=1})=>u).sort((u,g)=>u-g):null,p=d?d.map(u=>`× ${u}`):r,m=d?"scales":"positions";return a(
"section",{class:"ll-curve","aria-label":`Confidence across ${m}`,hidden:!s,children:[a("header",{children:[s&&a("span",{class:"ll-title",children:[`${Ji(s)}: `,
a("span",{class:"ll-mono",dir:"auto",children:s.question}),!s.complete&&s.points.length>0&&a("span",{class:"ll-quiet",children:` ${s.points.length} of ${s.total||
p.length} ${m}`})]}),a(Ye,{label:"Sweep",least:2,value:s?.id??"",options:o.value.map(u=>[u.id,`${Ji(u)}: ${G(u.question)}`]),choose:u=>{e.view.curveId.value=u}}),
a(Ye,{label:"What is drawn",least:2,value:f,options:["",...c].map(u=>[u,u||"each its own answer"]),choose:u=>{l.value=u}}),s&&a(tn,{keys:qs(s,f,i)})]}),a("div",
{class:d?"ll-strip ll-free":"ll-strip",ref:t,children:s&&a(Qi,{curve:s,scales:d,heads:p,option:f,column:n.columnWidth.value})})]})}function qs({points:t},e,n){let o=Re(
t.find(N)?.controls??[]);return[{sign:"own",text:e===""?"confidence":"probability"},...o.map(({kind:i,controls:r})=>({sign:i,text:In(i,r.length).toLowerCase()})),
t.some(i=>N(i)&&Gn(i,e))&&{sign:"within",text:"does not exceed its controls"},t.some(i=>ue(i,n))&&{sign:"hollow",text:"low option mass"},!t.every(N)&&{sign:"cro\
ss",text:`${Q}: no answer`}]}function Ji({layer:t,vector:e}){return`Layer ${t}${e?`, ${G(e)}`:""}`}function er(){let{store:t}=O(),{tokens:e}=t.synced,n=t.synced.answers.value,o=t.view.answer.value?.id;return a("nav",{class:"ll-history","aria-label":"Answers s\
o far",hidden:n.length<2,children:[a("h4",{children:"Answers so far"}),a("ol",{children:n.toReversed().map(i=>a("li",{children:a("button",{type:"button","data-i\
d":i.id,"aria-current":i.id===o?"true":void 0,title:`Layer ${i.layer}: ${ke(i,e).map(G).join(" ")}
${G(i.question)}
${G(xe(i))}`,onClick:()=>t.show(i),children:[a("span",{class:"ll-quiet ll-num",children:i.layer}),a("span",{class:"ll-mono ll-cut ll-quiet",dir:"auto",children:ke(
i,e)[1]}),a("span",{class:"ll-mono ll-cut",dir:"auto",children:xe(i)}),a("span",{class:"ll-bar",style:{"--p":String(i.confidence??0)}}),a("span",{class:"ll-num",
children:i.confidence===null?"":T(i.confidence)})]})},i.id))})]})}function tr(t,[e,n],o){let{option:i,over:r,found:s,here:l,constants:c}=o,f=t!==void 0&&!N(t),d=i===""&&t?.excess===null&&r,p=t&&!d?we(t,i):0,m=t?xe(t,""):"",u=f?
Q:t?`${m||"nothing"}, ${js(t,i)}`:"not asked yet";return{text:m,share:Math.max(0,p),label:`Read at layer ${e}, written at layer ${n}: ${u}`,selected:t!==void 0&&
l?.id===t.id,classes:{"ll-empty":!t,"ll-under-controls":t!==void 0&&!f&&!d&&p<=0&&i==="","ll-not-finite":f,"ll-low":t!==void 0&&ue(t,c),"ll-same":e===n,"ll-best":t!==
void 0&&t===s?.answer}}}function js(t,e){return e!==""?`P(${e}) ${T(we(t,e))}`:t.excess===null?`confidence ${T(we(t,""))}`:`over controls ${Te(t.excess)}`}function nr({
cell:[t,e],answer:n,option:o}){return a(E,{children:[a("div",{class:"ll-pop-head",children:a("span",{children:`Layer ${t} into layer ${e}`})}),!n&&a("div",{class:"\
ll-quiet",children:"Not asked yet."}),n&&!N(n)&&a("div",{class:"ll-quiet",children:qe}),n&&N(n)&&a(E,{children:[a("div",{class:"ll-mono ll-pop-text",dir:"auto",
children:n.text.trim()||"nothing"}),a(me,{name:o||"confidence",value:T(ce(n,o))}),rt(n,o).map(([i,r])=>a(me,{name:i,value:r},i)),n.excess!==null&&a(me,{name:"ov\
er controls",value:Te(n.excess)})]})]})}function or({text:t,share:e,label:n,selected:o,classes:i,data:r,column:s,left:l,stop:c}){let f=Object.keys(i).filter(d=>i[d]);return a("div",{...r,class:["ll-ce\
ll ll-mono",...f].join(" "),role:"gridcell",dir:"auto",tabIndex:c?0:-1,"aria-colindex":s+2,"aria-selected":o,"aria-label":n,style:{left:`${l}px`,"--p":String(e)},
children:a(K,{text:t})})}function nn(t){let{grid:e,names:n,scroller:o,marked:i,bands:r=[]}=t,{view:s}=O(),l=P(null);j(()=>o.current?e.attach(o.current):void 0,[e,o]),e.version.value;let c=e.
width.value,[f,d]=e.cursor.value;j(()=>{e.wantsFocus&&(e.wantsFocus=!1,l.current?.querySelector(".ll-cell[tabindex='0']")?.focus({preventScroll:!0}))});let[p,m,
u,g]=e.seen(),y=new Set([f]);for(let h=p;h<m;h+=1)y.add(h);let b=h=>{let x=new Set(h===f?[d]:[]);if(h>=p&&h<m)for(let M=u;M<g;M+=1)x.add(M);return[...x].sort((M,z)=>M-
z)},_=h=>{let x=h instanceof Element?h.closest(".ll-cell"):null;return x?[Number(x.dataset[n[0]]),Number(x.dataset[n[1]])]:void 0},v=({target:h})=>{let x=_(h),M=h.
closest(".ll-cell");x&&M&&s.show({anchor:M,content:()=>t.hint(x)})},w=h=>{if(h.altKey||h.ctrlKey||h.metaKey)return;let x=e.cursor.peek(),M=vi[h.key];if(M){e.move(
M(x,e),!0);let z=e.cursor.peek();h.shiftKey&&z[0]===x[0]&&t.extend?.(z)}else if(h.key===" "||h.key==="Enter")t.choose(x,!1),h.key==="Enter"&&t.enter?.();else return;
h.preventDefault()},C=h=>i!==null&&i[1]<=h&&h<=i[2],S=[];for(let h=u;h<g;h+=1)S.push(h);return a("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria\
-rowcount":e.rowCount+1,"aria-colcount":e.columnCount+1,ref:o,style:{maxHeight:`${e.head+Math.min(e.rowCount,jn)*Ke+14}px`,"--w":`${c}px`,"--head":`${e.head}px`},
onScroll:()=>s.hide(),children:a("div",{class:"ll-canvas",role:"presentation",ref:l,style:{width:`${ne+e.columnCount*c}px`,height:`${e.head+e.rowCount*Ke}px`},onClick:h=>{
let x=_(h.target);x&&(e.move(x,!0),t.choose(x,h.shiftKey))},onKeyDown:w,onPointerDown:h=>{let x=_(h.target);x&&t.press?.(x,h)},onPointerOver:h=>{v(h);let x=_(h.
target);x&&t.over?.(x,h)},onFocusIn:v,onPointerOut:()=>s.hide(),onFocusOut:()=>s.hide(),children:[a("div",{class:"ll-heads",role:"row","aria-rowindex":1,children:[
a("div",{class:"ll-corner",role:"columnheader",children:t.corner}),r.map(({role:h,start:x,stop:M})=>a("div",{class:"ll-band-name","data-role":h,"aria-hidden":"t\
rue",style:{left:`${ne+x*c}px`,width:`${(M-x)*c-1}px`},children:a("span",{children:h})},x)),S.map(h=>a("div",{class:`ll-head${C(h)?" ll-on":""}`,role:"columnhea\
der","aria-colindex":h+2,title:t.headTitle(h),style:{left:`${ne+h*c}px`},children:t.head(h)},h))]}),[...y].sort((h,x)=>x-h).map(h=>a("div",{class:`ll-row${i?.[0]===
h?" ll-on":""}`,role:"row","aria-rowindex":e.rowCount-h+1,style:{top:`${e.head+(e.rowCount-1-h)*Ke}px`},children:[a("div",{class:"ll-side",role:"rowheader",children:h}),
b(h).map(x=>a(or,{...t.look(h,x),data:{[`data-${n[0]}`]:h,[`data-${n[1]}`]:x},column:x,left:ne+x*c,stop:h===f&&x===d},x))]},h))]})})}function ir(){let t=O().store.view.heatMap.value;return a("section",{class:"ll-layers","aria-label":"Layer read by layer written",hidden:!t,children:t&&a(Bs,{map:t})})}
function Bs({map:t}){let{store:e}=O(),{heatMaps:n,layers:o,targetLayers:i,tokens:r,constants:s}=e.synced,l=Y(""),c=P(null),f=t.points.find(N)??t.points[0],d=f?.
options.map(({text:h})=>h)??[],p=d.includes(l.value)?l.value:"",m=f?.excess===null?"confidence":"over controls",u=zt(t.points),g=Wt(t.points,p,s),y=new Map(t.points.
map(h=>[`${h.layer}:${h.target_layer}`,h])),b=(h,x)=>y.get(`${h}:${x}`),_=e.view.answer.value,v=_&&b(_.layer,_.target_layer)?.id===_.id?_:null,w=P(!1);w.current=
v!==null;let C=oe(()=>new Ue(o,i,[46,168],[0,0],()=>w.current),[]),S=o*i;return a(E,{children:[a("header",{children:[a("span",{class:"ll-title",children:[`Posit\
ion ${t.position} `,a("b",{class:"ll-mono",dir:"auto",children:r[t.position]}),", every layer into every layer: ",a("span",{class:"ll-mono",dir:"auto",children:t.
question}),!t.complete&&a("span",{class:"ll-quiet",children:` ${t.points.length} of ${S} cells`})]}),a(Ye,{label:"Grid",least:2,value:t.id,options:n.value.map(({
id:h,position:x,question:M})=>[h,`position ${x}: ${G(M)}`]),choose:h=>{e.view.heatMapId.value=h}}),a(Ye,{label:"What the cells show",least:2,value:p,options:[["",
m],...d.map(h=>[h,`P(${G(h)})`])],choose:h=>{l.value=h}})]}),a("div",{class:"ll-under",children:[a(Vs,{found:g,option:p,choose:h=>{e.show(h),C.move([h.layer,h.target_layer],
!0)}}),a(tn,{keys:Ks(t.points,p,g,s)})]}),a(nn,{grid:C,scroller:c,label:"Layer read by layer written",corner:"read",names:["source","target"],head:h=>a(E,{children:[
a("small",{children:h===0?"written":""}),a("span",{children:h})]}),headTitle:h=>`written at layer ${h}`,look:(h,x)=>tr(b(h,x),[h,x],{option:p,over:u,found:g,here:v,
constants:s}),marked:v&&[v.layer,v.target_layer,v.target_layer],choose:([h,x])=>{let M=b(h,x);M&&e.show(M)},hint:([h,x])=>a(nr,{cell:[h,x],answer:b(h,x),option:p})})]})}
function Vs({found:t,option:e,choose:n}){if(!t)return null;let{answer:o,of:i}=t,r=e===""&&o.excess!==null?Te(o.excess):T(we(o,e));return a("button",{type:"butto\
n",class:"ll-link ll-best-of",title:"Picked after the fact from so many, it is no measurement of its own.",onClick:()=>n(o),children:[`Best of ${i}: layer ${o.layer}\
 into ${o.target_layer}, ${r} `,a("span",{class:"ll-mono",dir:"auto",children:o.text.trim()})]})}function Ks(t,e,n,o){let i=e===""&&zt(t);return[{sign:"shade",text:i?
"over its controls, 0 to 1":"0 to 1"},i&&{sign:"under",text:"does not exceed its controls"},t.some(r=>ue(r,o))&&{sign:"low",text:"low option mass"},!t.every(N)&&
{sign:"not-finite",text:`${Q}: no answer`},{sign:"same",text:"same layer"},n!==null&&{sign:"best",text:`best of ${n.of}`}]}function rr({title:t,token:e,notes:n,reading:o}){let i=o?.probs[0]===null;return a(E,{children:[a("div",{class:"ll-pop-head",children:[a("span",{children:t}),a(
"b",{class:"ll-mono",dir:"auto",children:e})]}),n.map((r,s)=>a("div",{class:"ll-quiet",children:r},s)),!o&&a("div",{class:"ll-quiet",children:"The lens has not \
been read here yet."}),i&&a("div",{class:"ll-quiet",children:qe}),!i&&o?.tokens.map((r,s)=>a("div",{class:"ll-pop-row",children:[a("span",{class:"ll-mono ll-cut",
dir:"auto",children:a(K,{text:r})}),a("span",{class:"ll-bar",style:{"--p":String(o.probs[s]??0)}}),a("span",{class:"ll-num",children:T(o.probs[s]??0)})]},s))]})}function sr({scroller:t}){let{store:e,view:n}=O(),{synced:o,lens:i}=e,{tokens:r,layers:s,quiet:l,roles:c,splitCharacters:f,selection:d}=o,p=P(null),m=P(null),u=Y(
null),g=oe(()=>{let{layer:k,position:A}=d.peek()??{layer:s-1,position:r.length-1};return new Ue(s,r.length,[68,168],[k,A],()=>d.peek()!==null,c.length>0?gi:0)},
[]),y=oe(()=>_e(()=>new Set(o.answers.value.filter(({vector:k})=>!k).flatMap(k=>Le(k).map(A=>`${k.layer}:${A}`)))),[]);j(()=>{let k=new AbortController,A=()=>{let $=u.
peek();u.value=null,$&&o.select($[0],$[2],$[1])};return document.addEventListener("pointerup",A,{signal:k.signal}),()=>k.abort()},[]),j(()=>{let k=!0;return te(
()=>{let A=d.value;if(k||!A){k=!1;return}let{layer:$,position:V,start:Z}=A,[U,ee]=g.cursor.peek();Z===V&&(m.current=[$,V]),!(U===$&&Z<=ee&&ee<=V)&&g.move([$,V],
p.current?.contains(document.activeElement)??!1)})},[]);let[b,_,v,w]=g.seen();g.version.value;let C=g.width.value,S=i.error;j(()=>{o.frozen||i.look(e.link,b,_,v,
w)},[b,_,v,w,S]),j(()=>{n.columnWidth.value=C},[C]);let h=d.value,x=u.value??(h&&[h.layer,h.start,h.position]),M=k=>f.filter(({last:A})=>A===k).map(({text:A})=>A),
z=k=>{let A=Dn(c,k);return`${k}: ${G(r[k]??"")}${A?`, ${A}`:""}`},I=k=>[...f.filter(({first:A,last:$})=>A<=k&&k<=$).map(({text:A})=>a(E,{children:["a part of ",
a("bdi",{children:A})]})),...c.length>0?[Dn(c,k)??"written by the chat template"]:[]],H=(k,A)=>{let $=i.at(k,A),V=$?.probs[0]===null,Z=V?Q:$?.tokens[0],U=$?.probs[0]??
0,ee=V?Q:$?`lens reads ${Z}, probability ${T(U)}`:"not read yet",[pn,hn,mn]=x??[-1,0,-1],xt=pn===k&&hn<=A&&A<=mn;return{text:Z??"",share:U,label:`Layer ${k}, po\
sition ${A} ${r[A]}: ${ee}`,selected:xt,classes:{"ll-among":xt&&hn<mn,"ll-first":xt&&A===hn,"ll-last":xt&&A===mn,"ll-empty":!$,"ll-not-finite":V,"ll-dim":l.has(
A),"ll-answered":y.value.has(`${k}:${A}`)}}},W=([k,A])=>{m.current??=h?[h.layer,h.position]:[k,A];let[,$]=m.current;o.select(k,Math.max($,A),Math.min($,A))};return a(
"div",{class:"ll-grid",ref:p,children:[a(nn,{grid:g,scroller:t,label:"Lens: layers by tokens",corner:"layer",bands:c,names:["layer","position"],head:k=>a(E,{children:[
a("small",{children:k}),a("span",{class:"ll-mono ll-cut",dir:M(k).length>0?"ltr":"auto",children:[a(K,{text:r[k]??""}),M(k).map(A=>a("bdi",{class:"ll-spelled",children:A},
A))]})]}),headTitle:z,look:H,marked:x,choose:(k,A)=>{if(A)return W(k);m.current=k,o.select(...k)},enter:()=>e.ask(),extend:W,hint:([k,A])=>a(rr,{title:`Layer ${k}\
, position ${A}`,token:r[A]??"",notes:I(A),reading:i.at(k,A)}),press:(k,A)=>{A.button===0&&A.pointerType!=="touch"&&!A.shiftKey&&(m.current=k)},over:([,k],A)=>{
if(!m.current||(A.buttons&1)===0)return;let[$,V]=m.current;!u.peek()&&k===V||(u.value=[$,Math.min(V,k),Math.max(V,k)])}}),a("div",{class:"ll-note",role:"status",
children:S!==void 0&&a(E,{children:[a("span",{class:"ll-error",children:`The lens could not be read: ${S} `}),a("button",{type:"button",class:"ll-link",onClick:()=>i.
retry(),children:"Try again"})]})})]})}var on=class{answer;curveId;heatMapId;curve;heatMap;constructor({answers:e,curves:n,heatMaps:o}){this.answer=L(e.peek().at(-1)??null),this.curveId=L(n.peek().at(
-1)?.id??""),this.heatMapId=L(o.peek().at(-1)?.id??""),this.curve=lr(n,this.curveId),this.heatMap=lr(o,this.heatMapId)}};function lr(t,e){return _e(()=>t.value.
find(n=>n.id===e.value)??t.value.at(-1)??null)}var rn=class{hint=L(null);open=L(!1);columnWidth=L(80);timer;show(e){clearTimeout(this.timer),this.hint.value=e,this.
open.value=!0}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{this.open.value=!1},60)}end(){clearTimeout(this.timer)}};var We={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},ge={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"T\
he kernel is gone. Run the notebook cell again."};function Us(t){try{return t.widget_manager?.kernel?.status}catch{return}}var sn=class{constructor(e,n,o){this.
model=e;this.onState=n;this.signal=o;o?.addEventListener("abort",()=>this.forget())}model;onState;signal;found=L("here");waiting=new Map;page=Math.random().toString(
36).slice(2);told=0;heard=Date.now();routing;get kernel(){return this.found}send(e,n=!1){if(this.signal?.aborted)return!1;try{this.model.send(e)}catch{return this.
become("gone"),!1}return n&&e.id&&this.watch(e.id,e.kind==="ping"?We.ping:We.queued),!0}tell(e){return this.told+=1,this.send({...e,from:this.page,n:this.told})}receive(e){
this.heard=Date.now(),e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().
toString(36).slice(2)}`},!0)}route(e=We.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.found.peek()!=="gone"&&this.send({kind:"ping",id:"ro\
ute"})},e)}beat(){Date.now()-this.heard<We.heartbeat||this.waiting.size>0||this.ping()}watch(e,n){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),
n))}silent(e){let n=Us(this.model),o=n==="dead"||n==="terminating"||n==="idle"&&e.startsWith("ping-");this.become(o?"gone":"busy"),!o&&(n==="idle"&&this.ping(),
this.watch(e,We.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.found.peek()&&(this.signal?.
aborted||(this.found.value=e,this.onState(e)))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};function ar(){let{store:t}=O(),e=t.link.kernel.value,n=[...t.requests.work.value.values()],o=e!=="here"&&!n.some(({state:i})=>i==="sent"||i==="failed");return a(
"div",{class:"ll-work",children:[n.map(i=>a(Gs,{work:i},i.id)),o&&a("div",{class:"ll-job","data-state":e==="gone"?"failed":"sent",children:a("span",{class:"ll-m\
essage",children:e==="busy"?"The kernel is busy with a notebook cell.":ge.gone})})]})}function Gs({work:t}){let{store:e}=O(),{done:n,total:o,state:i}=t,r=i==="f\
ailed",s=o>0;return a("div",{class:"ll-job","data-state":i,children:[a("span",{class:r?"ll-message ll-error":"ll-message",role:r?"alert":void 0,children:Xs(e,t)}),
i==="running"&&a("span",{class:s?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",role:"progressbar","aria-label":"Progress","aria-valuemin":0,"aria-valuema\
x":s?o:void 0,"aria-valuenow":s?n:void 0,style:{"--p":String(s?n/o:1)}}),i==="running"&&s&&a("span",{class:"ll-num",children:`${n} of ${o}`}),a("button",{type:"\
button",class:"ll-link",onClick:()=>e.requests.cancel(t.id),children:r?"Dismiss":"Cancel"})]})}function Xs(t,e){if(e.state==="failed")return e.message;if(e.state===
"sent"&&t.link.kernel.value==="busy")return ge.busy;let n=Ys(t,e);return e.state==="queued"&&e.ahead>0?`${n}: waiting for ${e.ahead} before it`:n}function Ys({synced:t},{
what:e,args:n}){let{layer:o,position:i,question:r}=n;switch(e){case"fit":return`Fitting: ${t.entries.value.find(({name:s})=>s===r?.preset)?.label}`;case"sweep":
return`Sweeping layer ${o}`;case"scales":return`Sweeping the scales of ${lt(n)}`;case"layers":return`Asking position ${i} at every layer, into every layer`;default:
return`Asking ${lt(n)}`}}var Qs={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},cr=(t,e)=>JSON.stringify(t)===JSON.stringify(e),ln=class{constructor(e,n={},o={}){
this.entries=e;this.sources=o;this.state=L({preset:"",texts:{},options:"",settings:{},open:!1,...n})}entries;sources;state;change(e){this.state.value={...this.state.
peek(),...e}}get entry(){let e=this.entries.value;return e.find(({name:n})=>n===this.state.value.preset)??e[0]??Qs}get text(){return this.state.value.texts[this.
entry.name]??""}set text(e){this.change({texts:{...this.state.peek().texts,[this.entry.name]:e}})}get ready(){let{takes:e}=this.entry;return e===""||e==="corpus"||
this.text.trim()!==""}get own(){return{...this.entry.settings,...this.sources}}has(e){return e in this.own}isSource(e){return e in this.sources}get vector(){return this.
value("vector")}value(e){let{settings:n}=this.state.value;return(e in n?n[e]:this.own[e])??null}set(e,n){let{[e]:o,...i}=this.state.peek().settings,r=n===void 0||
cr(n,this.own[e]);this.change({settings:r?i:{...i,[e]:n}})}changed(){return Object.fromEntries(Object.entries(this.state.value.settings).filter(([e,n])=>this.has(
e)&&!cr(n,this.own[e])))}reset(){this.change({settings:this.part(this.state.peek().settings,!0)})}part(e,n){return Object.fromEntries(Object.entries(e).filter(([
o])=>this.isSource(o)===n))}asking(){let e=this.changed();return{question:this.question(),options:this.state.value.options.split(",").map(n=>n.trim()).filter(Boolean),
settings:this.part(e,!1),source:this.vector?this.part(e,!0):{}}}question(){let{name:e,takes:n}=this.entry;return e===""?{text:this.text.trim()}:n===""?{preset:e}:
{preset:e,text:this.text.trim()}}};var an=class{constructor(e){this.store=e}store;begun=new Set;begin(){let{draft:e,requests:n,synced:o}=this.store,{question:i,settings:r}=e.asking(),s=o.selection.
peek()?.layer??null;this.begun.add(n.begin("fit",{question:i,settings:r,layer:s}))}done(e,{args:n},{preset:o=""}){let{draft:i}=this.store;!this.begun.delete(e)||
i.entry.name!==n.question?.preset||this.store.edit(()=>i.change({preset:o}))}};var cn=class{constructor(e,n,{lens_page_layers:o,lens_page_positions:i}){this.layers=e;this.positions=n;this.high=o,this.wide=i}layers;positions;readings=new Map;asked=new Map;failed=new Map;version=L(
0);high;wide;at(e,n){return this.version.value,this.readings.get(e*this.positions+n)}get error(){return this.version.value,[...this.failed.values()][0]}add(e){let n=0;
for(let o of e.layers)for(let i=e.start;i<e.stop;i+=1){let r=n*e.k;this.readings.set(o*this.positions+i,{tokens:e.index.slice(r,r+e.k).map(s=>e.words[s]??""),probs:e.
probs.slice(r,r+e.k)}),n+=1}this.changed()}look(e,n,o,i,r){for(let s of this.strayed(n,o,i,r))e.send({kind:"cancel",id:s});for(let[s,l]of this.missing(n,o,i,r)){
let c=Be();this.began(s,c),e.send({kind:"query",id:c,what:"lens",args:l},!0)||this.ended(c,ge.gone)}}retry(){this.failed.clear(),this.changed()}missing(e,n,o,i){
let r=new Map;for(let s=Math.floor(e/this.high)*this.high;s<n;s+=this.high)for(let l=Math.floor(o/this.wide)*this.wide;l<i;l+=this.wide){let c=`${s}:${l}`;if(this.
asked.has(c)||this.failed.has(c))continue;let f=[];for(let p=s;p<Math.min(s+this.high,this.layers);p+=1)f.push(p);let d=Math.min(l+this.wide,this.positions);this.
covered(f,l,d)||r.set(c,{layers:f,start:l,stop:d})}return r}strayed(e,n,o,i){return[...this.asked].filter(([r])=>{let[s=0,l=0]=r.split(":").map(Number);return s>=
n||s+this.high<=e||l>=i||l+this.wide<=o}).map(([,r])=>r)}began(e,n){this.asked.set(e,n)}ended(e,n){for(let[o,i]of this.asked)i===e&&(this.asked.delete(o),n!==void 0&&
this.failed.set(o,n),this.changed())}covered(e,n,o){return e.every(i=>{for(let r=n;r<o;r+=1)if(!this.readings.has(i*this.positions+r))return!1;return!0})}changed(){
this.version.value=this.version.peek()+1}};function eo(t,e){let n=t.peek().findIndex(({id:o})=>o===e.id);return t.value=n<0?[...t.peek(),e]:t.peek().with(n,e),n<0}function to(t,e,n,o){let i=t.peek().find(
s=>s.id===e)??o(),r=new Set(i.points.map(s=>s.id));return eo(t,{...i,points:[...i.points,...n.filter(s=>!r.has(s.id))]})}function ur(t,e){let{link:n,preview:o,requests:i}=t;X(()=>{if(n.receive(e),!o.receive(e))switch(e.kind){case"pong":for(let r of e.work)i.adopt(r);break;case"que\
ued":i.adopt({...e,state:"queued",done:0,total:0},e.ahead);break;case"progress":i.progress(e.id,e.done,e.total);break;case"partial":el(t,e);break;case"result":case"\
error":case"cancelled":Js(t,e)}})}function Js(t,e){let{requests:n,preview:o,lens:i}=t,{id:r}=e,s=e.kind==="error"?e.message||e.type:void 0,l=n.get(r);i.ended(r,
s),l&&s!==void 0?(e.kind==="error"&&e.setting&&o.fail(e.setting,s),n.fail(r,s)):n.drop(r),e.kind==="result"&&Zs(t,r,l,e.value)}function Zs(t,e,n,o){let{synced:i,
view:r}=t;if(n?.what==="fit")t.fits.done(e,n,o);else if(n?.what==="ask"){let s=o;i.answers.value=[...i.answers.peek().filter(l=>l.id!==s.id),s],r.answer.value=s}else
n?.what==="sweep"||n?.what==="scales"?eo(i.curves,o)&&(r.curveId.value=e):tl(o)&&t.lens.add(o)}function el({requests:t,synced:e,view:n},{id:o,answers:i,target:r}){
let[s]=i;if(!s)return;let l=t.get(o),c={id:o,question:s.question,total:l?.total??0,complete:!1,points:[],...r&&{target:r}};l?.what==="layers"?to(e.heatMaps,o,i,
()=>({...c,position:s.position??-1}))&&(n.heatMapId.value=o):to(e.curves,o,i,()=>({...c,layer:s.layer,...s.vector!==void 0&&{vector:s.vector}}))&&(n.curveId.value=
o)}function tl(t){return typeof t=="object"&&t!==null&&"words"in t}function dr(t,e,n){let{link:o,synced:i,requests:r,lens:s}=t,l=p=>r.work.peek().has(p),f=[["msg:custom",p=>ur(t,p)],...Object.entries({selection:()=>i.echoed(),span:()=>i.
echoed(),source:()=>{i.source.value=e.get("source")},presets:()=>{i.entries.value=e.get("presets")},history:()=>nl(t,e.get("history")),curves:()=>i.replace("cur\
ves",l),heat_maps:()=>i.replace("heat_maps",l),pages:()=>{for(let p of e.get("pages"))s.add(p)}}).map(([p,m])=>[`change:${p}`,m]),...["selection","draft","sourc\
e","pages"].map(p=>[`change:${p}`,()=>o.route()]),["comm_live_update",()=>o.ping()]];for(let[p,m]of f)e.on(p,m);let d=setInterval(()=>{r.work.peek().size>0&&o.beat()},
2e3);n?.addEventListener("abort",()=>{clearInterval(d);for(let[p,m]of f)e.off(p,m)}),o.ping(),o.route(We.subshell)}function nl({synced:t,view:e},n){let{answers:o}=t,
i=o.peek().at(-1)?.id,r=n.at(-1)??null;X(()=>{o.value=n,(r?.id!==i||!n.some(({id:s})=>s===e.answer.peek()?.id))&&(e.answer.value=r)})}var ol=250,un=class{constructor(e,n){this.send=e;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;target=L(null);problem=L(null);awaited;timer;last="";want(e){
let n=JSON.stringify(e);n!==this.last&&(this.last=n,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},ol))}receive(e){return e.id!==this.awaited?e.kind==="queued"&&e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.
fail(e.setting||"question",e.message),!0)}fail(e,n){this.show(e==="question"?null:this.target.peek(),{setting:e,message:n})}put(e){let n=this.target.peek();n&&(this.
target.value={...n,slots:[e]})}show(e,n){X(()=>{this.target.value=e,this.problem.value=n})}};var dn=class{constructor(e){this.link=e}link;work=L(new Map);get(e){return this.work.peek().get(e)}begin(e,n){let o=Be(),i=[...this.work.peek()].filter(([,{state:s}])=>s!==
"failed"),r={id:o,what:e,args:n,state:"sent",ahead:0,done:0,total:0,message:""};return this.work.value=new Map([...i,[o,r]]),this.link.send({kind:"query",id:o,what:e,
args:n},!0)||this.fail(o,ge.gone),o}cancel(e){(this.get(e)?.state==="failed"||!this.link.send({kind:"cancel",id:e}))&&this.drop(e)}adopt({id:e,what:n,args:o,state:i,
done:r,total:s},l=this.get(e)?.ahead??0){n==="lens"||n==="target"||this.put({id:e,what:n,args:o,message:"",state:i,ahead:l,done:r,total:s})}progress(e,n,o){this.
change(e,{state:"running",done:n,total:o})}fail(e,n){this.change(e,{state:"failed",message:n})}failAll(e){for(let n of this.work.peek().keys())this.fail(n,e)}drop(e){
let{[e]:n,...o}=Object.fromEntries(this.work.peek());this.work.value=new Map(Object.entries(o))}change(e,n){let o=this.get(e);o&&this.put({...o,...n})}put(e){this.
work.value=new Map(this.work.peek()).set(e.id,e)}};var il=3e3,no=(t,e)=>t?.layer===e?.layer&&t?.position===e?.position&&t?.start===e?.start,fn=class{constructor(e,n){this.model=e;this.link=n;this.title=e.get("ti\
tle"),this.key=e.get("key")??"",this.tokens=e.get("tokens"),this.quiet=new Set(e.get("quiet")??[]),this.roles=e.get("roles")??[],this.splitCharacters=e.get("spl\
it_characters")??[],this.layers=e.get("n_layers")+1,this.targetLayers=e.get("target_layers")+1,this.frozen=e.get("frozen")===!0,this.constants=e.get("constants"),
this.fields=e.get("fields")??[],this.entityTypes=e.get("entity_types")??[],this.tip=e.get("tip")??"",this.entries=L(e.get("presets")??[]),this.source=L(e.get("s\
ource")),this.selection=L(this.toldSelection()),this.answers=L(e.get("history")??[]),this.curves=L(e.get("curves")??[]),this.heatMaps=L(e.get("heat_maps")??[])}model;link;title;key;tokens;quiet;roles;splitCharacters;layers;targetLayers;frozen;constants;fields;entityTypes;tip;entries;source;selection;answers;curves;heatMaps;ours=[];select(e,n,o=n){
let i={layer:e,position:n,start:o},r=this.selection.peek();this.selection.value=i,!(this.frozen||no(i,r))&&this.link.tell({kind:"select",...i})&&this.ours.push(
{told:i,at:Date.now()})}echoed(){let e=this.toldSelection();this.ours=this.ours.filter(({at:o})=>Date.now()-o<il);let n=this.ours.findIndex(o=>no(o.told,e));this.
ours.splice(0,n+1),!(this.ours.length>0)&&(no(this.selection.peek(),e)||(this.selection.value=e))}replace(e,n){let o=(i,r)=>{let s=i.peek().filter(({id:l})=>n(l)&&
!r.some(c=>c.id===l));i.value=[...r,...s]};X(()=>{e==="curves"?o(this.curves,this.model.get(e)):o(this.heatMaps,this.model.get(e))})}toldSelection(){let e=this.
model.get("selection");if(!e)return null;let[n,o]=e,i=this.model.get("span");return{layer:n,position:o,start:i&&i[1]-1===o?i[0]:o}}};var rl=400,_t=class{link;synced;requests;view;lens;draft;preview;fits;resting;constructor(e,n){this.link=new sn(e,f=>{f==="gone"&&this.requests.failAll(ge.gone)},
n),this.requests=new dn(this.link),this.synced=new fn(e,this.link),this.view=new on(this.synced);let{layers:o,tokens:i,constants:r,entries:s,source:l}=this.synced;
this.lens=new cn(o,i.length,r);for(let f of e.get("pages")??[])this.lens.add(f);if(this.draft=new ln(s,e.get("draft")??{},l.peek()?.settings),this.fits=new an(this),
this.preview=new un(f=>{let d=Be();return this.link.send({kind:"query",id:d,what:"target",args:f})?d:void 0},n),this.synced.frozen)return;dr(this,e,n);let c=te(
()=>this.lookAhead());n?.addEventListener("abort",()=>{c(),clearTimeout(this.resting)})}lookAhead(){let{draft:e,preview:n}=this,{question:o,settings:i,source:r}=e.
asking();n.want(e.ready?{question:o,settings:i,source:r,...this.selected()}:null)}selected(){let e=this.synced.selection.value;if(!e)return{layer:null,position:null};
let{layer:n,position:o,start:i}=e,r=i<o&&!this.draft.vector;return{layer:n,position:o,...r&&{start:i,stop:o+1}}}edit(e){X(()=>e(this.draft)),clearTimeout(this.resting),
this.resting=setTimeout(()=>this.link.tell({kind:"draft",draft:this.draft.state.peek()}),rl)}asking(){let{draft:e}=this,n=this.selected(),o=!e.vector||e.vector===
"difference";return e.ready&&!e.entry.fit&&(n.layer!==null||!o)?{...n,...e.asking()}:null}ask(){let e=this.asking();e&&this.requests.begin("ask",e)}sweep(){let{
draft:e,requests:n}=this,o=this.asking(),i=this.synced.selection.peek();if(o&&e.vector)n.begin("scales",o);else if(o&&i){let{layer:r,start:s,position:l}=i,c=s<l?
{start:s,stop:l+1}:{start:null,stop:null};n.begin("sweep",{layer:r,...c,...e.asking()})}}layerGrid(){let e=this.synced.selection.peek();e&&this.draft.ready&&this.
requests.begin("layers",{position:e.position,...this.draft.asking()})}show(e){X(()=>{this.view.answer.value=e;let[n]=Le(e);e.position!==null&&this.synced.select(
e.layer,e.position,n)})}targetOf(e){if(e.target)return e.target;let o=[...this.synced.curves.value,...this.synced.heatMaps.value].find(({id:i})=>e.id.startsWith(
`${i}:`));return o?.target&&{...o.target,layer:e.target_layer}}};var fr="latentlens-closed-tip";function pr(){let{tip:t,frozen:e}=O().store.synced,[n,o]=Tt(sl);if(t===""||e||n===t)return null;let i=()=>{o(t);try{localStorage.
setItem(fr,t)}catch{}};return a("div",{class:"ll-tip ll-quiet",children:[a("span",{children:t.split("`").map((r,s)=>s%2?a("code",{class:"ll-mono",children:r},s):
r)}),a("button",{type:"button",class:"ll-link","aria-label":"Close this line",onClick:i,children:"Close"})]})}function sl(){try{return localStorage.getItem(fr)}catch{
return null}}function ll({open:t}){let e=oe(t,[t]),{synced:n}=e,o=oe(()=>({store:e,view:new rn}),[e]),i=P(null),r=P(null);j(()=>()=>o.view.end(),[o]),j(()=>i.current&&r.current?
al(i.current,r.current,e):void 0,[e]);let s=n.tokens.length;return a($n.Provider,{value:o,children:[a("div",{class:"ll-top",children:[a("span",{class:"ll-name",
children:n.title}),a("span",{class:"ll-quiet",children:[`${s} ${s===1?"position":"positions"}, layers 0 to ${n.layers-1}`,n.frozen&&". A saved view: open the no\
tebook to ask."]})]}),a(pr,{}),a(sr,{scroller:i}),!n.frozen&&a(ti,{}),a(ar,{}),a(Zi,{scroller:r}),a(ir,{}),a("div",{class:"ll-result",children:[a(jo,{}),a(er,{})]}),
a(Yi,{}),a(cl,{name:n.key})]})}function al(t,e,{view:n}){let o=new AbortController,i=(s,l)=>()=>{!n.curve.peek()?.vector&&l.scrollLeft!==s.scrollLeft&&(l.scrollLeft=
s.scrollLeft)};t.addEventListener("scroll",i(t,e),{signal:o.signal,passive:!0}),e.addEventListener("scroll",i(e,t),{signal:o.signal,passive:!0});let r=te(()=>{n.
curve.value,queueMicrotask(i(t,e))});return()=>{r(),o.abort()}}function cl({name:t}){return a("style",{children:`.ll-for-${t.replace(/\W/g,"")} { display: none;\
 }`})}var oo=class extends ye{state={error:void 0};static getDerivedStateFromError(e){return{error:e}}componentDidCatch(e){console.error(e)}render(){let{error:e}=this.
state;return e===void 0?this.props.children:a("p",{class:"ll-error",role:"alert",children:`The Explorer could not be drawn: ${e}`})}},Lf=()=>{let t;return{initialize({
model:e,signal:n}){try{t=new _t(e,n)}catch{}},render({model:e,el:n,signal:o}){let i=document.createElement("div");i.className="ll-root",i.setAttribute("data-jp-\
suppress-context-menu",""),i.addEventListener("keydown",s=>{!s.ctrlKey&&!s.metaKey&&s.stopPropagation()},{signal:o}),n.append(i),Cn(a(oo,{children:a(ll,{open:()=>(t??=
new _t(e,o),t)})}),i),o.addEventListener("abort",()=>Cn(null,i))}}};export{Lf as default};
