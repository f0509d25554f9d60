const KIB = 1024;

/**
 * Flow-control windows for yamux on both sides. The largest window must stay below `maxReadBufferLength`: a window grown to
 * yamux's own 16 MiB lets a peer overrun libp2p's 4 MiB read buffer while the stream is paused, and libp2p then resets it.
 */
export const YAMUX_WINDOWS = {
  streamOptions: {
    initialStreamWindowSize: 256 * KIB,
    maxStreamWindowSize: 1024 * KIB,
    maxReadBufferLength: 4096 * KIB,
  },
};
