import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Reason, Timestamp } from "@/lib/contract/words";

const Place = z.object({
  level: z.enum(["family", "capability", "route", "worker"]),
  key: z.string().min(1).max(300),
});

const dependency = {
  kind: z.enum(["prerequisite", "unit", "upload-runtime"]),
  subject: Place,
  /** What comes first, or the other members of a unit. */
  requires: z.array(Place).max(50).default([]),
  note: z.string().trim().max(500).default(""),
};

export const DependencyView = z.object({
  id: z.string(),
  ...dependency,
  by: z.string(),
  at: Timestamp,
});
export type DependencyView = z.infer<typeof DependencyView>;

export const listDependencies = operation({
  id: "listDependencies",
  method: "GET",
  path: "/api/v1/programs/{program}/dependencies",
  summary: "What may not move before or without another: the program's own interlocks",
  tag: "interlocks",
  input: ProgramInput,
  answer: z.object({ dependencies: z.array(DependencyView) }),
});

export const addDependency = operation({
  id: "addDependency",
  method: "POST",
  path: "/api/v1/programs/{program}/dependencies",
  summary: "Say what may not move before or without another",
  tag: "interlocks",
  status: 201,
  input: ProgramInput.extend(dependency),
  answer: DependencyView,
});

export const removeDependency = operation({
  id: "removeDependency",
  method: "DELETE",
  path: "/api/v1/programs/{program}/dependencies/{dependency}",
  summary: "Take a dependency away",
  tag: "interlocks",
  input: ProgramInput.extend({ dependency: z.uuid(), reason: Reason }),
  answer: DependencyView,
});
