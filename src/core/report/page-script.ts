/**
 * What makes the table of trials sortable and filterable; the document is complete without it. It reads nothing but the
 * table's own text and writes nothing but the order and the visibility of rows.
 */
export const PAGE_SCRIPT = `(()=>{
const table=document.getElementById('trials');if(!table)return;
const body=table.tBodies[0],heads=[...table.tHead.rows[0].cells],rows=[...body.rows],say=document.getElementById('said');
const count=(n)=>{say.textContent=n+' of '+rows.length+' trials'};
heads.forEach((head,column)=>{
const button=document.createElement('button');button.type='button';button.append(...head.childNodes);head.append(button);
button.addEventListener('click',()=>{
const up=head.getAttribute('aria-sort')==='descending'||!head.hasAttribute('aria-sort')&&!head.classList.contains('number');
heads.forEach((one)=>one.removeAttribute('aria-sort'));head.setAttribute('aria-sort',up?'ascending':'descending');
const isNumber=head.classList.contains('number'),sign=up?1:-1;
const keys=new Map(rows.map((row)=>{const text=row.cells[column].textContent;return[row,isNumber?(text===''?NaN:Number(text)):text]}));
rows.sort((a,b)=>{const x=keys.get(a),y=keys.get(b);
if(isNumber)return isNaN(x)||isNaN(y)?isNaN(x)-isNaN(y):sign*(x-y);
return sign*x.localeCompare(y)});
body.append(...rows)})});
const tools=document.getElementById('tools'),field=tools.querySelector('input');tools.hidden=false;count(rows.length);
let texts;field.addEventListener('input',()=>{
texts??=new Map(rows.map((row)=>[row,row.textContent.toLowerCase()]));
const words=field.value.toLowerCase().split(/\\s+/);let n=0;
for(const row of rows){row.hidden=!words.every((word)=>texts.get(row).includes(word));if(!row.hidden)n++}
count(n)});
})();`;
