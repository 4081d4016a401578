function g(t){let e=new Map;return{get:n=>t[n],set:(n,o)=>{t[n]=o;for(let r of e.get(`change:${n}`)??[])r()},save_changes:()=>{},send:()=>{throw new Error("A sa\
ved view has no kernel.")},on:(n,o)=>{e.set(n,(e.get(n)??new Set).add(o))},off:(n,o)=>e.get(n)?.delete(o)}}async function c(t,e,n){let r=(await import(URL.createObjectURL(
new Blob([t],{type:"text/javascript"})))).default,s=typeof r=="function"?r():r,i={model:g(e),signal:new AbortController().signal};await s.initialize?.(i),await s.
render?.({...i,el:n})}var a=document.getElementById("ll-state")?.textContent,d=document.getElementById("ll-page");if(a&&d){let{esm:t,state:e}=JSON.parse(a);c(t,
e,d)}export{g as frozenModel,c as start};
