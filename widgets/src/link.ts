import { type ReadonlySignal, signal } from "@preact/signals";
import type { FromPython, Model, Outgoing } from "./protocol";

export type Kernel = "here" | "busy" | "unheard" | "gone";

/** Time limits without a reply, in milliseconds. */
export const PATIENCE = { queued: 700, ping: 4000, heartbeat: 10_000, route: 400, subshell: 1500 };

export const SAYS: Record<Kernel, string> = {
  here: "",
  busy: "The kernel is busy with a notebook cell; your question is waiting.",
  unheard:
    "No kernel has answered here. In a saved page none will: open the notebook and run its cell to ask.",
  gone: "The kernel is gone. Run the notebook cell again.",
};

/** The kernel's status by JupyterLab; undefined in other hosts. */
function hint(model: Model): string | undefined {
  try {
    const manager = model.widget_manager as { kernel?: { status?: string } | null } | undefined;
    // It was shut down.
    if (manager?.kernel === null) return "dead";
    return manager?.kernel?.status;
  } catch {
    return undefined;
  }
}

/** What JupyterLab says of a kernel that will not answer any more. */
const LOST = ["dead", "terminating", "restarting", "autorestarting"];

/** Sends messages to Python, and detects a kernel that does not reply. */
export class Link {
  private readonly found = signal<Kernel>("here");
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly page = Math.random().toString(36).slice(2);
  private told = 0;
  private heard = Date.now();
  /** Whether Python has said anything in this page. */
  private known = false;
  private routing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly model: Model,
    private readonly onState: (state: Kernel) => void,
    private readonly signal?: AbortSignal,
  ) {
    signal?.addEventListener("abort", () => this.forget());
  }

  get kernel(): ReadonlySignal<Kernel> {
    return this.found;
  }

  /** Send a message; where `awaited`, a reply with its id is expected soon. Returns false when it cannot be sent. */
  send(message: Outgoing, awaited = false): boolean {
    if (this.signal?.aborted) return false;
    try {
      this.model.send(message);
    } catch {
      this.become("gone");
      return false;
    }
    if (awaited && message.id)
      this.watch(message.id, message.kind === "ping" ? PATIENCE.ping : PATIENCE.queued);
    return true;
  }

  /** Send a numbered message of which Python keeps the latest, since it may read them out of order. */
  tell(message: Outgoing): boolean {
    this.told += 1;
    return this.send({ ...message, from: this.page, n: this.told });
  }

  /** Note that a message came from Python, so the kernel is alive. */
  receive(message: FromPython): void {
    this.heard = Date.now();
    this.known = true;
    if (message.id) this.settle(message.id);
    if (message.kind === "pong" || this.waiting.size === 0) this.become("here");
  }

  /** Send a ping, to which a live kernel replies. */
  ping(): void {
    this.send({ kind: "ping", id: `ping-${Math.random().toString(36).slice(2)}` }, true);
  }

  /**
   * Make sure that later messages are read while a notebook cell runs.
   *
   * ipykernel 7.4 hands a comm's messages to the shell that spoke on it last. Once that was the main one, a busy
   * notebook cell holds them up; the reply to a message of ours makes it the subshell again. So this is said soon
   * after Python has spoken, while the kernel is most likely idle, and no answer to it is waited for.
   */
  route(after = PATIENCE.route): void {
    clearTimeout(this.routing);
    this.routing = setTimeout(() => {
      if (this.found.peek() !== "gone") this.send({ kind: "ping", id: "route" });
    }, after);
  }

  /** See whether the kernel is there, and ping it after a long silence; called at intervals. */
  beat(): void {
    const status = hint(this.model);
    if (status !== undefined && LOST.includes(status)) this.become("gone");
    if (Date.now() - this.heard < PATIENCE.heartbeat || this.waiting.size > 0) return;
    this.ping();
  }

  private watch(id: string, patience: number): void {
    this.settle(id);
    this.waiting.set(
      id,
      setTimeout(() => this.silent(id), patience),
    );
  }

  private silent(id: string): void {
    const status = hint(this.model);
    const lost =
      (status !== undefined && LOST.includes(status)) || (status === "idle" && id.startsWith("ping-"));
    // Where the host does not say how its kernel is, silence from the first may mean that there is none.
    this.become(lost ? "gone" : this.known || status !== undefined ? "busy" : "unheard");
    if (lost) return;
    // An idle kernel that has not answered has lost our comm; a ping makes sure, and outlives a race.
    if (status === "idle") this.ping();
    this.watch(id, PATIENCE.ping);
  }

  private settle(id: string): void {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
  }

  private become(state: Kernel): void {
    if (state === "gone") this.forget();
    if (state === this.found.peek()) return;
    if (this.signal?.aborted) return;
    this.found.value = state;
    this.onState(state);
  }

  private forget(): void {
    clearTimeout(this.routing);
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }
}
