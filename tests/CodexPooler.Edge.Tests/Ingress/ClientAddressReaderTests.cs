using System.Net;
using CodexPooler.Edge.Ingress;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CodexPooler.Edge.Tests.Ingress;

public sealed class ClientAddressReaderTests
{
    private readonly IngressOptions _options = new() { TrustedProxies = ["10.0.0.0/8", "2001:db8::/32"] };

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9")]
    [InlineData("203.0.113.9:4711", "203.0.113.9")]
    [InlineData("[2001:db9::5]:443", "2001:db9::5")]
    [InlineData("2001:db9::5", "2001:db9::5")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    public void Read_BehindATrustedProxy_WalksToTheFirstStranger(string header, string expected) =>
        Read("10.1.1.1", header).Address.ShouldBe(IPAddress.Parse(expected));

    [Theory]
    [InlineData("unknown", "invalid_forwarded_entry")]
    [InlineData("1", "invalid_forwarded_entry")]
    [InlineData("0x7f.0.0.1", "invalid_forwarded_entry")]
    [InlineData("203.0.113.9:0", "invalid_forwarded_entry")]
    [InlineData("fe80::1%eth0", "invalid_forwarded_entry")]
    [InlineData("203.0.113.9 x", "invalid_forwarded_bytes")]
    [InlineData("10.0.0.1, 10.0.0.2", "forwarded_chain_unresolved")]
    public void Read_WhatCannotBeBelieved_SaysWhy(string header, string problem) =>
        Read("10.1.1.1", header).ShouldBe(new(null, problem));

    [Fact]
    public void Read_AStrangersHeader_IsIgnored() =>
        Read("198.51.100.7", "203.0.113.9").Address.ShouldBe(IPAddress.Parse("198.51.100.7"));

    [Fact]
    public void Read_TooManyHops_AreRefused() =>
        Read("10.1.1.1", string.Join(',', Enumerable.Repeat("10.0.0.1", 33))).Problem.ShouldBe("forwarded_hop_limit_exceeded");

    [Fact]
    public void Read_TooLongAnEntry_IsRefused() =>
        Read("10.1.1.1", new string('1', 65)).Problem.ShouldBe("forwarded_entry_too_long");

    [Fact]
    public void Read_SeveralFields_CountInTheirOrder() =>
        Read("10.1.1.1", new StringValues(["203.0.113.1", "203.0.113.2"])).Address.ShouldBe(IPAddress.Parse("203.0.113.2"));

    [Theory]
    [InlineData(1, "203.0.113.2")]
    [InlineData(2, "203.0.113.1")]
    public void Read_ADepth_CountsFromTheRight(int depth, string expected)
    {
        _options.ForwardedDepth = depth;

        Read("10.1.1.1", "203.0.113.1, 203.0.113.2").Address.ShouldBe(IPAddress.Parse(expected));
    }

    [Fact]
    public void Read_ADepthBeyondTheChain_IsUnsatisfied()
    {
        _options.ForwardedDepth = 3;

        Read("10.1.1.1", "203.0.113.1, 203.0.113.2").Problem.ShouldBe("forwarded_depth_unsatisfied");
    }

    [Fact]
    public void Read_TwoRealIps_AreRefused()
    {
        _options.AddressSource = ClientAddressSource.XRealIp;
        var headers = new HeaderDictionary { ["X-Real-IP"] = new StringValues(["203.0.113.1", "203.0.113.2"]) };

        Read("10.1.1.1", headers).Problem.ShouldBe("duplicate_x_real_ip");
    }

    private ClientAddress Read(string peer, StringValues forwarded) =>
        Read(peer, new HeaderDictionary { ["X-Forwarded-For"] = forwarded });

    private ClientAddress Read(string peer, HeaderDictionary headers) =>
        new ClientAddressReader(Options.Create(_options)).Read(IPAddress.Parse(peer), headers);
}
