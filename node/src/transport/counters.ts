/** Bytes of streams, frames included (not those of noise, yamux and TCP below). */
export interface Traffic {
  calls: number;
  bytesSent: number;
  bytesReceived: number;
}

export interface TrafficCounters {
  total: Traffic;
  byOp: Record<string, Traffic>;
}

export interface TrafficMeter {
  call(op: string): void;
  sent(op: string, sizeBytes: number): void;
  received(op: string, sizeBytes: number): void;
  /** A copy; subtract two of them to know one round's traffic. */
  counters(): TrafficCounters;
}

export function createTrafficMeter(): TrafficMeter {
  const total = noTraffic();
  const byOp = new Map<string, Traffic>();
  const add = (op: string, field: keyof Traffic, amount: number) => {
    const ofOp = byOp.get(op) ?? noTraffic();
    byOp.set(op, ofOp);
    ofOp[field] += amount;
    total[field] += amount;
  };
  return {
    call: (op) => add(op, "calls", 1),
    sent: (op, sizeBytes) => add(op, "bytesSent", sizeBytes),
    received: (op, sizeBytes) => add(op, "bytesReceived", sizeBytes),
    counters: () => ({
      total: { ...total },
      byOp: Object.fromEntries([...byOp].map(([op, traffic]) => [op, { ...traffic }])),
    }),
  };
}

function noTraffic(): Traffic {
  return { calls: 0, bytesSent: 0, bytesReceived: 0 };
}
