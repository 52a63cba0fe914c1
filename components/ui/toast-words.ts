import type { ReactNode } from "react";

export type ToastWords = {
  title: string;
  detail?: ReactNode;
  /** Bad news stays until it is closed. */
  tone?: "plain" | "green" | "red";
  action?: { label: string; onPress: () => void };
};
