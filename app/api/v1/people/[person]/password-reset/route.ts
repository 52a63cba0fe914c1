import {
  endPasswordReset as endPasswordResetOperation,
  makePasswordReset as makePasswordResetOperation,
} from "@/lib/contract/password-resets";
import { endPasswordReset } from "@/lib/server/commands/end-password-reset";
import { makePasswordReset } from "@/lib/server/commands/make-password-reset";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(makePasswordResetOperation, makePasswordReset);
export const DELETE = endpoint(endPasswordResetOperation, endPasswordReset);
