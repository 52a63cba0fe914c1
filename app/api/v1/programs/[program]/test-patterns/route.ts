import * as contract from "@/lib/contract/tests";
import { setTestPatterns } from "@/lib/server/commands/set-test-patterns";
import { endpoint } from "@/lib/server/http";
import { previewTestPatterns } from "@/lib/server/queries/preview-test-patterns";
import { readTestPatterns } from "@/lib/server/queries/read-test-patterns";

export const GET = endpoint(contract.readTestPatterns, readTestPatterns);
export const PUT = endpoint(contract.setTestPatterns, (input) =>
  input.dryRun === true ? previewTestPatterns : setTestPatterns,
);
