// `npm start`: makes ready what is missing, then serves.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root } from "./prepare.mjs";

prepare("install", "generate", "bundle", "pages");
process.env.NODE_ENV = "production";
// Prisma lets queries of one transaction wait in the driver's queue, which pg 8 warns of and does.
process.noDeprecation = true;
process.chdir(root);
await import(pathToFileURL(path.join(root, "dist", "server.mjs")).href);
