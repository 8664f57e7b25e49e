// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// gRPC, against the real headers.
// RUN: %check --check coro-blocking-call --clang-only

#include "lazy.h"
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/support/sync_stream.h>

// As protoc writes it.
struct Stub final {
  grpc::Status Get(grpc::ClientContext *context, const grpc::ByteBuffer &request, grpc::ByteBuffer *response) {
    return grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(channel, method, context, request, response);
  }
  grpc::ChannelInterface *channel;
  grpc::internal::RpcMethod method;
};
lazy::task<int> calls(Stub &stub, grpc::ByteBuffer &data) {
  grpc::ClientContext context;
  stub.Get(&context, data, &data);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Stub::Get' blocks the thread of this coroutine: it comes to call 'grpc::internal::BlockingUnaryCall'
  co_return 0;
}

lazy::task<int> blocks(grpc::CompletionQueue &queue, grpc::ClientReader<grpc::ByteBuffer> &reader) {
  void *tag;
  bool ok;
  queue.Next(&tag, &ok);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'grpc::CompletionQueue::Next' blocks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 'grpc::CompletionQueue::Next' waits for an operation to end; use a callback of the generic or the callback stub instead
  grpc::ByteBuffer answer;
  reader.Read(&answer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'grpc::ClientReader<grpc::ByteBuffer>::Read' blocks
  reader.Finish();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'grpc::ClientReader<grpc::ByteBuffer>::Finish' blocks
  queue.AsyncNext(&tag, &ok, gpr_time_0(GPR_CLOCK_REALTIME)); // a look
  co_return 0;
}
