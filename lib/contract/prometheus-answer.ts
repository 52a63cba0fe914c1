import * as z from "zod";

const Value = z.tuple([z.number(), z.string()]);

/** What a Prometheus server answers to a range query, as far as a budget reads it. */
export const PrometheusAnswer = z.object({
  status: z.enum(["success", "error"]),
  errorType: z.string().optional(),
  error: z.string().optional(),
  warnings: z.array(z.string()).optional(),
  data: z
    .object({
      resultType: z.string(),
      result: z.array(
        z.object({ metric: z.record(z.string(), z.string()), values: z.array(Value).optional() }),
      ),
    })
    .optional(),
});
