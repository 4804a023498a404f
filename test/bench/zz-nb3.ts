import { createRng } from '../../src/core/base/random';
import { createSpace } from '../../src/core/space/catalog';
import { Otmann } from '../../src/core/strategy/nasbot/otmann';
import { PartialTransport } from '../../src/core/surrogate/optimal-transport';
const P:any=PartialTransport.prototype;
const ctx={inputShape:[32,32,3],outputUnits:10};
function cpu(){const {user,system}=process.cpuUsage();return (user+system)/1000;}
const space=createSpace({kind:'nas-bench-macro'} as any,ctx);
const o=new Otmann();const rng=createRng(1);
const ps=Array.from({length:100},()=>o.profile(space.sketch(space.sample(rng))!));
console.log(JSON.stringify(ps[0]!.parts.map(p=>[p.labelClass,p.labels.length,[...p.masses]])));
const out=new Float64Array(4);
for(let r=0;r<3;r++){let t=cpu(),np=0;for(let i=0;i<100;i++)for(let j=0;j<i;j++){o.distances(ps[i]!,ps[j]!,out);np++;}
console.log('pair us',1000*(cpu()-t)/np);}
