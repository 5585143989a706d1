"""Files in the imitated Slack, shared in three steps: an address, the bytes, and the sharing.

https://docs.slack.dev/messaging/working-with-files#upload
"""

from __future__ import annotations

from tests.servers.slack_methods import Answer, Call, by_id, method
from tests.servers.slack_world import BOT, Message, Refusal, Upload


@method("files.getUploadURLExternal")
def upload_url(call: Call) -> Answer:
    call.need("files:write")
    length = int(call.one("length") or 0)
    if not call.one("filename") or length < 1:
        raise Refusal("invalid_arguments")
    id = f"F{call.world.number():09d}"
    call.world.uploads[id] = Upload(id, call.one("filename"), length, call.one("alt_txt"))
    return {"upload_url": f"{call.root}/upload/v1/{id}", "file_id": id}


@method("files.completeUploadExternal")
def complete_upload(call: Call) -> Answer:
    """Shares the files in a thread; each can be completed once."""
    call.need("files:write")
    named = call.data("files") or []
    uploads = [call.world.uploads.get(one["id"]) for one in named]
    if not uploads or not all(one and one.data is not None and not one.shared for one in uploads):
        raise Refusal("file_not_found")
    done = [one for one in uploads if one]
    for upload, record in zip(done, named, strict=True):
        upload.title, upload.shared = record.get("title") or upload.name, True
    if call.one("channel_id"):
        channel = by_id(call)
        if channel.archived:
            raise Refusal("is_archived")
        if BOT not in channel.members:
            raise Refusal("not_in_channel")
        thread = call.one("thread_ts") or None
        if thread and channel.message(thread) is None:
            raise Refusal("thread_not_found")
        comment = call.one("initial_comment")
        message = Message(call.world.new_ts(), BOT, comment, thread_ts=thread, files=tuple(done))
        call.world.put(channel, message)
    return {"files": [{"id": one.id, "title": one.title} for one in done]}
