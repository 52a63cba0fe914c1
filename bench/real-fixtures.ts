import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** The folder of real trackers and reports that stays outside the repository, or `null` where it is absent. */
export const realFixtures = (): string | null => {
  const folder = path.resolve(process.env.SIGNALBOX_REAL ?? "../shared/real");
  return existsSync(folder) ? folder : null;
};

/** Every file directly in a folder of the real fixtures, as an upload brings it. */
export const realFiles = (folder: string): { name: string; bytes: Uint8Array }[] => {
  const real = realFixtures();
  if (real === null) return [];
  const from = path.join(real, folder);
  return readdirSync(from)
    .filter((name) => statSync(path.join(from, name)).isFile())
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(from, name))) }));
};
