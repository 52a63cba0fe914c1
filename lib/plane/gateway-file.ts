import type { Snapshot } from "@/lib/domain/snapshot";
import { exportEnv } from "@/lib/formats/export-env";
import { exportEnvoy } from "@/lib/formats/export-envoy";
import { exportNginx } from "@/lib/formats/export-nginx";
import type { ExportSettings } from "@/lib/formats/gateway-export";

const writers = { env: exportEnv, nginx: exportNginx, envoy: exportEnvoy } as const;

export type GatewayFormat = keyof typeof writers;

export const isGatewayFormat = (format: string): format is GatewayFormat =>
  Object.hasOwn(writers, format);

/** A snapshot as the file that a gateway reads; refuses what the format refuses. */
export const gatewayFile = (
  snapshot: Snapshot,
  format: GatewayFormat,
  settings: ExportSettings,
): string => writers[format](snapshot, settings);
