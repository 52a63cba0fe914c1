import pino from "pino";
import { env } from "@/lib/server/env";

/** Structured log lines on standard error, one JSON object each; standard output is for people. */
export const log = pino(
  { level: env().logLevel, base: null, serializers: { error: pino.stdSerializers.err } },
  pino.destination(2),
);
