function c(o){let n=new Map;return{get:t=>o[t],set:(t,e)=>{o[t]=e;for(let r of n.get(`change:${t}`)??[])r()},save_changes:()=>{},send:()=>{throw new Error("A sa\
ved view has no kernel.")},on:(t,e)=>{n.set(t,(n.get(t)??new Set).add(e))},off:(t,e)=>n.get(t)?.delete(e)}}async function g(o,n,t){let r=(await import(URL.createObjectURL(
new Blob([o],{type:"text/javascript"})))).default,s=typeof r=="function"?r():r,i={model:c(n),signal:new AbortController().signal};await s.initialize?.(i),await s.
render?.({...i,el:t})}function w(o,n){if(typeof n!="object"||n===null||!("base64"in n))return n;let t=atob(String(n.base64));return new DataView(Uint8Array.from(
t,e=>e.charCodeAt(0)).buffer)}var a=document.getElementById("ll-state")?.textContent,d=document.getElementById("ll-page");if(a&&d){let{esm:o,state:n}=JSON.parse(
a,w);g(o,n,d)}export{c as frozenModel,g as start};
