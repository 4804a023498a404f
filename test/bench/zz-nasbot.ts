import { benchData } from '../support/bench-data';
import { parseTable } from '../../src/core/estimator/table';
import { createSpace } from '../../src/core/space/catalog';
import { createRng } from '../../src/core/base/random';
import { Otmann } from '../../src/core/strategy/nasbot/otmann';
const table = parseTable(JSON.parse(benchData('nasbench201.json.gz')!), {kind:'table',path:'x',dataset:'c10'},'x');
const space = createSpace({kind:'nas-bench-201'}, table.context);
const rng = createRng(1);
const o = new Otmann();
import { tableEstimator } from '../../src/core/estimator/table';
const est = tableEstimator(table, space);
function ranks(v:number[]){const idx=v.map((x,i)=>[x,i] as const).sort((a,b)=>a[0]-b[0]);const r=new Array(v.length).fill(0);let i=0;while(i<idx.length){let j=i;while(j+1<idx.length&&idx[j+1]![0]===idx[i]![0])j++;for(let k=i;k<=j;k++)r[idx[k]![1]]=(i+j)/2;i=j+1;}return r;}
function pearson(a:number[],b:number[]){const n=a.length;const ma=a.reduce((x,y)=>x+y)/n,mb=b.reduce((x,y)=>x+y)/n;let ab=0,aa=0,bb=0;for(let i=0;i<n;i++){ab+=(a[i]!-ma)*(b[i]!-mb);aa+=(a[i]!-ma)**2;bb+=(b[i]!-mb)**2;}return ab/Math.sqrt(aa*bb);}
const spearman=(a:number[],b:number[])=>pearson(ranks(a),ranks(b));
for (const minAcc of [0, .5, .8, .9]) {
  const xs=[] as {p:any,acc:number}[];
  while(xs.length<400){const g=space.sample(rng);const acc=est.estimate(g,0).metrics['testAccuracy']!;if(acc<minAcc)continue;xs.push({p:o.profile(space.sketch(g)!),acc});}
  const ds:number[][]=Array.from({length:8},()=>[]),dy:number[]=[];
  const out=new Float64Array(4);
  let t=cpu(),np=0;
  for(let i=0;i<400;i++)for(let j=0;j<i;j++){o.distances(xs[i]!.p,xs[j]!.p,out);np++;for(let w=0;w<4;w++){ds[w]!.push(out[w]!);ds[4+w]!.push(out[w]!/(xs[i]!.p.totalMass+xs[j]!.p.totalMass));}dy.push(Math.abs(xs[i]!.acc-xs[j]!.acc));}
  t=cpu()-t;
  console.log('acc>',minAcc,'us/pair',(1000*t/np).toFixed(2),'mean d',ds.map(d=>(d.reduce((a,b)=>a+b)/d.length).toFixed(3)).join(' '));
  console.log('  spearman',ds.map(d=>spearman(d,dy).toFixed(3)).join(' '));
}
function cpu(){const {user,system}=process.cpuUsage();return (user+system)/1000;}
