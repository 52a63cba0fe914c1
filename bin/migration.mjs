// `npm run migration <name>`: see bin/draft-migration.ts.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root } from "./prepare.mjs";

prepare("install", "generate", "bundle");
await import(pathToFileURL(path.join(root, "dist", "draft-migration.mjs")).href);
