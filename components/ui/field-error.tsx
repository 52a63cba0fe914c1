import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export const FieldError = ({ id, children }: { id?: string; children: ReactNode }) => (
  <p className="flex items-start gap-1.5 text-fail text-sm" id={id} role="alert">
    <span className="pt-0.5">
      <Icon name="warning" size={13} />
    </span>
    <span>{children}</span>
  </p>
);
