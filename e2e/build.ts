import { spawnSync } from "node:child_process";

/** Builds what the servers of the workers run, once, before they start. */
export default (): void => {
  const { status } = spawnSync(process.execPath, ["bin/build.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed.");
};
