// What stands in the place of libraries does the same; fails at the first thing that differs.
import { deepStrictEqual as same } from "node:assert";
import Theirs from "../.web/node_modules/decimal.js-light/decimal.mjs";
import { mergician as theirs } from "../.web/node_modules/mergician/dist/mergician.esm.js";
import Ours from "../fitness_app/lean_build/decimal.js";
import { mergician as ours } from "../fitness_app/lean_build/merge.js";

const both = (reckon) => same(reckon(Ours), reckon(Theirs));

for (const one of [-7.49, -0.1, 0, 0.2, 3, 41.05, 30022.906])
  for (const other of [0.1, 2.5, 1500]) {
    for (const how of ["add", "sub", "mul", "mod"])
      both((Decimal) => new Decimal(one)[how](other).toNumber());
    for (const how of ["lt", "lte"]) both((Decimal) => new Decimal(one)[how](new Decimal(other)));
  }
for (const one of [0.004, 0.5, 1, 10, 999, 30022.906]) {
  both((Decimal) => Math.floor(new Decimal(-one).abs().log(10).toNumber()));
  both((Decimal) => new Decimal(10).pow(Math.floor(Math.log10(one))).toNumber());
  both((Decimal) => new Decimal(one).div(4).toNumber());
  both((Decimal) => new Decimal(one).isint());
}

const styles = [{ a: 1, b: { c: 2, d: [3] } }, { b: { d: [4], e: null }, f: "5" }];
same(ours(...styles), theirs(...styles));
