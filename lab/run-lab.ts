import { type Laboratory, startLaboratory } from "@/lab/laboratory";

const perSecond = 400;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const cell = (value: string | number): string => String(value).padStart(9);

/** Prints what the traffic was, second by second, until it is told to stop. */
const printTraffic = (lab: Laboratory): (() => void) => {
  console.log(`\n${["python", "go", "lost", "twice"].map(cell).join("")}   requests in a second`);
  let from = performance.now();
  const timer = setInterval(() => {
    const seen = lab.traffic.since(from);
    from = performance.now();
    const of = (owner: string | null): number => seen.filter((one) => one.owner === owner).length;
    console.log([of("python"), of("go"), of(null), lab.traffic.retries()].map(cell).join(""));
  }, 1000);
  return () => clearInterval(timer);
};

/** A line between two seconds of traffic. */
const say = (words: string): void => console.log(`${" ".repeat(39)}${words}`);

const show = async (lab: Laboratory): Promise<void> => {
  const rows: { what: string; first: string; last: string }[] = [];
  const moved = async (what: string, to: "python" | "go", act: () => Promise<number>) => {
    const { first, last } = await lab.moved(await act(), to);
    rows.push({ what, first: first.toFixed(0), last: last.toFixed(0) });
    say(`${what}: the first answer from ${to} after ${first.toFixed(0)} ms`);
    await pause(1500);
  };
  await pause(2000);
  await moved("flip", "go", () => lab.rule({ owner: "go" }));
  await moved("rollback", "python", () => lab.rule({ owner: "python" }));
  say("a canary of 10 % of the orgs, on a third of the traffic");
  const from = await lab.rule({ owner: "go", canary: { percent: 1000, key: "org" } });
  await pause(4000);
  const registry = lab.traffic.since(from + 1000, "registry");
  const share = registry.filter(({ owner }) => owner === "go").length / registry.length;
  say(`of the registry's requests ${(share * 100).toFixed(1)} % are answered by go`);
  await moved("flip of everybody", "go", () => lab.rule({ owner: "go" }));
  await moved("force legacy", "python", lab.force);
  await moved("force lifted", "go", lab.lift);
  say("Signalbox is killed; the traffic stays where it is");
  await lab.killControlPlane();
  await pause(2000);
  await moved("force at the gateway, without Signalbox", "python", lab.forceHere);
  await lab.startControlPlane();
  say("Signalbox is back");
  await moved("force at the gateway lifted", "go", async () => {
    const at = performance.now();
    await lab.liftHere();
    return at;
  });
  say("the agent is killed, and a rollback is accepted meanwhile");
  await lab.killAgent();
  await lab.rule({ owner: "python" });
  await pause(2000);
  await moved("the agent starts again", "python", async () => {
    const at = performance.now();
    await lab.startAgent();
    return at;
  });
  say("somebody breaks nginx's configuration, and a flip is accepted meanwhile");
  lab.breakConfiguration();
  await lab.rule({ owner: "go" });
  await pause(2500);
  await moved("nginx's configuration repaired", "go", async () => {
    lab.repairConfiguration();
    return performance.now();
  });
  const { python, go } = await lab.counted();
  const lost = lab.traffic.lost();
  console.log(
    "\nFrom acceptance, in milliseconds, to the first answer of the new owner and the last of the old:",
  );
  for (const { what, first, last } of rows) console.log(`${cell(first)}${cell(last)}   ${what}`);
  console.log(
    `\n${lab.traffic.seen().length} requests: ${python} counted by python, ${go} by go; ${lost.length} lost, ${lab.traffic.retries()} sent twice.`,
  );
  if (lost.length > 0) process.exitCode = 1;
};

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

/** `npm run lab`: shows what happens to real traffic while its owner is changed and things are killed. */
export const runLab = async (binary: string, stays: boolean): Promise<void> => {
  console.log("Starting Signalbox, nginx, an agent, a python side and a go side …");
  const lab = await startLaboratory(binary, perSecond);
  const switches = `${lab.address}/programs/${lab.program}/switches?environment=staging`;
  console.log(`Signalbox is at ${switches}\nnginx is at ${lab.gateway}`);
  const stopPrinting = printTraffic(lab);
  try {
    if (stays) {
      say("Flip something there. Ctrl-C ends it.");
      await untilStopped();
    } else await show(lab);
  } finally {
    stopPrinting();
    await lab.stop();
  }
};
