// Runs the steps of a test run, counts what they say, and prints one closing line.
import { spawn } from "node:child_process";
import { root } from "./prepare.mjs";
import { countsIn, flakyIn, withoutPassed } from "./runner-output.mjs";

/** Runs one command; answers its exit code and everything it printed. */
export const run = (command, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });

const totals = { passed: 0, failed: 0 };

/** Runs a named step and adds what it counts; a step without counts is one test of its own. */
export const step = async (name, command, args, { env = {}, check } = {}) => {
  const started = Date.now();
  const { code, output } = await run(command, args, env);
  const fault = code === 0 ? (check?.(output) ?? null) : `exit code ${code}`;
  const counts = countsIn(output);
  if (counts.passed + counts.failed === 0) counts[fault ? "failed" : "passed"] = 1;
  else if (fault && counts.failed === 0) counts.failed = 1;
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const words = `${counts.passed} passed, ${counts.failed} failed`;
  console.log(
    `${fault ? "FAILED" : "ok"}  ${name} (${seconds} s, ${words.replace(", 0 failed", "")})`,
  );
  const flaky = flakyIn(output);
  for (const test of flaky) console.log(`    only at the second attempt: ${test}`);
  if (fault || flaky.length > 0) console.log(withoutPassed(output));
  if (fault) console.log(`${name}: ${fault}\n`);
};

/** The closing line that people and CI read, and the exit code. */
export const finish = () => {
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
};
