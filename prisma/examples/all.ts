import type { ExampleProgram } from "./example-program";
import { quay } from "./quay";

/** Every program that is loaded on first start, the fullest first. */
export const examplePrograms: readonly ExampleProgram[] = [quay];
