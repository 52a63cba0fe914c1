import type { ExampleRecord } from "../example-record";
import { budgets } from "./budgets";
import { decisions } from "./decisions";
import { blockers, comments, deployments, evidence, readings, reports, waivers } from "./evidence";
import { milestones } from "./milestones";
import { programGates } from "./program-gates";
import { qualityGates, required } from "./quality-gates";
import { schedule } from "./schedule";

/** What the registry's program decides by, and what was found out so far. */
export const quayRecord: ExampleRecord = {
  programGates,
  qualityGates,
  required,
  milestones,
  decisions,
  budgets,
  deployments,
  reports,
  evidence,
  blockers,
  waivers,
  comments,
  readings,
  schedule,
  progress: {
    days: 52,
    verified: [0, 0.03, 0.09, 0.2, 0.36, 0.5, 0.6, 0.72, 0.86, 1],
    flipped: { staging: [0, 0, 0, 0, 0, 0.25, 0.25, 0.5, 1, 1], production: [0, 0] },
  },
};
