import { soak } from './test/soak/soak.ts';
const t=performance.now();
console.log(await soak({ actions: Number(process.argv[2]), seed: Number(process.argv[3] ?? 1) }), performance.now()-t);
setTimeout(()=>process.exit(),10)
