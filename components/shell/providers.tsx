"use client";
import type { ReactNode } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { QueryProvider } from "@/lib/client/query-client";

export const Providers = ({ children }: { children: ReactNode }) => (
  <QueryProvider>
    <ToastProvider>{children}</ToastProvider>
  </QueryProvider>
);
