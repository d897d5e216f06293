// Voice and picture with bare RTCPeerConnections: one for what we send, one for each feed we hear. Signalling goes
// through the room's socket. Whatever fails is made anew; the room never waits for it.

import type { Command, FeedState, Lane, ServerFrame } from "./protocol";

const GATHER_WITHIN = 1_500;
const TRY_AGAIN_AFTER = 1_200;
const PICTURE: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 24 } };
const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export interface VoiceHooks {
  pass(frame: Command): void;
  // Somebody's sound or picture is there (or gone: null).
  stream(person: string, stream: MediaStream | null, video: boolean): void;
  state(on: boolean, reason: "off" | "lost" | undefined): void;
  ownEnded(): void;
}

interface Hearing {
  person: string;
  picture: boolean;
  pc: RTCPeerConnection | null;
}

export class Voice {
  on = false;
  private known = false;
  private sending: RTCPeerConnection | null = null;
  private wanted: MediaStream | null = null;
  private hearing = new Map<string, Hearing>();
  private feeds: FeedState[] = [];
  private lane: Lane = "voice";
  private closedBytes = 0;

  constructor(private readonly you: string, private readonly ice: RTCIceServer[], private readonly hooks: VoiceHooks) {}

  async frame(frame: ServerFrame): Promise<void> {
    if (frame.type === "voice.feeds") this.takeFeeds(frame.on, frame.reason, frame.feeds);
    else if (frame.type === "voice.offer") await this.takeOffer(frame.feed, frame.sdp);
    else if (frame.type === "voice.published") await this.takePublished(frame.sdp);
    else if (frame.type === "voice.ended") this.ended(frame.feed);
    else if (frame.type === "refused" && frame.code === "voice_failed") window.setTimeout(() => this.mend(), TRY_AGAIN_AFTER);
  }

  follow(lane: Lane): void {
    this.lane = lane;
    this.arrange();
  }

  // Send this stream from now on (and again after every loss) until `stop`.
  async send(stream: MediaStream): Promise<void> {
    this.wanted = stream;
    await this.offer();
  }

  stop(): void {
    this.wanted = null;
    this.closeSending();
    this.hooks.pass({ type: "voice.unpublish" });
  }

  get isSending(): boolean {
    return this.wanted !== null;
  }

  // The socket went: the server has ended our lines; the next `voice.feeds` starts them anew.
  socketLost(): void {
    this.known = false;
    this.dropAll();
  }

  // Bytes received since the page came, by all connections.
  async bytes(): Promise<number> {
    let sum = this.closedBytes;
    for (const { pc } of this.hearing.values()) if (pc) sum += await bytesOf(pc);
    return sum;
  }

  // What a test needs to know that sound and picture really flow.
  async report(): Promise<Record<string, number>> {
    const sum: Record<string, number> = { bytesReceived: 0, framesDecoded: 0, audioPackets: 0, bytesSent: 0 };
    const all = [...[...this.hearing.values()].map((one) => one.pc), this.sending];
    for (const pc of all) {
      if (!pc) continue;
      (await pc.getStats()).forEach((stat) => {
        if (stat.type === "inbound-rtp") {
          sum.bytesReceived! += stat.bytesReceived ?? 0;
          if (stat.kind === "video") sum.framesDecoded! += stat.framesDecoded ?? 0;
          if (stat.kind === "audio") sum.audioPackets! += stat.packetsReceived ?? 0;
        } else if (stat.type === "outbound-rtp") sum.bytesSent! += stat.bytesSent ?? 0;
      });
    }
    return sum;
  }

  private takeFeeds(on: boolean, reason: "off" | "lost" | undefined, feeds: FeedState[]): void {
    const fresh = on && (!this.on || !this.known);
    this.on = on;
    this.known = true;
    this.feeds = feeds.filter((feed) => feed.person !== this.you && feed.person);
    this.hooks.state(on, reason);
    if (!on) return this.dropAll();
    if (fresh && this.wanted) void this.offer();
    this.arrange();
  }

  // Bring what we hear in line with who speaks and with the lane.
  private arrange(): void {
    if (!this.on) return;
    const wanted = new Map(this.lane === "text" ? [] : this.feeds.map((feed) => [feed.feed, feed] as const));
    for (const [id, hearing] of this.hearing) {
      const feed = wanted.get(id);
      if (!feed) this.quiet(id);
      else if (hearing.picture !== this.wantsPicture(feed)) this.quiet(id, false);
    }
    for (const feed of wanted.values()) if (!this.hearing.has(feed.feed)) this.listen(feed);
  }

  private wantsPicture(feed: FeedState): boolean {
    return this.lane === "picture" && feed.video;
  }

  private listen(feed: FeedState): void {
    const picture = this.wantsPicture(feed);
    if (!picture && !feed.audio) return;
    this.hearing.set(feed.feed, { person: feed.person, picture, pc: null });
    this.hooks.pass({ type: "voice.listen", feed: feed.feed, picture });
  }

  private quiet(id: string, tell = true): void {
    const hearing = this.hearing.get(id);
    if (!hearing) return;
    this.hearing.delete(id);
    this.close(hearing.pc);
    this.hooks.stream(hearing.person, null, false);
    if (tell) this.hooks.pass({ type: "voice.quiet", feed: id });
  }

  private async takeOffer(id: string, sdp: string): Promise<void> {
    const hearing = this.hearing.get(id);
    if (!hearing) return;
    this.close(hearing.pc);
    const pc = this.connection(() => this.ended(id));
    hearing.pc = pc;
    const stream = new MediaStream();
    pc.ontrack = (event) => {
      stream.addTrack(event.track);
      this.hooks.stream(hearing.person, stream, stream.getVideoTracks().length > 0);
    };
    await pc.setRemoteDescription({ type: "offer", sdp });
    await pc.setLocalDescription(await pc.createAnswer());
    await gathered(pc);
    if (hearing.pc === pc) this.hooks.pass({ type: "voice.answer", feed: id, sdp: pc.localDescription!.sdp });
  }

  private async offer(): Promise<void> {
    this.closeSending();
    if (!this.on || !this.wanted) return;
    const pc = this.connection(() => this.ended(null));
    this.sending = pc;
    for (const track of this.wanted.getTracks()) pc.addTrack(track, this.wanted);
    const offer = await pc.createOffer();
    // Silence costs nothing: our own offer must say so, the server's setting alone does not.
    offer.sdp = offer.sdp?.replace(/useinbandfec=1/g, "useinbandfec=1;usedtx=1");
    await pc.setLocalDescription(offer);
    await gathered(pc);
    if (this.sending === pc) this.hooks.pass({ type: "voice.publish", sdp: pc.localDescription!.sdp });
  }

  private async takePublished(sdp: string): Promise<void> {
    if (this.sending?.signalingState === "have-local-offer") await this.sending.setRemoteDescription({ type: "answer", sdp });
  }

  private ended(feed: string | null): void {
    if (feed !== null) {
      this.quiet(feed);
      window.setTimeout(() => this.mend(), TRY_AGAIN_AFTER);
      return;
    }
    this.closeSending();
    this.hooks.ownEnded();
    window.setTimeout(() => this.mend(), TRY_AGAIN_AFTER);
  }

  private mend(): void {
    if (!this.on) return;
    if (this.wanted && !this.sending) void this.offer();
    for (const [id, hearing] of this.hearing) if (!hearing.pc) this.hearing.delete(id);
    this.arrange();
  }

  private connection(failed: () => void): RTCPeerConnection {
    const pc = new RTCPeerConnection({ iceServers: this.ice });
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === "failed") failed();
    };
    return pc;
  }

  private close(pc: RTCPeerConnection | null): void {
    if (!pc) return;
    pc.onconnectionstatechange = null;
    void bytesOf(pc)
      .then((bytes) => (this.closedBytes += bytes))
      .finally(() => pc.close());
  }

  private closeSending(): void {
    this.close(this.sending);
    this.sending = null;
  }

  private dropAll(): void {
    this.closeSending();
    for (const id of [...this.hearing.keys()]) this.quiet(id, false);
  }
}

export async function openDevices(wanted: { picture: boolean }): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ audio: SOUND, video: wanted.picture ? PICTURE : false });
}

async function bytesOf(pc: RTCPeerConnection): Promise<number> {
  let sum = 0;
  (await pc.getStats()).forEach((stat) => {
    if (stat.type === "transport") sum += stat.bytesReceived ?? 0;
  });
  return sum;
}

// Candidates travel inside the description: one exchange instead of many. A slow relay is not waited for.
function gathered(pc: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    if (pc.iceGatheringState === "complete") return resolve();
    const done = window.setTimeout(resolve, GATHER_WITHIN);
    pc.addEventListener("icegatheringstatechange", () => {
      if (pc.iceGatheringState !== "complete") return;
      clearTimeout(done);
      resolve();
    });
  });
}
