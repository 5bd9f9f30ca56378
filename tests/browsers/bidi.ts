/** WebDriver BiDi (w3.org/TR/webdriver-bidi) over Node's own WebSocket: commands out, answers back. */
export interface Bidi {
  /** Sends a command; throws with the browser's own words when it is refused. */
  send<R = Record<string, unknown>>(method: string, params?: Record<string, unknown>): Promise<R>;
  close(): void;
}

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  method: string;
}

/** Opens a session at the address a browser printed when it started. */
export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`no connection to ${address}`));
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    const command = waiting.get(answer.id);
    if (!command) return;
    waiting.delete(answer.id);
    if (answer.type === 'error')
      command.reject(new Error(`${command.method}: ${answer.error}: ${answer.message}`));
    else command.resolve(answer.result);
  };
  socket.onclose = () => {
    for (const { reject, method } of waiting.values()) reject(new Error(`${method}: the browser has gone`));
    waiting.clear();
  };
  return {
    send: <R>(method: string, params = {}) =>
      new Promise<R>((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error(`${method}: the browser has gone`));
        last += 1;
        waiting.set(last, { resolve: resolve as Waiting['resolve'], reject, method });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
