var Me={null:["Null control","null controls"],random:["Random control","random controls"],shuffled:["Shuffled position","shuffled positions"],prompt:["Other pro\
mpt","other prompts"],text:["Source text","source texts"]};function A(r){let e=new Map;for(let t of r)e.set(t.kind,[...e.get(t.kind)??[],t]);return[...e].map(([
t,n])=>({kind:t,name:ne(t,n.length),controls:n}))}function ne(r,e){let[t,n]=Me[r]??[r,`${r} controls`];return e===1?t:`${e} ${n}`}function Se(r,e){return(e===""?
void 0:r.options?.find(({text:n})=>n===e))?.probability??r.support}function x(r,e=""){if(r.length===0)return null;let t=r.map(n=>Se(n,e));return[Math.min(...t),
Math.max(...t)]}function he(r,e,t){for(let[n,l]of Object.entries(e))l==null||l===!1||r.setAttribute(n,l===!0?"":String(l));for(let n of t)n&&r.append(n)}function s(r,e={},...t){
let n=document.createElement(r);return he(n,e,t),n}function b(r,e={},...t){let n=document.createElementNS("http://www.w3.org/2000/svg",r);return he(n,e,t),n}function h(r){
return r>0&&r<.005?"<0.01":r<1&&r>.995?">0.99":r.toFixed(2)}function M(r){let e=Math.abs(r).toFixed(2);return e==="0.00"?"0.00":`${r<0?"−":"+"}${e}`}function m(r,e,t){
return r.style.setProperty(e,t),r}var ce=0;function w(){return ce+=1,`ll-${Math.random().toString(36).slice(2,8)}-${ce}`}function le(r,e,t,n,l=3){let i=Math.floor(r/t)-l,o=Math.ceil((r+e)/t)+l;return[Math.max(0,Math.min(n,i)),Math.max(0,Math.min(n,o))]}function ie(r,e,t,n){return n*
t<r?n*t:(n+1)*t>r+e?(n+1)*t-e:r}function ue(r,e,t,n=68,l=168){let i=(r-e)/Math.max(1,t);return Math.floor(Math.max(n,Math.min(l,i))*10)/10}var S=24,T=38,v=44,fe=18,me=760,$=class{constructor(e,t,n,l){this.content=e;this.popover=t;this.cursor=n,this.heads.append(s("div",{class:"ll-corner",role:"colu\
mnheader"},e.corner)),this.canvas.append(this.heads),this.scroller=s("div",{class:"ll-scroll",role:"grid","aria-label":e.label,"aria-rowcount":e.rows+1,"aria-co\
lcount":e.columns+1},this.canvas),this.scroller.style.maxHeight=`${T+Math.min(e.rows,fe)*S+14}px`,this.scroller.addEventListener("scroll",()=>{this.popover.hide(),
this.later()},{signal:l,passive:!0}),this.canvas.addEventListener("click",i=>this.onClick(i),{signal:l}),this.canvas.addEventListener("keydown",i=>this.onKey(i),
{signal:l});for(let i of["pointerover","focusin"])this.canvas.addEventListener(i,o=>this.hint(o.target),{signal:l});for(let i of["pointerout","focusout"])this.canvas.
addEventListener(i,()=>this.popover.hide(),{signal:l});if(typeof ResizeObserver<"u"){let i=new ResizeObserver(()=>this.layout());i.observe(this.scroller),l.addEventListener(
"abort",()=>i.disconnect())}l.addEventListener("abort",()=>cancelAnimationFrame(this.frame))}content;popover;scroller;canvas=s("div",{class:"ll-canvas"});width=80;cursor;heads=s(
"div",{class:"ll-heads",role:"row","aria-rowindex":1});rows=new Map;cells=new Map;columns=new Map;frame=0;placed=!1;layout(){let{rows:e,columns:t,widths:n,sized:l}=this.
content,i=ue(this.scroller.clientWidth||me,v,t,...n),o=this.placed;if(this.placed=this.scroller.clientWidth>0,i===this.width&&o)return this.paint();let a=this.canvas.
contains(document.activeElement);this.width=i,this.canvas.style.width=`${v+t*this.width}px`,this.canvas.style.height=`${T+e*S}px`,m(this.scroller,"--w",`${this.
width}px`);for(let p of[this.rows,this.cells,this.columns]){for(let d of p.values())d.remove();p.clear()}l?.(this.width),this.content.marked()&&this.reveal(this.
cursor),this.paint(),a&&this.focus()}later(){cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.paint())}paint(){let{rows:e,columns:t}=this.
content,{scrollLeft:n,scrollTop:l,clientWidth:i,clientHeight:o}=this.scroller,[a,p]=le(n,(i||me)-v,this.width,t),[d,c]=le(l,(o||fe*S+T)-T,S,e),g=new Set;for(let u=a;u<
p;u+=1)this.column(u);for(let u=d;u<c;u+=1)for(let f=a;f<p;f+=1)g.add(this.cell(e-1-u,f));g.add(this.cell(...this.cursor));for(let[u,f]of this.cells)g.has(u)||(f.
remove(),this.cells.delete(u));for(let[u,f]of this.columns)u>=a&&u<p||(f.remove(),this.columns.delete(u));for(let[u,f]of this.rows)f.querySelector(".ll-cell")||
(f.remove(),this.rows.delete(u));this.refresh(),this.content.seen?.(e-c,e-d,a,p)}column(e){if(this.columns.has(e))return;let t=s("div",{class:"ll-head",role:"co\
lumnheader","aria-colindex":e+2,title:this.content.headTitle(e)},...this.content.head(e));t.style.left=`${v+e*this.width}px`,this.columns.set(e,t),this.heads.append(
t)}row(e){let t=this.rows.get(e);if(t)return t;let n=this.content.rows-1-e,l=s("div",{class:"ll-row",role:"row","aria-rowindex":n+2},s("div",{class:"ll-side",role:"\
rowheader"},String(e)));return l.style.top=`${T+n*S}px`,this.rows.set(e,l),this.canvas.append(l),l}cell(e,t){let n=`${e}:${t}`;if(this.cells.has(n))return n;let l=s(
"div",{class:"ll-cell ll-mono",role:"gridcell",tabindex:-1,"aria-colindex":t+2,[`data-${this.content.names[0]}`]:e,[`data-${this.content.names[1]}`]:t});return l.
style.left=`${v+t*this.width}px`,this.cells.set(n,l),this.row(e).append(l),n}refresh(){for(let[l,i]of this.cells){let[o=0,a=0]=l.split(":").map(Number);this.content.
fill(i,o,a),i.tabIndex=this.cursor[0]===o&&this.cursor[1]===a?0:-1}let[e,t,n]=this.content.marked()??[-1,0,-1];for(let[l,i]of this.columns)i.classList.toggle("l\
l-on",l>=t&&l<=n);for(let[l,i]of this.rows)i.classList.toggle("ll-on",l===e)}move(e,t){this.cursor=e,this.reveal(e),this.paint(),t&&this.focus()}place(e){let t=e instanceof
Element?e.closest(".ll-cell"):null,[n,l]=this.content.names;return t?[Number(t.dataset[n]),Number(t.dataset[l])]:void 0}focus(){this.cells.get(this.cursor.join(
":"))?.focus({preventScroll:!0})}reveal([e,t]){let{clientWidth:n,clientHeight:l,scrollLeft:i,scrollTop:o}=this.scroller;n!==0&&(this.scroller.scrollLeft=ie(i,n-
v,this.width,t),this.scroller.scrollTop=ie(o,l-T,S,this.content.rows-1-e))}onClick(e){let t=this.place(e.target);t&&(this.cells.get(t.join(":"))?.focus({preventScroll:!0}),
this.content.choose(t,e.shiftKey))}onKey(e){if(e.altKey||e.ctrlKey||e.metaKey)return;let[t,n]=[this.content.columns-1,this.content.rows-1],[l,i]=this.cursor,a={
ArrowLeft:[l,i-1],ArrowRight:[l,i+1],ArrowUp:[l+1,i],ArrowDown:[l-1,i],Home:[l,0],End:[l,t],PageUp:[l+6,i],PageDown:[l-6,i]}[e.key];if(a)this.move([Math.max(0,Math.
min(n,a[0])),Math.max(0,Math.min(t,a[1]))],!0),e.shiftKey&&a[0]===l&&this.content.extend?.(this.cursor);else if(e.key===" "||e.key==="Enter")this.content.choose(
this.cursor,!1),e.key==="Enter"&&this.content.enter?.(this.cursor);else if(e.key==="Escape")this.popover.hide();else return;e.preventDefault()}hint(e){let t=this.
place(e),n=t?this.content.hint(t):[],l=t&&this.cells.get(t.join(":"));l&&n.length>0&&this.popover.show(l,...n)}};var P=10,O=112,Te=.5,$e=.05,C=r=>P+(1-r)*O;function k(r,e){return e===""?r.confidence:Ce(r.options,e)??0}function Ce(r,e){return r?.find(({text:t})=>t===e)?.probability}
function ge(r,e){let t=x(r.controls,e);return t!==null&&k(r,e)<=t[1]+$e}function He(r){let e=[...r].sort((n,l)=>n.position-l.position),t=[];for(let n of e){let l=t.
at(-1);l?.at(-1)?.position===n.position-1?l.push(n):t.push([n])}return t}var j=class{constructor(e,t,n){this.store=e;this.popover=t;this.plane.append(s("div",{class:"\
ll-axis","aria-hidden":"true"},...[1,.5,0].map(l=>{let i=s("span",{},String(l));return i.style.top=`${C(l)}px`,i}))),this.scroller.append(this.plane),this.el.append(
s("header",{},this.title,this.pick,this.of,this.legend),this.scroller),this.pick.addEventListener("change",()=>{let l=e.curves.all.find(({id:i})=>i===this.pick.
value);l&&e.showCurve(l)},{signal:n}),this.of.addEventListener("change",()=>{this.option=this.of.value,this.draw()},{signal:n}),this.plane.addEventListener("cli\
ck",l=>this.onClick(l),{signal:n}),this.plane.addEventListener("keydown",l=>this.onKey(l),{signal:n});for(let l of["pointerover","focusin"])this.plane.addEventListener(
l,i=>this.hint(i.target),{signal:n});for(let l of["pointerout","focusout"])this.plane.addEventListener(l,()=>t.hide(),{signal:n});e.on("curves",()=>this.draw(),
n),e.on("selection",()=>this.mark(),n),this.draw()}store;popover;el=s("section",{class:"ll-curve","aria-label":"Confidence across positions"});scroller=s("div",
{class:"ll-strip"});plane=s("div",{class:"ll-plane"});title=s("span",{class:"ll-title"});pick=s("select",{class:"ll-field","aria-label":"Sweep"});of=s("select",
{class:"ll-field","aria-label":"What is drawn"});legend=s("span",{class:"ll-legend"});option="";width=80;cursor=-1;ticks=new Map;fit(e){this.width=e,this.draw()}x(e){
return v+(e+.5)*this.width}draw(){let{curves:e,tokens:t}=this.store,n=e.shown;if(this.el.hidden=n===null,!n)return;this.title.replaceChildren(`Layer ${n.layer}:\
 `,s("span",{class:"ll-mono"},n.question),n.complete||n.points.length===0?"":s("span",{class:"ll-quiet"},` ${n.points.length} of ${n.total||t.length} positions`)),
this.pick.hidden=e.all.length<2,this.pick.replaceChildren(...e.all.map(({id:a,layer:p,question:d})=>s("option",{value:a,selected:a===n.id},`layer ${p}: ${d}`))),
this.offer(n.points[0]?.options.map(({text:a})=>a)??[]),this.explain(n);let l=v+t.length*this.width;this.plane.style.width=`${l}px`;let i=this.chart(n,l);this.plane.
querySelector(".ll-chart")?.remove(),this.plane.prepend(i);let o=new Map(n.points.map(a=>[a.position,a]));o.has(this.cursor)||(this.cursor=n.points[0]?.position??
-1),t.forEach((a,p)=>this.place(a,p,o.get(p))),this.mark()}offer(e){e.includes(this.option)||(this.option=""),this.of.hidden=e.length===0,this.of.replaceChildren(
...["",...e].map(t=>s("option",{value:t,selected:t===this.option},t===""?"each its own answer":t)))}place(e,t,n){let l=`${this.width} ${n?.id}`,i=this.ticks.get(
t);if(i?.of!==l){let a=this.tick(e,t,n);i?i.el.replaceWith(a):this.plane.append(a),this.ticks.set(t,{of:l,el:a})}let o=this.ticks.get(t)?.el;o&&(o.tabIndex=t===
this.cursor?0:-1)}chart(e,t){let n=b("svg",{class:"ll-chart",width:t,height:P+O+6,"aria-hidden":"true"});for(let i of[0,.5,1])n.append(b("line",{class:"ll-rule",
x1:v,x2:t,y1:C(i),y2:C(i)}));n.append(b("line",{class:"ll-guide",y1:P,y2:P+O,x1:-10,x2:-10}));let l=this.width/2;for(let i of He(e.points)){n.append(this.band(i,
l));let o=a=>i.map(p=>`${this.x(p.position)},${C(a(p))}`).join(" ");for(let{kind:a}of A(i[0]?.controls??[])){if(a==="random")continue;let p=this.steps(i,l,d=>x(
_(d,a),this.option)?.[1]??0);n.append(b("polyline",{class:`ll-rival ll-${a}`,points:p.join(" ")}))}n.append(b("polyline",{class:"ll-own",points:o(a=>k(a,this.option))}))}
for(let i of e.points)n.append(b("circle",{class:`ll-dot${H(i)?" ll-hollow":""}${ge(i,this.option)?" ll-within":""}`,"data-position":i.position,cx:this.x(i.position),
cy:C(k(i,this.option)),r:4}));return n}band(e,t){let n=a=>x(_(a,"random"),this.option)?.[1]??0,l=a=>x(_(a,"random"),this.option)?.[0]??0,i=a=>[...this.steps(e,t,
n),...this.steps(e,t,a).reverse()].join(" "),o=b("g",{class:"ll-bands"},b("polygon",{class:"ll-band",points:i(()=>0)}));return e.some(a=>_(a,"random").length>1)&&
o.append(b("polygon",{class:"ll-band ll-between",points:i(l)})),o}steps(e,t,n){return e.flatMap(l=>{let i=C(n(l));return[`${this.x(l.position)-t},${i}`,`${this.
x(l.position)+t},${i}`]})}explain(e){let t=(l,i)=>s("span",{class:`ll-key ll-key-${l}`},i),{points:n}=e;this.legend.replaceChildren(t("own",this.option===""?"co\
nfidence":"probability"),...A(n[0]?.controls??[]).map(({kind:l,controls:i})=>t(l,ne(l,i.length).toLowerCase())),...n.some(l=>ge(l,this.option))?[t("within","no \
surer than its controls")]:[],...n.some(H)?[t("hollow","options hold little")]:[])}tick(e,t,n){let l=s("button",{type:"button",class:"ll-tick","data-position":t,
disabled:!n,"aria-label":n?Pe(n):`Position ${t} ${e}`},s("span",{class:"ll-mono ll-cut"},e),s("span",{class:"ll-mono ll-cut ll-said"},n?.text.trim()??""));return l.
style.left=`${v+t*this.width}px`,l.style.width=`${this.width}px`,l.style.paddingTop=`${P+O+6}px`,l}mark(){let{selection:e,curves:{shown:t}}=this.store,n=e?.[1],
l=this.plane.querySelector(".ll-guide");for(let i of["x1","x2"])l?.setAttribute(i,String(n===void 0?-10:this.x(n)));for(let i of this.plane.querySelectorAll(".l\
l-tick")){let o=e?.[0]===t?.layer&&Number(i.dataset.position)===n;i.classList.toggle("ll-on",o)}}point(e){let t=e instanceof Element?e.closest(".ll-tick"):null,
n=this.store.curves.shown?.points.find(l=>String(l.position)===t?.dataset.position);return t&&n?[t,n]:void 0}onClick(e){let t=this.point(e.target);t&&(this.cursor=
t[1].position,this.store.show(t[1]))}onKey(e){if(e.altKey||e.ctrlKey||e.metaKey)return;let t=(this.store.curves.shown?.points??[]).map(({position:o})=>o).sort((o,a)=>o-
a),n=t.indexOf(this.cursor),i={ArrowLeft:n-1,ArrowRight:n+1,Home:0,End:t.length-1}[e.key];i!==void 0&&(e.preventDefault(),this.cursor=t[Math.max(0,Math.min(t.length-
1,i))]??this.cursor,this.focus())}focus(){for(let e of this.plane.querySelectorAll(".ll-tick")){let t=Number(e.dataset.position)===this.cursor;e.tabIndex=t?0:-1,
t&&e.focus()}}hint(e){let t=this.point(e);if(!t)return;let[n,l]=t,i=(o,a)=>s("div",{class:"ll-pop-pair"},s("span",{},o),s("span",{class:"ll-num"},a));this.popover.
show(n,s("div",{class:"ll-pop-head"},s("span",{},`Position ${l.position}`),s("b",{class:"ll-mono"},l.token)),s("div",{class:"ll-mono ll-pop-text"},l.text.trim()),
i(this.option===""?"confidence":this.option,h(k(l,this.option))),...R(l,this.option).map(([o,a])=>i(o,a)),...l.option_mass===null?[]:[i("held by the options",h(
l.option_mass))])}};function _(r,e){return r.controls.filter(t=>t.kind===e)}function R(r,e){return A(r.controls).map(({name:t,controls:n})=>{let l=[...new Set((x(
n,e)??[]).map(h))];return[t.toLowerCase(),l.join(" to ")]})}function H(r){return r.option_mass!==null&&r.option_mass<Te}function Pe(r){let e=R(r,"").map(([t,n])=>`${t}\
 ${n}`).join(", ");return`Position ${r.position} ${r.token}: ${r.text}, confidence ${h(r.confidence)}`+(e?`, ${e}`:"")}function I(r,e){return e===""?r.excess??r.confidence:k(r,e)}function se(r,e){let t=r.filter(i=>!H(i)),[n]=t;return n?{answer:t.reduce((i,o)=>I(o,e)>I(i,e)?o:i,n),
of:t.length}:null}var W=class{constructor(e,t,n){this.store=e;let{layers:l}=e;this.matrix=new $({label:"Layer read by layer written",corner:"read",rows:l,columns:l,
widths:[46,168],names:["source","target"],head:i=>[s("small",{},i===0?"written":""),s("span",{},String(i))],headTitle:i=>`written at layer ${i}`,fill:(i,o,a)=>this.
fill(i,o,a),marked:()=>{let i=this.here();return i&&[i.layer,i.target_layer,i.target_layer]},choose:([i,o])=>{let a=this.points.get(`${i}:${o}`);a&&e.show(a)},hint:([
i,o])=>this.hint(i,o)},t,[0,0],n),this.el.append(s("header",{},this.title,this.pick,this.of),s("div",{class:"ll-under"},this.top,this.legend),this.matrix.scroller),
this.pick.addEventListener("change",()=>{let i=e.heatMaps.all.find(({id:o})=>o===this.pick.value);i&&e.showHeatMap(i)},{signal:n}),this.of.addEventListener("cha\
nge",()=>{this.option=this.of.value,this.draw()},{signal:n}),this.top.addEventListener("click",()=>{if(!this.found)return;let{answer:i}=this.found;e.show(i),this.
matrix.move([i.layer,i.target_layer],!0)},{signal:n}),e.on("heat maps",()=>this.draw(),n),e.on("answers",()=>this.matrix.refresh(),n),this.draw()}store;el=s("se\
ction",{class:"ll-layers","aria-label":"Layer read by layer written"});matrix;title=s("span",{class:"ll-title"});pick=s("select",{class:"ll-field","aria-label":"\
Grid"});of=s("select",{class:"ll-field","aria-label":"What the cells show"});top=s("button",{type:"button",class:"ll-link ll-best-of"});legend=s("span",{class:"\
ll-legend"});option="";points=new Map;found=null;here(){let{answer:e}=this.store;return e&&this.points.get(`${e.layer}:${e.target_layer}`)?.id===e.id?e:null}draw(){
let{heatMaps:{all:e,shown:t},tokens:n}=this.store;if(this.el.hidden=t===null,!!t){if(this.points=new Map(t.points.map(l=>[`${l.layer}:${l.target_layer}`,l])),this.
title.replaceChildren(`Position ${t.position} `,s("b",{class:"ll-mono"},n[t.position]??""),", every layer into every layer: ",s("span",{class:"ll-mono"},t.question)),
!t.complete){let l=this.store.layers**2;this.title.append(s("span",{class:"ll-quiet"},` ${t.points.length} of ${l} cells`))}this.pick.hidden=e.length<2,this.pick.
replaceChildren(...e.map(({id:l,position:i,question:o})=>s("option",{value:l,selected:l===t.id},`position ${i}: ${o}`))),this.offer(t),this.found=se(t.points,this.
option),this.explain(t.points),this.matrix.layout()}}offer(e){let[t]=e.points,n=t?.options.map(({text:i})=>i)??[];n.includes(this.option)||(this.option="");let l=t&&
t.excess===null?"confidence":"over controls";this.of.hidden=n.length===0,this.of.replaceChildren(s("option",{value:""},l),...n.map(i=>s("option",{value:i,selected:i===
this.option},`P(${i})`)))}explain(e){let{found:t}=this;if(this.top.hidden=!t,t){let{answer:i,of:o}=t,a=this.option===""&&i.excess!==null?M(i.excess):h(I(i,this.
option));this.top.replaceChildren(`Best of ${o}: layer ${i.layer} into ${i.target_layer}, ${a} `,s("span",{class:"ll-mono"},i.text.trim())),this.top.title="Pick\
ed after the fact from so many, it is no measurement of its own."}let n=(i,o)=>s("span",{class:`ll-key ll-key-${i}`},o),l=this.option===""&&e.some(({excess:i})=>i!==
null);this.legend.replaceChildren(n("shade",l?"over its controls, 0 to 1":"0 to 1"),...l?[n("under","no surer than its controls")]:[],...e.some(H)?[n("low","opt\
ions hold little")]:[],n("same","same layer"),...t?[n("best",`best of ${t.of}`)]:[])}fill(e,t,n){let l=this.points.get(`${t}:${n}`),i=l?I(l,this.option):0,o=l?.
text.trim()??"";e.textContent!==o&&(e.textContent=o),m(e,"--p",String(Math.max(0,i))),e.classList.toggle("ll-empty",!l),e.classList.toggle("ll-under-controls",l!==
void 0&&i<=0&&this.option===""),e.classList.toggle("ll-low",l!==void 0&&H(l)),e.classList.toggle("ll-same",t===n),e.classList.toggle("ll-best",l!==void 0&&l===this.
found?.answer),e.setAttribute("aria-selected",String(l!==void 0&&this.here()===l));let a=l?`${o||"nothing"}, ${this.number(l)}`:"not asked yet";e.setAttribute("\
aria-label",`Read at layer ${t}, written at layer ${n}: ${a}`)}number(e){return this.option!==""?`P(${this.option}) ${h(I(e,this.option))}`:e.excess===null?`con\
fidence ${h(e.confidence)}`:`over controls ${M(e.excess)}`}hint(e,t){let n=this.points.get(`${e}:${t}`),l=s("div",{class:"ll-pop-head"},s("span",{},`Layer ${e} \
into layer ${t}`));if(!n)return[l,s("div",{class:"ll-quiet"},"Not asked yet.")];let i=(o,a)=>s("div",{class:"ll-pop-pair"},s("span",{},o),s("span",{class:"ll-nu\
m"},a));return[l,s("div",{class:"ll-mono ll-pop-text"},n.text.trim()||"nothing"),i(this.option===""?"confidence":this.option,h(k(n,this.option))),...R(n,this.option).
map(([o,a])=>i(o,a)),...n.excess===null?[]:[i("over controls",M(n.excess))]]}};var ve=14;function oe(r,e,t){let[n=0,l=0]=[Math.min(...e,r.length-1),Math.max(...e,0)],[i,o]=[Math.max(0,n-ve),Math.min(r.length,l+ve+1)],a=p=>p>0?s("span",{class:"\
ll-quiet",title:`${p} more tokens`},"…"):null;return s("span",{class:"ll-tokens"},a(i),...r.slice(i,o).map((p,d)=>t(p,i+d)),a(r.length-o))}function re(r,e,t){
return s("div",{class:"ll-flow-row"},s("span",{class:"ll-label"},r),s("span",{class:"ll-quiet ll-at"},t),e)}function ae(r,e){return(t,n)=>s("span",{class:`ll-to\
ken ll-mono${r.includes(n)?` ll-${e}`:""}`,title:`position ${n}`},t)}var be=(r,[e,t])=>re("Reads",oe(r,[t],ae([t],"source")),`layer ${e}`);function we(r,e,t){let n=t.
slots??[e[1]];return s("div",{class:"ll-flow"},be(r,e),re("Writes",oe(t.tokens,n,ae(n,"slot")),xe(t)))}function xe({layer:r}){return r===null?"":`layer ${r}`}var K=class{constructor(e,t){
this.store=e;this.el.addEventListener("click",n=>this.onClick(n),{signal:t}),this.el.addEventListener("keydown",n=>this.onKey(n),{signal:t});for(let n of["previ\
ew","selection","draft"])e.on(n,()=>this.draw(),t);this.draw()}store;el=s("div",{class:"ll-flow"});draw(){let{selection:e,tokens:t,preview:{target:n}}=this.store;
if(this.el.hidden=n===null||n.tokens.length===0,!n||this.el.hidden)return;let l=this.el.contains(document.activeElement),i=n.slots??(e?[e[1]]:[]),o=oe(n.tokens,
i,n.movable?(a,p)=>this.choice(a,p,i):ae(i,"slot"));n.movable&&(o.setAttribute("role","radiogroup"),o.setAttribute("aria-label","Slot: the token that takes the \
vector"),o.title="Click the token that takes the vector"),this.el.replaceChildren(e?be(t,e):"",re("Writes",o,xe(n))),l&&this.el.querySelector("[aria-checked='tr\
ue']")?.focus({preventScroll:!0})}choice(e,t,n){let l=n.includes(t);return s("button",{type:"button",class:`ll-token ll-mono${l?" ll-slot":""}`,role:"radio","ar\
ia-checked":String(l),"data-slot":t,tabindex:l?0:-1,title:`position ${t}`},e)}onClick(e){let t=e.target instanceof Element?e.target.closest("[data-slot]"):null;
t&&this.put(Number(t.dataset.slot))}onKey(e){let t=e.target instanceof Element?e.target.closest("[data-slot]"):null,n={ArrowLeft:-1,ArrowRight:1}[e.key];!t||n===
void 0||(e.preventDefault(),this.put(Math.max(0,Math.min((this.store.preview.target?.tokens.length??1)-1,Number(t.dataset.slot)+n))))}put(e){let{target:t}=this.
store.preview;t&&(t.slots=[e],this.store.edit(n=>n.set("position",e)))}};function Ie(r){let e=s("div",{class:"ll-words ll-mono"});r.tokens.length===0&&e.append(r.text);let t=!r.text.includes("·");return r.tokens.forEach((n,l)=>{let i=r.
token_logprobs[l],o=i===void 0?void 0:Math.exp(i),a=t?n.replaceAll("·"," "):n,p=l===0&&a.trimStart()||a,d=s("span",{class:"ll-word",title:o===void 0?null:`prob\
ability ${h(o)}`},p);e.append(m(d,"--p",String(o??0)))}),e}function pe(r,e,t,...n){return s("div",{class:`ll-measure ll-${t}`},s("span",{class:t==="option"?"ll-\
label ll-mono ll-cut":"ll-label",title:t==="option"?r:null},r),m(s("span",{class:"ll-bar",role:"img","aria-label":`${r} ${h(e)}`}),"--p",String(e)),s("span",{class:"\
ll-num"},h(e)),s("span",{class:"ll-quiet ll-cut"},...n))}function qe({name:r,controls:e}){let[t,n]=x(e)??[0,0],[l]=e,i=[...new Set(e.map(({text:d})=>d.trim()||"\
nothing"))].join(", "),o=e.length>1?`${h(t)} to ${h(n)}; say `:"says ",a=pe(r,n,"control",o,s("span",{class:"ll-mono"},i),l&&e.length===1?`, ${h(l.confidence)}`:
""),p=a.querySelector(".ll-bar");return p&&e.length>1&&(p.classList.add("ll-spread"),m(p,"--low",String(t)),p.setAttribute("aria-label",`${r} ${h(t)} to ${h(n)}`)),
a.title=`In place of the activation, ${e.length>1?"they give":"it gives"} this answer ${e.map(({support:d})=>h(d)).join(", ")}.
`+e.map(({text:d,confidence:c})=>`“${d}” with confidence ${h(c)}`).join(`
`),a}function ze(r){if(r.options.length===0)return[];let e=r.option_mass;return[s("p",{class:"ll-quiet ll-caption"},"Among the answers given",e===null?"":`, whi\
ch together hold ${h(e)} of the probability`),...[...r.options].sort((t,n)=>n.probability-t.probability).map(({text:t,probability:n})=>pe(t,n,"option"))]}function G(r,...e){
return s("div",{},s("dt",{},r)," ",s("dd",{},...e))}async function Ne(r,e,t){try{await navigator.clipboard.writeText(r),e.textContent="Copied",setTimeout(()=>{e.
textContent="Copy as code"},1600)}catch{t.hidden=!1,t.value=r,t.rows=Math.min(12,r.split(`
`).length),t.focus({preventScroll:!0}),t.select()}}var B=class{constructor(e,t){this.store=e;e.on("answers",()=>this.draw(),t),this.draw()}store;el=s("section",
{class:"ll-card","aria-label":"Answer"});said=s("output",{"aria-live":"polite"});draw(){let e=this.store.answer;if(this.el.hidden=e===null,!e)return;this.said.replaceChildren(
Ie(e));let t=this.content(e);this.said.parentNode!==this.el&&this.el.append(this.said);for(let n of[...this.el.childNodes])n!==this.said&&n.remove();this.said.before(
...t.slice(0,1)),this.said.after(...t.slice(1))}picked({id:e}){let t=this.store.heatMaps.all.map(({points:n})=>se(n,"")).find(n=>n?.answer.id===e);return t&&t.of>
1?[`The best of ${t.of} cells of a layer grid, picked after the fact.`]:[]}content(e){let t=s("textarea",{class:"ll-field ll-mono ll-code",readonly:!0,"aria-lab\
el":"Code"});t.hidden=!0;let n=s("button",{type:"button",class:"ll-link"},"Copy as code");n.addEventListener("click",()=>{Ne(e.code,n,t)});let l=[pe("Confidence",
e.confidence,"own",e.confidence_kind),...A(e.controls).map(qe)];e.excess!==null&&l.push(s("div",{class:"ll-measure ll-excess"},s("span",{class:"ll-label"},"Over\
 controls"),s("span",{}),s("span",{class:"ll-num"},M(e.excess)),s("span",{class:"ll-quiet ll-cut"},e.excess>0?"":"the controls are as sure without the activatio\
n"))),l.push(...ze(e));let i=[...e.flags.map(({message:o})=>o),...this.picked(e)].map(o=>s("li",{},o));return[s("header",{},s("span",{class:"ll-asked ll-mono ll\
-cut",title:e.question},e.question),n),t,s("div",{class:"ll-scale"},...l),e.target&&e.target.tokens.length>0?we(this.store.tokens,[e.layer,e.position],e.target):
"",i.length>0?s("ul",{class:"ll-flags"},...i):"",s("dl",{class:"ll-facts"},G("Layer",String(e.layer)),G("Position",`${e.position} `,s("span",{class:"ll-mono"},e.
token)),G("Into layer",String(e.target_layer)),G("Reader",s("span",{class:"ll-mono"},e.reader)))]}};var ye=[["Vector",[{name:"mapping",label:"Mapping",kind:"choice",help:"What becomes of the vector before it is written.",choices:[["identity","as it is"],["resc\
ale","rescaled"],["zero","zero (ablation)"]]},{name:"norm",label:"To norm",kind:"number",help:"The length that the vector gets.",empty:"the slot's own",when:["m\
apping",["rescale"]]},{name:"injection",label:"Injection",kind:"choice",help:"How the slot takes the vector.",choices:[["replace","replace"],["add","add"],["add\
_norm_matched","add, norm-matched"],["interpolate","interpolate"]]},{name:"strength",label:"Strength",kind:"number",empty:"usual",help:"How much of the vector i\
s added; of an interpolation, 0 leaves the slot as it is and 1 replaces it.",when:["injection",["add","add_norm_matched","interpolate"]]},{name:"prompt_seed",label:"\
Prompt's seed",kind:"number",help:"Which random tokens the prompt shows."},{name:"window",label:"Window",kind:"number",help:"In how many layers, from the one th\
at is written on."}]],["Target",[{name:"remedy",label:"Remedy",kind:"choice",help:"Against what later tokens take from the placeholder itself, below the layer t\
hat is written.",choices:[[null,"none"],["overwrite","overwrite below"],["mask","mask the slot below"]]},{name:"noise",label:"Noise on",kind:"positions",empty:"\
no token",help:"Positions of the target's tokens that are hidden under noise, such as 1, 2."},{name:"noise_scale",label:"Noise scale",kind:"number",needs:"noise",
help:"In standard deviations of the target's embeddings."},{name:"noise_seed",label:"Noise seed",kind:"number",needs:"noise",help:"The same seed draws the same \
noise."},{name:"queries",label:"Blind tokens",kind:"positions",empty:"every later one",help:"Positions that no longer see the selected token; -1 is the last."}]],
["Answer",[{name:"max_new_tokens",label:"Tokens at most",kind:"number",help:"The answer ends after so many tokens."},{name:"stop",label:"Ends at",kind:"texts",empty:"\
nothing",help:"Texts that end the answer, with spaces between them; \\n is a line break."},{name:"contrast",label:"Contrast",kind:"number",help:"How much of wha\
t the target says without the vector is taken off; 0 for none."},{name:"temperature",label:"Temperature",kind:"number",help:"0 for the likeliest answer; samples\
 are drawn at 1 unless it says otherwise."},{name:"samples",label:"Samples",kind:"number",help:"Draw so many answers; how many agree is the confidence. 0 for on\
e answer."}]],["Controls",[{name:"control_null",label:"Null",kind:"yes",help:"Nothing is written."},{name:"control_random",label:"Random vectors",kind:"number",
help:"How many, of the same norm; several show how far chance reaches."},{name:"control_shuffled",label:"Shuffled position",kind:"yes",help:"The state of anothe\
r position of this prompt."},{name:"control_text",label:"Source text",kind:"yes",help:"The text itself stands in the placeholder's place."},{name:"control_promp\
t",label:"Other prompt",kind:"text",help:"Another prompt, whose state is written.",empty:"none"},{name:"seed",label:"Seed",kind:"number",help:"Of the random vec\
tors, of shuffling and of samples."}]]];function D(r,e){return e===null?"":Array.isArray(e)?r.kind==="texts"?e.map(t=>String(t).replaceAll(`
`,"\\n")).join(" "):e.join(", "):String(e)}function ke(r,e){let t=e.trim();if(r.kind==="number")return t===""?r.empty===void 0?void 0:null:Number.isFinite(Number(
t))?Number(t):t;if(r.kind==="positions"){if(t==="")return null;let n=t.split(/[\s,]+/).filter(Boolean).map(Number);return n.every(Number.isFinite)?n:t}return r.
kind==="texts"?t===""?[]:t.split(/\s+/).map(n=>n.replaceAll("\\n",`
`)):e}var V=class{constructor(e,t){this.store=e;this.button=s("button",{type:"button",class:"ll-link ll-disclose","aria-expanded":"false","aria-controls":this.panel.id},
"Options"),this.el=s("div",{class:"ll-options"},s("div",{class:"ll-line"},this.button,this.changed,this.reset),this.panel),this.button.addEventListener("click",
()=>{e.edit(n=>{n.state.open=!n.state.open})},{signal:t}),this.reset.addEventListener("click",()=>{e.edit(n=>n.reset()),this.button.focus({preventScroll:!0})},{
signal:t}),this.select.addEventListener("click",()=>{let[,n]=e.selection??[0,0],l=Array.from({length:n-e.start+1},(i,o)=>e.start+o);e.edit(i=>i.set("noise",l))},
{signal:t}),this.panel.addEventListener("input",n=>this.onInput(n.target),{signal:t}),this.panel.addEventListener("change",n=>this.onInput(n.target,!0),{signal:t});
for(let n of["draft","preview","selection"])e.on(n,()=>this.draw(),t);this.draw()}store;el;button;changed=s("span",{class:"ll-changed ll-cut"});reset=s("button",
{type:"button",class:"ll-link"},"Reset");panel=s("div",{class:"ll-panel",id:w(),role:"group","aria-label":"Options"});select=s("button",{type:"button",class:"ll\
-link"});lines=[];of="";draw(){let{draft:e,preview:{problem:t}}=this.store;(this.of!==e.way.name||this.lines.length===0)&&this.build(),this.button.setAttribute(
"aria-expanded",String(e.state.open)),this.panel.hidden=!e.state.open;let n=e.changed(),l=this.lines.filter(({field:o})=>o.name in n).map(({field:o,input:a})=>a instanceof
HTMLInputElement&&a.type==="checkbox"?`${o.label.toLowerCase()} ${n[o.name]?"on":"off"}`:`${o.label.toLowerCase()} ${this.words(o,n[o.name]??null)}`);this.changed.
textContent=l.join(", "),this.changed.title=l.join(`
`),this.reset.hidden=l.length===0;for(let o of this.lines){let{field:a,input:p,el:d,error:c}=o,g=e.value(a.name);d.hidden=a.when!==void 0&&!a.when[1].includes(e.
value(a.when[0]))||a.needs!==void 0&&e.value(a.needs)===null,d.classList.toggle("ll-set",a.name in n),this.put(o,g);let u=t?.setting===a.name;c.textContent=u?t.
message:"",c.hidden=!u;for(let[f,y,N]of[[p,"aria-invalid","true"],[c,"role","alert"]])u?f.setAttribute(y,N):f.removeAttribute(y)}let i=this.store.selection?this.
store.selection[1]-this.store.start+1:0;this.select.hidden=i===0||e.way.takes!==""||e.value("position")!==null,this.select.textContent=i>1?`the ${i} selected to\
kens`:"the selected token"}words(e,t){return e.choices?.find(([l])=>l===t)?.[1]??(D(e,t)||e.empty||"none")}put({field:e,input:t},n){if(t instanceof HTMLInputElement&&
t.type==="checkbox"){t.checked=n===!0;return}if(t===document.activeElement&&t instanceof HTMLInputElement)return;let l=D(e,n);t.value!==l&&(t.value=l)}build(){let{
draft:e}=this.store;this.of=e.way.name,this.lines=[];let t=ye.map(([n,l])=>{let i=l.filter(({name:o})=>e.has(o)).map(o=>this.line(o));return this.lines.push(...i),
i.length===0?null:s("div",{class:"ll-group",role:"group","aria-label":n},s("h5",{},n),...i.map(({el:o})=>o))});this.panel.replaceChildren(...t.filter(n=>n!==null))}line(e){
let t=w(),n=s("p",{class:"ll-error",id:w()}),l=this.input(e,t);l.setAttribute("aria-describedby",n.id),l.dataset.setting=e.name;let i=s("div",{class:"ll-setting",
title:e.help},s("label",{class:"ll-label",for:t},e.label),l,e.name==="noise"?this.select:null,n);return{field:e,el:i,input:l,error:n}}input(e,t){return e.choices?
s("select",{id:t,class:"ll-field"},...e.choices.map(([n,l])=>s("option",{value:n??""},l))):e.kind==="yes"?s("input",{id:t,type:"checkbox"}):s("input",{id:t,type:"\
text",class:e.kind==="number"?"ll-field":"ll-field ll-mono",autocomplete:"off",spellcheck:"false",inputmode:e.kind==="number"?"decimal":null,placeholder:e.empty??
null})}onInput(e,t=!1){let n=this.lines.find(({input:a})=>a===e);if(!n)return;let{field:l,input:i}=n,o;i instanceof HTMLInputElement&&i.type==="checkbox"?o=i.checked:
l.choices?o=i.value===""?null:i.value:o=ke(l,i.value),this.store.edit(a=>a.set(l.name,o)),t&&i instanceof HTMLInputElement&&i.type!=="checkbox"&&(i.value=D(l,this.
store.draft.value(l.name)))}};var Ee=60,F=class{constructor(e,t){this.store=e;this.target.append(s("option",{value:""}),s("option",{value:"same"},"same as source"));for(let l=0;l<e.layers;l+=
1)this.target.append(s("option",{value:l},String(l)));this.sweepButton.title="Ask the same at every position of this layer, or at those that are selected",this.
layersButton.title="Ask this position at every layer, written into every layer",this.preset.setAttribute("aria-describedby",this.help.id),this.text.setAttribute(
"aria-describedby",this.help.id),this.into=s("span",{class:"ll-pair"},s("label",{class:"ll-label",for:this.target.id},"Into layer"),this.target);let n=s("form",
{class:"ll-ask","aria-label":"Ask"},s("div",{class:"ll-line"},s("label",{class:"ll-label",for:this.preset.id},"Question"),this.preset,this.text),this.help,s("di\
v",{class:"ll-line"},s("label",{class:"ll-label",for:this.options.id},"Answers"),this.options,this.into),new V(e,t).el,new K(e,t).el,this.problem,s("div",{class:"\
ll-line ll-actions"},this.where,this.layersButton,this.sweepButton,this.askButton));this.el=n,n.addEventListener("submit",l=>{l.preventDefault(),this.ask()},{signal:t}),
this.sweepButton.addEventListener("click",()=>this.sweep(),{signal:t}),this.layersButton.addEventListener("click",()=>this.layers(),{signal:t}),this.preset.addEventListener(
"change",()=>{e.edit(l=>{l.state.preset=this.preset.value,l.set("position",void 0)}),this.text.hidden||this.text.focus({preventScroll:!0})},{signal:t}),this.text.
addEventListener("input",()=>{e.edit(l=>{l.text=this.text.value,l.set("position",void 0)})},{signal:t}),this.options.addEventListener("input",()=>{e.edit(l=>{l.
state.options=this.options.value})},{signal:t}),this.target.addEventListener("change",()=>{let{value:l}=this.target;e.edit(i=>i.set("layer",l===""?void 0:l==="s\
ame"?null:Number(l)))},{signal:t});for(let l of["selection","kernel","draft","preview"])e.on(l,()=>this.draw(),t);this.draw()}store;el;preset=s("select",{id:w(),
class:"ll-field"});text=s("input",{type:"text",class:"ll-field ll-mono",autocomplete:"off",spellcheck:"false","aria-label":"Question"});help=s("p",{class:"ll-he\
lp",id:w()});problem=s("p",{class:"ll-help ll-problem",role:"status"});options=s("input",{type:"text",class:"ll-field ll-mono",id:w(),autocomplete:"off",spellcheck:"\
false",placeholder:"free, or a choice: Paris, London"});target=s("select",{id:w(),class:"ll-field"});into;offered;where=s("span",{class:"ll-where"});askButton=s(
"button",{type:"submit",class:"ll-button ll-primary"},"Ask");sweepButton=s("button",{type:"button",class:"ll-button"});layersButton=s("button",{type:"button",class:"\
ll-button"},"Layer grid");ask(){let e=this.store.selection,{draft:t}=this.store;e&&t.ready&&this.store.ask({layer:e[0],position:e[1],...t.asking()})}sweep(){let{
selection:e,start:t,draft:n}=this.store;if(!e||!n.ready)return;let[l,i]=e,o=t<i?{start:t,stop:i+1}:{start:null,stop:null};this.store.sweep({layer:l,...o,...n.asking()})}layers(){
let{selection:e,draft:t}=this.store;e&&t.ready&&this.store.layerGrid({position:e[1],...t.asking()})}offer(){let{draft:{ways:e},selection:t,model:n}=this.store,l=(t&&
n.get("kinds")?.[t[1]])??null;if(l===this.offered)return;this.offered=l;let i=new Map,o=e.filter(({subject:c})=>l!==null&&c===l),a=e.filter(c=>!o.includes(c));l!==
null&&i.set(`About this ${l}`,o);for(let c of a)i.set(c.group,[...i.get(c.group)??[],c]);let p=i.get("")??[];i.delete("");let d=({name:c,label:g})=>s("option",{
value:c},g);this.preset.replaceChildren(...p.map(d),...[...i].filter(([,c])=>c.length>0).map(([c,g])=>s("optgroup",{label:c},...g.map(d))))}draw(){let{draft:e,preview:{
problem:t}}=this.store,{way:n}=e;this.offer(),this.preset.value=n.name,this.help.textContent=n.help,this.text.hidden=n.takes==="",this.text.placeholder=n.sample,
this.text.value!==e.text&&(this.text.value=e.text),this.options.value!==e.state.options&&(this.options.value=e.state.options),this.drawLayer();let l=t!==null&&(t.
setting==="question"||t.setting==="layer"||t.setting==="position"||!e.state.open);this.problem.hidden=!l,this.problem.textContent=l?t.message:"",this.problem.classList.
toggle("ll-error",t?.setting!=="question"),this.drawActions()}drawLayer(){let{draft:e}=this.store;this.into.hidden=!e.has("layer");let t=e.way.settings.layer??null,
[n,l]=this.target.options;n&&(n.textContent=t===null?"same as source":`the preset's own: ${t}`),l&&(l.hidden=t===null);let{layer:i}=e.changed();this.target.value=
i===void 0?"":i===null?"same":String(i)}drawActions(){let{selection:e,start:t,tokens:n,draft:l}=this.store,i=e?e[1]-t+1:0;if(e){let[o,a]=e,p=n.slice(t,a+1).join(
""),d=s("b",{class:"ll-mono",title:p},p.length>Ee?`${p.slice(0,Ee)}…`:p);this.where.replaceChildren(i>1?`Layer ${o}, positions ${t} to ${a} `:`Layer ${o}, pos\
ition ${a} `,d,i>1?`; a question reads the last of ${i} tokens`:"")}else this.where.replaceChildren("Choose a cell of the grid.");this.sweepButton.textContent=i>
1?`Sweep ${i} positions`:"Sweep positions";for(let o of[this.askButton,this.sweepButton,this.layersButton])o.disabled=!e||!l.ready;this.layersButton.disabled||=
!l.has("layer")}};var Y=class{el=s("div",{class:"ll-popover",role:"tooltip",popover:"manual"});timer;show(e,...t){clearTimeout(this.timer),this.el.replaceChildren(...t),this.el.dataset.
shown="",this.open()||this.el.showPopover?.();let n=e.getBoundingClientRect(),{offsetWidth:l,offsetHeight:i}=this.el,o=Math.max(8,Math.min(n.left+n.width/2-l/2,
window.innerWidth-l-8)),a=n.bottom+6,p=a+i>window.innerHeight-8?Math.max(8,n.top-i-6):a;this.el.style.left=`${Math.round(o)}px`,this.el.style.top=`${Math.round(
p)}px`}hide(){clearTimeout(this.timer),this.timer=setTimeout(()=>{delete this.el.dataset.shown,this.open()&&this.el.hidePopover?.()},60)}open(){try{return this.
el.matches(":popover-open")}catch{return!1}}};function Le(r,e,t){let n=s("div",{class:"ll-pop-head"},s("span",{},r),s("b",{class:"ll-mono"},e));if(!t)return[n,s(
"div",{class:"ll-quiet"},"The lens has not been read here yet.")];let l=t.tokens.map((i,o)=>{let a=t.probs[o]??0;return s("div",{class:"ll-pop-row"},s("span",{class:"\
ll-mono ll-cut"},i),m(s("span",{class:"ll-bar"}),"--p",String(a)),s("span",{class:"ll-num"},h(a)))});return[n,...l]}var Q=class{constructor(e,t,n,l,i){this.store=e;let{tokens:o,layers:a}=e;this.matrix=new $({label:"Lens: layers by tokens",corner:"layer",rows:a,columns:o.length,
widths:[68,168],names:["layer","position"],head:p=>[s("small",{},String(p)),s("span",{class:"ll-mono ll-cut"},o[p]??"")],headTitle:p=>`${p}: ${o[p]??""}`,fill:(p,d,c)=>this.
fill(p,d,c),marked:()=>this.marked(),choose:(p,d)=>{d?this.extend(p):this.choose(p)},enter:n,extend:p=>this.extend(p),hint:([p,d])=>Le(`Layer ${p}, position ${d}`,
o[d]??"",e.lens.at(p,d)),seen:(...p)=>e.look(...p),sized:l},t,e.selection??[a-1,o.length-1],i),this.el=s("div",{class:"ll-grid"},this.matrix.scroller,this.note),
this.listen(i),e.on("selection",()=>this.follow(),i);for(let p of["lens","answers","kernel"])e.on(p,()=>this.refresh(),i);this.matrix.layout(),this.say()}store;el;matrix;note=s(
"div",{class:"ll-note",role:"status"});anchor=null;dragged=null;listen(e){let{canvas:t}=this.matrix;t.addEventListener("pointerdown",n=>{n.button!==0||n.pointerType===
"touch"||n.shiftKey||(this.anchor=this.matrix.place(n.target)??null)},{signal:e}),t.addEventListener("pointerover",n=>{let l=this.matrix.place(n.target);if(!this.
anchor||!l||(n.buttons&1)===0)return;let[i,o]=this.anchor;!this.dragged&&l[1]===o||(this.dragged={row:i,from:Math.min(o,l[1]),to:Math.max(o,l[1])},this.matrix.refresh())},
{signal:e}),document.addEventListener("pointerup",()=>{let n=this.dragged;this.dragged=null,n&&this.store.select(n.row,n.to,n.from)},{signal:e})}marked(){let{selection:e,
start:t}=this.store;return this.dragged?[this.dragged.row,this.dragged.from,this.dragged.to]:e&&[e[0],t,e[1]]}choose([e,t]){this.anchor=[e,t],this.store.select(
e,t)}extend([e,t]){let[,n]=this.anchor??=this.store.selection??[e,t];this.store.select(e,Math.max(n,t),Math.min(n,t))}fill(e,t,n){let{lens:l,tokens:i,answers:o}=this.
store,a=l.at(t,n),p=a?.tokens[0],d=a?.probs[0]??0;e.textContent!==(p??"")&&(e.textContent=p??""),m(e,"--p",String(d));let c=a?`lens reads ${p}, probability ${h(
d)}`:"not read yet";e.setAttribute("aria-label",`Layer ${t}, position ${n} ${i[n]}: ${c}`);let[g,u,f]=this.marked()??[-1,0,-1],y=g===t&&u<=n&&n<=f;e.setAttribute(
"aria-selected",String(y)),e.classList.toggle("ll-among",y&&u<f),e.classList.toggle("ll-first",y&&n===u),e.classList.toggle("ll-last",y&&n===f),e.classList.toggle(
"ll-empty",!a),e.classList.toggle("ll-dim",(this.store.model.get("special")??[]).includes(n)),e.classList.toggle("ll-answered",o.some(N=>N.layer===t&&N.position===
n))}refresh(){this.matrix.refresh(),this.say()}say(){let e=[...this.store.lens.failed.values()][0];if(this.note.replaceChildren(),e===void 0)return;let t=s("but\
ton",{type:"button",class:"ll-link"},"Try again");t.addEventListener("click",()=>{this.store.retryLens(),this.matrix.paint()}),this.note.append(s("span",{class:"\
ll-error"},`The lens could not be read: ${e} `),t)}follow(){let{selection:e,start:t}=this.store;if(!e)return this.refresh();let[n,l]=this.matrix.cursor;if(t===e[1]&&
(this.anchor=e),n===e[0]&&l>=t&&l<=e[1])return this.refresh();this.matrix.move(e,this.el.contains(document.activeElement))}};var U=class{constructor(e,t){this.store=e;this.el.append(s("h4",{},"Answers so far"),this.list),this.list.addEventListener("click",n=>{let l=n.target instanceof
Element?n.target.closest("button"):null,i=this.store.answers.find(({id:o})=>o===l?.dataset.id);i&&this.store.show(i)},{signal:t}),e.on("answers",()=>this.draw(),
t),this.draw()}store;el=s("nav",{class:"ll-history","aria-label":"Answers so far"});list=s("ol",{});draw(){let{answers:e,answer:t}=this.store;this.el.hidden=e.length<
2;let n=this.el.contains(document.activeElement)?document.activeElement:null;this.list.replaceChildren(...[...e].reverse().map(i=>{let o=s("button",{type:"butto\
n","data-id":i.id,"aria-current":i.id===t?.id?"true":null,title:`Layer ${i.layer}, position ${i.position}
${i.question}
${i.text.trim()}`},s("span",{class:"ll-quiet ll-num"},String(i.layer)),s("span",{class:"ll-mono ll-cut ll-quiet"},i.token),s("span",{class:"ll-mono ll-cut"},i.text.
trim()||"nothing"),m(s("span",{class:"ll-bar"}),"--p",String(i.confidence)),s("span",{class:"ll-num"},h(i.confidence)));return s("li",{},o)}));let l=n?.dataset.
id;l&&this.list.querySelector(`[data-id="${CSS.escape(l)}"]`)?.focus({preventScroll:!0})}};var _e={name:"",label:"",help:"",group:"",takes:"question",sample:"",subject:null,settings:{}},Ae=(r,e)=>JSON.stringify(r)===JSON.stringify(e),J=class{constructor(e,t={}){
this.ways=e;this.state={preset:"",texts:{},options:"",settings:{},open:!1,...t}}ways;state;get way(){return this.ways.find(({name:e})=>e===this.state.preset)??this.
ways[0]??_e}get text(){return this.state.texts[this.way.name]??""}set text(e){this.state.texts={...this.state.texts,[this.way.name]:e}}get ready(){return this.way.
takes===""||this.text.trim()!==""}has(e){return e in this.way.settings}value(e){let{settings:t}=this.state;return(e in t?t[e]:this.way.settings[e])??null}set(e,t){
let{[e]:n,...l}=this.state.settings;this.state.settings=t===void 0||Ae(t,this.way.settings[e])?l:{...l,[e]:t}}changed(){return Object.fromEntries(Object.entries(
this.state.settings).filter(([e,t])=>this.has(e)&&!Ae(t,this.way.settings[e])))}reset(){this.state.settings={}}asking(){return{question:this.question(),options:this.
state.options.split(",").map(e=>e.trim()).filter(Boolean),settings:this.changed()}}question(){let{name:e,takes:t}=this.way;return e===""?{text:this.text.trim()}:
t===""?{preset:e}:{preset:e,text:this.text.trim()}}};var X=class{constructor(e,t){this.layers=e;this.positions=t}layers;positions;readings=new Map;asked=new Map;failed=new Map;at(e,t){return this.readings.get(e*this.
positions+t)}add(e){let t=0;for(let n of e.layers)for(let l=e.start;l<e.stop;l+=1){let i=t*e.k;this.readings.set(n*this.positions+l,{tokens:e.index.slice(i,i+e.
k).map(o=>e.words[o]??""),probs:e.probs.slice(i,i+e.k)}),t+=1}}missing(e,t,n,l){let i=new Map;for(let o=Math.floor(e/16)*16;o<t;o+=16)for(let a=Math.floor(n/32)*
32;a<l;a+=32){let p=`${o}:${a}`;if(this.asked.has(p)||this.failed.has(p))continue;let d=[];for(let g=o;g<Math.min(o+16,this.layers);g+=1)d.push(g);let c=Math.min(
a+32,this.positions);this.covered(d,a,c)||i.set(p,{layers:d,start:a,stop:c})}return i}strayed(e,t,n,l){return[...this.asked].filter(([i])=>{let[o=0,a=0]=i.split(
":").map(Number);return o>=t||o+16<=e||a>=l||a+32<=n}).map(([,i])=>i)}began(e,t){this.asked.set(e,t)}ended(e,t){for(let[n,l]of this.asked)l===e&&(this.asked.delete(
n),t!==void 0&&this.failed.set(n,t))}covered(e,t,n){return e.every(l=>{for(let i=t;i<n;i+=1)if(!this.at(l,i))return!1;return!0})}};var E={queued:700,ping:4e3,heartbeat:1e4,route:400,subshell:1500},L={here:"",busy:"The kernel is busy with a notebook cell; your question is waiting.",gone:"The\
 kernel is gone. Run the notebook cell again."};function Oe(r){try{return r.widget_manager?.kernel?.status}catch{return}}var Z=class{constructor(e,t,n){this.model=
e;this.onState=t;this.signal=n;n?.addEventListener("abort",()=>this.forget())}model;onState;signal;state="here";waiting=new Map;heard=Date.now();routing;send(e,t=!1){
try{this.model.send(e)}catch{return this.become("gone"),!1}return t&&e.id&&this.watch(e.id,e.kind==="ping"?E.ping:E.queued),!0}receive(e){this.heard=Date.now(),
e.id&&this.settle(e.id),(e.kind==="pong"||this.waiting.size===0)&&this.become("here")}ping(){this.send({kind:"ping",id:`ping-${Math.random().toString(36).slice(
2)}`},!0)}route(e=E.route){clearTimeout(this.routing),this.routing=setTimeout(()=>{this.state!=="gone"&&this.send({kind:"ping",id:"route"})},e)}beat(){Date.now()-
this.heard<E.heartbeat||this.waiting.size>0||this.ping()}watch(e,t){this.settle(e),this.waiting.set(e,setTimeout(()=>this.silent(e),t))}silent(e){let t=Oe(this.
model),n=t==="dead"||t==="terminating"||t==="idle"&&e.startsWith("ping-");this.become(n?"gone":"busy"),this.state!=="gone"&&(t==="idle"&&this.ping(),this.watch(
e,E.ping))}settle(e){clearTimeout(this.waiting.get(e)),this.waiting.delete(e)}become(e){e==="gone"&&this.forget(),e!==this.state&&(this.state=e,this.signal?.aborted||
this.onState(e))}forget(){clearTimeout(this.routing);for(let e of this.waiting.values())clearTimeout(e);this.waiting.clear()}};var ee=class{constructor(e,t,n){this.send=e;this.changed=t;n?.addEventListener("abort",()=>clearTimeout(this.timer))}send;changed;target=null;problem=null;awaited;timer;last="";want(e){
let t=JSON.stringify(e);t!==this.last&&(this.last=t,clearTimeout(this.timer),this.awaited=void 0,e===null?this.show(null,null):this.timer=setTimeout(()=>{this.awaited=
this.send(e)},250))}receive(e){return e.id===void 0||e.id!==this.awaited?e.what==="target":(e.kind==="result"?this.show(e.value,null):e.kind==="error"&&this.fail(
e.setting||"question",e.message??""),!0)}fail(e,t){this.show(e==="question"?null:this.target,{setting:e,message:t})}show(e,t){this.target=e,this.problem=t,this.
changed()}};var q=class{constructor(e){this.all=e;this.shown=e.at(-1)??null}all;shown;grow(e,t,n){let l=this.all.find(o=>o.id===e)??n(),i=new Set(l.points.map(o=>o.id));this.
add({...l,points:[...l.points,...t.filter(o=>!i.has(o.id))]})}add(e){let t=this.all.findIndex(({id:n})=>n===e.id);this.all=t<0?[...this.all,e]:this.all.with(t,e),
(t<0||this.shown?.id===e.id)&&(this.shown=e)}replace(e,t){let n=this.all.filter(({id:l})=>t(l)&&!e.some(i=>i.id===l));this.all=[...e,...n],this.shown=this.all.find(
({id:l})=>l===this.shown?.id)??this.all.at(-1)??null}};var je=3e3,Re=400,z=class{constructor(e,t){this.model=e;this.tokens=e.get("tokens"),this.layers=e.get("n_layers")+1,this.frozen=e.get("frozen")===!0,this.lens=new X(
this.layers,this.tokens.length),this.answers=e.get("history")??[],this.curves=new q(e.get("curves")??[]),this.heatMaps=new q(e.get("heat_maps")??[]),this.draft=
new J(e.get("presets")??[],e.get("draft")??{}),this.selection=e.get("selection")??null,this.start=this.toldStart(),this.answer=this.answers.at(-1)??null;for(let i of e.
get("pages")??[])this.lens.add(i);if(this.link=new Z(e,i=>this.onKernel(i),t),this.preview=new ee(i=>{let o=de();return this.link.send({kind:"query",id:o,what:"\
target",args:i})?o:void 0},()=>this.emit("preview"),t),this.frozen)return;let n=[["msg:custom",i=>this.receive(i)],["change:selection",()=>{this.echoed(),this.link.
route()}],["change:span",()=>this.echoed()],["change:draft",()=>this.link.route()],["change:history",()=>this.replaceAnswers()],["change:curves",()=>{this.curves.
replace(e.get("curves"),i=>this.work.has(i)),this.emit("curves")}],["change:heat_maps",()=>{this.heatMaps.replace(e.get("heat_maps"),i=>this.work.has(i)),this.emit(
"heat maps")}],["change:pages",()=>{this.morePages(),this.link.route()}],["comm_live_update",()=>this.link.ping()]];for(let[i,o]of n)e.on(i,o);let l=setInterval(
()=>{this.work.size>0&&this.link.beat()},2e3);t?.addEventListener("abort",()=>{clearInterval(l),clearTimeout(this.resting);for(let[i,o]of n)e.off(i,o)}),this.link.
ping(),this.link.route(E.subshell),this.lookAhead()}model;tokens;layers;frozen;lens;work=new Map;curves;heatMaps;draft;preview;answers;selection;start;answer;link;topics=new EventTarget;ours=[];me=Math.
random().toString(36).slice(2);said=0;resting;on(e,t,n){this.topics.addEventListener(e,t,{signal:n})}emit(e){this.topics.dispatchEvent(new Event(e))}select(e,t,n=t){
let{selection:l}=this;if(l?.[0]!==e||l[1]!==t||this.start!==n){this.selection=[e,t],this.start=n;let i={kind:"select",layer:e,position:t,start:n,from:this.me,n:++this.
said};!this.frozen&&this.link.send(i)&&this.ours.push({cell:[e,t],start:n,at:Date.now()}),this.lookAhead()}this.emit("selection")}echoed(){let e=this.model.get(
"selection"),t=this.toldStart();this.ours=this.ours.filter(({at:o})=>Date.now()-o<je);let n=this.ours.findIndex(o=>o.cell[0]===e?.[0]&&o.cell[1]===e[1]&&o.start===
t);if(this.ours.splice(0,n+1),this.ours.length>0)return;let[l,i]=this.selection??[];l===e?.[0]&&i===e?.[1]&&this.start===t||(this.selection=e,this.start=t,this.
lookAhead(),this.emit("selection"))}toldStart(){let e=this.model.get("selection")?.[1]??0,t=this.model.get("span");return t&&t[1]-1===e?t[0]:e}edit(e){e(this.draft),
clearTimeout(this.resting),this.resting=setTimeout(()=>{this.link.send({kind:"draft",draft:this.draft.state,from:this.me,n:++this.said})},Re),this.lookAhead(),this.
emit("draft")}lookAhead(){if(this.frozen)return;let{question:e,settings:t}=this.draft.asking(),[n,l]=this.selection??[null,null];this.preview.want(this.draft.ready?
{question:e,settings:t,layer:n,position:l}:null)}ask(e){this.begin("ask",e)}sweep(e){this.begin("sweep",e)}layerGrid(e){this.begin("layers",e)}begin(e,t){for(let[
i,o]of this.work)o.state==="failed"&&this.work.delete(i);let n=de(),l={id:n,what:e,args:t,state:"sent",ahead:0,done:0,total:0,message:""};this.work.set(n,l),this.
link.send({kind:"query",id:n,what:e,args:t},!0)||Object.assign(l,{state:"failed",message:L.gone}),this.emit("work")}cancel(e){(this.work.get(e)?.state==="failed"||
!this.link.send({kind:"cancel",id:e}))&&this.work.delete(e),this.emit("work")}look(e,t,n,l){if(!this.frozen){for(let i of this.lens.strayed(e,t,n,l))this.link.send(
{kind:"cancel",id:i});for(let[i,o]of this.lens.missing(e,t,n,l)){let a=de();this.lens.began(i,a),this.link.send({kind:"query",id:a,what:"lens",args:o},!0)||this.
lens.ended(a,L.gone)}}}retryLens(){this.lens.failed.clear(),this.emit("lens")}show(e){this.answer=e,this.select(e.layer,e.position),this.emit("answers")}showCurve(e){
this.curves.shown=e,this.emit("curves")}showHeatMap(e){this.heatMaps.shown=e,this.emit("heat maps")}receive(e){this.link.receive(e);let{id:t}=e;if(e.kind==="pon\
g"){for(let l of e.work??[])this.adopt(l);this.emit("work");return}if(t===void 0||this.preview.receive(e))return;e.kind==="queued"&&this.adopt({...e,state:"queu\
ed"});let n=this.work.get(t);e.kind==="progress"&&n&&Object.assign(n,{state:"running",done:e.done??0,total:e.total??0}),e.kind==="partial"&&this.partial(t,e.answers??
[]),["result","error","cancelled"].includes(e.kind)&&this.end(t,e,n),this.emit("work")}adopt(e){let{id:t,what:n,args:l}=e;if(t===void 0||n===void 0||n==="lens"||
n==="target")return;let i=this.work.get(t);this.work.set(t,{id:t,what:n,args:l??{},message:"",state:e.state==="running"?"running":"queued",ahead:e.ahead??i?.ahead??
0,done:e.done??0,total:e.total??0})}end(e,t,n){let l=t.kind==="error"?t.message||t.type||"It failed.":void 0;this.lens.ended(e,l),n&&l!==void 0&&t.setting&&this.
preview.fail(t.setting,l),n&&l!==void 0?Object.assign(n,{state:"failed",message:l}):this.work.delete(e),t.kind==="result"&&n?.what==="ask"?this.addAnswer(t.value):
t.kind==="result"&&n?.what==="sweep"?(this.curves.add(t.value),this.emit("curves")):t.kind==="result"&&We(t.value)&&this.lens.add(t.value),this.emit("lens")}partial(e,t){
let n=this.work.get(e),[l]=t;if(!l)return;let i={id:e,question:l.question,total:n?.total??0,complete:!1,points:[]};n?.what==="layers"?(this.heatMaps.grow(e,t,()=>({
...i,position:l.position})),this.emit("heat maps")):(this.curves.grow(e,t,()=>({...i,layer:l.layer})),this.emit("curves"))}addAnswer(e){this.answers=[...this.answers.
filter(({id:t})=>t!==e.id),e],this.answer=e,this.emit("answers")}replaceAnswers(){let e=this.answers.at(-1)?.id;this.answers=this.model.get("history");let t=this.
answers.at(-1)??null;(t?.id!==e||!this.answers.some(({id:n})=>n===this.answer?.id))&&(this.answer=t),this.emit("answers")}morePages(){for(let e of this.model.get(
"pages"))this.lens.add(e);this.emit("lens")}onKernel(e){if(e==="gone")for(let t of this.work.values())Object.assign(t,{state:"failed",message:L.gone});this.emit(
"kernel"),this.emit("work")}};function We(r){return typeof r=="object"&&r!==null&&"words"in r}function de(){return`${Date.now().toString(36)}-${Math.random().toString(
36).slice(2,10)}`}var te=class{constructor(e,t){this.store=e;e.on("work",()=>this.draw(),t),e.on("kernel",()=>this.draw(),t),this.draw()}store;el=s("div",{class:"ll-work"});lines=new Map;draw(){
let{work:e,link:t}=this.store,n=[];for(let l of e.values())n.push([l.id,`${l.state}`,this.line(l)]);if(t.state!=="here"&&![...e.values()].some(({state:l})=>l===
"sent"||l==="failed")){let l=t.state==="busy"?"The kernel is busy with a notebook cell.":L.gone;n.push(["kernel",t.state==="gone"?"failed":"sent",[s("span",{class:"\
ll-says"},l)]])}for(let[l,i]of this.lines)n.some(([o])=>o===l)||(i.remove(),this.lines.delete(l));for(let[l,i,o]of n){let a=this.lines.get(l);a||(a=s("div",{class:"\
ll-job"}),this.lines.set(l,a),this.el.append(a)),a.dataset.state=i;let p=a.querySelector("button"),d=o.find(c=>c instanceof HTMLButtonElement);if(p&&d&&p.textContent===
d.textContent){for(let c of[...a.childNodes])c!==p&&c.remove();p.before(...o.filter(c=>c!==d))}else a.replaceChildren(...o)}}line(e){let t=e.state==="failed",n=s(
"button",{type:"button",class:"ll-link"},t?"Dismiss":"Cancel");n.addEventListener("click",()=>this.store.cancel(e.id));let l=[s("span",{class:t?"ll-says ll-erro\
r":"ll-says",role:t?"alert":null},this.says(e))];if(e.state==="running"){let i=e.total>0,o=s("span",{class:i?"ll-bar ll-progress":"ll-bar ll-progress ll-unknown",
role:"progressbar","aria-valuemin":0,"aria-valuemax":i?e.total:null,"aria-valuenow":i?e.done:null,"aria-label":"Progress"});l.push(m(o,"--p",String(i?e.done/e.total:
1))),i&&l.push(s("span",{class:"ll-num"},`${e.done} of ${e.total}`))}return[...l,n]}says(e){let{layer:t,position:n}=e.args,l=e.what==="sweep"?`Sweeping layer ${t}`:
e.what==="layers"?`Asking position ${n} at every layer, into every layer`:`Asking layer ${t}, position ${n}`;return e.state==="failed"?e.message:e.state==="sent"&&
this.store.link.state==="busy"?L.busy:e.state==="queued"&&e.ahead>0?`${l}: waiting for ${e.ahead} before it`:l}};function Ke(r,e,t){for(let[n,l]of[[r,e],[e,r]])n.addEventListener("scroll",()=>{l.scrollLeft!==n.scrollLeft&&(l.scrollLeft=n.scrollLeft)},{signal:t,passive:!0})}
function Ge(r){return s("style",{},`.ll-for-${r.replace(/\W/g,"")} { display: none; }`)}function Be(r,e,t){let n=new Y,l=r.frozen?null:new F(r,t),i=new j(r,n,t),
o=new Q(r,n,()=>l?.ask(),d=>i.fit(d),t);Ke(o.matrix.scroller,i.scroller,t);let a=r.layers-1,p=r.tokens.length;e.append(s("header",{class:"ll-top"},s("span",{class:"\
ll-name"},r.model.get("title")),s("span",{class:"ll-quiet"},`${p} ${p===1?"position":"positions"}, layers 0 to ${a}`,r.frozen?". A saved view: open the notebook\
 to ask.":"")),o.el,l?.el??"",new te(r,t).el,i.el,new W(r,n,t).el,s("div",{class:"ll-result"},new B(r,t).el,new U(r,t).el),n.el)}var tn=()=>{let r;return{initialize({
model:e,signal:t}){r=new z(e,t)},render({model:e,el:t,signal:n}){let l=s("div",{class:"ll-root","data-jp-suppress-context-menu":!0});t.append(l),l.addEventListener(
"keydown",i=>{!i.ctrlKey&&!i.metaKey&&i.stopPropagation()},{signal:n});try{Be(r??=new z(e,n),l,n),l.append(Ge(e.get("key")??""))}catch(i){throw l.replaceChildren(
s("p",{class:"ll-error",role:"alert"},`The Explorer could not be drawn: ${i}`)),i}}}};export{tn as default};
