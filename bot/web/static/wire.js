// Talks with the server: waits for news of a chat, and does what a person does.

export async function look(me, room, tag, signal) {
  const answer = await fetch(`/tryout/chat?${new URLSearchParams({ me, room, tag })}`, { signal, cache: "no-store" });
  if (!answer.ok) throw new Error(`chat: ${answer.status}`);
  return answer.json();
}

// Returns 200, or the status of what could not be done; 0 where nobody answered.
export async function act(deed, body) {
  try {
    const headers = { "Content-Type": "application/json" };
    return (await fetch(`/tryout/${deed}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
  } catch {
    return 0;
  }
}
