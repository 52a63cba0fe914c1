import type { ExampleProgram } from "./example-program";
import { messaging } from "./messaging";
import { obby } from "./obby";
import { overleaf } from "./overleaf";
import { quay } from "./quay";
import { router } from "./router";

/** Every program that is loaded on first start, the fullest first. */
export const examplePrograms: readonly ExampleProgram[] = [quay, router, overleaf, messaging, obby];
