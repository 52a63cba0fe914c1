// `npm start`: makes ready what is missing, then serves.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root } from "./prepare.mjs";

prepare("install", "generate", "bundle", "pages");
process.env.NODE_ENV = "production";
process.chdir(process.env.INIT_CWD && process.env.npm_lifecycle_event ? root : process.cwd());
await import(pathToFileURL(path.join(root, "dist", "server.mjs")).href);
