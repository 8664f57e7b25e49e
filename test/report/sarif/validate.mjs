// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// validate.mjs FILE...: fails unless each file is SARIF 2.1.0, by its schema and
// by the rules of Microsoft's validator. The package.json beside this file has
// been installed in npm/ of the build folder.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

// We have no home page.
const tolerated = new Set(["SARIF2005"]);

const files = process.argv.slice(2);
const modules = join(process.env.COROLINT_BUILD, "npm");
const require = createRequire(join(resolve(modules), "package.json"));
const multitool = join(modules, "node_modules/@microsoft/sarif-multitool-linux");

const schema = JSON.parse(readFileSync(join(multitool, "sarif-2.1.0.json")));
const ajv = new (require("ajv/dist/2020"))({ strict: false, allErrors: true });
require("ajv-formats")(ajv);
const isSarif = ajv.compile(schema);

function schemaErrors(file) {
  if (isSarif(JSON.parse(readFileSync(file)))) return [];
  return isSarif.errors.map((e) => `${e.instancePath}: ${e.message}`);
}

// Multitool always ends with 0: what it found is in its own report.
function ruleErrors(file) {
  const report = file + ".validation";
  rmSync(report, { force: true });
  const run = spawnSync(
    join(multitool, "Sarif.Multitool"),
    ["validate", file, "--output", report, "--level", "Error;Warning", "--kind", "Fail"],
    { encoding: "utf8", env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" } });
  if (run.error) return [`cannot run the validator: ${run.error.message}`];
  const log = JSON.parse(readFileSync(report));
  return log.runs[0].results
    .filter((r) => !tolerated.has(r.ruleId))
    .map((r) => `${r.level ?? "warning"} ${r.ruleId}: ${JSON.stringify(r.message)}`);
}

let wrong = 0;
for (const file of files)
  for (const error of [...schemaErrors(file), ...ruleErrors(file)]) {
    console.error(`${file}: ${error}`);
    ++wrong;
  }
process.exit(wrong ? 1 : 0);
