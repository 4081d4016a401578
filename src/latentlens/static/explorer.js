var jt={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function $(o){let t=new Map;for(let e of o)t.set(e.kind,[...t.get(e.kind)??[],e]);return[...t].map(([
e,i])=>({kind:e,name:ct(e,i.length),controls:i}))}function ct(o,t){let[e,i]=jt[o]??[o,`${o} controls`];return t===1?e:`${t} ${i}`}function _t(o,t){return(t===""?
void 0:o.options?.find(({text:i})=>i===t))?.probability??o.support}function M(o,t=""){if(o.length===0)return null;let e=o.map(i=>_t(i,t));return[Math.min(...e),
Math.max(...e)]}function Et(o,t,e){for(let[i,l]of Object.entries(t))l==null||l===!1||o.setAttribute(i,l===!0?"":String(l));for(let i of e)i&&o.append(i)}function r(o,t={},...e){
let i=document.createElement(o);return Et(i,t,e),i}function x(o,t={},...e){let i=document.createElementNS("http://www.w3.org/2000/svg",o);return Et(i,t,e),i}function h(o){
return o>0&&o<.005?"<0.01":o<1&&o>.995?">0.99":o.toFixed(2)}function C(o){let t=Math.abs(o).toFixed(2);return t==="0.00"?"0.00":`${o<0?"−":"+"}${t}`}function v(o,t,e){
return o.style.setProperty(t,e),o}var kt=0;function w(){return kt+=1,`ll-${Math.random().toString(36).slice(2,8)}-${kt}`}var b="not finite",H="The state here, or what is made of it, is NaN or infinite: nothing can be read.";function m({confidence:o}){return o!==null}function k(o,t="\
nothing"){return m(o)?o.text.trim()||t:b}function pt(o,t,e,i,l=3){let n=Math.floor(o/e)-l,s=Math.ceil((o+t)/e)+l;return[Math.max(0,Math.min(i,n)),Math.max(0,Math.min(i,s))]}function ht(o,t,e,i){return i*
e<o?i*e:(i+1)*e>o+t?(i+1)*e-t:o}function Lt(o,t,e,i=68,l=168){let n=(o-t)/Math.max(1,e);return Math.floor(Math.max(i,Math.min(l,n))*10)/10}var P=24,N=38,y=44,At=18,St=760,I=class{constructor(t,e,i,l){this.content=t;this.popover=e;this.cursor=i,this.heads.append(r("div",{class:"ll-corner",role:"colu\
mnheader"},t.corner)),this.canvas.append(this.heads),this.scroller=r("div",{class:"ll-scroll",role:"grid","aria-label":t.label,"aria-rowcount":t.rows+1,"aria-co\
lcount":t.columns+1},this.canvas),this.scroller.style.maxHeight=`${N+Math.min(t.rows,At)*P+14}px`,this.scroller.addEventListener("scroll",()=>{this.popover.hide(),
this.later()},{signal:l,passive:!0}),this.canvas.addEventListener("click",n=>this.onClick(n),{signal:l}),this.canvas.addEventListener("keydown",n=>this.onKey(n),
{signal:l});for(let n of["pointerover","focusin"])this.canvas.addEventListener(n,s=>this.hint(s.target),{signal:l});for(let n of["pointerout","focusout"])this.canvas.
addEventListener(n,()=>this.popover.hide(),{signal:l});if(typeof ResizeObserver<"u"){let n=new ResizeObserver(()=>this.layout());n.observe(this.scroller),l.addEventListener(
"abort",()=>n.disconnect())}l.addEventListener("abort",()=>cancelAnimationFrame(this.frame))}content;popover;scroller;canvas=r("div",{class:"ll-canvas"});width=80;cursor;heads=r(
"div",{class:"ll-heads",role:"row","aria-rowindex":1});rows=new Map;cells=new Map;columns=new Map;frame=0;placed=!1;layout(){let{rows:t,columns:e,widths:i,sized:l}=this.
content,n=Lt(this.scroller.clientWidth||St,y,e,...i),s=this.placed;if(this.placed=this.scroller.clientWidth>0,n===this.width&&s)return this.paint();let a=this.canvas.
contains(document.activeElement);this.width=n,this.canvas.style.width=`${y+e*this.width}px`,this.canvas.style.height=`${N+t*P}px`,v(this.scroller,"--w",`${this.
width}px`);for(let d of[this.rows,this.cells,this.columns]){for(let c of d.values())c.remove();d.clear()}l?.(this.width),this.content.marked()&&this.reveal(this.
cursor),this.paint(),a&&(this.focus(),this.popover.hide())}later(){cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.paint())}paint(){let{
rows:t,columns:e}=this.content,{scrollLeft:i,scrollTop:l,clientWidth:n,clientHeight:s}=this.scroller,[a,d]=pt(i,(n||St)-y,this.width,e),[c,p]=pt(l,(s||At*P+N)-N,
P,t),f=new Set;for(let u=a;u<d;u+=1)this.column(u);for(let u=c;u<p;u+=1)for(let g=a;g<d;g+=1)f.add(this.cell(t-1-u,g));f.add(this.cell(...this.cursor));for(let[
u,g]of this.cells)f.has(u)||(g.remove(),this.cells.delete(u));for(let[u,g]of this.columns)u>=a&&u<d||(g.remove(),this.columns.delete(u));for(let[u,g]of this.rows)
g.querySelector(".ll-cell")||(g.remove(),this.rows.delete(u));this.refresh(),this.content.seen?.(t-p,t-c,a,d)}column(t){if(this.columns.has(t))return;let e=r("d\
iv",{class:"ll-head",role:"columnheader","aria-colindex":t+2,title:this.content.headTitle(t)},...this.content.head(t));e.style.left=`${y+t*this.width}px`,this.columns.
set(t,e),this.heads.append(e)}row(t){let e=this.rows.get(t);if(e)return e;let i=this.content.rows-1-t,l=r("div",{class:"ll-row",role:"row","aria-rowindex":i+2},
r("div",{class:"ll-side",role:"rowheader"},String(t)));return l.style.top=`${N+i*P}px`,this.rows.set(t,l),this.canvas.append(l),l}cell(t,e){let i=`${t}:${e}`;if(this.
cells.has(i))return i;let l=r("div",{class:"ll-cell ll-mono",role:"gridcell",tabindex:-1,"aria-colindex":e+2,[`data-${this.content.names[0]}`]:t,[`data-${this.content.
names[1]}`]:e});return l.style.left=`${y+e*this.width}px`,this.cells.set(i,l),this.row(t).append(l),i}refresh(){for(let[l,n]of this.cells){let[s=0,a=0]=l.split(
":").map(Number);this.content.fill(n,s,a),n.tabIndex=this.cursor[0]===s&&this.cursor[1]===a?0:-1}let[t,e,i]=this.content.marked()??[-1,0,-1];for(let[l,n]of this.
columns)n.classList.toggle("ll-on",l>=e&&l<=i);for(let[l,n]of this.rows)n.classList.toggle("ll-on",l===t)}move(t,e){this.cursor=t,this.reveal(t),this.paint(),e&&
this.focus()}place(t){let e=t instanceof Element?t.closest(".ll-cell"):null,[i,l]=this.content.names;return e?[Number(e.dataset[i]),Number(e.dataset[l])]:void 0}focus(){
this.cells.get(this.cursor.join(":"))?.focus({preventScroll:!0})}reveal([t,e]){let{clientWidth:i,clientHeight:l,scrollLeft:n,scrollTop:s}=this.scroller;i!==0&&(this.
scroller.scrollLeft=ht(n,i-y,this.width,e),this.scroller.scrollTop=ht(s,l-N,P,this.content.rows-1-t))}onClick(t){let e=this.place(t.target);e&&(this.move(e,!0),
this.content.choose(e,t.shiftKey))}onKey(t){if(t.altKey||t.ctrlKey||t.metaKey)return;let[e,i]=[this.content.columns-1,this.content.rows-1],[l,n]=this.cursor,a={
ArrowLeft:[l,n-1],ArrowRight:[l,n+1],ArrowUp:[l+1,n],ArrowDown:[l-1,n],Home:[l,0],End:[l,e],PageUp:[l+6,n],PageDown:[l-6,n]}[t.key];if(a)this.move([Math.max(0,Math.
min(i,a[0])),Math.max(0,Math.min(e,a[1]))],!0),t.shiftKey&&a[0]===l&&this.content.extend?.(this.cursor);else if(t.key===" "||t.key==="Enter")this.content.choose(
this.cursor,!1),t.key==="Enter"&&this.content.enter?.(this.cursor);else if(t.key==="Escape")this.popover.hide();else return;t.preventDefault()}hint(t){let e=this.
place(t),i=e?this.content.hint(e):[],l=e&&this.cells.get(e.join(":"));l&&i.length>0&&this.popover.show(l,...i)}};var Tt=o=>o.replaceAll(`
`,"\\n"),$t=o=>o.replaceAll("\\n",`
`);function W(o,t){return t===null?"":Array.isArray(t)?o.kind==="texts"?t.map(e=>Tt(String(e))).join(" "):t.join(", "):Tt(String(t))}function Mt(o,t){let e=t.trim();
if(o.kind==="number")return e===""?o.empty===void 0?void 0:null:Number.isFinite(Number(e))?Number(e):e;if(o.kind==="positions"){if(e==="")return null;let i=e.split(
/[\s,]+/).filter(Boolean).map(Number);return i.every(Number.isFinite)?i:e}return o.kind==="texts"?e===""?[]:e.split(/\s+/).map($t):$t(t)}var q=class{constructor(t,e,i,l){this.store=t;this.panel=e;this.beside=i;e.addEventListener("input",n=>this.onInput(n.target),{signal:l}),e.addEventListener("ch\
ange",n=>this.onInput(n.target,!0),{signal:l})}store;panel;beside;lines=[];way;of;draw(t){let{draft:e,preview:{problem:i}}=this.store;(this.way!==e.way||this.of!==
t)&&this.build(t);let l=e.changed();for(let n of this.lines){let{field:s,input:a,el:d,error:c}=n;d.hidden=s.when!==void 0&&!s.when[1].includes(e.value(s.when[0]))||
s.needs!==void 0&&e.value(s.needs)===null,d.classList.toggle("ll-set",s.name in l),this.put(n,e.value(s.name));let p=i?.setting===s.name;c.textContent=p?i.message:
"",c.hidden=!p;for(let[f,u,g]of[[a,"aria-invalid","true"],[c,"role","alert"]])p?f.setAttribute(u,g):f.removeAttribute(u)}}put({field:t,input:e},i){if(e instanceof
HTMLInputElement&&e.type==="checkbox"){e.checked=i===!0;return}if(e===document.activeElement&&e instanceof HTMLInputElement)return;let l=W(t,i);e.value!==l&&(e.
value=l)}build(t){let{draft:e}=this.store;this.way=e.way,this.of=t,this.lines=[],this.panel.replaceChildren(...t.map(({group:i,fields:l})=>{let n=l.filter(({name:s})=>e.
has(s)).map(s=>this.line(s));return this.lines.push(...n),n.length===0?"":r("div",{class:"ll-group",role:"group","aria-label":i},r("h5",{},i),...n.map(({el:s})=>s))}))}line(t){
let e=w(),i=r("p",{class:"ll-error",id:w()}),l=this.input(t,e);l.setAttribute("aria-describedby",i.id),l.dataset.setting=t.name;let n=r("div",{class:"ll-setting",
title:t.help},r("label",{class:"ll-label",for:e},t.label),l,this.beside(t),i);return{field:t,el:n,input:l,error:i}}input(t,e){return t.choices?r("select",{id:e,
class:"ll-field"},...t.choices.map(([i,l])=>r("option",{value:i??""},l))):t.kind==="yes"?r("input",{id:e,type:"checkbox"}):r("input",{id:e,type:"text",class:t.kind===
"number"?"ll-field":"ll-field ll-mono",autocomplete:"off",spellcheck:"false",inputmode:t.kind==="number"?"decimal":null,placeholder:t.empty??null})}onInput(t,e=!1){
let i=this.lines.find(({input:a})=>a===t);if(!i)return;let{field:l,input:n}=i,s;n instanceof HTMLInputElement&&n.type==="checkbox"?s=n.checked:l.choices?s=n.value===
""?null:n.value:s=Mt(l,n.value),this.store.edit(a=>a.set(l.name,s)),e&&n instanceof HTMLInputElement&&n.type!=="checkbox"&&(n.value=W(l,this.store.draft.value(l.
name)))}};var B=class{el=r("div",{class:"ll-from"});constructor(t,e){let i=new q(t,this.el,()=>null,e),l=[],n=()=>{let s=t.model.get("source");l[0]!==s&&(l=[s]),this.el.hidden=
!t.draft.vector&&(s.fields[0]?.choices?.length??0)<3,this.el.hidden||i.draw(l)};for(let s of["draft","preview"])t.on(s,n,e);n()}};function j({layer:o,position:t,
source:e={}}){let{vector:i,minus:l}=e;return typeof i=="string"&&i!=="difference"?i.slice(i.indexOf(":")+1):`layer ${o}, position ${t}${i?` minus ${l}`:""}`}function E({
position:o,token:t,vector:e}){return[e?"Vector":`Position ${o}`,t]}var _=10,G=112,Rt=.5,Kt=.05,L=o=>_+(1-o)*G;function A(o,t){return(t===""?o.confidence:Ft(o.options,t))??0}function Ft(o,t){return o?.find(({text:e})=>e===t)?.probability}
function Ct(o,t){let e=M(o.controls,t);return e!==null&&A(o,t)<=e[1]+Kt}function Ht(o,t=({position:e})=>e){let e=[...o].sort((l,n)=>t(l)-t(n)),i=[];for(let l of e){
let n=i.at(-1),s=n?.at(-1);n&&s&&t(s)===t(l)-1?n.push(l):i.push([l])}return i}var V=class{constructor(t,e,i){this.store=t;this.popover=e;this.plane.append(r("di\
v",{class:"ll-axis","aria-hidden":"true"},...[1,.5,0].map(l=>{let n=r("span",{},String(l));return n.style.top=`${L(l)}px`,n}))),this.scroller.append(this.plane),
this.el.append(r("header",{},this.title,this.pick,this.of,this.legend),this.scroller),this.pick.addEventListener("change",()=>{let l=t.curves.all.find(({id:n})=>n===
this.pick.value);l&&t.showCurve(l)},{signal:i}),this.of.addEventListener("change",()=>{this.option=this.of.value,this.draw()},{signal:i}),this.plane.addEventListener(
"click",l=>this.onClick(l),{signal:i}),this.plane.addEventListener("keydown",l=>this.onKey(l),{signal:i});for(let l of["pointerover","focusin"])this.plane.addEventListener(
l,n=>this.hint(n.target),{signal:i});for(let l of["pointerout","focusout"])this.plane.addEventListener(l,()=>e.hide(),{signal:i});t.on("curves",()=>this.draw(),
i);for(let l of["selection","answers"])t.on(l,()=>this.mark(),i);this.draw()}store;popover;el=r("section",{class:"ll-curve"});scroller=r("div",{class:"ll-strip"});plane=r(
"div",{class:"ll-plane"});title=r("span",{class:"ll-title"});pick=r("select",{class:"ll-field","aria-label":"Sweep"});of=r("select",{class:"ll-field","aria-labe\
l":"What is drawn"});legend=r("span",{class:"ll-legend"});option="";width=80;cursor=-1;axis="positions";heads=[];at=()=>0;ticks=new Map;fit(t){this.width=t,this.
draw()}x(t){return y+(t+.5)*this.width}columns({vector:t,points:e}){let i=!!t;this.axis=i?"scales":"positions",this.el.setAttribute("aria-label",`Confidence acr\
oss ${this.axis}`),this.scroller.classList.toggle("ll-free",i);let l=e.map(({scale:n=1})=>n).sort((n,s)=>n-s);this.heads=i?l.map(n=>`× ${n}`):this.store.tokens,
this.at=({position:n,scale:s=1})=>i?l.indexOf(s):n}draw(){let{curves:t}=this.store,e=t.shown;if(this.el.hidden=e===null,!e)return;this.columns(e);let{heads:i}=this;
this.title.replaceChildren(`${Pt(e)}: `,r("span",{class:"ll-mono"},e.question),e.complete||e.points.length===0?"":r("span",{class:"ll-quiet"},` ${e.points.length}\
 of ${e.total||i.length} ${this.axis}`)),this.pick.hidden=t.all.length<2,this.pick.replaceChildren(...t.all.map(a=>r("option",{value:a.id,selected:a.id===e.id},
`${Pt(a)}: ${a.question}`))),this.offer(e.points[0]?.options.map(({text:a})=>a)??[]),this.explain(e);let l=y+i.length*this.width;this.plane.style.width=`${l}px`;
let n=this.chart(e,l);this.plane.querySelector(".ll-chart")?.remove(),this.plane.prepend(n);let s=new Map(e.points.map(a=>[this.at(a),a]));s.has(this.cursor)||(this.
cursor=e.points[0]?this.at(e.points[0]):-1);for(let[a,{el:d}]of this.ticks)a<i.length||(d.remove(),this.ticks.delete(a));i.forEach((a,d)=>this.place(a,d,s.get(d))),
this.mark()}offer(t){t.includes(this.option)||(this.option=""),this.of.hidden=t.length===0,this.of.replaceChildren(...["",...t].map(e=>r("option",{value:e,selected:e===
this.option},e===""?"each its own answer":e)))}place(t,e,i){let l=`${this.width} ${t} ${i?.id}`,n=this.ticks.get(e);if(n?.of!==l){let a=this.tick(t,e,i);n?n.el.
replaceWith(a):this.plane.append(a),this.ticks.set(e,{of:l,el:a})}let s=this.ticks.get(e)?.el;s&&(s.tabIndex=e===this.cursor?0:-1)}chart(t,e){let i=x("svg",{class:"\
ll-chart",width:e,height:_+G+6,"aria-hidden":"true"});for(let a of[0,.5,1])i.append(x("line",{class:"ll-rule",x1:y,x2:e,y1:L(a),y2:L(a)}));i.append(x("line",{class:"\
ll-guide",y1:_,y2:_+G,x1:-10,x2:-10}));let l=this.width/2,n=t.points.filter(m),s=$(n.flatMap(({controls:a})=>a)).map(({kind:a})=>a);for(let a of[...new Set(["ra\
ndom",...s])])for(let d of Ht(n.filter(c=>ut(c,a).length>0),this.at))i.append(a==="random"?this.band(d,l):x("polyline",{class:`ll-rival ll-${a}`,points:this.steps(
d,l,this.level(a,1)).join(" ")}));for(let a of Ht(n,this.at))i.append(x("polyline",{class:"ll-own",points:a.map(d=>`${this.x(this.at(d))},${L(A(d,this.option))}`).
join(" ")}));for(let a of t.points.filter(d=>!m(d))){let[d,c]=[this.x(this.at(a)),L(0)-4];i.append(x("path",{class:"ll-cross",d:`M${d-4} ${c-4}l8 8m0 -8l-8 8`}))}
for(let a of n)i.append(x("circle",{class:`ll-dot${O(a)?" ll-hollow":""}${Ct(a,this.option)?" ll-within":""}`,"data-position":this.at(a),cx:this.x(this.at(a)),cy:L(
A(a,this.option)),r:4}));return i}band(t,e){let i=n=>[...this.steps(t,e,this.level("random",1)),...this.steps(t,e,n).reverse()].join(" "),l=x("g",{class:"ll-ban\
ds"},x("polygon",{class:"ll-band",points:i(()=>0)}));return t.some(n=>ut(n,"random").length>1)&&l.append(x("polygon",{class:"ll-band ll-between",points:i(this.level(
"random",0))})),l}level(t,e){return i=>M(ut(i,t),this.option)?.[e]??0}steps(t,e,i){return t.flatMap(l=>[-e,e].map(n=>`${this.x(this.at(l))+n},${L(i(l))}`))}explain(t){
let e=(n,s)=>r("span",{class:`ll-key ll-key-${n}`},s),{points:i}=t,l=i.some(n=>!m(n));this.legend.replaceChildren(e("own",this.option===""?"confidence":"probabi\
lity"),...$(i.find(m)?.controls??[]).map(({kind:n,controls:s})=>e(n,ct(n,s.length).toLowerCase())),...i.some(n=>m(n)&&Ct(n,this.option))?[e("within","no surer t\
han its controls")]:[],...i.some(O)?[e("hollow","options hold little")]:[],...l?[e("cross",`${b}: no answer`)]:[])}tick(t,e,i){let l=r("button",{type:"button",class:"\
ll-tick","data-position":e,disabled:!i,"aria-label":i?Bt(i):`Position ${e} ${t}`},r("span",{class:"ll-mono ll-cut"},t),r("span",{class:"ll-mono ll-cut ll-said"},
i?k(i,""):""));return l.style.left=`${y+e*this.width}px`,l.style.width=`${this.width}px`,l.style.paddingTop=`${_+G+6}px`,l}mark(){let{selection:t,answer:e,curves:{
shown:i}}=this.store,l=i?.vector,n=i?.points.find(({id:d})=>d===e?.id),s=l?n&&this.at(n):t?.[1],a=this.plane.querySelector(".ll-guide");for(let d of["x1","x2"])
a?.setAttribute(d,String(s===void 0?-10:this.x(s)));for(let d of this.plane.querySelectorAll(".ll-tick")){let c=(!!l||t?.[0]===i?.layer)&&Number(d.dataset.position)===
s;d.classList.toggle("ll-on",c)}}point(t){let e=t instanceof Element?t.closest(".ll-tick"):null,i=this.store.curves.shown?.points.find(l=>String(this.at(l))===e?.
dataset.position);return e&&i?[e,i]:void 0}onClick(t){let e=this.point(t.target);e&&(this.cursor=this.at(e[1]),this.store.show(e[1]))}onKey(t){if(t.altKey||t.ctrlKey||
t.metaKey)return;let e=(this.store.curves.shown?.points??[]).map(this.at).sort((s,a)=>s-a),i=e.indexOf(this.cursor),n={ArrowLeft:i-1,ArrowRight:i+1,Home:0,End:e.
length-1}[t.key];n!==void 0&&(t.preventDefault(),this.cursor=e[Math.max(0,Math.min(e.length-1,n))]??this.cursor,this.focus())}focus(){for(let t of this.plane.querySelectorAll(
".ll-tick")){let e=Number(t.dataset.position)===this.cursor;t.tabIndex=e?0:-1,e&&t.focus()}}hint(t){let e=this.point(t);if(!e)return;let[i,l]=e,[n,s]=E(l),a=(d,c)=>r(
"div",{class:"ll-pop-pair"},r("span",{},d),r("span",{class:"ll-num"},c));this.popover.show(i,r("div",{class:"ll-pop-head"},r("span",{},n),r("b",{class:"ll-mono"},
s)),r("div",{class:"ll-mono ll-pop-text"},k(l,"")),...m(l)?[]:[r("div",{class:"ll-quiet"},H)],...m(l)?[a(this.option===""?"confidence":this.option,h(A(l,this.option)))]:
[],...l.calibrated_confidence==null||this.option!==""?[]:[a("calibrated",h(l.calibrated_confidence))],...D(l,this.option).map(([d,c])=>a(d,c)),...l.option_mass===
null?[]:[a("held by the options",h(l.option_mass))])}};function Pt({layer:o,vector:t}){return`Layer ${o}${t?`, ${t}`:""}`}function ut(o,t){return o.controls.filter(
e=>e.kind===t)}function D(o,t){return $(o.controls).map(({name:e,controls:i})=>{let l=[...new Set((M(i,t)??[]).map(h))];return[e.toLowerCase(),l.join(" to ")]})}
function O(o){return o.option_mass!==null&&o.option_mass<Rt}function Bt(o){let t=D(o,"").map(([e,i])=>`${e} ${i}`).join(", ");return o.confidence===null?`${E(o).
join(" ")}: ${b}`:`${E(o).join(" ")}: ${o.text}, confidence ${h(o.confidence)}`+(t?`, ${t}`:"")}function z(o,t){return t===""?o.excess??o.confidence??0:A(o,t)}function ft(o){return o.some(({excess:t})=>t!==null)}function mt(o,t){let e=t===""&&ft(o),i=o.filter(
s=>m(s)&&!O(s)&&!(e&&s.excess===null)),[l]=i;return l?{answer:i.reduce((s,a)=>z(a,t)>z(s,t)?a:s,l),of:i.length}:null}var Y=class{constructor(t,e,i){this.store=t;
let{layers:l,targetLayers:n}=t;this.matrix=new I({label:"Layer read by layer written",corner:"read",rows:l,columns:n,widths:[46,168],names:["source","target"],head:s=>[
r("small",{},s===0?"written":""),r("span",{},String(s))],headTitle:s=>`written at layer ${s}`,fill:(s,a,d)=>this.fill(s,a,d),marked:()=>{let s=this.here();return s&&
[s.layer,s.target_layer,s.target_layer]},choose:([s,a])=>{let d=this.points.get(`${s}:${a}`);d&&t.show(d)},hint:([s,a])=>this.hint(s,a)},e,[0,0],i),this.el.append(
r("header",{},this.title,this.pick,this.of),r("div",{class:"ll-under"},this.top,this.legend),this.matrix.scroller),this.pick.addEventListener("change",()=>{let s=t.
heatMaps.all.find(({id:a})=>a===this.pick.value);s&&t.showHeatMap(s)},{signal:i}),this.of.addEventListener("change",()=>{this.option=this.of.value,this.draw()},
{signal:i}),this.top.addEventListener("click",()=>{if(!this.found)return;let{answer:s}=this.found;t.show(s),this.matrix.move([s.layer,s.target_layer],!0)},{signal:i}),
t.on("heat maps",()=>this.draw(),i),t.on("answers",()=>this.matrix.refresh(),i),this.draw()}store;el=r("section",{class:"ll-layers","aria-label":"Layer read by \
layer written"});matrix;title=r("span",{class:"ll-title"});pick=r("select",{class:"ll-field","aria-label":"Grid"});of=r("select",{class:"ll-field","aria-label":"\
What the cells show"});top=r("button",{type:"button",class:"ll-link ll-best-of"});legend=r("span",{class:"ll-legend"});option="";points=new Map;found=null;over=!1;here(){
let{answer:t}=this.store;return t&&this.points.get(`${t.layer}:${t.target_layer}`)?.id===t.id?t:null}draw(){let{heatMaps:{all:t,shown:e},tokens:i}=this.store;if(this.
el.hidden=e===null,!!e){if(this.points=new Map(e.points.map(l=>[`${l.layer}:${l.target_layer}`,l])),this.title.replaceChildren(`Position ${e.position} `,r("b",{
class:"ll-mono"},i[e.position]??""),", every layer into every layer: ",r("span",{class:"ll-mono"},e.question)),!e.complete){let l=this.store.layers*this.store.targetLayers;
this.title.append(r("span",{class:"ll-quiet"},` ${e.points.length} of ${l} cells`))}this.pick.hidden=t.length<2,this.pick.replaceChildren(...t.map(({id:l,position:n,
question:s})=>r("option",{value:l,selected:l===e.id},`position ${n}: ${s}`))),this.offer(e),this.over=ft(e.points),this.found=mt(e.points,this.option),this.explain(
e.points),this.matrix.layout()}}offer(t){let e=t.points.find(m)??t.points[0],i=e?.options.map(({text:n})=>n)??[];i.includes(this.option)||(this.option="");let l=e&&
e.excess===null?"confidence":"over controls";this.of.hidden=i.length===0,this.of.replaceChildren(r("option",{value:""},l),...i.map(n=>r("option",{value:n,selected:n===
this.option},`P(${n})`)))}explain(t){let{found:e}=this;if(this.top.hidden=!e,e){let{answer:n,of:s}=e,a=this.option===""&&n.excess!==null?C(n.excess):h(z(n,this.
option));this.top.replaceChildren(`Best of ${s}: layer ${n.layer} into ${n.target_layer}, ${a} `,r("span",{class:"ll-mono"},n.text.trim())),this.top.title="Pick\
ed after the fact from so many, it is no measurement of its own."}let i=(n,s)=>r("span",{class:`ll-key ll-key-${n}`},s),l=this.option===""&&ft(t);this.legend.replaceChildren(
i("shade",l?"over its controls, 0 to 1":"0 to 1"),...l?[i("under","no surer than its controls")]:[],...t.some(O)?[i("low","options hold little")]:[],...t.every(
m)?[]:[i("not-finite",`${b}: no answer`)],i("same","same layer"),...e?[i("best",`best of ${e.of}`)]:[])}fill(t,e,i){let l=this.points.get(`${e}:${i}`),n=l!==void 0&&
!m(l),s=this.option===""&&l?.excess===null&&this.over,a=l&&!s?z(l,this.option):0,d=l?k(l,""):"";t.textContent!==d&&(t.textContent=d),v(t,"--p",String(Math.max(0,
a))),t.classList.toggle("ll-empty",!l),t.classList.toggle("ll-under-controls",l!==void 0&&!n&&!s&&a<=0&&this.option===""),t.classList.toggle("ll-not-finite",n),
t.classList.toggle("ll-low",l!==void 0&&O(l)),t.classList.toggle("ll-same",e===i),t.classList.toggle("ll-best",l!==void 0&&l===this.found?.answer),t.setAttribute(
"aria-selected",String(l!==void 0&&this.here()?.id===l.id));let c=n?b:l?`${d||"nothing"}, ${this.number(l)}`:"not asked yet";t.setAttribute("aria-label",`Read a\
t layer ${e}, written at layer ${i}: ${c}`)}number(t){return this.option!==""?`P(${this.option}) ${h(z(t,this.option))}`:t.excess===null?`confidence ${h(z(t,""))}`:
`over controls ${C(t.excess)}`}hint(t,e){let i=this.points.get(`${t}:${e}`),l=r("div",{class:"ll-pop-head"},r("span",{},`Layer ${t} into layer ${e}`));if(!i)return[
l,r("div",{class:"ll-quiet"},"Not asked yet.")];let n=(s,a)=>r("div",{class:"ll-pop-pair"},r("span",{},s),r("span",{class:"ll-num"},a));return m(i)?[l,r("div",{
class:"ll-mono ll-pop-text"},i.text.trim()||"nothing"),n(this.option===""?"confidence":this.option,h(A(i,this.option))),...D(i,this.option).map(([s,a])=>n(s,a)),
...i.excess===null?[]:[n("over controls",C(i.excess))]]:[l,r("div",{class:"ll-quiet"},H)]}};var Nt=14;function vt(o,t,e){let[i=0,l=0]=[Math.min(...t,o.length-1),Math.max(...t,0)],[n,s]=[Math.max(0,i-Nt),Math.min(o.length,l+Nt+1)],a=d=>d>0?r("span",{class:"\
ll-quiet",title:`${d} more tokens`},"…"):null;return r("span",{class:"ll-tokens"},a(n),...o.slice(n,s).map((d,c)=>e(d,n+c)),a(o.length-s))}function bt(o,t,e){
return r("div",{class:"ll-flow-row"},r("span",{class:"ll-label"},o),r("span",{class:"ll-quiet ll-at"},e),t)}function xt(o,t){return(e,i)=>r("span",{class:`ll-to\
ken ll-mono${o.includes(i)?` ll-${t}`:""}`,title:`position ${i}`},e)}var gt=(o,[t,e],i)=>bt("Reads",i===void 0?vt(o,[e],xt([e],"source")):r("span",{class:"ll-to\
ken ll-mono ll-source"},i),`layer ${t}`);function It(o,t,e,i){let l=e.slots??[t[1]];return r("div",{class:"ll-flow"},gt(o,t,i),bt("Writes",vt(e.tokens,l,xt(l,"s\
lot")),qt(e)))}function qt({layer:o}){return o===null?"":`layer ${o}`}var Q=class{constructor(t,e){this.store=t;this.el.addEventListener("click",i=>this.onClick(
i),{signal:e}),this.el.addEventListener("keydown",i=>this.onKey(i),{signal:e});for(let i of["preview","selection","draft"])t.on(i,()=>this.draw(),e);this.draw()}store;el=r(
"div",{class:"ll-flow"});draw(){let{selection:t,tokens:e,preview:{target:i}}=this.store;if(this.el.hidden=i===null||i.tokens.length===0,!i||this.el.hidden)return;
let l=this.el.contains(document.activeElement),n=i.slots??(t?[t[1]]:[]),s=vt(i.tokens,n,i.movable?(c,p)=>this.choice(c,p,n):xt(n,"slot"));i.movable&&(s.setAttribute(
"role","radiogroup"),s.setAttribute("aria-label","Slot: the token that takes the vector"),s.title="Click the token that takes the vector");let{reads:a}=i,d=a?gt(
e,[a.layer,0],a.name):t?gt(e,t):"";this.el.replaceChildren(d,bt("Writes",s,qt(i))),l&&this.el.querySelector("[aria-checked='true']")?.focus({preventScroll:!0})}choice(t,e,i){
let l=i.includes(e);return r("button",{type:"button",class:`ll-token ll-mono${l?" ll-slot":""}`,role:"radio","aria-checked":String(l),"data-slot":e,tabindex:l||
i.length===0&&e===0?0:-1,title:`position ${e}`},t)}onClick(t){let e=t.target instanceof Element?t.target.closest("[data-slot]"):null;e&&this.put(Number(e.dataset.
slot))}onKey(t){let e=t.target instanceof Element?t.target.closest("[data-slot]"):null,i={ArrowLeft:-1,ArrowRight:1}[t.key];!e||i===void 0||(t.preventDefault(),
this.put(Math.max(0,Math.min((this.store.preview.target?.tokens.length??1)-1,Number(e.dataset.slot)+i))))}put(t){let{target:e}=this.store.preview;e&&(e.slots=[t],
this.store.edit(i=>i.set("position",t)))}};function Gt(o){let t=r("div",{class:"ll-words ll-mono"});o.tokens.length===0&&t.append(m(o)?o.text:r("i",{class:"ll-quiet"},b));let e=!o.text.includes("·");return o.
tokens.forEach((i,l)=>{let n=o.token_logprobs[l],s=n===void 0?void 0:Math.exp(n),a=e?i.replaceAll("·"," "):i,d=l===0&&a.trimStart()||a,c=r("span",{class:"ll-wo\
rd",title:s===void 0?null:`probability ${h(s)}`},d);t.append(v(c,"--p",String(s??0)))}),t}function yt(o,t,e,...i){return r("div",{class:`ll-measure ll-${e}`},r(
"span",{class:e==="option"?"ll-label ll-mono ll-cut":"ll-label",title:e==="option"?o:null},o),v(r("span",{class:"ll-bar",role:"img","aria-label":`${o} ${h(t)}`}),
"--p",String(t)),r("span",{class:"ll-num"},h(t)),r("span",{class:"ll-quiet ll-cut"},...i))}function Vt({calibrated_confidence:o}){return typeof o!="number"?[]:[
r("b",{class:"ll-num",title:"How often answers of this confidence were correct, where the calibrator was fitted"},`calibrated ${h(o)}`),", "]}function Dt({name:o,
controls:t}){let[e,i]=M(t)??[0,0],[l]=t,n=[...new Set(t.map(({text:c})=>c.trim()||"nothing"))].join(", "),s=t.length>1?`${h(e)} to ${h(i)}; say `:"says ",a=yt(o,
i,"control",s,r("span",{class:"ll-mono"},n),l&&t.length===1?`, ${h(l.confidence)}`:""),d=a.querySelector(".ll-bar");return d&&t.length>1&&(d.classList.add("ll-s\
pread"),v(d,"--low",String(e)),d.setAttribute("aria-label",`${o} ${h(e)} to ${h(i)}`)),a.title=`In place of the activation, ${t.length>1?"they give":"it gives"}\
 this answer ${t.map(({support:c})=>h(c)).join(", ")}.
`+t.map(({text:c,confidence:p})=>`“${c}” with confidence ${h(p)}`).join(`
`),a}function Yt(o){if(o.options.length===0)return[];let t=o.option_mass;return[r("p",{class:"ll-quiet ll-caption"},"Among the answers given",t===null?"":`, whi\
ch together hold ${h(t)} of the probability`),...o.options.map(({text:e,probability:i})=>({text:e,p:i??0})).sort((e,i)=>i.p-e.p).map(({text:e,p:i})=>yt(e,i,"opt\
ion"))]}function U(o,...t){return r("div",{},r("dt",{},o)," ",r("dd",{},...t))}async function Qt(o,t,e){try{await navigator.clipboard.writeText(o),t.textContent=
"Copied",setTimeout(()=>{t.textContent="Copy as code"},1600)}catch{e.hidden=!1,e.value=o,e.rows=Math.min(12,o.split(`
`).length),e.focus({preventScroll:!0}),e.select()}}var J=class{constructor(t,e){this.store=t;t.on("answers",()=>this.draw(),e),this.draw()}store;el=r("section",
{class:"ll-card","aria-label":"Answer"});said=r("output",{"aria-live":"polite"});draw(){let t=this.store.answer;if(this.el.hidden=t===null,!t)return;this.said.replaceChildren(
Gt(t));let e=this.content(t);this.said.parentNode!==this.el&&this.el.append(this.said);for(let i of[...this.el.childNodes])i!==this.said&&i.remove();this.said.before(
...e.slice(0,1)),this.said.after(...e.slice(1))}picked({id:t}){let e=this.store.heatMaps.all.map(({points:i})=>mt(i,"")).find(i=>i?.answer.id===t);return e&&e.of>
1?[`The best of ${e.of} cells of a layer grid, picked after the fact.`]:[]}content(t){let e=r("textarea",{class:"ll-field ll-mono ll-code",readonly:!0,"aria-lab\
el":"Code"});e.hidden=!0;let i=r("button",{type:"button",class:"ll-link"},"Copy as code");i.hidden=t.code==="",i.addEventListener("click",()=>{Qt(t.code,i,e)});
let{confidence:l}=t,n=l===null?[]:[yt("Confidence",l,"own",...Vt(t),t.confidence_kind),...$(t.controls).map(Dt)];t.excess!==null&&n.push(r("div",{class:"ll-meas\
ure ll-excess"},r("span",{class:"ll-label"},"Over controls"),r("span",{}),r("span",{class:"ll-num"},C(t.excess)),r("span",{class:"ll-quiet ll-cut"},t.excess>0?"":
"the controls are as sure without the activation"))),l!==null&&n.push(...Yt(t));let s=this.store.targetOf(t),[a,d]=E(t),c=[...t.flags.map(({message:p})=>p),...this.
picked(t)].map(p=>r("li",{},p));return[r("header",{},r("span",{class:"ll-asked ll-mono ll-cut",title:t.question},t.question),i),e,r("div",{class:"ll-scale"},...n),
s&&s.tokens.length>0?It(this.store.tokens,[t.layer,t.position],s,t.vector&&d):"",c.length>0?r("ul",{class:"ll-flags"},...c):"",r("dl",{class:"ll-facts"},U("Laye\
r",String(t.layer)),U(a,r("span",{class:"ll-mono"},d)),U("Into layer",String(t.target_layer)),U("Reader",r("span",{class:"ll-mono ll-reader",title:t.reader},t.reader)))]}};var X=class{constructor(t,e){this.store=t;this.button=r("button",{type:"button",class:"ll-link ll-disclose","aria-expanded":"false","aria-controls":this.panel.id},
"Options"),this.el=r("div",{class:"ll-options"},r("div",{class:"ll-line"},this.button,this.changed,this.reset),this.panel),this.button.addEventListener("click",
()=>{t.edit(i=>{i.state.open=!i.state.open})},{signal:e}),this.reset.addEventListener("click",()=>{t.edit(i=>i.reset()),this.button.focus({preventScroll:!0})},{
signal:e}),this.select.addEventListener("click",()=>{let[,i]=t.selection??[0,0],l=Array.from({length:i-t.start+1},(n,s)=>t.start+s);t.edit(n=>n.set("noise",l))},
{signal:e}),this.fields=new q(t,this.panel,({name:i})=>i==="noise"?this.select:null,e);for(let i of["draft","preview","selection"])t.on(i,()=>this.draw(),e);this.
draw()}store;el;button;changed=r("span",{class:"ll-changed ll-cut"});reset=r("button",{type:"button",class:"ll-link"},"Reset");panel=r("div",{class:"ll-panel",id:w(),
role:"group","aria-label":"Options"});select=r("button",{type:"button",class:"ll-link"});fields;draw(){let{draft:t,model:e}=this.store;this.fields.draw(e.get("f\
ields")),this.button.setAttribute("aria-expanded",String(t.state.open)),this.panel.hidden=!t.state.open;let i=t.changed(),l=this.fields.lines.filter(({field:s})=>s.
name in i).map(({field:s,input:a})=>a instanceof HTMLInputElement&&a.type==="checkbox"?`${s.label.toLowerCase()} ${i[s.name]?"on":"off"}`:`${s.label.toLowerCase()}\
 ${this.words(s,i[s.name]??null)}`);this.changed.textContent=l.join(", "),this.changed.title=l.join(`
`),this.reset.hidden=l.length===0;let n=this.store.selection?this.store.selection[1]-this.store.start+1:0;this.select.hidden=n===0||t.way.takes!==""||t.value("p\
osition")!==null,this.select.textContent=n>1?`the ${n} selected tokens`:"the selected token"}words(t,e){return t.choices?.find(([l])=>l===e)?.[1]??(W(t,e)||t.empty||
"none")}};var Ot=60,Z=class{constructor(t,e){this.store=t;this.target.append(r("option",{value:""}),r("option",{value:"same"},"same as source"));for(let l=0;l<t.targetLayers;l+=
1)this.target.append(r("option",{value:l},String(l)));this.preset.setAttribute("aria-describedby",this.help.id),this.text.setAttribute("aria-describedby",this.help.
id),this.into=r("span",{class:"ll-pair"},r("label",{class:"ll-label",for:this.target.id},"Into layer"),this.target),this.answers=r("div",{class:"ll-line"},r("la\
bel",{class:"ll-label",for:this.options.id},"Answers"),this.options,this.into);let i=r("form",{class:"ll-ask","aria-label":"Ask"},r("div",{class:"ll-line"},r("l\
abel",{class:"ll-label",for:this.preset.id},"Question"),this.preset,this.text),this.help,this.answers,new X(t,e).el,new Q(t,e).el,new B(t,e).el,this.problem,r("\
div",{class:"ll-line ll-actions"},this.where,this.minusButton,this.layersButton,this.sweepButton,this.askButton));this.el=i,i.addEventListener("submit",l=>{l.preventDefault(),
this.go()},{signal:e}),this.sweepButton.addEventListener("click",()=>this.sweep(),{signal:e}),this.minusButton.addEventListener("click",()=>{t.edit(l=>{l.set("v\
ector","difference"),l.set("minus",t.selection?.[1])})},{signal:e}),this.layersButton.addEventListener("click",()=>this.layers(),{signal:e}),this.preset.addEventListener(
"change",()=>{t.edit(l=>{l.state.preset=this.preset.value,l.set("position",void 0)}),this.text.hidden||this.text.focus({preventScroll:!0})},{signal:e}),this.text.
addEventListener("input",()=>{t.edit(l=>{l.text=this.text.value,l.set("position",void 0)})},{signal:e}),this.options.addEventListener("input",()=>{t.edit(l=>{l.
state.options=this.options.value})},{signal:e}),this.target.addEventListener("change",()=>{let{value:l}=this.target;t.edit(n=>n.set("layer",l===""?void 0:l==="s\
ame"?null:Number(l)))},{signal:e});for(let l of["selection","kernel","draft","preview"])t.on(l,()=>this.draw(),e);this.draw()}store;el;preset=r("select",{id:w(),
class:"ll-field"});text=r("input",{type:"text",class:"ll-field ll-mono",autocomplete:"off",spellcheck:"false","aria-label":"Question"});help=r("p",{class:"ll-he\
lp",id:w()});problem=r("p",{class:"ll-help ll-problem",role:"status"});options=r("input",{type:"text",class:"ll-field ll-mono",id:w(),autocomplete:"off",spellcheck:"\
false",placeholder:"free, or a choice: Paris, London"});target=r("select",{id:w(),class:"ll-field"});into;answers;offered;ways;where=r("span",{class:"ll-where"});askButton=r(
"button",{type:"submit",class:"ll-button ll-primary"},"Ask");sweepButton=r("button",{type:"button",class:"ll-button"});minusButton=r("button",{type:"button",class:"\
ll-link"},"Subtract this token");layersButton=r("button",{type:"button",class:"ll-button"},"Layer grid");ask(){let t=this.store.asking();t&&this.store.ask(t)}go(){
let{draft:t}=this.store;t.way.fit?t.ready&&this.store.fit():this.ask()}sweep(){let{selection:t,start:e,draft:i}=this.store,l=this.store.asking();if(l&&i.vector)
return this.store.ask(l,"scales");if(!t||!l)return;let[n,s]=t,a=e<s?{start:e,stop:s+1}:{start:null,stop:null};this.store.sweep({layer:n,...a,...i.asking()})}layers(){
let{selection:t,draft:e}=this.store;t&&e.ready&&this.store.layerGrid({position:t[1],...e.asking()})}offer(){let{draft:{ways:t},selection:e,model:i}=this.store,l=(e&&
i.get("kinds")?.[e[1]])??null;if(l===this.offered&&t===this.ways)return;[this.offered,this.ways]=[l,t];let n=new Map,s=t.filter(({subject:p})=>l!==null&&p===l),
a=t.filter(p=>!s.includes(p));l!==null&&n.set(`About this ${l}`,s);for(let p of a)n.set(p.group,[...n.get(p.group)??[],p]);let d=n.get("")??[];n.delete("");let c=({
name:p,label:f})=>r("option",{value:p},f);this.preset.replaceChildren(...d.map(c),...[...n].filter(([,p])=>p.length>0).map(([p,f])=>r("optgroup",{label:p},...f.
map(c))))}draw(){let{draft:t,preview:{problem:e}}=this.store,{way:i}=t;this.offer(),this.preset.value=i.name,this.help.textContent=[i.help,i.held_out?.[this.store.
selection?.[0]??""]].filter(Boolean).join(" "),this.answers.hidden=i.fit===!0,this.text.setAttribute("aria-label",i.takes==="corpus"?"Text file":"Question"),this.
text.hidden=i.takes==="",this.text.placeholder=i.sample,this.text.value!==t.text&&(this.text.value=t.text),this.options.value!==t.state.options&&(this.options.value=
t.state.options),this.drawLayer();let l=e!==null&&(e.setting==="question"||e.setting==="layer"||e.setting==="position"||!(t.state.open||t.isSource(e.setting)));
this.problem.hidden=!l,this.problem.textContent=l?e.message:"",this.problem.classList.toggle("ll-error",e?.setting!=="question"||i.takes==="corpus"&&t.text!==""),
this.drawActions()}drawLayer(){let{draft:t}=this.store;this.into.hidden=!t.has("layer");let e=t.way.settings.layer??null,[i,l]=this.target.options;i&&(i.textContent=
e===null?"same as source":`the preset's own: ${e}`),l&&(l.hidden=e===null);let{layer:n}=t.changed();this.target.value=n===void 0?"":n===null?"same":String(n)}drawActions(){
let{selection:t,start:e,tokens:i,draft:l}=this.store,n=t?t[1]-e+1:0,{vector:s}=l,a=s==="difference";if(s&&!a)this.where.replaceChildren(r("b",{},j(l.asking())));else if(t){
let[d,c]=t,p=i.slice(e,c+1).join(""),f=r("b",{class:"ll-mono",title:p},p.length>Ot?`${p.slice(0,Ot)}…`:p);this.where.replaceChildren(n>1?`Layer ${d}, position\
s ${e} to ${c} `:`Layer ${d}, position ${c} `,f,n>1?`; a question reads the last of ${n} tokens`:"");let u=i[Number(l.value("minus")??NaN)]??"…";a&&this.where.
append(" minus ",r("b",{class:"ll-mono"},u))}else this.where.replaceChildren("Choose a cell of the grid.");this.minusButton.hidden=!t||l.way.fit||!!(s&&!a),[this.
sweepButton.title,this.layersButton.title]=s?["Ask the same at every scale of the list","A vector belongs to one layer, so it has no grid of layers"]:["Ask the \
same at every position of this layer, or at those that are selected","Ask this position at every layer, written into every layer"],this.sweepButton.textContent=
s?"Sweep scales":n>1?`Sweep ${n} positions`:"Sweep positions";for(let d of[this.askButton,this.sweepButton,this.layersButton])d.disabled=!this.store.asking();this.
askButton.textContent=l.way.fit?"Fit":"Ask",l.way.fit&&(this.askButton.disabled=!l.ready),this.layersButton.disabled||=!l.has("layer")||s!==null}};var tt=class{el=r("div",{class:"ll-popover",role:"tooltip",popover:"manual"});timer;show(t,...e){clearTimeout(this.timer),this.el.replaceChildren(...e),this.el.
dataset.shown="",this.open()||this.el.showPopover?.();let i=t.getBoundingClientRect(),{offsetWidth:l,offsetHeight:n}=this.el,s=Math.max(8,Math.min(i.left+i.width/
2-l/2,window.innerWidth-l-8)),a=i.bottom+6,d=a+n>window.innerHeight-8?Math.max(8,i.top-n-6):a;this.el.style.left=`${Math.round(s)}px`,this.el.style.top=`${Math.
round(d)}px`}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{delete this.el.dataset.shown,this.open()&&this.el.hidePopover?.()},60)}open(){try{return this.
el.matches(":popover-open")}catch{return!1}}};function zt(o,t,e){let i=r("div",{class:"ll-pop-head"},r("span",{},o),r("b",{class:"ll-mono"},t));if(!e)return[i,r(
"div",{class:"ll-quiet"},"The lens has not been read here yet.")];if(e.probs[0]===null)return[i,r("div",{class:"ll-quiet"},H)];let l=e.tokens.map((n,s)=>{let a=e.
probs[s]??0;return r("div",{class:"ll-pop-row"},r("span",{class:"ll-mono ll-cut"},n),v(r("span",{class:"ll-bar"}),"--p",String(a)),r("span",{class:"ll-num"},h(a)))});
return[i,...l]}var et=class{constructor(t,e,i,l,n){this.store=t;let{tokens:s,layers:a}=t;this.matrix=new I({label:"Lens: layers by tokens",corner:"layer",rows:a,columns:s.length,
widths:[68,168],names:["layer","position"],head:d=>[r("small",{},String(d)),r("span",{class:"ll-mono ll-cut"},s[d]??"")],headTitle:d=>`${d}: ${s[d]??""}`,fill:(d,c,p)=>this.
fill(d,c,p),marked:()=>this.marked(),choose:(d,c)=>{c?this.extend(d):this.choose(d)},enter:i,extend:d=>this.extend(d),hint:([d,c])=>zt(`Layer ${d}, position ${c}`,
s[c]??"",t.lens.at(d,c)),seen:(...d)=>t.look(...d),sized:l},e,t.selection??[a-1,s.length-1],n),this.el=r("div",{class:"ll-grid"},this.matrix.scroller,this.note),
this.listen(n),t.on("selection",()=>this.follow(),n);for(let d of["lens","answers","kernel"])t.on(d,()=>this.refresh(),n);this.matrix.layout(),this.say()}store;el;matrix;note=r(
"div",{class:"ll-note",role:"status"});anchor=null;dragged=null;listen(t){let{canvas:e}=this.matrix;e.addEventListener("pointerdown",i=>{i.button!==0||i.pointerType===
"touch"||i.shiftKey||(this.anchor=this.matrix.place(i.target)??null)},{signal:t}),e.addEventListener("pointerover",i=>{let l=this.matrix.place(i.target);if(!this.
anchor||!l||(i.buttons&1)===0)return;let[n,s]=this.anchor;!this.dragged&&l[1]===s||(this.dragged={row:n,from:Math.min(s,l[1]),to:Math.max(s,l[1])},this.matrix.refresh())},
{signal:t}),document.addEventListener("pointerup",()=>{let i=this.dragged;this.dragged=null,i&&this.store.select(i.row,i.to,i.from)},{signal:t})}marked(){let{selection:t,
start:e}=this.store;return this.dragged?[this.dragged.row,this.dragged.from,this.dragged.to]:t&&[t[0],e,t[1]]}choose([t,e]){this.anchor=[t,e],this.store.select(
t,e)}extend([t,e]){let[,i]=this.anchor??=this.store.selection??[t,e];this.store.select(t,Math.max(i,e),Math.min(i,e))}fill(t,e,i){let{lens:l,tokens:n,answers:s}=this.
store,a=l.at(e,i),d=a?.probs[0]===null,c=d?b:a?.tokens[0],p=a?.probs[0]??0;t.textContent!==(c??"")&&(t.textContent=c??""),v(t,"--p",String(p));let f=d?b:a?`lens\
 reads ${c}, probability ${h(p)}`:"not read yet";t.setAttribute("aria-label",`Layer ${e}, position ${i} ${n[i]}: ${f}`);let[u,g,at]=this.marked()??[-1,0,-1],F=u===
e&&g<=i&&i<=at;t.setAttribute("aria-selected",String(F)),t.classList.toggle("ll-among",F&&g<at),t.classList.toggle("ll-first",F&&i===g),t.classList.toggle("ll-l\
ast",F&&i===at),t.classList.toggle("ll-empty",!a),t.classList.toggle("ll-not-finite",d),t.classList.toggle("ll-dim",(this.store.model.get("special")??[]).includes(
i)),t.classList.toggle("ll-answered",s.some(dt=>dt.layer===e&&dt.position===i&&!dt.vector))}refresh(){this.matrix.refresh(),this.say()}say(){let t=[...this.store.
lens.failed.values()][0];if(this.note.replaceChildren(),t===void 0)return;let e=r("button",{type:"button",class:"ll-link"},"Try again");e.addEventListener("clic\
k",()=>{this.store.retryLens(),this.matrix.paint()}),this.note.append(r("span",{class:"ll-error"},`The lens could not be read: ${t} `),e)}follow(){let{selection:t,
start:e}=this.store;if(!t)return this.refresh();let[i,l]=this.matrix.cursor;if(e===t[1]&&(this.anchor=t),i===t[0]&&l>=e&&l<=t[1])return this.refresh();this.matrix.
move(t,this.el.contains(document.activeElement))}};var it=class{constructor(t,e){this.store=t;this.el.append(r("h4",{},"Answers so far"),this.list),this.list.addEventListener("click",i=>{let l=i.target instanceof
Element?i.target.closest("button"):null,n=this.store.answers.find(({id:s})=>s===l?.dataset.id);n&&this.store.show(n)},{signal:e}),t.on("answers",()=>this.draw(),
e),this.draw()}store;el=r("nav",{class:"ll-history","aria-label":"Answers so far"});list=r("ol",{});draw(){let{answers:t,answer:e}=this.store;this.el.hidden=t.length<
2;let i=this.el.contains(document.activeElement)?document.activeElement:null;this.list.replaceChildren(...[...t].reverse().map(n=>{let s=r("button",{type:"butto\
n","data-id":n.id,"aria-current":n.id===e?.id?"true":null,title:`Layer ${n.layer}: ${E(n).join(" ")}
${n.question}
${k(n)}`},r("span",{class:"ll-quiet ll-num"},String(n.layer)),r("span",{class:"ll-mono ll-cut ll-quiet"},n.token),r("span",{class:"ll-mono ll-cut"},k(n)),v(r("s\
pan",{class:"ll-bar"}),"--p",String(n.confidence??0)),r("span",{class:"ll-num"},n.confidence===null?"":h(n.confidence)));return r("li",{},s)}));let l=i?.dataset.
id;l&&this.list.querySelector(`[data-id="${CSS.escape(l)}"]`)?.focus({preventScroll:!0})}};var Ut={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Wt=(o,t)=>JSON.stringify(o)===JSON.stringify(t),lt=class{constructor(t,e={},i={}){
this.ways=t;this.sources=i;this.state={preset:"",texts:{},options:"",settings:{},open:!1,...e}}ways;sources;state;get way(){return this.ways.find(({name:t})=>t===
this.state.preset)??this.ways[0]??Ut}get text(){return this.state.texts[this.way.name]??""}set text(t){this.state.texts={...this.state.texts,[this.way.name]:t}}get ready(){
let{takes:t}=this.way;return t===""||t==="corpus"||this.text.trim()!==""}get own(){return{...this.way.settings,...this.sources}}has(t){return t in this.own}isSource(t){
return t in this.sources}get vector(){return this.value("vector")}value(t){let{settings:e}=this.state;return(t in e?e[t]:this.own[t])??null}set(t,e){let{[t]:i,...l}=this.
state.settings;this.state.settings=e===void 0||Wt(e,this.own[t])?l:{...l,[t]:e}}changed(){return Object.fromEntries(Object.entries(this.state.settings).filter(([
t,e])=>this.has(t)&&!Wt(e,this.own[t])))}reset(){this.state.settings=this.part(this.state.settings,!0)}part(t,e){return Object.fromEntries(Object.entries(t).filter(
([i])=>this.isSource(i)===e))}asking(){return{question:this.question(),options:this.state.options.split(",").map(t=>t.trim()).filter(Boolean),settings:this.part(
this.changed(),!1),source:this.vector?this.part(this.changed(),!0):{}}}question(){let{name:t,takes:e}=this.way;return t===""?{text:this.text.trim()}:e===""?{preset:t}:
{preset:t,text:this.text.trim()}}};var nt=class{constructor(t,e){this.layers=t;this.positions=e}layers;positions;readings=new Map;asked=new Map;failed=new Map;at(t,e){return this.readings.get(t*this.
positions+e)}add(t){let e=0;for(let i of t.layers)for(let l=t.start;l<t.stop;l+=1){let n=e*t.k;this.readings.set(i*this.positions+l,{tokens:t.index.slice(n,n+t.
k).map(s=>t.words[s]??""),probs:t.probs.slice(n,n+t.k)}),e+=1}}missing(t,e,i,l){let n=new Map;for(let s=Math.floor(t/16)*16;s<e;s+=16)for(let a=Math.floor(i/32)*
32;a<l;a+=32){let d=`${s}:${a}`;if(this.asked.has(d)||this.failed.has(d))continue;let c=[];for(let f=s;f<Math.min(s+16,this.layers);f+=1)c.push(f);let p=Math.min(
a+32,this.positions);this.covered(c,a,p)||n.set(d,{layers:c,start:a,stop:p})}return n}strayed(t,e,i,l){return[...this.asked].filter(([n])=>{let[s=0,a=0]=n.split(
":").map(Number);return s>=e||s+16<=t||a>=l||a+32<=i}).map(([,n])=>n)}began(t,e){this.asked.set(t,e)}ended(t,e){for(let[i,l]of this.asked)l===t&&(this.asked.delete(
i),e!==void 0&&this.failed.set(i,e))}covered(t,e,i){return t.every(l=>{for(let n=e;n<i;n+=1)if(!this.at(l,n))return!1;return!0})}};var S={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},T={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"The\
 kernel is gone. Run the notebook cell again."};function Jt(o){try{return o.widget_manager?.kernel?.status}catch{return}}var st=class{constructor(t,e,i){this.model=
t;this.onState=e;this.signal=i;i?.addEventListener("abort",()=>this.forget())}model;onState;signal;state="here";waiting=new Map;heard=Date.now();routing;send(t,e=!1){
try{this.model.send(t)}catch{return this.become("gone"),!1}return e&&t.id&&this.watch(t.id,t.kind==="ping"?S.ping:S.queued),!0}receive(t){this.heard=Date.now(),
t.id&&this.settle(t.id),(t.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().toString(36).slice(
2)}`},!0)}route(t=S.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.state!=="gone"&&this.send({kind:"ping",id:"route"})},t)}beat(){Date.now()-
this.heard<S.heartbeat||this.waiting.size>0||this.ping()}watch(t,e){this.settle(t),this.waiting.set(t,setTimeout(()=>this.silent(t),e))}silent(t){let e=Jt(this.
model),i=e==="dead"||e==="terminating"||e==="idle"&&t.startsWith("ping-");this.become(i?"gone":"busy"),this.state!=="gone"&&(e==="idle"&&this.ping(),this.watch(
t,S.ping))}settle(t){clearTimeout(this.waiting.get(t)),this.waiting.delete(t)}become(t){t==="gone"&&this.forget(),t!==this.state&&(this.state=t,this.signal?.aborted||
this.onState(t))}forget(){clearTimeout(this.routing);for(let t of this.waiting.values())clearTimeout(t);this.waiting.clear()}};var rt=class{constructor(t,e,i){this.send=t;this.changed=e;i?.addEventListener("abort",()=>clearTimeout(this.timer))}send;changed;target=null;problem=null;awaited;timer;last="";want(t){
let e=JSON.stringify(t);e!==this.last&&(this.last=e,clearTimeout(this.timer),this.awaited=void 0,t===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(t)},250))}receive(t){return t.id===void 0||t.id!==this.awaited?t.what==="target":(t.kind==="result"?this.show(t.value,null):t.kind==="error"&&this.fail(
t.setting||"question",t.message??""),!0)}fail(t,e){this.show(t==="question"?null:this.target,{setting:t,message:e})}show(t,e){this.target=t,this.problem=e,this.
changed()}};var R=class{constructor(t){this.all=t;this.shown=t.at(-1)??null}all;shown;grow(t,e,i){let l=this.all.find(s=>s.id===t)??i(),n=new Set(l.points.map(s=>s.id));this.
add({...l,points:[...l.points,...e.filter(s=>!n.has(s.id))]})}add(t){let e=this.all.findIndex(({id:i})=>i===t.id);this.all=e<0?[...this.all,t]:this.all.with(e,t),
(e<0||this.shown?.id===t.id)&&(this.shown=t)}replace(t,e){let i=this.all.filter(({id:l})=>e(l)&&!t.some(n=>n.id===l));this.all=[...t,...i],this.shown=this.all.find(
({id:l})=>l===this.shown?.id)??this.all.at(-1)??null}};var Xt=3e3,Zt=400,K=class{constructor(t,e){this.model=t;this.tokens=t.get("tokens"),this.layers=t.get("n_layers")+1,this.targetLayers=t.get("target_layers")+1,this.
frozen=t.get("frozen")===!0,this.lens=new nt(this.layers,this.tokens.length),this.answers=t.get("history")??[],this.curves=new R(t.get("curves")??[]),this.heatMaps=
new R(t.get("heat_maps")??[]),this.draft=new lt(t.get("presets")??[],t.get("draft")??{},t.get("source")?.settings),this.selection=t.get("selection")??null,this.
start=this.toldStart(),this.answer=this.answers.at(-1)??null;for(let n of t.get("pages")??[])this.lens.add(n);if(this.link=new st(t,n=>this.onKernel(n),e),this.
preview=new rt(n=>{let s=wt();return this.link.send({kind:"query",id:s,what:"target",args:n})?s:void 0},()=>this.emit("preview"),e),this.frozen)return;let i=[["\
msg:custom",n=>this.receive(n)],["change:selection",()=>{this.echoed(),this.link.route()}],["change:span",()=>this.echoed()],["change:draft",()=>this.link.route()],
["change:source",()=>{this.emit("draft"),this.link.route()}],["change:presets",()=>{this.draft.ways=t.get("presets"),this.lookAhead(),this.emit("draft")}],["cha\
nge:history",()=>this.replaceAnswers()],["change:curves",()=>{this.curves.replace(t.get("curves"),n=>this.work.has(n)),this.emit("curves")}],["change:heat_maps",
()=>{this.heatMaps.replace(t.get("heat_maps"),n=>this.work.has(n)),this.emit("heat maps")}],["change:pages",()=>{this.morePages(),this.link.route()}],["comm_liv\
e_update",()=>this.link.ping()]];for(let[n,s]of i)t.on(n,s);let l=setInterval(()=>{this.work.size>0&&this.link.beat()},2e3);e?.addEventListener("abort",()=>{clearInterval(
l),clearTimeout(this.resting);for(let[n,s]of i)t.off(n,s)}),this.link.ping(),this.link.route(S.subshell),this.lookAhead()}model;tokens;layers;targetLayers;frozen;lens;work=new Map;curves;heatMaps;draft;preview;answers;selection;start;answer;link;topics=new EventTarget;ours=[];me=Math.
random().toString(36).slice(2);said=0;resting;fits=new Set;on(t,e,i){this.topics.addEventListener(t,e,{signal:i})}emit(t){this.topics.dispatchEvent(new Event(t))}select(t,e,i=e){
let{selection:l}=this;if(l?.[0]!==t||l[1]!==e||this.start!==i){this.selection=[t,e],this.start=i;let n={kind:"select",layer:t,position:e,start:i,from:this.me,n:++this.
said};!this.frozen&&this.link.send(n)&&this.ours.push({cell:[t,e],start:i,at:Date.now()}),this.lookAhead()}this.emit("selection")}echoed(){let t=this.model.get(
"selection"),e=this.toldStart();this.ours=this.ours.filter(({at:s})=>Date.now()-s<Xt);let i=this.ours.findIndex(s=>s.cell[0]===t?.[0]&&s.cell[1]===t[1]&&s.start===
e);if(this.ours.splice(0,i+1),this.ours.length>0)return;let[l,n]=this.selection??[];l===t?.[0]&&n===t?.[1]&&this.start===e||(this.selection=t,this.start=e,this.
lookAhead(),this.emit("selection"))}toldStart(){let t=this.model.get("selection")?.[1]??0,e=this.model.get("span");return e&&e[1]-1===t?e[0]:t}edit(t){t(this.draft),
clearTimeout(this.resting),this.resting=setTimeout(()=>{this.link.send({kind:"draft",draft:this.draft.state,from:this.me,n:++this.said})},Zt),this.lookAhead(),this.
emit("draft")}lookAhead(){if(this.frozen)return;let{question:t,settings:e,source:i}=this.draft.asking(),[l,n]=this.selection??[null,null];this.preview.want(this.
draft.ready?{question:t,settings:e,source:i,layer:l,position:n}:null)}asking(){let{draft:t,selection:e}=this,[i,l]=e??[null,null],n=!t.vector||t.vector==="diffe\
rence";return t.ready&&!t.way.fit&&(e||!n)?{layer:i,position:l,...t.asking()}:null}ask(t,e="ask"){this.begin(e,t)}sweep(t){this.begin("sweep",t)}layerGrid(t){this.
begin("layers",t)}fit(){let{question:t,settings:e}=this.draft.asking();this.fits.add(this.begin("fit",{question:t,settings:e,layer:this.selection?.[0]??null}))}begin(t,e){
for(let[n,s]of this.work)s.state==="failed"&&this.work.delete(n);let i=wt(),l={id:i,what:t,args:e,state:"sent",ahead:0,done:0,total:0,message:""};return this.work.
set(i,l),this.link.send({kind:"query",id:i,what:t,args:e},!0)||Object.assign(l,{state:"failed",message:T.gone}),this.emit("work"),i}cancel(t){(this.work.get(t)?.
state==="failed"||!this.link.send({kind:"cancel",id:t}))&&this.work.delete(t),this.emit("work")}look(t,e,i,l){if(!this.frozen){for(let n of this.lens.strayed(t,
e,i,l))this.link.send({kind:"cancel",id:n});for(let[n,s]of this.lens.missing(t,e,i,l)){let a=wt();this.lens.began(n,a),this.link.send({kind:"query",id:a,what:"l\
ens",args:s},!0)||this.lens.ended(a,T.gone)}}}retryLens(){this.lens.failed.clear(),this.emit("lens")}show(t){this.answer=t,t.vector||this.select(t.layer,t.position),
this.emit("answers")}showCurve(t){this.curves.shown=t,this.emit("curves")}showHeatMap(t){this.heatMaps.shown=t,this.emit("heat maps")}receive(t){this.link.receive(
t);let{id:e}=t;if(t.kind==="pong"){for(let l of t.work??[])this.adopt(l);this.emit("work");return}if(e===void 0||this.preview.receive(t))return;t.kind==="queued"&&
this.adopt({...t,state:"queued"});let i=this.work.get(e);t.kind==="progress"&&i&&Object.assign(i,{state:"running",done:t.done??0,total:t.total??0}),t.kind==="pa\
rtial"&&this.partial(e,t),["result","error","cancelled"].includes(t.kind)&&this.end(e,t,i),this.emit("work")}adopt(t){let{id:e,what:i,args:l}=t;if(e===void 0||i===
void 0||i==="lens"||i==="target")return;let n=this.work.get(e);this.work.set(e,{id:e,what:i,args:l??{},message:"",state:t.state==="running"?"running":"queued",ahead:t.
ahead??n?.ahead??0,done:t.done??0,total:t.total??0})}end(t,e,i){let l=e.kind==="error"?e.message||e.type||"It failed.":void 0;this.lens.ended(t,l),i&&l!==void 0&&
e.setting&&this.preview.fail(e.setting,l),i&&l!==void 0?Object.assign(i,{state:"failed",message:l}):this.work.delete(t),e.kind==="result"&&i?.what==="fit"?this.
fitted(t,i,e.value):e.kind==="result"&&i?.what==="ask"?this.addAnswer(e.value):e.kind==="result"&&(i?.what==="sweep"||i?.what==="scales")?(this.curves.add(e.value),
this.emit("curves")):e.kind==="result"&&te(e.value)&&this.lens.add(e.value),this.emit("lens")}fitted(t,{args:e},{preset:i=""}){let{draft:l}=this;!this.fits.delete(
t)||l.way.name!==e.question?.preset||this.edit(()=>{l.state.preset=i})}targetOf(t){if(t.target)return t.target;let e=[...this.curves.all,...this.heatMaps.all].find(
({id:i})=>t.id.startsWith(`${i}:`));return e?.target&&{...e.target,layer:t.target_layer}}partial(t,{answers:e=[],target:i}){let l=this.work.get(t),[n]=e;if(!n)return;
let s={id:t,question:n.question,total:l?.total??0,complete:!1,points:[],...i&&{target:i}};l?.what==="layers"?(this.heatMaps.grow(t,e,()=>({...s,position:n.position})),
this.emit("heat maps")):(this.curves.grow(t,e,()=>({...s,layer:n.layer,vector:n.vector})),this.emit("curves"))}addAnswer(t){this.answers=[...this.answers.filter(
({id:e})=>e!==t.id),t],this.answer=t,this.emit("answers")}replaceAnswers(){let t=this.answers.at(-1)?.id;this.answers=this.model.get("history");let e=this.answers.
at(-1)??null;(e?.id!==t||!this.answers.some(({id:i})=>i===this.answer?.id))&&(this.answer=e),this.emit("answers")}morePages(){for(let t of this.model.get("pages"))
this.lens.add(t);this.emit("lens")}onKernel(t){if(t==="gone")for(let e of this.work.values())Object.assign(e,{state:"failed",message:T.gone});this.emit("kernel"),
this.emit("work")}};function te(o){return typeof o=="object"&&o!==null&&"words"in o}function wt(){return`${Date.now().toString(36)}-${Math.random().toString(36).
slice(2,10)}`}var ot=class{constructor(t,e){this.store=t;t.on("work",()=>this.draw(),e),t.on("kernel",()=>this.draw(),e),this.draw()}store;el=r("div",{class:"ll-work"});lines=new Map;draw(){
let{work:t,link:e}=this.store,i=[];for(let l of t.values())i.push([l.id,`${l.state}`,this.line(l)]);if(e.state!=="here"&&![...t.values()].some(({state:l})=>l===
"sent"||l==="failed")){let l=e.state==="busy"?"The kernel is busy with a notebook cell.":T.gone;i.push(["kernel",e.state==="gone"?"failed":"sent",[r("span",{class:"\
ll-says"},l)]])}for(let[l,n]of this.lines)i.some(([s])=>s===l)||(n.remove(),this.lines.delete(l));for(let[l,n,s]of i){let a=this.lines.get(l);a||(a=r("div",{class:"\
ll-job"}),this.lines.set(l,a),this.el.append(a)),a.dataset.state=n;let d=a.querySelector("button"),c=s.find(p=>p instanceof HTMLButtonElement);if(d&&c&&d.textContent===
c.textContent){for(let p of[...a.childNodes])p!==d&&p.remove();d.before(...s.filter(p=>p!==c))}else a.replaceChildren(...s)}}line(t){let e=t.state==="failed",i=r(
"button",{type:"button",class:"ll-link"},e?"Dismiss":"Cancel");i.addEventListener("click",()=>this.store.cancel(t.id));let l=[r("span",{class:e?"ll-says ll-erro\
r":"ll-says",role:e?"alert":null},this.says(t))];if(t.state==="running"){let n=t.total>0,s=r("span",{class:n?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",
role:"progressbar","aria-valuemin":0,"aria-valuemax":n?t.total:null,"aria-valuenow":n?t.done:null,"aria-label":"Progress"});l.push(v(s,"--p",String(n?t.done/t.total:
1))),n&&l.push(r("span",{class:"ll-num"},`${t.done} of ${t.total}`))}return[...l,i]}says(t){let{layer:e,position:i}=t.args,{ways:l}=this.store.draft,n=t.what===
"fit"?`Fitting: ${l.find(({name:s})=>s===t.args.question?.preset)?.label}`:t.what==="sweep"?`Sweeping layer ${e}`:t.what==="scales"?`Sweeping the scales of ${j(
t.args)}`:t.what==="layers"?`Asking position ${i} at every layer, into every layer`:`Asking ${j(t.args)}`;return t.state==="failed"?t.message:t.state==="sent"&&
this.store.link.state==="busy"?T.busy:t.state==="queued"&&t.ahead>0?`${n}: waiting for ${t.ahead} before it`:n}};function ee(o,t,e,i){let l=(n,s)=>()=>{!e.curves.shown?.vector&&s.scrollLeft!==n.scrollLeft&&(s.scrollLeft=n.scrollLeft)};o.addEventListener("scroll",l(o,t),{signal:i,
passive:!0}),t.addEventListener("scroll",l(t,o),{signal:i,passive:!0}),e.on("curves",l(o,t),i)}function ie(o){return r("style",{},`.ll-for-${o.replace(/\W/g,"")}\
 { display: none; }`)}function le(o,t,e){let i=new tt,l=o.frozen?null:new Z(o,e),n=new V(o,i,e),s=new et(o,i,()=>l?.ask(),c=>n.fit(c),e);ee(s.matrix.scroller,n.
scroller,o,e);let a=o.layers-1,d=o.tokens.length;t.append(r("header",{class:"ll-top"},r("span",{class:"ll-name"},o.model.get("title")),r("span",{class:"ll-quiet"},
`${d} ${d===1?"position":"positions"}, layers 0 to ${a}`,o.frozen?". A saved view: open the notebook to ask.":"")),s.el,l?.el??"",new ot(o,e).el,n.el,new Y(o,i,
e).el,r("div",{class:"ll-result"},new J(o,e).el,new it(o,e).el),i.el)}var Ni=()=>{let o;return{initialize({model:t,signal:e}){o=new K(t,e)},render({model:t,el:e,
signal:i}){let l=r("div",{class:"ll-root","data-jp-suppress-context-menu":!0});e.append(l),l.addEventListener("keydown",n=>{!n.ctrlKey&&!n.metaKey&&n.stopPropagation()},
{signal:i});try{le(o??=new K(t,i),l,i),l.append(ie(t.get("key")??""))}catch(n){throw l.replaceChildren(r("p",{class:"ll-error",role:"alert"},`The Explorer could\
 not be drawn: ${n}`)),n}}}};export{Ni as default};
