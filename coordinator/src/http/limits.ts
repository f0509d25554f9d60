/** How much one caller (one address) may ask of the control plane. */
export interface ControlPlaneLimits {
  /** Requests a minute over all routes. */
  readonly requestsPerMinute: number;
  /** POST /v1/consents a minute; each carries up to `ConsentRelay`'s batch. */
  readonly consentPostsPerMinute: number;
  /** Largest body of a plain request. */
  readonly bodyBytes: number;
  /** Largest body of POST /v1/consents. */
  readonly consentBodyBytes: number;
  /** Largest body of POST /v1/studies. */
  readonly studyBodyBytes: number;
  /** Longest time for a request to arrive. */
  readonly requestTimeoutMs: number;
}

export const HTTP_LIMITS: ControlPlaneLimits = {
  requestsPerMinute: 1_200,
  consentPostsPerMinute: 120,
  bodyBytes: 64 * 1024,
  consentBodyBytes: 512 * 1024,
  studyBodyBytes: 8 * 1024 * 1024,
  requestTimeoutMs: 30_000,
};
