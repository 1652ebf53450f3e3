/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.SetRootResourceRequest;
import pulumirpc.EngineOuterClass.SetRootResourceResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Stands in for Pulumi's engine: speaks its protocol with a program in a process of its own, and
 * answers as {@link Provider}.
 */
final class TestingEngine implements AutoCloseable {
  private final List<Declared> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logs = Collections.synchronizedList(new ArrayList<>());
  private final Server server;

  TestingEngine() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Engine())
            .addService(new Monitor())
            .build()
            .start();
  }

  /** What the real engine sets for the program. */
  Map<String, String> environment(Map<String, String> configuration) {
    String address = "127.0.0.1:" + server.getPort();
    return Map.of(
        "PULUMI_ENGINE", address,
        "PULUMI_MONITOR", address,
        "PULUMI_PROJECT", "foundry-hosting",
        "PULUMI_STACK", "production",
        "PULUMI_ORGANIZATION", "organization",
        "PULUMI_DRY_RUN", "false",
        "PULUMI_CONFIG", new Gson().toJson(configuration),
        "PULUMI_CONFIG_SECRET_KEYS", "[]");
  }

  /** The resources that the program registered; the stack is none. */
  List<Declared> seen() {
    return List.copyOf(seen);
  }

  /** What the program wrote. */
  List<String> logs() {
    return List.copyOf(logs);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> caller, T answer) {
    caller.onNext(answer);
    caller.onCompleted();
  }

  private static Struct struct(Map<String, Object> values) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(new Gson().toJson(values), struct);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
    return struct.build();
  }

  private static Map<String, Object> map(Struct struct) {
    try {
      return new Gson()
          .fromJson(
              JsonFormat.printer().print(struct),
              new TypeToken<Map<String, Object>>() {}.getType());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Engine extends EngineGrpc.EngineImplBase {
    @Override
    public void log(LogRequest request, StreamObserver<Empty> caller) {
      logs.add(request.getSeverity() + " " + request.getMessage());
      answer(caller, Empty.getDefaultInstance());
    }

    @Override
    public void getRootResource(
        GetRootResourceRequest request, StreamObserver<GetRootResourceResponse> caller) {
      answer(caller, GetRootResourceResponse.getDefaultInstance());
    }

    @Override
    public void setRootResource(
        SetRootResourceRequest request, StreamObserver<SetRootResourceResponse> caller) {
      answer(caller, SetRootResourceResponse.getDefaultInstance());
    }
  }

  private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {
    @Override
    public void supportsFeature(
        SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> caller) {
      answer(caller, SupportsFeatureResponse.getDefaultInstance());
    }

    @Override
    public void invoke(
        ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> caller) {
      answer(
          caller,
          ResourceInvokeResponse.newBuilder()
              .setReturn(struct(Provider.answer(request.getTok())))
              .build());
    }

    @Override
    public void registerResource(
        RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> caller) {
      Declared declared =
          new Declared(
              request.getType(),
              request.getName(),
              map(request.getObject()),
              request.getParent(),
              List.of(),
              request.getIgnoreChangesList(),
              request.getProtect(),
              false);
      RegisterResourceResponse.Builder response =
          RegisterResourceResponse.newBuilder()
              .setUrn(
                  "urn:pulumi:production::foundry-hosting::%s::%s"
                      .formatted(declared.type(), declared.name()))
              .setObject(request.getObject());
      if (!declared.isOf("pulumi:pulumi:Stack")) {
        seen.add(declared);
      }
      if (request.getCustom()) {
        response.setId(Provider.idOf(declared)).setObject(struct(Provider.stateOf(declared)));
      }
      answer(caller, response.build());
    }

    @Override
    public void registerResourceOutputs(
        RegisterResourceOutputsRequest request, StreamObserver<Empty> caller) {
      answer(caller, Empty.getDefaultInstance());
    }
  }
}
