import { createSpace } from '../../src/core/space/catalog';
import { createRng } from '../../src/core/base/random';
import { Otmann } from '../../src/core/strategy/nasbot/otmann';
import { customWithEverything, tinyTransformer } from '../support/spaces';
const ctx={inputShape:[32,32,3],outputUnits:10};
const spaces:any={nb201:createSpace({kind:'nas-bench-201'},ctx),macro:createSpace({kind:'nas-bench-macro'} as any,ctx),
chain4:createSpace({kind:'chain-cnn'},ctx),chain10:createSpace({kind:'chain-cnn',minDepth:10,maxDepth:10} as any,ctx),chain32:createSpace({kind:'chain-cnn',minDepth:32,maxDepth:32} as any,ctx),mlp:createSpace({kind:'mlp'},{inputShape:[10],outputUnits:3}),all:customWithEverything(),tr:tinyTransformer()};
for(const [name,space] of Object.entries<any>(spaces)){
  const o=new Otmann();const rng=createRng(1);
  const gs=Array.from({length:150},()=>space.sample(rng));
  for(const g of gs)space.sketch(g);
  let t=cpu();const sk=gs.map((g:any)=>space.sketch(g));const ts=cpu()-t;
  for(const a of sk)o.profile(a);
  t=cpu();const ps=sk.map((a:any)=>o.profile(a));const tp=cpu()-t;
  const out=new Float64Array(4);let np=0;
  const m=name==='chain32'?30:150;
  for(let i=0;i<20;i++)for(let j=0;j<i;j++)o.distances(ps[i],ps[j],out);
  t=cpu();for(let i=0;i<m;i++)for(let j=0;j<i;j++){o.distances(ps[i],ps[j],out);np++;}
  t=cpu()-t;
  const L=ps.reduce((s:number,p:any)=>s+p.parts.reduce((x:number,q:any)=>x+q.labels.length,0),0)/ps.length;
  console.log(name,'layers',L.toFixed(1),'sketch us',(1000*ts/150).toFixed(0),'profile us',(1000*tp/150).toFixed(0),'pair us',(1000*t/np).toFixed(2));
}
function cpu(){const {user,system}=process.cpuUsage();return (user+system)/1000;}
