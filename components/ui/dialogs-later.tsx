"use client";
import dynamic from "next/dynamic";

// For what a page loads first. A dialog that is fetched itself imports these two directly.

/** `ConfirmDialog`, fetched when it opens. */
export const ConfirmDialog = dynamic(
  () => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog),
  { ssr: false },
);

/** `FormDialog`, fetched when it opens. */
export const FormDialog = dynamic(
  () => import("@/components/ui/form-dialog").then((module) => module.FormDialog),
  { ssr: false },
);
